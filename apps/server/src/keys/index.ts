/** Keys outside the database: the master key, what it wraps, and the server's signature. */
export { openKeys, type Keys } from './keys';
export { hashToken } from './token';
