export * from './wire';
export * from './face';
export * from './ports';
export * from './seal';
export * from './ids';
export * from './base64';
