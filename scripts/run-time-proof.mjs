#!/usr/bin/env node
// Publishes all patterns of test/harness/patterns natively, before and after their fixes, and writes docs/run-time-proof.md.
//   node scripts/run-time-proof.mjs [net8.0] [net9.0]      frameworks that are not named keep the results of their last run
// Needs: npm run build, clang, zlib. Exit status 1 where a rule and a program disagree.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

const root = path.join(import.meta.dirname, '..');
const outfile = path.join(root, `out/proof-${process.pid}.mjs`);
await esbuild.build({
  absWorkingDir: root, entryPoints: ['test/harness/patterns/proof.ts'], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20',
  packages: 'external', logLevel: 'warning', define: { 'process.env.PROJECT_ROOT': JSON.stringify(root) },
});
const { proof } = await import(pathToFileURL(outfile));
rmSync(outfile);
process.exitCode = (await proof(root, process.argv.slice(2))) ? 0 : 1;
