export * from './face';
export { createDevice, Refused, type DeviceOptions } from './device';
export type { Events } from './events';
