export * from './face';
export { createDevice, type DeviceOptions } from './device';
export { Refused } from './door';
export type { Events } from './events';
