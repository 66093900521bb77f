/** SYSLIB1045: regular expressions of constant patterns that are built at run time, where the regex generator could build them. */
import type { BoundArgument, BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Fix } from '../../../diagnostic';
import { parentsOf, walk } from '../../../flow/walk';
import type { AnyNode } from '../../../flow/walk';
import { stringOf } from '../../../symbols/attributeValues';
import type { NamedTypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isNamed } from '../../../symbols/types';
import type { Expression, NodeBase } from '../../../syntax/nodes';
import { indentStepOf, newLineOf } from '../../../syntax/query';
import type { BodyContext, ProgramContext } from '../../rule';
import { hasUsing, memberEdit, partialEdits, partIndex, typesAround } from '../enclosingTypes';
import { checkPattern, isPatternError, scanPattern } from './regexPattern';
import { regexOption } from './regexReader';
import { unusedConstantEdits } from './unusedConstants';

export const regexNamespace = 'System.Text.RegularExpressions';
const staticMethods: ReadonlySet<string> = new Set(['Count', 'EnumerateMatches', 'IsMatch', 'Match', 'Matches', 'Split', 'Replace']);

/** A creation or static call that the SDK's analyzer names. */
interface RegexCall {
  readonly use: SymbolUse;
  readonly node: AnyNode;
  readonly pattern: BoundArgument | undefined;
  readonly patternText: string;
  readonly options: BoundArgument | undefined;
  readonly optionsValue: number;
}

export function checkRegexCalls(context: BodyContext): void {
  const { body, program } = context;
  for (const use of body.uses) {
    if (use.kind !== 'call' && use.kind !== 'creation') continue;
    const call = regexCall(use, body);
    if (!call) continue;
    // The analyzer leaves out generated code.
    if (program.source(body.file)?.isGenerated) return;
    context.report({ unit: use.anchor.unit, start: call.node.start, end: call.node.end }, {
      id: 'SYSLIB1045',
      message: "Use 'GeneratedRegexAttribute' to generate the regular expression implementation at compile-time.",
      fixes: () => fixesOf(call, body, program),
    });
  }
}

function regexCall(use: SymbolUse, body: BoundBody): RegexCall | undefined {
  const { symbol } = use;
  if (symbol?.kind !== 'method' || use.inNameof || !isNamed(symbol.containingType, regexNamespace, 'Regex')) return undefined;
  const isCreation = use.kind === 'creation' && symbol.methodKind === 'constructor';
  if (!isCreation && !(symbol.isStatic && staticMethods.has(symbol.name))) return undefined;
  const given = use.arguments;
  const node = isCreation ? use.node : invocationOf(use);
  if (!given || !node || (isCreation && given.length > 2)) return undefined;
  if (given.some((argument) => /^(?:match)?timeout$/i.test(argument.parameter.name))) return undefined;
  const pattern = given.find((argument) => argument.parameter.name === 'pattern');
  const options = given.find((argument) => argument.parameter.name === 'options');
  const patternText = pattern && constantText(body, pattern.expression);
  const optionsValue = options ? constantNumber(body, options.expression) : 0;
  if ((pattern && patternText === undefined) || optionsValue === undefined || (optionsValue & regexOption.nonBacktracking) !== 0) return undefined;
  const scanned = scanPattern(patternText ?? '');
  if (!scanned || isPatternError(scanned)) return undefined;
  return { use, node, pattern, patternText: patternText ?? '', options, optionsValue };
}

function invocationOf(use: SymbolUse): AnyNode | undefined {
  const { node } = use;
  if (!node || node.kind === 'Invocation') return node;
  const parent = parentsOf(use.anchor.unit.root).get(node);
  return parent?.kind === 'Invocation' ? parent : undefined;
}

