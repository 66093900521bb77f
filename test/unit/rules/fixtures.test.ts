/**
 * Every rule over its fixture folder. `// ^^^^ ID` under a line of code marks a diagnostic on the characters above the carets; nothing
 * else may be reported. With `// application: …` at the top the file is a library's, and these are the statements of its application. `<case>.fixed.cs` is what applying the fixes of the folder's id, one after the other, makes of `<case>.cs`.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import type { Diagnostic, TextEdit } from '../../../server/src/core/diagnostic';
import { libraryAnalysis } from '../../harness/libraryAnalysis';
import { looseAnalysis, type LooseAnalysis } from '../../harness/looseAnalysis';

const folder = path.join(process.env['PROJECT_ROOT'] ?? '.', 'test/fixtures/rules');
const analyses = new Map<string, Promise<LooseAnalysis>>();

/** `// framework: net8.0 net9.0` names all that a fixture is for. */
function frameworksOf(text: string): readonly string[] {
  return /^\/\/ framework: (.+)/.exec(text)?.[1]?.split(' ') ?? ['net10.0'];
}

function analysisFor(framework: string): Promise<LooseAnalysis> {
  let analysis = analyses.get(framework);
  if (!analysis) analyses.set(framework, (analysis = looseAnalysis(framework)));
  return analysis;
}

/** `ID start-end "text"` of each mark. */
function marksIn(text: string): string[] {
  const marks: string[] = [];
  let offset = 0;
  let codeStart = 0;
  for (const line of text.split('\n')) {
    const mark = /^\/\/( *)(\^+) (\S+)$/.exec(line);
    if (mark?.[1] !== undefined && mark[2] !== undefined) {
      const start = codeStart + 2 + mark[1].length;
      marks.push(describeMark(String(mark[3]), start, start + mark[2].length, text));
    } else codeStart = offset;
    offset += line.length + 1;
  }
  return marks.sort();
}

function describeMark(id: string, start: number, end: number, text: string): string {
  const line = text.slice(0, start).split('\n').length;
  return `${id} line ${line} "${text.slice(start, end)}"`;
}

function found(diagnostics: readonly Diagnostic[], text: string): string[] {
  return diagnostics.map((d) => describeMark(d.id, d.span.start, d.span.end, text)).sort();
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return [...edits].sort((a, b) => b.span.start - a.span.start).reduce((result, edit) => result.slice(0, edit.span.start) + edit.newText + result.slice(edit.span.end), text);
}

/** Applies the first fix of the first diagnostic with the id until there is none left. */
function fixAll(analysis: LooseAnalysis, file: string, text: string, id: string): string {
  let current = text;
  for (let round = 0; round < 40; round++) {
    const fixes = analysis.analyze(file, current).filter((d) => d.id === id).map((d) => d.fixes?.()[0]);
    const fix = fixes.find((candidate) => candidate !== undefined);
    if (!fix) return current;
    current = applyEdits(current, fix.edits);
  }
  return current;
}

/** Marks and blank lines aside: a mark no longer fits where its diagnostic is gone. */
function withoutMarks(text: string): string {
  return text.split('\n').filter((line) => !/^\/\/ *\^+ \S+$/.test(line)).join('\n');
}

for (const id of readdirSync(folder).sort()) {
  const names = readdirSync(path.join(folder, id)).filter((name) => name.endsWith('.cs'));
  describe(`rule ${id}`, () => {
    for (const name of names.filter((n) => !n.endsWith('.fixed.cs'))) {
      const text = readFileSync(path.join(folder, id, name), 'utf8');
      const statements = /^\/\/ application: (.+)$/m.exec(text)?.[1];
      const frameworks = frameworksOf(text);
      for (const framework of frameworks) {
        const title = frameworks.length > 1 ? `${name} (${framework})` : name;
        it(title, async () => {
          const diagnostics = statements === undefined ? (await analysisFor(framework)).analyze(`/fixtures/${id}/${name}`, text) : await libraryAnalysis(framework, statements, text);
          assert.deepEqual(found(diagnostics, text), marksIn(text));
        });
        const fixedName = name.replace(/\.cs$/, '.fixed.cs');
        if (!names.includes(fixedName)) continue;
        it(`${title}: fix`, async () => {
          const expected = readFileSync(path.join(folder, id, fixedName), 'utf8');
          const analysis = await analysisFor(framework);
          assert.equal(withoutMarks(fixAll(analysis, `/fixtures/${id}/${name}`, text, id)), withoutMarks(expected));
        });
      }
    }
  });
}
