/** A chart as a file of its own: an SVG that needs neither the page's styles nor its theme. */

const NAMESPACE = 'http://www.w3.org/2000/svg';
const COLOURS = ['fill', 'stroke'] as const;
const MARGIN = 16;
const LINE = 20;

/** Writes the light theme's colours where the page's tokens stand. */
function settleColours(picture: SVGElement): void {
  for (const element of picture.querySelectorAll<SVGElement>('*'))
    for (const name of COLOURS) {
      if (!element.getAttribute(name)?.includes('var(')) continue;
      element.setAttribute(name, getComputedStyle(element)[name]);
    }
}

function textAt(y: number, content: string, weight: string): SVGTextElement {
  const text = document.createElementNS(NAMESPACE, 'text');
  const attributes = { x: MARGIN, y, 'font-family': 'sans-serif', 'font-weight': weight };
  for (const [name, value] of Object.entries(attributes)) text.setAttribute(name, String(value));
  text.setAttribute('font-size', weight === '700' ? '16' : '13');
  text.setAttribute('fill', 'var(--ink)');
  text.textContent = content;
  return text;
}

function framed(drawn: SVGSVGElement, width: number, height: number): SVGSVGElement {
  const frame = document.createElementNS(NAMESPACE, 'svg');
  frame.setAttribute('viewBox', `0 0 ${width} ${height}`);
  frame.setAttribute('width', String(width));
  frame.setAttribute('height', String(height));
  const paper = document.createElementNS(NAMESPACE, 'rect');
  for (const [name, value] of [
    ['width', '100%'],
    ['height', '100%'],
    ['fill', 'var(--surface)'],
  ] as const)
    paper.setAttribute(name, value);
  drawn.setAttribute('x', String(MARGIN));
  drawn.setAttribute('y', String(MARGIN + 2 * LINE));
  frame.append(paper, drawn);
  return frame;
}

/** The picture with its title and what it is of, on white paper. */
export function pictureOf(shown: SVGSVGElement, title: string, note: string): string {
  const { width, height } = shown.viewBox.baseVal;
  const drawn = shown.cloneNode(true) as SVGSVGElement;
  drawn.removeAttribute('style');
  const frame = framed(drawn, width + 2 * MARGIN, height + 2 * MARGIN + 2 * LINE);
  frame.insertBefore(textAt(MARGIN + LINE - 4, title, '700'), drawn);
  frame.insertBefore(textAt(MARGIN + 2 * LINE - 6, note, '400'), drawn);
  const light = document.createElement('div');
  light.className = 'chart-settling';
  light.dataset.theme = 'light';
  light.append(frame);
  document.body.append(light);
  settleColours(frame);
  light.remove();
  return new XMLSerializer().serializeToString(frame);
}

/** Gives a file to the person at the desk. */
export function giveFile(name: string, content: string, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