function constantText(body: BoundBody, expression: Expression): string | undefined {
  if (expression.kind === 'Conditional') {
    const condition = body.constantOf(expression.condition);
    const branches = [constantText(body, expression.whenTrue), constantText(body, expression.whenFalse)] as const;
    if (condition?.kind !== 'primitive' || branches.includes(undefined)) return undefined;
    return branches[condition.value === true ? 0 : 1];
  }
  const constant = body.constantOf(expression);
  return stringOf(constant);
}

function constantNumber(body: BoundBody, expression: Expression): number | undefined {
  const { kind } = expression;
  if (kind === 'DefaultExpression' || (kind === 'Literal' && expression.literalType === 'default')) return 0;
  const constant = body.constantOf(expression);
  const value = constant?.kind === 'enum' || constant?.kind === 'primitive' ? constant.value : undefined;
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
}

function fixesOf(call: RegexCall, body: BoundBody, program: ProgramContext): readonly Fix[] {
  const checked = checkPattern(call.patternText, call.optionsValue);
  const file = program.source(body.file);
  // A pattern that fails at run time would not compile.
  if (!call.pattern || !checked || isPatternError(checked) || !file) return [];
  const { unit } = call.use.anchor;
  const offset = unit.base + call.node.start;
  const types = typesAround(file, offset);
  const partials = partialEdits(file, types);
  const innermost = types.at(-1);
  const owner = body.owner.kind === 'file' ? undefined : body.owner.kind === 'type' ? body.owner.symbol : body.owner.symbol.containingType;
  // No code is generated for file types.
  if (!partials || !owner || types.some((type) => type.header.root.modifiers.includes('file'))) return [];
  const name = freeName(owner, innermost ? partIndex(program.files, innermost) : 0, unit.text);
  const prefix = hasUsing(file, program.project.globalUsings, regexNamespace) ? '' : `${regexNamespace}.`;
  const ignoresCase = ((call.optionsValue | checked.inlineOptions) & regexOption.ignoreCase) !== 0;
  // Without a culture the generator takes that of the machine that builds.
  const needsCulture = ignoresCase && (call.optionsValue & regexOption.cultureInvariant) === 0;
  const options = call.options ? argumentText(call.options.expression, body, optionsLiteral(call.optionsValue, prefix)) : '';
  const attribute = [argumentText(call.pattern.expression, body, stringLiteral(call.patternText)), ...(options === '' ? [] : [options])].join(', ');
  const lines = [...commentsBetween(call), `[${prefix}GeneratedRegex(${attribute})]`, `private static partial ${prefix}Regex ${name}();`];
  const part = innermost ?? file.root.types.find(({ header: { root } }) => root.name === 'Program' && root.typeKind === 'class' && root.modifiers.includes('partial'));
  const member = part ? memberEdit(file, part, lines) : programEdit(file.text.length, file.text, lines);
  if (!member) return [];
  const replacement = { file: body.file, span: { start: offset, end: unit.base + call.node.end }, newText: `${name}()${instanceCall(call)}` };
  const removed = [call.pattern, call.options].flatMap((argument) => (argument ? [argument.expression] : []));
  const isSafe = !needsCulture || !dependsOnCulture(call.patternText);
  return [{ title: "Convert to 'GeneratedRegexAttribute'", applicability: isSafe ? 'safe' : 'unsafe', edits: [...partials, ...unusedConstantEdits(removed, body, file.text), replacement, { file: body.file, ...member }] }];
}

