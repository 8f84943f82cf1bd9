/** Keys outside the database: the master key, what it wraps, and the server's signature. */
export { KeyBroken, openKeys, keysFrom, type Keys } from './keys';
export { hashToken } from './token';
