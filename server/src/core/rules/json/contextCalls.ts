/**
 * AOT3005: calls that are given a context of the program and ask it for a type that it does not list: `Results.Json(value, Context.Default)`,
 * `Serialize(value, typeof(T), Context.Default)`, `Context.Default.GetTypeInfo(typeof(T))!`. A context knows nothing but what it lists
 * and what that holds, neither primitives nor base types (measured natively for net8.0 and net9.0).
 */
import type { Anchor, BoundBody, SymbolUse } from '../../binding/boundBody';
import type { Fix } from '../../diagnostic';
import { parentsOf, unwrap } from '../../flow/walk';
import { isJsonContext } from '../../symbols/generatedJsonGraph';
import type { MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import { isNamed, isObject } from '../../symbols/types';
import type { Binary, Expression, PostfixUnary } from '../../syntax/nodes';
import { libraryWords } from '../aspnet/libraries';
import { onlyValueOf } from '../aspnet/onlyValue';
import type { ConcludeContext, Fact, ProgramContext, RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { ownerOf } from '../imports';
import { canListIn } from './contextEdits';
import { readContext } from './contexts';
import { slotValues } from './endpoints';
import { addEntryFix } from './fixes';
import type { GenericCall } from './genericResults';
import { closedTypes, genericCalls, methodOf, openMethodOf } from './genericResults';
import { isHeldByListed, mayBeListedBelow } from './nearestMetadata';
import { parameterSlots } from './slots';
import { isClosed, isDefined, typeName } from './typeModel';

const meta: RuleMeta = {
  id: 'AOT3005', name: 'json-context-without-type', title: 'A call asks a JsonSerializerContext for a type that it does not list', defaultSeverity: 'warning', official: false,
  why: 'A context has metadata for the types that it lists and for what they hold; the call throws for any other.',
  whatToDo: 'Add [JsonSerializable(typeof(T))] to the context.',
};

const callers = /^System\.(?:Text\.Json|Net\.Http\.Json)$|^Microsoft\.AspNetCore\.Http$/;

/** What one call asks for, and the context that it asks; a number: the parameter of the method around it that brings the context. */
export interface Asked { readonly context: NamedTypeSymbol | number; readonly type: TypeSymbol }

/** Contexts that a call gives to parameters of type JsonSerializerContext, by their position. */
type Given = ReadonlyMap<number, NamedTypeSymbol>;

type AskFact =
  /** In a method of the program: of a type parameter, or of a context that a parameter brings. */
  | { readonly kind: 'open'; readonly method: MethodSymbol; readonly asked: Asked }
  | { readonly kind: 'generic'; readonly call: GenericCall; readonly given: Given }
  | { readonly kind: 'given'; readonly method: MethodSymbol; readonly given: Given }
  /** Asked for the type that the value of a parameter has. */
  | { readonly kind: 'valueAsked'; readonly slots: readonly string[]; readonly context: NamedTypeSymbol }
  /** A value that a method gives or is given. */
  | { readonly kind: 'value'; readonly slots: readonly string[]; readonly type: TypeSymbol; readonly madeBy: readonly string[] | undefined };

/** The context that a call is given, and the type that it asks it for. */
export function askedBy(use: SymbolUse, body: BoundBody): Asked | undefined {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method') return undefined;
  if (method.name === 'GetTypeInfo') return askedDirectly(use, body);
  if (!callers.test(method.containingType.namespace)) return undefined;
  const given = use.arguments?.find(({ parameter }) => isContextBase(parameter.type))?.expression;
  const context = given && (contextIn(given, body) ?? parameterIn(given, body));
  const type = context === undefined ? undefined : typeAsked(use, method, body);
  return context !== undefined && type ? { context, type } : undefined;
}

function isContextBase(type: TypeSymbol): boolean {
  return isNamed(type, 'System.Text.Json.Serialization', 'JsonSerializerContext');
}

/** Position of the parameter of the body's method that an expression names. */
function parameterIn(expression: Expression, body: BoundBody): number | undefined {
  const node = unwrap(expression);
  if (node.kind !== 'IdentifierName' || body.symbolOf(node)?.kind !== 'parameter') return undefined;
  const found = methodOf(body)?.parameters.find(({ name, type }) => name === node.name && isContextBase(type));
  return found?.ordinal;
}

/** `Context.Default.GetTypeInfo(typeof(T))`, whose null is not looked at or thrown for, and `Context.Default.Options.GetTypeInfo(typeof(T))`, which throws. */
function askedDirectly(use: SymbolUse, body: BoundBody): Asked | undefined {
  const receiver = use.receiver && unwrap(use.receiver);
  const written = use.arguments?.[0] && body.constantOf(use.arguments[0].expression);
  if (!receiver || written?.kind !== 'type' || !written.value) return undefined;
  const symbol = body.symbolOf(receiver);
  const isOfOptions = receiver.kind === 'MemberAccess' && symbol?.kind === 'property' && symbol.name === 'Options';
  const context = contextIn(isOfOptions ? receiver.expression : receiver, body);
  return context && (isOfOptions || isTaken(use)) ? { context, type: written.value } : undefined;
}

/** Whether what a call gives is declared not to be null, and so not asked for null, or null is thrown for. */
function isTaken({ node, anchor }: SymbolUse): boolean {
  const parents = parentsOf(anchor.unit.root);
  let inner = node;
  let parent = node && parents.get(node);
  while (parent?.kind === 'Parenthesized') {
    inner = parent;
    parent = parents.get(parent);
  }
  if (parent?.kind === 'Binary') {
    const { operator, left, right } = parent as unknown as Binary;
    return operator === '??' && (left as unknown) === inner && unwrap(right).kind === 'ThrowExpression';
  }
  return parent?.kind === 'PostfixUnary' && (parent as unknown as PostfixUnary).operator === '!';
}

/** The context by the type of the expression: whatever options one is made with have it for their only resolver (measured). */
function contextIn(expression: Expression, body: BoundBody): NamedTypeSymbol | undefined {
  const node = unwrap(expression);
  const written = node.kind === 'IdentifierName' ? onlyValueOf(node, body) : undefined;
  const types = [body.typeOf(node), written && body.typeOf(unwrap(written))];
  return types.find((type): type is NamedTypeSymbol => type?.kind === 'namedType' && isJsonContext(type) && type.containingAssembly.isSource && !type.isAbstract);
}

/** The type by a `typeof` or the `GetType()` of a new object, or else by the type argument. */
function typeAsked(use: SymbolUse, method: MethodSymbol, body: BoundBody): TypeSymbol | undefined {
  const written = use.arguments?.find(({ parameter }) => isNamed(parameter.type, 'System', 'Type'))?.expression;
  if (!written) return method.typeArguments[0];
  const value = body.constantOf(written);
  return value?.kind === 'type' ? value.value : typeOfNew(written, body);
}

/** Of `value.GetType()` where the value is made here. */
function typeOfNew(expression: Expression, body: BoundBody): TypeSymbol | undefined {
  const value = typedValue(expression, body);
  const made = value?.kind === 'IdentifierName' ? onlyValueOf(value, body) : value;
  const creation = made && unwrap(made);
  return creation?.kind === 'ObjectCreation' ? body.typeOf(creation) : undefined;
}

/** `value` of `value.GetType()`. */
function typedValue(expression: Expression, body: BoundBody): Expression | undefined {
  const call = unwrap(expression);
  const method = body.symbolOf(call);
  if (call.kind !== 'Invocation' || call.expression.kind !== 'MemberAccess' || method?.kind !== 'method' || method.name !== 'GetType' || !isObject(method.containingType)) return undefined;
  return unwrap(call.expression.expression);
}

/** A call that is given a context of the program and `value.GetType()`, where the value is one of other methods. */
function valueAsked(use: SymbolUse, body: BoundBody): AskFact | undefined {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method' || !callers.test(method.containingType.namespace)) return undefined;
  const given = use.arguments?.find(({ parameter }) => isContextBase(parameter.type))?.expression;
  const context = given && contextIn(given, body);
  const written = use.arguments?.find(({ parameter }) => isNamed(parameter.type, 'System', 'Type'))?.expression;
  const value = context && written && typedValue(written, body);
  const slots = value ? parameterSlots(value, body) : [];
  return context && slots.length > 0 ? { kind: 'valueAsked', slots, context } : undefined;
}

/** The values that calls ask for by their own type, at the places where they are given. */
function askedValues(facts: readonly Fact<AskFact>[]): readonly { readonly fact: Fact<AskFact>; readonly type: TypeSymbol; readonly context: NamedTypeSymbol }[] {
  const values = facts.flatMap((fact) => (fact.value.kind === 'value' ? [{ fact, ...fact.value }] : []));
  return facts.flatMap(({ value: asked }) => {
    if (asked.kind !== 'valueAsked') return [];
    const slots = new Set(asked.slots);
    const found: { readonly fact: Fact<AskFact>; readonly type: TypeSymbol; readonly context: NamedTypeSymbol }[] = [];
    for (const slot of slots) { // a set grows while it is gone through
      for (const { fact, type, slots: into, madeBy } of values) {
        if (!into.includes(slot)) continue;
        if (madeBy) for (const each of madeBy) slots.add(each);
        else found.push({ fact, type, context: asked.context });
      }
    }
    return found;
  });
}

/** Whether a value whose static type is this one may be of a type that the context lists. */
function mayBeListed(type: TypeSymbol, context: NamedTypeSymbol): boolean {
  const { covered } = readContext(context.originalDefinition);
  return type.kind === 'namedType' && (isHeldByListed(type, covered) || mayBeListedBelow(type, covered));
}

/** What a use gives to parameters that take any context. */
function givenContexts(use: SymbolUse, body: BoundBody): Given {
  return new Map((use.arguments ?? []).flatMap(({ parameter, expression }) => {
    const context = isContextBase(parameter.type) ? contextIn(expression, body) : undefined;
    return context ? [[parameter.ordinal, context] as const] : [];
  }));
}

/** What to say where the context does not list the type. `isOfValue`: the type is that of a value, which may be of one below it. */
function findingOf(owner: NamedTypeSymbol, type: TypeSymbol, program: ProgramContext, isOfValue = false): { readonly message: string; readonly fixes: () => readonly Fix[] } | undefined {
  if (!isClosed(type) || isObject(type)) return undefined;
  const context = readContext(owner.originalDefinition);
  if (context.covered.has(typeName(type)) || context.covered.size === 0) return undefined;
  return {
    message: `'${typeName(owner)}' is asked for '${typeName(type)}' here, which it does not list: the call throws.`,
    fixes: () => {
      // The value is of another type, which is not known.
      if (isOfValue && type.kind === 'namedType' && (type.typeKind === 'interface' || type.isAbstract)) return [];
      const home = ownerOf(program, context.location?.file);
      // The call has thrown so far: it writes nothing otherwise than before.
      return home && canListIn(home, context, type) ? addEntryFix(program, type, context, true, undefined, true) : [];
    },
  };
}

const isAnalyzed = ({ analyzers }: ProgramContext): boolean => analyzers.publishAot || analyzers.aot;

function conclude(context: ConcludeContext<AskFact>): void {
  const { facts, program } = context;
  if (!isAnalyzed(program)) return;
  const open = facts.flatMap(({ value }) => (value.kind === 'open' ? [{ method: value.method, type: value.asked.type, context: value.asked.context }] : []));
  const values = askedValues(facts);
  if (open.length + values.length === 0) return;
  const told = new Set<string>();
  const tell = (at: Anchor & { readonly file: string }, owner: NamedTypeSymbol | undefined, type: TypeSymbol, isOfValue = false): void => {
    // What a library calls by itself it is told of where it is analyzed.
    const found = owner && program.source(at.file) ? findingOf(owner, type, program, isOfValue) : undefined;
    const place = `${at.file} ${at.unit.base + at.start} ${found?.message ?? ''}`;
    if (!found || told.has(place)) return;
    told.add(place);
    context.report(at, { id: meta.id, ...found });
  };
  for (const { fact, type, context: owner } of values) if (!mayBeListed(type, owner)) tell({ ...fact.anchor, file: fact.file }, owner, type, true);
  const calls = facts.flatMap((fact) => (fact.value.kind === 'generic' ? [{ fact, ...fact.value }] : []));
  for (const { at: { fact, given, call }, of, type } of closedTypes(open, calls)) {
    const isDirect = call.method === of.method;
    tell({ ...fact.anchor, file: fact.file }, typeof of.context === 'number' ? (isDirect ? given.get(of.context) : undefined) : of.context, type);
  }
  for (const { anchor, file, value } of facts) {
    if (value.kind !== 'given') continue;
    for (const { method, type, context: place } of open) if (method === value.method && typeof place === 'number' && isClosed(type)) tell({ ...anchor, file }, value.given.get(place), type);
  }
}

export const contextCallsRule = defineRule<AskFact>({
  metas: [meta],
  inLibraries: libraryWords,
  checkBody(context) {
    const { body, program } = context;
    if (!isAnalyzed(program)) return;
    for (const use of body.uses) {
      const asked = askedBy(use, body);
      const found = asked && typeof asked.context !== 'number' ? findingOf(asked.context, asked.type, program) : undefined;
      if (found) context.report(use.anchor, { id: meta.id, ...found });
    }
  },
  collect({ body }, emit) {
    for (const { slots, values } of slotValues(body)) for (const { type, madeBy, at } of values) emit(at, { kind: 'value', slots, type, madeBy });
    for (const use of body.uses) {
      const byValue = valueAsked(use, body);
      if (byValue) emit(use.anchor, byValue);
      const asked = askedBy(use, body);
      const owner = asked && openMethodOf([asked.type], body);
      if (asked && owner && isDefined(asked.type) && (typeof asked.context === 'number' || !isClosed(asked.type))) emit(use.anchor, { kind: 'open', method: owner, asked });
      const method = use.kind === 'call' && use.symbol?.kind === 'method' && use.symbol.containingType.containingAssembly.isSource ? use.symbol.originalDefinition : undefined;
      const given = method ? givenContexts(use, body) : new Map<number, NamedTypeSymbol>();
      if (method && given.size > 0) emit(use.anchor, { kind: 'given', method, given });
      for (const call of genericCalls(use, body)) emit(use.anchor, { kind: 'generic', call, given });
    }
  },
  conclude,
});
