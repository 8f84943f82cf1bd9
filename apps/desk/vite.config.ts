/** Builds the desk to `dist/`, served under /desk/ with a strict CSP: nothing inline, nothing evaluated. */
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/desk/',
  plugins: [vue()],
  build: {
    target: ['chrome87', 'safari14', 'firefox90'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Charts come with the first chart; nothing else is near it.
    chunkSizeWarningLimit: 600,
  },
});
