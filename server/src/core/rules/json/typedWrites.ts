/**
 * Calls that write with a context of the program (`Serialize(value, Context.Default.Item)`, `Results.Json(value, Context.Default)`), or with options that have one: values
 * that are written as `object` (`Context.Default.Object`), or that the written objects hold as such, are asked of that context too,
 * whatever is registered for the endpoints (measured for net8.0).
 */
import type { Anchor, BoundBody, SymbolUse } from '../../binding/boundBody';
import { unwrap } from '../../flow/walk';
import { isJsonContext } from '../../symbols/generatedJsonGraph';
import type { NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import { isNamed, isObject, someType } from '../../symbols/types';
import type { Expression } from '../../syntax/nodes';
import { isAnonymous } from '../aspnet/endpoints/endpoint';
import type { ConcludeContext } from '../rule';
import type { Asked } from './contextCalls';
import { askedBy } from './contextCalls';
import type { JsonContext } from './registration/contexts';
import { isAnalyzedForNative, readContext } from './registration/contexts';
import { contextsOfOptions } from './registration/optionsResolver';
import type { JsonUse } from './endpoints';
import { valueUse } from './endpoints';
import { missingEntryFix, unnamedFix } from './fixes/contextFixes';
import { isHeldByListed, isWrittenAsObject } from './values/nearestMetadata';
import { itemValues } from './values/objectItems';
import type { JsonFact } from './serializable';
import { isClosed, typeName } from './typeModel';
import type { Used } from './writtenUses';
import { placeOf, usesHeldBy } from './writtenUses';

/** What one call writes, and the context that it is given. */
export interface TypedWrite {
  readonly at: Anchor;
  readonly type: TypeSymbol;
  /** Or the key of the options whose context it is. */
  readonly context: NamedTypeSymbol | string;
  /** Where the type is `object` (`Context.Default.Object`) the value, of a collection of objects the items: what is written by the metadata of its own type. */
  readonly values: readonly JsonUse[];
}

const writers = /^(?:Serialize\w*|WriteAsJsonAsync|Json|(?:Post|Put|Patch)AsJsonAsync|Create)$/;
const valueParameters: ReadonlySet<string> = new Set(['value', 'inputValue', 'data']);
const callers = /^System\.(?:Text\.Json|Net\.Http\.Json)(?:$|\.)|^Microsoft\.AspNetCore\.Http$/;

export function typedWrites(body: BoundBody): readonly TypedWrite[] {
  return body.uses.flatMap((use): readonly TypedWrite[] => {
    const method = use.symbol;
    if (use.kind !== 'call' || method?.kind !== 'method' || !writers.test(method.name) || !callers.test(method.containingType.namespace)) return [];
    const at = use.anchor;
    for (const { parameter, expression } of use.arguments ?? []) {
      if (!isNamed(parameter.type, 'System.Text.Json.Serialization.Metadata', 'JsonTypeInfo')) continue;
      const [type] = parameter.type.typeArguments;
      const context = type && isClosed(type) ? contextOfInfo(expression, body) : undefined;
      return context && type ? [{ at, type, context, values: objectsIn(use, type, body) }] : [];
    }
    const asked = askedBy(use, body);
    const context = contextAsked(asked);
    return asked && context && isClosed(asked.type) ? [{ at, type: asked.type, context, values: objectsIn(use, asked.type, body) }] : [];
  });
}

/** `Context.Default.Item`, `(JsonTypeInfo<Item>)options.GetTypeInfo(typeof(Item))`. */
function contextOfInfo(expression: Expression, body: BoundBody): NamedTypeSymbol | string | undefined {
  const info = unwrap(expression);
  if (info.kind === 'Cast') return contextOfInfo(info.expression, body);
  if (info.kind === 'PostfixUnary') return contextOfInfo(info.operand, body);
  if (info.kind === 'Invocation') {
    const asking = body.uses.find(({ kind, node }) => kind === 'call' && (node as unknown) === info);
    return asking && contextAsked(askedBy(asking, body));
  }
  const property = body.symbolOf(info);
  return property?.kind === 'property' && isKnown(property.containingType) ? property.containingType : undefined;
}

/** The one context that is asked, or the key of the options that are. */
function contextAsked(asked: Asked | undefined): NamedTypeSymbol | string | undefined {
  if (asked?.asker.kind === 'options') return asked.asker.key;
  return asked?.asker.kind === 'contexts' && asked.asker.types.length === 1 ? asked.asker.types[0] : undefined;
}

/** The values that a call writes as `object`, and the items of a collection of objects that it writes. */
function objectsIn({ arguments: given = [], anchor: { unit } }: SymbolUse, type: TypeSymbol, body: BoundBody): readonly JsonUse[] {
  const value = given.find(({ parameter }) => valueParameters.has(parameter.name))?.expression;
  const uses = !value ? [] : isObject(type) ? valueUse(value, unit, body) : itemValues(value, unit, body);
  return uses.filter((use) => use.madeBy !== undefined || isClosed(use.type));
}

function isKnown(type: NamedTypeSymbol): boolean {
  return isJsonContext(type) && type.containingAssembly.isSource;
}

/** A value that is written with a context, which serves it or not. */
export interface TypedValue {
  readonly used: Used;
  readonly known: JsonContext;
  readonly isServed: boolean;
}

/** What one context writes: types, and values of type `object` where they are made or passed on. */
interface Written {
  readonly types: TypeSymbol[];
  readonly slots: Set<string>;
  readonly values: Used[];
}

/** What calls write with a context as an object, and what the objects hold that they write. */
export function typedValues({ facts, program }: ConcludeContext<JsonFact>): readonly TypedValue[] {
  if (!isAnalyzedForNative(program)) return [];
  const writes = new Map<NamedTypeSymbol, Written>();
  const options = contextsOfOptions(facts.flatMap(({ value }) => (value.kind === 'options' ? [value] : [])));
  for (const fact of facts) {
    if (fact.value.kind !== 'typedWrite') continue;
    const { write: { type, context, values }, body } = fact.value;
    const [only, ...others] = typeof context === 'string' ? options(context) : [context];
    const owner = only?.originalDefinition;
    if (!owner || others.length > 0) continue;
    const written: Written = writes.get(owner) ?? { types: [], slots: new Set(), values: [] };
    writes.set(owner, written);
    written.types.push(type, ...values.flatMap(({ type: own, madeBy }) => (madeBy ? [] : [own])));
    for (const use of values) {
      if (use.madeBy) for (const slot of use.madeBy) written.slots.add(slot);
      else written.values.push({ fact: { ...fact, anchor: use.at }, use, body });
    }
  }
  return [...writes].flatMap(([owner, { types, slots, values }]) => {
    const known = readContext(owner);
    return [...values, ...usesHeldBy(types, facts, slots)].map((used) => ({ used, known, isServed: known.covered.size === 0 || isServed(used.use, known) }));
  });
}

/** `isLeft`: what is left alone, since it may be written otherwise. */
export function reportTypedValues(context: ConcludeContext<JsonFact>, values: readonly TypedValue[], isLeft: (used: Used) => boolean): void {
  const told = new Set<string>();
  for (const { used, known } of values) {
    const { fact, use } = used;
    const place = placeOf(used);
    if (use.writtenAs || isLeft(used) || told.has(place) || context.program.source(fact.file) === undefined) continue;
    told.add(place);
    report(context, used, known);
  }
}

function isServed({ type, isMade, isLazy }: JsonUse, { covered }: JsonContext): boolean {
  return isWrittenAsObject(type, covered, isMade) || isHeldByListed(type, covered, isLazy);
}

function report(context: ConcludeContext<JsonFact>, { fact: { anchor, file }, use: { type }, body }: Used, known: JsonContext): void {
  const { program } = context;
  const isUnnamed = someType(type, isAnonymous);
  context.report({ ...anchor, file }, {
    id: 'AOT3005',
    message: isUnnamed
      ? `An anonymous type is written with '${typeName(known.type)}', but an anonymous type cannot be listed in a JsonSerializerContext: the call that writes it throws.`
      : `'${typeName(known.type)}' is asked for '${typeName(type)}', which is written as an object here, and does not list it: the call that writes it throws.`,
    fixes: () => (isUnnamed ? unnamedFix(program, type, { body, file }, [known]) : missingEntryFix(program, type, known)),
  });
}
