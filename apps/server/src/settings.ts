/**
 * Settings of the server: environment and command line, checked once at the start.
 * Nothing else reads the environment.
 */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { localeOf, type Locale, type MessageKey } from '@doorstep/words';

export interface Settings {
  port: number;
  host: string;
  /** Folder of the database, keys and logs; absolute. */
  dataFolder: string;
  /** An existing PostgreSQL instead of the embedded one. */
  databaseUrl?: string;
  tls?: { cert: Buffer; key: Buffer };
  /** Where the running server backs up to by itself, and how often. */
  backup?: { folder: string; everyMinutes: number };
  /** Language of the terminal. */
  locale: Locale;
}

/** An error with words for the person at the terminal; exit code 2 when they asked wrongly, 1 otherwise. */
export class SaidError extends Error {
  constructor(
    readonly key: MessageKey,
    readonly params: Record<string, string | number> = {},
    readonly exitCode: 1 | 2 = 2,
  ) {
    super(key);
  }
}

type Environment = Record<string, string | undefined>;

/** The language of a terminal by its LC_ALL, LC_MESSAGES or LANG (`zh_CN.UTF-8`); English otherwise. */
export function terminalLocale(env: Environment): Locale {
  const tag = env.LC_ALL || env.LC_MESSAGES || env.LANG || 'en';
  return localeOf(tag.split('.')[0]?.replace('_', '-'));
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new SaidError('cli.badSetting', { name: 'PORT' });
  return port;
}

function fileOf(name: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new SaidError('cli.unreadableTls', { name });
  }
}

function tlsOf(env: Environment): Settings['tls'] {
  const { TLS_CERT, TLS_KEY } = env;
  if (!TLS_CERT && !TLS_KEY) return undefined;
  if (!TLS_CERT || !TLS_KEY)
    throw new SaidError('cli.badSetting', { name: TLS_CERT ? 'TLS_KEY' : 'TLS_CERT' });
  const pair = { cert: fileOf('TLS_CERT', TLS_CERT), key: fileOf('TLS_KEY', TLS_KEY) };
  try {
    createSecureContext(pair);
  } catch {
    throw new SaidError('cli.badSetting', { name: 'TLS_CERT, TLS_KEY' });
  }
  return pair;
}

function databaseUrlOf(env: Environment): string | undefined {
  const url = env.DATABASE_URL;
  if (!url) return undefined;
  if (!/^postgres(ql)?:\/\//.test(url))
    throw new SaidError('cli.badSetting', { name: 'DATABASE_URL' });
  return url;
}

const BACKUP_MINUTES = '15';

function backupOf(env: Environment): Settings['backup'] {
  const minutes = env.DOORSTEP_BACKUP_MINUTES || BACKUP_MINUTES;
  if (!/^[1-9]\d{0,3}$/.test(minutes))
    throw new SaidError('cli.badSetting', { name: 'DOORSTEP_BACKUP_MINUTES' });
  if (!env.DOORSTEP_BACKUP) return undefined;
  return { folder: resolve(env.DOORSTEP_BACKUP), everyMinutes: Number(minutes) };
}

/** @throws SaidError naming the setting */
export function readSettings(env: Environment): Settings {
  return {
    port: portOf(env.PORT || '8080'),
    host: env.HOST || '127.0.0.1',
    dataFolder: resolve(env.DOORSTEP_DATA || '.doorstep'),
    databaseUrl: databaseUrlOf(env),
    tls: tlsOf(env),
    backup: backupOf(env),
    locale: terminalLocale(env),
  };
}

/** Whether only this machine can reach the address. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\./.test(host);

/** The address people type: an unspecified host is reached as localhost. */
export function baseUrlOf(settings: Pick<Settings, 'host' | 'tls'>, port: number): string {
  const { host, tls } = settings;
  const named =
    host === '0.0.0.0' || host === '::' ? 'localhost' : isIP(host) === 6 ? `[${host}]` : host;
  return `${tls ? 'https' : 'http'}://${named}:${port}`;
}
