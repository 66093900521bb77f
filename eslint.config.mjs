import tseslint from 'typescript-eslint';

const core = ['**/../lsp/*', '**/lsp/**', '**/cli/**', 'vscode', 'vscode-languageserver*', 'vscode-languageclient*', 'node:*', 'fs', 'path', 'child_process'];

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'out/', 'test/vscode-host/', 'test/fixtures/', '**/*.mjs', '**/*.cjs', 'samples/'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
    },
  },
  // The engine knows neither editor, protocol, file system nor console (ARCHITECTURE.md, invariant 1).
  { files: ['server/src/core/**'], rules: { 'no-restricted-imports': ['error', { patterns: core }], 'no-console': 'error', 'no-restricted-globals': ['error', 'process', 'console'] } },
  { files: ['test/**'], rules: { '@typescript-eslint/no-floating-promises': 'off', '@typescript-eslint/no-non-null-assertion': 'off' } },
);
