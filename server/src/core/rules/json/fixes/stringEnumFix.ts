/** Fix of `new JsonStringEnumConverter()` among the converters of options: one for each enum that they may be asked for. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Fix } from '../../../diagnostic';
import type { AnyNode } from '../../../flow/walk';
import { parentsOf, unwrap } from '../../../flow/walk';
import { isNamed } from '../../../symbols/types';
import type { Assignment, Unit } from '../../../syntax/nodes';
import { newLineOf } from '../../../syntax/query';
import type { ProgramContext } from '../../rule';
import { nameAt, surroundings } from '../../shortNames';
import { isEmbedded } from '../../aspnet/fixes/sourceEdits';
import { isReachable } from '../typeModel';
import { servedEnums } from './stringEnums';

const written = /\bJsonStringEnumConverter\b/;

/** Text of a place with one converter, and how it is written for several. */
interface Place {
  readonly start: number;
  readonly end: number;
  /** Undefined where there can be only one. */
  readonly join: ((texts: readonly string[]) => string) | undefined;
}

/** Empty where the converter is neither added nor listed, no enum is known, or code cannot name one yet. */
export function stringEnumFixes(use: SymbolUse, body: BoundBody, program: ProgramContext): readonly Fix[] {
  const constructor = use.symbol;
  if (use.kind !== 'creation' || constructor?.kind !== 'method' || constructor.containingType.arity !== 0) return [];
  if (!isNamed(constructor.containingType, 'System.Text.Json.Serialization', 'JsonStringEnumConverter')) return [];
  const { unit } = use.anchor;
  const newLine = newLineOf(program.source(body.file)?.text ?? '');
  const place = addedAt(use, body, newLine) ?? listedAt(use.node, unit, newLine);
  const text = place ? unit.text.slice(place.start, place.end) : '';
  if (!place || !written.test(text)) return [];
  const enums = servedEnums(use, body, program);
  if (!enums.every((type) => isReachable(type, program.compilation.assembly))) return [];
  const names = [...new Set(enums.map((type) => nameAt({ file: body.file, ...surroundings(body) }, type, program)))].sort();
  if (names.length === 0 || (names.length > 1 && !place.join)) return [];
  const texts = names.map((name) => text.replace(written, `JsonStringEnumConverter<${name}>`));
  const span = { start: unit.base + place.start, end: unit.base + place.end };
  return [{ title: `Use JsonStringEnumConverter<T> for ${names.join(', ')}`, applicability: 'unsafe', edits: [{ file: body.file, span, newText: place.join?.(texts) ?? texts.join('') }] }];
}

/** `options.Converters.Add(new JsonStringEnumConverter())`, a statement or the result of a lambda: several calls in its place. */
function addedAt({ node: creation, anchor: { unit } }: SymbolUse, body: BoundBody, newLine: string): Place | undefined {
  const call = body.uses.find(({ kind, symbol, anchor, arguments: given }) => (
    kind === 'call' && symbol?.kind === 'method' && symbol.name === 'Add' && anchor.unit === unit && given?.some(({ expression }) => (unwrap(expression) as unknown) === creation) === true
  ));
  const node = call?.node;
  if (!node) return undefined;
  const statement = parentsOf(unit.root).get(node);
  const parent = statement?.kind;
  const join = statement && parent === 'ExpressionStatement' && isEmbedded(unit, statement) ? undefined : parent === 'ExpressionStatement' ? (texts: readonly string[]) => texts.join(`;${newLine}${indentationAt(unit, node.start)}`)
    : parent === 'Lambda' ? (texts: readonly string[]) => (texts.length > 1 ? `{ ${texts.join('; ')}; }` : texts.join('')) : undefined;
  return { start: node.start, end: node.end, join };
}

/** `Converters = { new JsonStringEnumConverter() }`: several elements, each on a line where the one is. */
function listedAt(node: AnyNode | undefined, unit: Unit, newLine: string): Place | undefined {
  const parents = parentsOf(unit.root);
  const list = node && parents.get(node);
  const assignment = (list && parents.get(list)) as unknown as Assignment | undefined;
  if (!node || list?.kind !== 'Initializer' || assignment?.kind !== 'Assignment' || assignment.left.kind !== 'IdentifierName' || assignment.left.name !== 'Converters') return undefined;
  const isAlone = /(?:^|\n)[ \t]*$/.test(unit.text.slice(0, node.start));
  return { start: node.start, end: node.end, join: (texts) => texts.join(isAlone ? `,${newLine}${indentationAt(unit, node.start)}` : ', ') };
}

function indentationAt(unit: Unit, offset: number): string {
  return /[ \t]*$/.exec(unit.text.slice(0, offset))?.[0] ?? '';
}
