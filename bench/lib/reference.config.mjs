// typescript-eslint with type information, for the ESLint command line; its settings come through the environment.
import tseslint from 'typescript-eslint';

const { rules, projects, folder } = JSON.parse(process.env.LOOPLINT_BENCH_REFERENCE);

export default [
  {
    files: ['**/*.{ts,tsx,mts,cts}'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { project: projects, tsconfigRootDir: folder },
    },
    rules: Object.fromEntries(rules.map((rule) => [`@typescript-eslint/${rule}`, 'error'])),
  },
];
