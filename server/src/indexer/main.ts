/** Makes the metadata index from the installed targeting packs: `make-index <file>`. */
import { writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { indexedFrameworks, indexedPacks } from '../core/msbuild/references';
import { createNodeHost } from '../node/nodeHost';
import { makeIndex } from './makeIndex';
import { findTargetingPacks } from './targetingPacks';

const [, , file] = process.argv;
const print = (message: string): void => void process.stdout.write(`${message}\n`);
const host = createNodeHost({ log: { debug: print, info: print, warn: print, error: print }, bundleFolder: '.' });
const packs = findTargetingPacks(host);
if (file === undefined || packs.length < indexedFrameworks.length * indexedPacks.length) {
  print(file === undefined ? 'Usage: make-index <file>' : `Found only ${packs.map((p) => `${p.name} ${p.version}`).join(', ')}: install the targeting packs of ${indexedFrameworks.join(', ')}, e. g. by restoring a project for each.`);
  process.exitCode = 2;
} else {
  const { bytes, problems } = makeIndex(packs, host);
  const compressed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  writeFileSync(file, compressed);
  problems.forEach(print);
  print(`${packs.map((p) => `${p.name} ${p.version}`).join(', ')}: ${bytes.length} bytes, compressed ${compressed.length}`);
}
