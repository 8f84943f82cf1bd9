/** The two apps and the page that leads to them. Names with a hash are kept for ever, the rest asked for anew. */
import { createHash } from 'node:crypto';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { say, LOCALES, type MessageKey } from '@doorstep/words';
import { Problem } from './problem';
import { APPS, type App } from './session';

/** The built folder of each app. */
export type AppFolders = Record<App, string>;

const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';
const HASHED = /[/\\]assets[/\\]/;

const STYLE = `:root{color-scheme:light dark;font:18px/1.6 system-ui,sans-serif}
body{max-width:36rem;margin:10vh auto;padding:0 1.25rem}
h1{font-size:1.75rem;margin:0}
section{border-top:1px solid;padding:1.25rem 0}
a{display:block;padding:.75rem 0;min-height:48px;box-sizing:border-box}`;

/** The hash that lets the front page's own style through the content policy. */
export const FRONT_STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

function front(): string {
  const section = (locale: (typeof LOCALES)[number]) => {
    const text = (key: MessageKey) => say(locale, key);
    return `<section lang="${locale}"><h1>${text('cli.frontTitle')}</h1>
<a href="/field/">${text('cli.frontField')}</a><a href="/desk/">${text('cli.frontDesk')}</a></section>`;
  };
  return `<!doctype html><html lang="zh"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${say('zh', 'cli.frontTitle')}</title>
<link rel="icon" href="/desk/icon.svg">
<style>${STYLE}</style></head><body><main>${LOCALES.map(section).join('\n')}</main></body></html>`;
}

/** A path without a file is a view of the app, unless it asks for a file. */
function mountApp(app: FastifyInstance, root: string): void {
  app.register(fastifyStatic, {
    root,
    cacheControl: false,
    dotfiles: 'ignore',
    setHeaders: (reply, path) =>
      void reply.header('cache-control', HASHED.test(path) ? FOR_EVER : ASK_AGAIN),
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    if (/\.\w+$/.test(path) || request.method !== 'GET') throw new Problem('not-found');
    return reply.sendFile('index.html');
  });
}

export function mountPages(app: FastifyInstance, folders: AppFolders): void {
  const page = front();
  app.get('/', { schema: { hide: true } as object }, (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', ASK_AGAIN).send(page),
  );
  for (const name of APPS) {
    app.register(async (scope) => mountApp(scope, folders[name]), { prefix: `/${name}` });
    app.get(`/${name}`, { schema: { hide: true } as object }, (_request, reply) =>
      reply.redirect(`/${name}/`),
    );
  }
}
