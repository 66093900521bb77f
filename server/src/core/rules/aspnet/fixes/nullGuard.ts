/** Fix of AOT2017: `TryParse` returns false for null before anything else. */
import type { Fix } from '../../../diagnostic';
import type { MethodSymbol } from '../../../symbols/symbol';
import { isValueType } from '../../../symbols/types';
import { escapedName } from '../../../syntax/keywords';
import type { MethodDeclaration, Unit } from '../../../syntax/nodes';
import { endOfLineComment, indentationAt, indentStepOf, newLineOf } from '../../../syntax/query';
import type { ProgramContext } from '../../rule';

/** What the guard asks and sets. */
export interface NullGuard {
  /** As code writes the names of the parameters. */
  readonly text: string;
  readonly result: string;
  /** The result may not be null, as far as its type says. */
  readonly isNeverNull: boolean;
}

/** Undefined for a method without an `out` parameter at its end. */
export function nullGuardOf({ parameters }: MethodSymbol): NullGuard | undefined {
  const [text] = parameters;
  const result = parameters.at(-1);
  if (!text || result?.refKind !== 'out' || result.type.kind === 'error') return undefined;
  return { text: escapedName(text.name), result: escapedName(result.name), isNeverNull: result.nullableAnnotated === false && !isValueType(result.type) };
}

/** `isChecked`: the method throws for null on purpose. An expression body becomes a block. */
export function nullGuardFix({ text, result, isNeverNull }: NullGuard, isChecked: boolean, unit: Unit, file: string, program: ProgramContext): readonly Fix[] {
  const root = unit.root as MethodDeclaration;
  const source = program.source(file);
  if (!source || !root.body) return [];
  const whole = source.text;
  const [newLine, step] = [newLineOf(whole), indentStepOf(whole)];
  const { base } = unit;
  const start = base + root.body.start;
  const statements = [`${result} = default${isNeverNull ? '!' : ''};`, 'return false;'];
  const fix = (span: { readonly start: number; readonly end: number }, newText: string): readonly Fix[] => [
    { title: 'Return false for null', applicability: isChecked ? 'unsafe' : 'safe', edits: [{ file: source.path, span, newText }] },
  ];
  if (root.body.kind === 'Block') {
    const [first] = root.body.statements;
    const isOnOneLine = !first || !/\n/.test(whole.slice(start, base + first.start));
    if (isOnOneLine) return fix({ start: start + 1, end: start + 1 }, ` if (${text} is null) { ${statements.join(' ')} }`);
    const indentation = indentationAt(whole, base + first.start);
    const after = endOfLineComment(whole, start + 1);
    return fix({ start: after, end: after }, guardLines(text, statements, newLine + indentation, step));
  }
  const arrow = whole.lastIndexOf('=>', start);
  const end = base + root.body.end;
  const ending = /^\s*;/.exec(whole.slice(end))?.[0];
  if (ending === undefined || !/^=>\s*$/.test(whole.slice(arrow, start))) return [];
  const outer = newLine + indentationAt(whole, base + root.start);
  const before = /\s*$/.exec(whole.slice(0, arrow))?.[0].length ?? 0;
  const body = `${outer}{${guardLines(text, statements, outer + step, step)}${outer}${step}return ${whole.slice(start, end)};${outer}}`;
  return fix({ start: arrow - before, end: end + ending.length }, body);
}

function guardLines(text: string, statements: readonly string[], line: string, step: string): string {
  return `${line}if (${text} is null)${line}{${statements.map((each) => line + step + each).join('')}${line}}${line.replace(/[ \t]*$/, '')}`;
}
