/** Tokens of links and sessions are kept as their SHA-256 only. */
import { createHash } from 'node:crypto';

export const hashToken = (token: string): Buffer =>
  createHash('sha256').update(token, 'utf8').digest();
