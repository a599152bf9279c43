// One dialect for every file: `npm run lint` checks it, `npm run fix` mends what can be mended by a program.
import stylistic from '@stylistic/eslint-plugin';
import node from 'eslint-plugin-n';
import tseslint from 'typescript-eslint';

const length = {
  code: 120,
  // A line that is one text, pattern or address is easier to read, and to find, in one piece.
  ignorePattern: /^\s*[^'"`\s]?[^'"`]{0,30}(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|\/.*\/)[^'"`]{0,16}$/.source,
  ignoreUrls: true,
};

export default tseslint.config(
  {
    ignores: ['**/node_modules/', 'build/', 'coverage/', 'dist/', 'imports/', 'reports/', '.dist-*/', 'judges/python/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.recommended,
  {
    files: ['**/*.{ts,mts,js,mjs,cjs}'],
    plugins: { '@stylistic': stylistic },
    rules: {
      '@stylistic/arrow-parens': 'error',
      '@stylistic/arrow-spacing': 'error',
      '@stylistic/block-spacing': 'error',
      '@stylistic/brace-style': ['error', '1tbs', { allowSingleLine: true }],
      '@stylistic/comma-dangle': ['error', 'always-multiline'],
      '@stylistic/comma-spacing': 'error',
      '@stylistic/eol-last': 'error',
      '@stylistic/function-call-spacing': 'error',
      '@stylistic/key-spacing': 'error',
      '@stylistic/keyword-spacing': 'error',
      '@stylistic/member-delimiter-style': 'error',
      '@stylistic/max-len': ['error', length],
      '@stylistic/no-extra-semi': 'error',
      '@stylistic/no-multi-spaces': ['error', { ignoreEOLComments: true }],
      '@stylistic/no-multiple-empty-lines': ['error', { max: 1, maxBOF: 0, maxEOF: 0 }],
      '@stylistic/no-tabs': ['error', { allowIndentationTabs: true }],
      '@stylistic/no-trailing-spaces': 'error',
      '@stylistic/operator-linebreak': ['error', 'before', { overrides: { '=': 'after', '+': 'after' } }],
      '@stylistic/padded-blocks': ['error', 'never'],
      '@stylistic/quote-props': ['error', 'consistent'],
      '@stylistic/quotes': ['error', 'single', { avoidEscape: true, allowTemplateLiterals: 'avoidEscape' }],
      '@stylistic/semi': 'error',
      '@stylistic/semi-spacing': 'error',
      '@stylistic/space-before-blocks': 'error',
      '@stylistic/space-before-function-paren': [
        'error',
        { anonymous: 'always', named: 'never', asyncArrow: 'always' },
      ],
      '@stylistic/space-in-parens': 'error',
      '@stylistic/space-infix-ops': 'error',
      '@stylistic/spaced-comment': ['error', 'always', { markers: ['/'] }],
      '@stylistic/type-annotation-spacing': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'curly': 'error',
      'eqeqeq': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'prefer-template': 'error',
    },
  },
  {
    files: ['lib/**/*.ts', 'app/**/*.ts', 'cli/**/*.ts'],
    rules: {
      '@typescript-eslint/explicit-member-accessibility': ['error', { overrides: { constructors: 'no-public' } }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
    },
  },
  {
    // What users run, runs on the oldest Node that package.json names; tests run on a later one.
    files: ['lib/**', 'app/**', 'cli/**', 'bin/**', 'action/**', 'scripts/**', 'template/**', 'main.ts'],
    ignores: ['**/*.test.ts'],
    plugins: { n: node },
    languageOptions: { globals: node.configs['flat/recommended-module'].languageOptions.globals },
    rules: {
      'n/no-unsupported-features/node-builtins': ['error', { version: '>=20.0.0', allowExperimental: true }],
    },
  },
  {
    // A line of a template is text that is read as it stands.
    files: ['**/*.test.ts', 'lib/prover/reports/html/**'],
    rules: { '@stylistic/max-len': ['error', { ...length, ignoreTemplateLiterals: true }] },
  },
  {
    files: ['**/*.js', 'test/**', '**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-require-imports': 'off',
      // Rendered manifests are read as they come; a test that reads a wrong field fails.
      '@typescript-eslint/no-explicit-any': 'off',
    },
  },
);
