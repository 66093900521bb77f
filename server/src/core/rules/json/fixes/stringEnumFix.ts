/** Fix of `options.Converters.Add(new JsonStringEnumConverter())`: a converter for each enum that a context of the program knows. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Fix } from '../../../diagnostic';
import { parentsOf, unwrap } from '../../../flow/walk';
import { isEnumType, isNamed, nullableUnderlying } from '../../../symbols/types';
import { newLineOf } from '../../../syntax/query';
import type { ProgramContext } from '../../rule';
import type { NamePlace } from '../../shortNames';
import { nameAt, surroundings } from '../../shortNames';
import { contextsOf } from '../registration/contexts';
import { isReachable } from '../typeModel';

const written = /\bJsonStringEnumConverter\b/;

/** Empty where the converter is not just added, or no context has an enum. Other enums than those of contexts have no metadata anyway. */
export function stringEnumFixes(use: SymbolUse, body: BoundBody, program: ProgramContext): readonly Fix[] {
  const constructor = use.symbol;
  if (use.kind !== 'creation' || constructor?.kind !== 'method' || constructor.containingType.arity !== 0) return [];
  if (!isNamed(constructor.containingType, 'System.Text.Json.Serialization', 'JsonStringEnumConverter')) return [];
  const { unit } = use.anchor;
  const call = body.uses.find(({ kind, symbol, anchor, arguments: given }) => (
    kind === 'call' && symbol?.kind === 'method' && symbol.name === 'Add' && anchor.unit === unit && given?.some(({ expression }) => (unwrap(expression) as unknown) === use.node) === true
  ));
  const node = call?.node;
  if (!node) return [];
  const text = unit.text.slice(node.start, node.end);
  const names = enumNames(program, { file: body.file, ...surroundings(body) });
  const parent = parentsOf(unit.root).get(node)?.kind;
  if (names.length === 0 || !written.test(text) || (names.length > 1 && parent !== 'ExpressionStatement' && parent !== 'Lambda')) return [];
  const calls = names.map((name) => text.replace(written, `JsonStringEnumConverter<${name}>`));
  const source = program.source(body.file);
  const indentation = /[ \t]*$/.exec(unit.text.slice(0, node.start))?.[0] ?? '';
  const newText = parent === 'Lambda' && calls.length > 1 ? `{ ${calls.join('; ')}; }` : calls.join(`;${newLineOf(source?.text ?? '')}${indentation}`);
  const span = { start: unit.base + node.start, end: unit.base + node.end };
  return [{ title: `Use JsonStringEnumConverter<T> for ${names.join(', ')}`, applicability: 'unsafe', edits: [{ file: body.file, span, newText }] }];
}

/** Enums that the contexts have metadata for, each as code at a place names it. */
function enumNames(program: ProgramContext, place: NamePlace): readonly string[] {
  const { compilation } = program;
  const enums = contextsOf(compilation).flatMap(({ covered }) => [...covered.values()].map((type) => nullableUnderlying(type) ?? type).filter((type) => isEnumType(type) && isReachable(type, compilation.assembly)));
  return [...new Set(enums.map((type) => nameAt(place, type, program)))].sort();
}
