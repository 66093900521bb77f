/**
 * Many small programs in one file: what stands before the first `//--- name` opens each of them, `//--- file name` begins another
 * file of the same program. `//--- opening name` stands for `test/fixtures/differential/openings/name.cs`, which several files begin with.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One program: a compilation of its own. */
export interface Snippet {
  /** "overrides: hiding is no override". */
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

const openings = path.join(process.env.PROJECT_ROOT ?? '.', 'test/fixtures/differential/openings');

const mark = /^\/\/--- (file )?(.+)\n/gm;

/** Snippets of all `.cs` files of a folder. The first file of each is `/differential/main.cs`. */
export function readSnippets(folder: string): readonly Snippet[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.cs')).sort();
  return names.flatMap((name) => splitSnippets(name.replace(/\.cs$/, ''), withOpening(readFileSync(path.join(folder, name), 'utf8'))));
}

function withOpening(text: string): string {
  return text.replace(/^\/\/--- opening (\w+)\n/gm, (_, name: string) => readFileSync(path.join(openings, `${name}.cs`), 'utf8'));
}

function splitSnippets(group: string, text: string): readonly Snippet[] {
  const marks = [...text.matchAll(mark)];
  const opening = text.slice(0, marks[0]?.index ?? text.length);
  const snippets: { name: string; files: { path: string; text: string }[] }[] = [];
  marks.forEach((found, i) => {
    const body = text.slice(found.index + found[0].length, marks[i + 1]?.index ?? text.length);
    const name = found[2] ?? '';
    if (found[1] === undefined) snippets.push({ name: `${group}: ${name}`, files: [{ path: '/differential/main.cs', text: opening + body }] });
    else snippets.at(-1)?.files.push({ path: `/differential/${name}`, text: body });
  });
  return snippets;
}
