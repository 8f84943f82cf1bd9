/**
 * The parts of ECharts that our charts use, drawn as SVG: sharp on paper, coloured by the page's
 * own tokens. Loaded when the first chart is shown, never before the first figures.
 */
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, TooltipComponent, SVGRenderer]);

/** An empty chart in an element, its size in CSS pixels. */
export function createChart(root: HTMLElement, size: { width: number; height: number }): ECharts {
  return init(root, null, { renderer: 'svg', ...size });
}
