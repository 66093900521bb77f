// Makes server/metadata-index/index.br, which stands in for the targeting packs on machines without a .NET SDK, from the installed packs of
// net8.0, net9.0 and net10.0.
//   node scripts/make-index.mjs [file]
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';

const root = path.join(import.meta.dirname, '..');
const file = process.argv[2] ?? path.join(root, 'server/metadata-index/index.br');
const bundle = path.join(root, `out/make-index-${process.pid}.cjs`);
mkdirSync(path.dirname(file), { recursive: true });
await esbuild.build({ absWorkingDir: root, entryPoints: ['server/src/indexer/main.ts'], outfile: bundle, bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'warning' });
process.exitCode = spawnSync(process.execPath, [bundle, file], { stdio: 'inherit' }).status ?? 1;
rmSync(bundle, { force: true });