/** Comments of the call that stand in none of its arguments: they go to the member, as the pattern does. */
function commentsBetween({ node, use: { anchor: { unit } } }: RegexCall): readonly string[] {
  const { arguments: written = [], start, end } = node as unknown as { readonly arguments?: readonly NodeBase[]; readonly start: number; readonly end: number };
  const gaps = [...written, undefined].map((argument, i) => unit.text.slice(written[i - 1]?.end ?? start, argument?.start ?? end));
  return gaps.flatMap((gap) => gap.match(/\/\/[^\r\n]*|\/\*.*?\*\//g) ?? []).map((comment) => comment.trimEnd());
}

/** In top-level code the member goes into a part of Program at the end of the file. */
function programEdit(end: number, text: string, lines: readonly string[]): { readonly span: { readonly start: number; readonly end: number }; readonly newText: string } {
  const newLine = newLineOf(text);
  const start = text.trimEnd().length;
  return { span: { start, end }, newText: `${newLine}${newLine}partial class Program${newLine}{${newLine}${lines.map((line) => indentStepOf(text) + line).join(newLine)}${newLine}}${newLine}` };
}

/** The nth name that no member has, and nothing in the text of the code around: a variable there would hide the member. */
function freeName(owner: NamedTypeSymbol, nth: number, around: string): string {
  const used = new Set<string>();
  for (const type of baseTypesAndSelf(owner)) {
    for (const member of type.members) used.add(member.name);
    for (const nested of type.nestedTypes) used.add(nested.name);
  }
  let name = 'MyRegex';
  let left = nth;
  for (let i = 1; used.has(name) || new RegExp(`\\b${name}\\b`).test(around) || left-- > 0; i++) name = `MyRegex${i}`;
  return name;
}

/** `.IsMatch(…)` on the generated instance, with what is neither pattern nor options. */
function instanceCall(call: RegexCall): string {
  const { symbol, anchor } = call.use;
  if (call.use.kind === 'creation' || symbol?.kind !== 'method') return '';
  const written = (call.node as unknown as { readonly arguments: readonly NodeBase[] }).arguments;
  const removed = new Set([call.pattern?.argument, call.options?.argument]);
  return `.${symbol.name}(${written.filter((argument) => !removed.has(argument as BoundArgument['argument'])).map((argument) => anchor.unit.text.slice(argument.start, argument.end)).join(', ')})`;
}

/** The argument as written; its value where it names a local constant, which an attribute cannot see. */
function argumentText(expression: Expression, body: BoundBody, literal: string): string {
  const unit = body.unitOf(expression);
  if (!unit) return literal;
  const nodes: AnyNode[] = [];
  walk(expression, (node) => {
    nodes.push(node);
    return undefined;
  });
  return nodes.every((node) => node.kind !== 'Error' && body.symbolOf(node as Expression)?.kind !== 'local') ? unit.text.slice(expression.start, expression.end) : literal;
}

function stringLiteral(text: string): string {
  return `"${Array.from(text, (character) => stringCharacter(character)).join('')}"`;
}

function stringCharacter(character: string): string {
  return escapes.get(character) ?? (/[\p{C}\p{Z}]/u.test(character) && character !== ' ' ? unicodeEscape(character) : character);
}

const escapes: ReadonlyMap<string, string> = new Map([['"', '\\"'], ['\\', '\\\\'], ['\n', '\\n'], ['\r', '\\r'], ['\t', '\\t'], ['\0', '\\0']]);

function unicodeEscape(character: string): string {
  return [...Array(character.length).keys()].map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');
}

const optionNames: readonly (readonly [number, string])[] = [
  [1, 'IgnoreCase'], [2, 'Multiline'], [4, 'ExplicitCapture'], [8, 'Compiled'], [16, 'Singleline'], [32, 'IgnorePatternWhitespace'], [64, 'RightToLeft'], [256, 'ECMAScript'], [512, 'CultureInvariant'],
];

function optionsLiteral(value: number, prefix: string): string {
  const names = optionNames.filter(([bit]) => (value & bit) !== 0).map(([, name]) => `${prefix}RegexOptions.${name}`);
  return names.length === 0 ? `${prefix}RegexOptions.None` : names.join(' | ');
}

/** Cultures differ in what the dotted and the dotless i match; ranges and escapes may contain one. */
function dependsOnCulture(pattern: string): boolean {
  return /[iI\u0130\u0131-]|\\[^.*+?()[\]{}|^$\\/ ]/.test(pattern);
}
