// Bundles the extension, and the server with the command line, into dist/, with the two wasm files and the metadata index beside them.
// Server and command line are a small launcher each, which starts `main.js` with its compiled code from the last time.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';

const root = import.meta.dirname;
const watch = process.argv.includes('--watch');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const production = !process.argv.includes('--dev');

/** Members that are used of modules of Node which most runs never need: loading them takes a tenth of a start. */
const lazyModules = {
  child_process: ['execFile', 'execFileSync', 'fork', 'spawn', 'spawnSync'],
  crypto: ['randomBytes'],
  zlib: ['brotliDecompressSync'],
};

/** Puts an object in the place of such a module that loads it when one of the members is read. */
const lazyBuiltins = {
  name: 'lazy-builtins',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^(?:node:)?(?:${Object.keys(lazyModules).join('|')})$`) }, ({ path: name, namespace }) => {
      if (namespace === 'lazy') return { path: name, external: true }; // the stand-in itself asks for the real one
      return { path: name.replace(/^node:/, ''), namespace: 'lazy' };
    });
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path: name }) => ({
      contents: lazyModules[name].map((member) => `Object.defineProperty(exports, '${member}', { enumerable: true, get: () => require('node:${name}').${member} });`).join('\n'),
    }));
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: production,
  charset: 'ascii', // as the launcher reads it
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'info',
};

const bundles = {
  ...common,
  outdir: 'dist',
  external: ['vscode'],
  define: { AOT_LENS_VERSION: JSON.stringify(version) },
  mainFields: ['module', 'main'],
};
const extension = { ...bundles, entryPoints: { extension: 'client/src/extension.ts' } };
const engine = {
  ...bundles,
  entryPoints: { main: 'server/src/main.ts' },
  // The function that the launcher calls, as Node would wrap it: done here, so that a start does not copy the text once more.
  banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
  footer: { js: '});' },
  // Its ESM build uses import.meta.url, which does not exist in a CommonJS bundle.
  alias: { 'web-tree-sitter': path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.cjs') },
  plugins: [lazyBuiltins, { name: 'launchers', setup: (build) => { build.onEnd(makeLaunchers); } }],
};

/** Launchers know the content of the bundle, so that code compiled from another one is never taken for its. */
async function makeLaunchers({ errors }) {
  if (errors.length > 0) return;
  for (const file of readdirSync(path.join(root, 'dist'))) if (file.endsWith('.cache')) rmSync(path.join(root, 'dist', file));
  const hash = createHash('sha256').update(readFileSync(path.join(root, 'dist/main.js'))).digest('hex').slice(0, 16);
  for (const front of ['server', 'cli']) {
    await esbuild.build({
      ...common, entryPoints: ['server/src/node/launch.ts'], outfile: `dist/${front}.js`, logLevel: 'warning',
      define: { AOT_LENS_FRONT: JSON.stringify(front), AOT_LENS_BUNDLE_HASH: JSON.stringify(hash) },
    });
  }
}

mkdirSync(path.join(root, 'dist'), { recursive: true });
cpSync(path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.wasm'), path.join(root, 'dist/web-tree-sitter.wasm'));
cpSync(path.join(root, 'node_modules/tree-sitter-c-sharp/tree-sitter-c_sharp.wasm'), path.join(root, 'dist/tree-sitter-c_sharp.wasm'));
const index = path.join(root, 'server/metadata-index');
if (existsSync(index)) for (const file of readdirSync(index)) cpSync(path.join(index, file), path.join(root, 'dist', file));

if (watch) for (const options of [extension, engine]) await (await esbuild.context(options)).watch();
else {
  await Promise.all([esbuild.build(extension), esbuild.build(engine)]);
  // The first run is this one: it leaves the compiled code of what a language server does.
  const { status, stderr } = spawnSync(process.execPath, [path.join(root, 'scripts/warm.mjs')], { encoding: 'utf8' });
  spawnSync(process.execPath, [path.join(root, 'dist/cli.js'), 'check', path.join(root, 'samples/todo-api/TodoApi.csproj'), '--fail-on', 'never'], { stdio: 'ignore' });
  if (status !== 0) console.error(`No compiled code is kept, starts are slower: ${stderr}`);
}
