/** Three projects: `unit` everywhere, `pg` with a real PostgreSQL, `browser` with a real Chromium. */
import vue from '@vitejs/plugin-vue';
import { configDefaults, defineConfig } from 'vitest/config';
import { findBrowser } from './tools/launch/browser.mjs';

const PG = '**/*.pg.test.ts';
const BROWSER = ['**/*.browser.test.ts', 'e2e/**/*.test.ts'];
const ELSEWHERE = [...configDefaults.exclude, '**/dist/**', '**/.doorstep/**'];

/** Tests that share a server or a browser: one file at a time, after the quick ones. */
const oneByOne = (groupOrder) => ({
  maxWorkers: 1,
  sequence: { groupOrder },
  testTimeout: 120_000,
  hookTimeout: 120_000,
});

export default defineConfig({
  plugins: [vue()],
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.ts', 'tools/launch/*.test.mjs'],
          exclude: [...ELSEWHERE, PG, ...BROWSER],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'pg',
          include: [PG],
          exclude: ELSEWHERE,
          globalSetup: './apps/server/src/postgres/testing.config.ts',
          ...oneByOne(1),
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: BROWSER,
          exclude: ELSEWHERE,
          env: { DOORSTEP_BROWSER: process.env.DOORSTEP_BROWSER ?? findBrowser() ?? '' },
          ...oneByOne(2),
        },
      },
    ],
  },
});
