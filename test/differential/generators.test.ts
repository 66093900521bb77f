/**
 * What the SDK's source generators and their analyzers say, family by family: ids, places and texts on programs that use them and on
 * others that look alike; and the fixes: after them the program compiles and the finding is gone.
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Diagnostic } from '../../server/src/core/diagnostic';
import { applyEdits, editsByFile, mergeFixes } from '../../server/src/core/text/edit';
import { looseAnalysis, type LooseAnalysis } from '../harness/looseAnalysis';
import type { Oracle, OracleAnswer } from '../harness/oracle';
import { oraclePath, oracleSkip, startOracle } from '../harness/oracle';
import { readSnippets } from '../harness/snippetFiles';

const root = path.join(process.env['PROJECT_ROOT'] ?? '.', 'test/fixtures/differential/generators');
const frameworks = (process.env['GENERATOR_FRAMEWORKS'] ?? 'net8.0,net9.0,net10.0').split(',');
const wanted = process.env['GENERATOR_FAMILIES']?.split(',');

/** Ids of each family; the folder of the same name holds its programs. */
const families: Readonly<Record<string, RegExp>> = {
  regex: /^SYSLIB104\d$/,
  libraryimport: /^SYSLIB105[04]$/,
  com: /^SYSLIB109[01567]$/,
  json: /^SYSLIB(?:0049|103[0-9]|122[0-5])$/,
  configuration: /^(?:SYSLIB110\d|IL2026|IL3050)$/,
  options: /^SYSLIB12(?:0\d|1[0-7])$/,
  logging: /^SYSLIB10(?:0[1236789]|1[0-9]|2[02457])$/,
};

interface Text { readonly path: string; readonly text: string }

/** `id severity file start-end message`. */
function keyOf(d: { readonly id: string; readonly severity: string; readonly message: string }, file: string, start: number, end: number): string {
  return `${d.id} ${d.severity} ${path.basename(file)} ${start}-${end} ${d.message}`;
}

function errorsOf(answer: OracleAnswer, ids: RegExp): string[] {
  const errors = answer.errors as readonly { readonly id: string; readonly generated?: boolean; readonly line: number; readonly message: string }[];
  // A member without one of its parts, an attribute twice, or an interface that is not implemented: the generator gave up, which is what is judged.
  return errors.filter((error) => error.generated !== true && !(/^CS(?:8795|0759|0579|0535)$/.test(error.id) && answer.diagnostics.some((d) => ids.test(d.id)))).map((error) => `${error.line}: ${error.id} ${error.message}`);
}

function findings(analysis: LooseAnalysis, files: readonly Text[], ids: RegExp): Diagnostic[] {
  return analysis.analyzeAll(files).filter((d) => ids.test(d.id));
}

/** Applies the first fix of each finding, in rounds as `aot-lens fix` does, until no finding has one. */
function fixAll(analysis: LooseAnalysis, files: readonly Text[], ids: RegExp): readonly Text[] {
  let current = files;
  for (let round = 0; round < 100; round++) {
    const { edits } = mergeFixes(findings(analysis, current, ids).flatMap((d) => d.fixes?.()[0] ?? []));
    if (edits.length === 0) return current;
    const byFile = editsByFile(edits);
    current = current.map((file) => ({ ...file, text: applyEdits(file.text, byFile.get(file.path) ?? []) ?? file.text }));
  }
  return current;
}

for (const family of readdirSync(root).filter((name) => wanted?.includes(name) ?? true)) {
  const ids = families[family] ?? /^$/;
  describe(`generators: ${family}`, { skip: oracleSkip() }, () => {
    let oracle: Oracle;
    before(() => { oracle = startOracle(oraclePath() ?? ''); });
    after(() => { oracle.close(); });
    const snippets = readSnippets(path.join(root, family));
    for (const framework of frameworks) {
      it(`${framework}: reports exactly what the SDK does, and fixes it`, async () => {
        const analysis = await looseAnalysis(framework);
        const differences: string[] = [];
        const found = new Map<string, number>();
        let cases = 0;
        for (const { name, files } of snippets) {
          const since = Number(/\(net(\d+)\)$/.exec(name)?.[1] ?? 0);
          if (Number(/\d+/.exec(framework)?.[0] ?? 0) < since) continue;
          const answer = await oracle.ask({ tfm: framework, files });
          const errors = errorsOf(answer, ids);
          if (errors.length > 0) {
            differences.push(`${name}: does not compile: ${errors.slice(0, 3).join('; ')}`);
            continue;
          }
          cases += files.reduce((sum, file) => sum + file.text.split('\n').length, 0);
          const texts = new Map(files.map((f) => [path.basename(f.path), f.text]));
          const show = (key: string): string => {
            const [, file = '', start = '0', end = '0'] = /^\S+ \S+ (\S+) (\d+)-(\d+)/.exec(key) ?? [];
            return `${key} "${texts.get(file)?.slice(Number(start), Number(end)).slice(0, 80) ?? ''}"`;
          };
          const expected = new Set(answer.diagnostics.filter((d) => ids.test(d.id) && d.generated !== true).map((d) => keyOf(d, d.file, d.start, d.end)));
          const actual = new Set(findings(analysis, files, ids).map((d) => keyOf(d, d.file, d.span.start, d.span.end)));
          for (const key of expected) {
            const id = key.slice(0, key.indexOf(' '));
            found.set(id, (found.get(id) ?? 0) + 1);
          }
          for (const key of actual) if (!expected.has(key)) differences.push(`${name}: false ${show(key)}`);
          for (const key of expected) if (!actual.has(key)) differences.push(`${name}: missed ${show(key)}`);
          differences.push(...await fixDifferences(oracle, analysis, framework, name, files, ids));
        }
        console.log(`${family} ${framework}: ${snippets.length} programs, ${cases} lines, ${[...found].sort().map(([id, n]) => `${id} ${n}`).join(', ')}`);
        assert.equal(differences.join('\n'), '');
      });
    }
  });
}

async function fixDifferences(oracle: Oracle, analysis: LooseAnalysis, framework: string, name: string, files: readonly Text[], ids: RegExp): Promise<string[]> {
  const fixed = fixAll(analysis, files, ids);
  if (fixed.every((file, i) => file.text === files[i]?.text)) return [];
  const answer = await oracle.ask({ tfm: framework, files: fixed });
  const errors = errorsOf(answer, ids);
  if (errors.length > 0) return [`${name}: does not compile after the fixes: ${errors.slice(0, 3).join('; ')}\n${fixed.map((f) => f.text).join('\n')}`];
  const left = new Set(answer.diagnostics.filter((d) => ids.test(d.id) && d.generated !== true).map((d) => keyOf(d, d.file, d.start, d.end)));
  const expected = new Set(findings(analysis, fixed, ids).map((d) => keyOf(d, d.file, d.span.start, d.span.end)));
  return [...left].filter((key) => !expected.has(key)).map((key) => `${name}: after the fixes there is ${key}`);
}
