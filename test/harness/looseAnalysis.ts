/** The live tier over single files that exist in memory only, as `aot-lens check --assume-aot` sees loose files. */
import path from 'node:path';
import { createRuleSet } from '../../server/src/core/program/analyze';
import type { Diagnostic } from '../../server/src/core/diagnostic';
import { rules } from '../../server/src/core/rules/index';
import { Workspace } from '../../server/src/core/program/workspace';
import { loadParser } from '../../server/src/node/loadParser';
import { createNodeHost } from '../../server/src/node/nodeHost';

const root = process.env['PROJECT_ROOT'] ?? '.';

/** Analyses texts for one framework; references are read once. */
export interface LooseAnalysis {
  /** Diagnostics of a file with this text, in order of place; their fixes can be made until the next call. */
  analyze(file: string, text: string): Diagnostic[];
  /** The same for several files that are one compilation: the diagnostics of all. */
  analyzeAll(files: readonly { readonly path: string; readonly text: string }[]): Diagnostic[];
}

export async function looseAnalysis(framework: string): Promise<LooseAnalysis> {
  await loadParser(path.join(root, 'dist'));
  const host = createNodeHost({ bundleFolder: path.join(root, 'dist'), log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (text) => { throw new Error(text); } } });
  const workspace = new Workspace(host, createRuleSet(rules), { assumeAot: true, framework });
  let open: readonly string[] = [];
  /** Texts stay until the next analysis: the fixes of what was found are made from them. */
  const show = (files: readonly { readonly path: string; readonly text: string }[]): void => {
    for (const file of open) workspace.closeText(file);
    open = files.map((file) => file.path);
    for (const { path: file, text } of files) workspace.setText(file, text);
  };
  return {
    analyze(file, text) {
      show([{ path: file, text }]);
      return workspace.looseProgram([file]).analyzeFile(file);
    },
    analyzeAll(files) {
      show(files);
      const program = workspace.looseProgram(files.map((f) => f.path));
      program.complete();
      return files.flatMap((f) => program.analyzeFile(f.path));
    },
  };
}
