/** The live tier over single files that exist in memory only, as `aot-lens check --assume-aot` sees loose files. */
import path from 'node:path';
import { createRuleSet } from '../../server/src/core/analyze';
import type { Diagnostic } from '../../server/src/core/diagnostic';
import { rules } from '../../server/src/core/rules/index';
import { Workspace } from '../../server/src/core/workspace';
import { loadParser } from '../../server/src/node/loadParser';
import { createNodeHost } from '../../server/src/node/nodeHost';

const root = process.env['PROJECT_ROOT'] ?? '.';

/** Analyses texts for one framework; references are read once. */
export interface LooseAnalysis {
  /** Diagnostics of a file with this text, in order of place. */
  analyze(file: string, text: string): Diagnostic[];
  /** The same for several files that are one compilation: the diagnostics of all. */
  analyzeAll(files: readonly { readonly path: string; readonly text: string }[]): Diagnostic[];
}

export async function looseAnalysis(framework: string): Promise<LooseAnalysis> {
  await loadParser(path.join(root, 'dist'));
  const host = createNodeHost({ bundleFolder: path.join(root, 'dist'), log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (text) => { throw new Error(text); } } });
  const workspace = new Workspace(host, createRuleSet(rules), { assumeAot: true, framework });
  return {
    analyze(file, text) {
      workspace.setText(file, text);
      const program = workspace.looseProgram([file]);
      const found = program.analyzeFile(file);
      workspace.closeText(file);
      return found;
    },
    analyzeAll(files) {
      for (const { path: file, text } of files) workspace.setText(file, text);
      const program = workspace.looseProgram(files.map((f) => f.path));
      program.complete();
      const found = files.flatMap((f) => program.analyzeFile(f.path));
      for (const { path: file } of files) workspace.closeText(file);
      return found;
    },
  };
}
