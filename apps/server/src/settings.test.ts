import { describe, expect, it } from 'vitest';
import { baseUrlOf, isLoopback, readSettings, terminalLocale, SaidError } from './settings';

describe('settings', () => {
  it('have defaults that reach this machine only', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      databaseUrl: undefined,
      tls: undefined,
    });
    expect(settings.dataFolder).toMatch(/\.doorstep$/);
    expect(isLoopback(settings.host)).toBe(true);
  });
  it.each([
    ['PORT', { PORT: '80a' }],
    ['PORT', { PORT: '70000' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://x' }],
    ['TLS_KEY', { TLS_CERT: 'cert.pem' }],
    ['TLS_CERT', { TLS_CERT: '/nowhere/cert.pem', TLS_KEY: '/nowhere/key.pem' }],
    ['TLS_CERT, TLS_KEY', { TLS_CERT: 'package.json', TLS_KEY: 'package.json' }],
  ])('name %s when it is wrong', (name, env) => {
    const read = () => readSettings(env);
    expect(read).toThrow(SaidError);
    expect(read).toThrow(expect.objectContaining({ params: { name } }) as Error);
  });
  it('speak the language of the terminal', () => {
    expect(
      ['zh_CN.UTF-8', 'ko_KR.UTF-8', 'en_GB', 'C.UTF-8', ''].map((LANG) =>
        terminalLocale({ LANG }),
      ),
    ).toEqual(['zh', 'ko-CN', 'en', 'en', 'en']);
  });
  it('print an address that can be typed', () => {
    expect(baseUrlOf({ host: '0.0.0.0' }, 80)).toBe('http://localhost:80');
    expect(baseUrlOf({ host: '::1', tls: { cert: Buffer.of(), key: Buffer.of() } }, 443)).toBe(
      'https://[::1]:443',
    );
  });
});
