/** A whole project's bound symbols against the oracle's `project --symbols`; used by scripts/accuracy/symbols.mjs. */
import path from 'node:path';
import { createRuleSet } from '../../server/src/core/program/analyze';
import { bodiesOf } from '../../server/src/core/binding/bodies';
import { initParser } from '../../server/src/core/syntax/parser';
import { Workspace } from '../../server/src/core/program/workspace';
import { createNodeHost } from '../../server/src/node/nodeHost';
import type { OracleSymbol } from './oracle';
import type { Comparison, Tally } from './symbolComparison';
import { compare, flatten, report } from './symbolComparison';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (message: string) => { console.error(message); } };

export interface ProjectComparison {
  readonly total: Tally;
  readonly table: string;
  readonly differences: readonly string[];
  readonly invocations: number;
  /** `file:line: text` of each call that was not bound. */
  readonly unbound: readonly string[];
}

/** What the oracle says of a file of the project. */
export interface ProjectAnswer {
  readonly unit: string;
  readonly symbols?: readonly OracleSymbol[];
}

/**
 * Binds every body of a project and compares.
 * @param answers of the oracle, one a source file
 */
export async function compareProject(projectPath: string, framework: string | undefined, answers: AsyncIterable<ProjectAnswer>): Promise<ProjectComparison> {
  const root = process.env.PROJECT_ROOT ?? '.';
  await initParser({
    treeSitterWasm: path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.wasm'),
    grammarWasm: path.join(root, 'node_modules/tree-sitter-c-sharp/tree-sitter-c_sharp.wasm'),
  });
  const host = createNodeHost({ log: quiet, bundleFolder: path.join(root, 'dist') });
  const workspace = new Workspace(host, createRuleSet([]), { assumeAot: true, framework });
  const program = workspace.program(projectPath, framework);
  const comparison: Comparison = { byKind: new Map(), differences: [] };
  const unbound: string[] = [];
  let invocations = 0;
  for await (const answer of answers) {
    const file = program.source(path.resolve(answer.unit));
    if (answer.unit.endsWith('proj')) continue;
    const name = path.relative(path.dirname(projectPath), answer.unit);
    if (file === undefined) {
      comparison.differences.push(`${name} missing file`);
      continue;
    }
    const bodies = bodiesOf(file, program.semantics).map((body) => body.bind());
    for (const { statistics } of bodies) {
      invocations += statistics.invocations;
      for (const { unit, start, end } of statistics.unbound) unbound.push(`${name}:${file.text.slice(0, unit.base + start).split('\n').length}: ${file.text.slice(unit.base + start, unit.base + end).replace(/\s+/g, ' ').slice(0, 80)}`);
    }
    const before = comparison.differences.length;
    compare(flatten(bodies), answer.symbols ?? [], file.text, comparison);
    for (let i = before; i < comparison.differences.length; i++) comparison.differences[i] = `${name} ${comparison.differences[i] ?? ''}`;
  }
  workspace.dispose();
  return { ...report(comparison), differences: comparison.differences, invocations, unbound };
}
