/**
 * AOT3003: types that a context has fast serialization code for, but no metadata (`JsonSourceGenerationMode.Serialization`). Such code
 * reads nothing, and ASP.NET Core's own options, with which endpoints write, cannot use it (measured for net8.0, net9.0 and net10.0).
 */
import type { Fix } from '../../diagnostic';
import { unwrap } from '../../flow/walk';
import { elementTypes, isJsonContext, isJsonLeaf, jsonKey, jsonRoots, partsOf } from '../../symbols/generatedJsonGraph';
import type { MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import { isNamed, nullableUnderlying } from '../../symbols/types';
import type { BodyContext, ProgramContext, RuleMeta } from '../rule';
import { partOf } from './fixes/contextEdits';
import { generationModeOf, serializationMode } from './generator/findings';
import { modeEdits } from './fixes/modeEdits';
import { typeName } from './typeModel';

export const generationModeMeta: RuleMeta = {
  id: 'AOT3003', name: 'json-serialization-mode', title: 'A JSON type has no metadata because of its generation mode', defaultSeverity: 'warning', official: false,
  why: 'GenerationMode = Serialization makes code that only writes, and only with the options of the context itself: endpoints can neither read nor write such types.',
  whatToDo: 'Leave out GenerationMode.',
};

/** Keys of the types of a context whose members are known to its fast serialization code only. */
export function writeOnlyTypes(context: NamedTypeSymbol): ReadonlySet<string> {
  const found = new Set<string>();
  const options = context.attributes.find((attribute) => attribute.fullName === 'System.Text.Json.Serialization.JsonSourceGenerationOptionsAttribute');
  const general = options && generationModeOf(options);
  const queue = jsonRoots(context).map(({ type, attribute }) => ({ type, mode: generationModeOf(attribute) ?? general }));
  if (!queue.some(({ mode }) => mode === serializationMode)) return found;
  const seen = new Set<string>();
  for (const { type, mode } of queue) {
    const key = jsonKey(type);
    if (seen.has(key)) continue;
    seen.add(key);
    if (mode === serializationMode && hasMembers(type)) found.add(key);
    for (const part of partsOf(type)) queue.push({ type: part, mode });
  }
  return found;
}

/** Objects: what is made of elements, or has a converter, needs no metadata of members. */
function hasMembers(type: TypeSymbol): boolean {
  if (type.kind !== 'namedType' || type.typeKind === 'enum' || isJsonLeaf(type) || nullableUnderlying(type)) return false;
  return !elementTypes(type) && !type.attributes.some((a) => a.fullName === 'System.Text.Json.Serialization.JsonConverterAttribute');
}

/** Whether a type, or what it is made of as a collection, is among them. */
export function isWriteOnly(type: TypeSymbol, keys: ReadonlySet<string>, depth = 0): boolean {
  if (keys.size === 0 || depth > 8) return false;
  if (keys.has(jsonKey(type))) return true;
  return (hasMembers(type) ? [] : partsOf(type)).some((part) => isWriteOnly(part, keys, depth + 1));
}

/** Of the calls with metadata only these get by with the serialization code, where they do not write to a stream. */
const plainWriters = /^Serialize(?!Async)/;

function needsMetadata({ name, parameters }: MethodSymbol): boolean {
  return !plainWriters.test(name) || parameters.some(({ type }) => isNamed(type, 'System.IO', 'Stream'));
}

const callers = /^System\.(?:Text\.Json|Net\.Http\.Json)$|^Microsoft\.AspNetCore\.Http$/;

/** `Deserialize(text, Context.Default.Item)`, `SerializeAsync` (which asks for metadata before it tries the code), and the like. */
export function checkTypedCalls(context: BodyContext): void {
  const { body, program } = context;
  for (const use of body.uses) {
    const method = use.symbol;
    if (use.kind !== 'call' || method?.kind !== 'method' || !needsMetadata(method) || !callers.test(method.containingType.namespace)) continue;
    for (const { parameter, expression } of use.arguments ?? []) {
      if (!isNamed(parameter.type, 'System.Text.Json.Serialization.Metadata', 'JsonTypeInfo')) continue;
      const property = body.symbolOf(unwrap(expression));
      const [type] = parameter.type.typeArguments;
      if (property?.kind !== 'property' || !type || !isJsonContext(property.containingType) || !isWriteOnly(type, writeOnlyTypes(property.containingType))) continue;
      const owner = property.containingType;
      context.report({ unit: use.anchor.unit, start: expression.start, end: expression.end }, {
        id: generationModeMeta.id,
        message: `This call needs metadata of '${typeName(type)}', but '${typeName(owner)}' has code for serialization to text only: it throws.`,
        fixes: () => generationModeFix(program, owner),
      });
    }
  }
}

/** Takes the mode out of the attributes of a context. */
export function generationModeFix(program: ProgramContext, context: NamedTypeSymbol): readonly Fix[] {
  const part = partOf(program, context);
  if (!part) return [];
  const edits = modeEdits(context, part);
  return edits.length === 0 ? [] : [{ title: `Make metadata for the types of ${context.name} too`, applicability: 'safe', edits }];
}
