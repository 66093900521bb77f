// What the judge says of a project. It is deterministic and slow, so its answers are kept in a folder, by what was asked.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

export const root = path.join(import.meta.dirname, '../..');
const oracle = path.join(root, 'test/oracle/bulk/bin/Release/net10.0/bulk-oracle.dll');

/** A folder that goes when the process ends. */
function temporaryFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'accuracy-'));
  process.on('exit', () => { rmSync(folder, { recursive: true, force: true }); });
  return folder;
}

/** File with the judge's answer, in JSON lines, to a command line; without a folder to keep it in, for this process only. */
export function oracleAnswer(args, cache = temporaryFolder()) {
  mkdirSync(cache, { recursive: true });
  const file = path.join(cache, `${createHash('sha1').update(args.join('\0')).digest('hex')}.jsonl`);
  if (!existsSync(file)) writeFileSync(file, execFileSync('dotnet', [oracle, ...args], { maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'inherit'] }));
  return file;
}

/** The judge's answer about a whole project: a line a source file with its diagnostics, errors of the compiler and bound symbols. Restored first unless `noRestore`. */
export function projectAnswer(project, { framework, noRestore, prop = [], cache }) {
  const asked = ['project', project, '--symbols', ...(framework ? ['--framework', framework] : []), ...(noRestore ? ['--no-restore'] : []), ...prop.flatMap((p) => ['--prop', p])];
  return oracleAnswer(asked, cache);
}

/** The lines of an answer, one at a time: all of them together can be longer than a string may be. */
export async function* unitsOf(answer) {
  for await (const line of createInterface({ input: createReadStream(answer) })) if (line.startsWith('{')) yield JSON.parse(line);
}
