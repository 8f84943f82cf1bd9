/** A village's own spreadsheet in, an understanding of it out. See `face.ts` for what is promised. */
export * from './face';
