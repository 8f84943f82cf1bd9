/** Tables of figures over the places of one level, made from the folded tables. */
export { figures, TooManyRows, type Figures, type FiguresQuery } from './figures';
export { standing } from './standing';
export { grainBelow } from './grain';
