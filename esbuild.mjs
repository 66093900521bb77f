// Bundles the extension, the server and the command line into dist/, with the two wasm files and the metadata index beside them.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';

const root = import.meta.dirname;
const watch = process.argv.includes('--watch');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const production = !process.argv.includes('--dev');

const options = {
  absWorkingDir: root,
  entryPoints: { extension: 'client/src/extension.ts', server: 'server/src/lsp/main.ts', cli: 'server/src/cli/main.ts' },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  // Their ESM builds use import.meta.url, which does not exist in a CommonJS bundle.
  alias: { 'web-tree-sitter': path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.cjs') },
  define: { AOT_LENS_VERSION: JSON.stringify(version) },
  mainFields: ['module', 'main'],
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'info',
};

mkdirSync(path.join(root, 'dist'), { recursive: true });
cpSync(path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.wasm'), path.join(root, 'dist/web-tree-sitter.wasm'));
cpSync(path.join(root, 'node_modules/tree-sitter-c-sharp/tree-sitter-c_sharp.wasm'), path.join(root, 'dist/tree-sitter-c_sharp.wasm'));
const index = path.join(root, 'server/metadata-index');
if (existsSync(index)) for (const file of readdirSync(index)) cpSync(path.join(index, file), path.join(root, 'dist', file));

if (watch) await (await esbuild.context(options)).watch();
else await esbuild.build(options);
