/** Cells that hold something and say nothing: a dash, 无, 不详 and the like. */
const NOTHING =
  /^(?:[-—–―_/\\|.·。、,，*＊~～?？×xX]+|无|無|没有|暂无|未知|不详|不知|不清楚|不明|未提供|未登记|未办|未办理|没办|空|无此项|none|null|nil|n\/?a|未填|없음|무|모름|미상|없다|불명)$/i;

export const tidy = (text: string): string =>
  text
    .replace(/[\u200b-\u200f\u2028-\u202e\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Whether a cell says nothing. */
export const saysNothing = (text: string): boolean => NOTHING.test(text.replace(/\s/g, ''));
