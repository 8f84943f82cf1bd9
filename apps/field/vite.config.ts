/**
 * Builds the phone app to `dist/`, served under /field/ with a strict CSP: nothing inline, nothing
 * evaluated. The service worker keeps the whole shell, so that every screen opens without a network.
 */
import { readFileSync } from 'node:fs';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const { version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { version: string };

const BASE = '/field/';

export default defineConfig({
  root: import.meta.dirname,
  base: BASE,
  plugins: [
    vue(),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        id: BASE,
        name: '逐户 Doorstep',
        short_name: '逐户',
        lang: 'zh',
        start_url: BASE,
        scope: BASE,
        display: 'standalone',
        orientation: 'portrait',
        background_color: '#f2f5f4',
        theme_color: '#08604f',
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          {
            src: 'icon-maskable-512.png',
            sizes: '512x512',
            type: 'image/png',
            purpose: 'maskable',
          },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,png}'],
        maximumFileSizeToCacheInBytes: 4_000_000,
        navigateFallback: `${BASE}index.html`,
        cleanupOutdatedCaches: true,
        // The very first page belongs to a version, too: a new one waits for it like for any other.
        clientsClaim: true,
      },
    }),
  ],
  define: { __VERSION__: JSON.stringify(version) },
  build: {
    target: ['chrome87', 'safari14'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { host: '127.0.0.1' },
});
