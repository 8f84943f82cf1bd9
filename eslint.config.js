/**
 * What the compiler and the formatter cannot see: promises nobody waits for, raw HTML, and effects
 * taken from the air. Clock, random and console are given to whoever needs them; only a `main.ts`,
 * an app's `effects.ts`, tests and tools take them from the machine.
 */
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';

const call = (object, property) =>
  `CallExpression[callee.object.name='${object}'][callee.property.name='${property}']`;

const AMBIENT = [
  [call('Date', 'now'), 'Take the clock as a parameter.'],
  ["NewExpression[callee.name='Date'][arguments.length=0]", 'Take the clock as a parameter.'],
  [call('Math', 'random'), 'Take randomness as a parameter.'],
  [call('crypto', 'randomUUID'), 'Take randomness as a parameter.'],
  ["CallExpression[callee.name='randomUUID']", 'Take randomness as a parameter.'],
].map(([selector, message]) => ({ selector, message }));

const TESTS = ['**/*.test.ts', '**/testing.ts', '**/testing/**'];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/.doorstep/**', '**/*.d.ts'] },
  tseslint.configs.recommended,
  vue.configs['flat/recommended'],
  {
    files: ['**/*.ts', '**/*.vue'],
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        project: './tsconfig.json',
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    },
  },
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...AMBIENT],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      'vue/no-v-html': 'error',
      ...vue.configs['no-layout-rules'].rules,
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
    },
  },
  {
    files: ['**/main.ts', '**/effects.ts', ...TESTS, 'tools/**', 'e2e/**'],
    rules: { 'no-restricted-syntax': 'off', 'no-console': 'off' },
  },
  { files: TESTS, rules: { '@typescript-eslint/no-explicit-any': 'off' } },
);
