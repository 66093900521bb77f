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
import type { Binary, Expression, ForEach, PostfixUnary } from '../../syntax/nodes';
import { libraryWords } from '../aspnet/libraries';
import { onlyValueOf } from '../aspnet/onlyValue';
import type { ConcludeContext, Fact, ProgramContext, RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { baseItems } from './values/baseItems';
import { isAnalyzedForNative, readContext } from './registration/contexts';
import { mayHaveMore } from './values/derivedValues';
import type { JsonUse } from './endpoints';
import { slotValues } from './endpoints';
import { missingEntryFix } from './fixes/contextFixes';
import type { GenericCall } from './genericResults';
import { closedTypes, genericCalls, methodOf, openMethodOf } from './genericResults';
import { isHeldByListed, mayBeListedBelow } from './values/nearestMetadata';
import type { OptionsFact } from './registration/optionsResolver';
import { contextsOfOptions, isJsonOptions, jsonCallers, optionsFacts, optionsOf } from './registration/optionsResolver';
import { isTested, parameterSlot, parameterSlots } from './values/slots';
import { isClosed, isDefined, typeName } from './typeModel';

const meta: RuleMeta = {
  id: 'AOT3005', name: 'json-context-without-type', title: 'A call asks a JsonSerializerContext for a type that it does not list', defaultSeverity: 'warning', official: false,
  why: 'A context has metadata for the types that it lists and for what they hold; the call throws for any other.',
  whatToDo: 'Add [JsonSerializable(typeof(T))] to the context.',
};

/** Whom a call asks: one or several contexts, that of a parameter of the method around it, or those of options that the program holds. */
type Asker =
  | { readonly kind: 'contexts'; readonly types: readonly NamedTypeSymbol[] }
  | { readonly kind: 'parameter'; readonly ordinal: number }
  | { readonly kind: 'options'; readonly key: string };

/** What one call asks for. `isOfValue`: the type that a value of this one has. */
export interface Asked { readonly asker: Asker; readonly type: TypeSymbol; readonly isOfValue?: true }

/** Contexts that a call gives to parameters of type JsonSerializerContext, by their position. */
type Given = ReadonlyMap<number, NamedTypeSymbol>;

type AskFact =
  /** In a method of the program: of a type parameter, or of a context that a parameter brings. */
  | { readonly kind: 'open'; readonly method: MethodSymbol; readonly asked: Asked }
  | { readonly kind: 'generic'; readonly call: GenericCall; readonly given: Given }
  | { readonly kind: 'given'; readonly method: MethodSymbol; readonly given: Given }
  /** Asked of options, or for the type of a value. */
  | { readonly kind: 'asked'; readonly asked: Asked }
  | OptionsFact
  /** Asked for the type that the value of a parameter has. */
  | { readonly kind: 'valueAsked'; readonly slots: readonly string[]; readonly asker: Asker }
  /** A value that a method gives or is given. */
  | { readonly kind: 'value'; readonly slots: readonly string[]; readonly type: TypeSymbol; readonly madeBy: readonly string[] | undefined };

/** What a call is given to ask, and the type that it asks for. */
export function askedBy(use: SymbolUse, body: BoundBody): Asked | undefined {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method') return undefined;
  const asker = askerOf(use, method, body);
  const type = asker && typeAsked(use, method, body);
  return asker && type ? { asker, type } : undefined;
}

/** Whom a call asks; undefined where that is not known, or null is looked at. */
function askerOf(use: SymbolUse, method: MethodSymbol, body: BoundBody): Asker | undefined {
  if (method.name === 'GetTypeInfo') return use.receiver && askedDirectly(use, unwrap(use.receiver), body);
  if (!jsonCallers.test(method.containingType.namespace)) return undefined;
  for (const { parameter: { type }, expression } of use.arguments ?? []) {
    if (isContextBase(type)) return ofContext(contextIn(expression, body)) ?? parameterIn(expression, body);
    if (isJsonOptions(type)) return ofOptions(expression, body);
  }
  return undefined;
}

function ofContext(context: NamedTypeSymbol | undefined): Asker | undefined {
  return context && { kind: 'contexts', types: [context] };
}

function ofOptions(expression: Expression, body: BoundBody): Asker | undefined {
  const found = optionsOf(expression, body);
  return typeof found === 'string' ? { kind: 'options', key: found } : found && { kind: 'contexts', types: found };
}

function isContextBase(type: TypeSymbol): boolean {
  return isNamed(type, 'System.Text.Json.Serialization', 'JsonSerializerContext');
}

/** The parameter of the body's method that an expression names. */
function parameterIn(expression: Expression, body: BoundBody): Asker | undefined {
  const node = unwrap(expression);
  if (node.kind !== 'IdentifierName' || body.symbolOf(node)?.kind !== 'parameter') return undefined;
  const found = methodOf(body)?.parameters.find(({ name, type }) => name === node.name && isContextBase(type));
  return found && { kind: 'parameter', ordinal: found.ordinal };
}

/** `Context.Default.GetTypeInfo(typeof(T))`, whose null is not looked at or thrown for, and `Context.Default.Options.GetTypeInfo(typeof(T))`, which throws. */
function askedDirectly(use: SymbolUse, receiver: Expression, body: BoundBody): Asker | undefined {
  const type = body.typeOf(receiver);
  const symbol = body.symbolOf(receiver);
  const isOfContext = receiver.kind === 'MemberAccess' && symbol?.kind === 'property' && symbol.name === 'Options' && !symbol.containingType.containingAssembly.isSource;
  if (isOfContext) return ofContext(contextIn(receiver.expression, body));
  if (type && isJsonOptions(type)) return ofOptions(receiver, body);
  return isTaken(use) ? ofContext(contextIn(receiver, body)) : undefined;
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

interface FactAt { readonly at: Anchor; readonly fact: AskFact }

/** A call that asks for `value.GetType()`, where the value is one of other methods, of a type parameter, or an item of a collection that is gone through. */
function valuesAsked(use: SymbolUse, body: BoundBody): readonly FactAt[] {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method') return [];
  const written = use.arguments?.find(({ parameter }) => isNamed(parameter.type, 'System', 'Type'))?.expression;
  const value = written && typedValue(written, body);
  const asker = value && askerOf(use, method, body);
  if (!value || !asker || asker.kind === 'parameter') return [];
  const type = body.typeOf(value);
  const owner = type?.kind === 'typeParameter' ? openMethodOf([type], body) : undefined;
  if (type && owner) return [{ at: use.anchor, fact: { kind: 'open', method: owner, asked: { asker, type, isOfValue: true } } }];
  const slots = parameterSlots(value, body);
  const items = loopItems(value, body).map(({ at, type: item, madeBy }): FactAt => (
    madeBy ? { at: use.anchor, fact: { kind: 'valueAsked', slots: madeBy, asker } } : { at, fact: { kind: 'asked', asked: { asker, type: item, isOfValue: true } } }));
  return slots.length > 0 ? [{ at: use.anchor, fact: { kind: 'valueAsked', slots, asker } }] : items;
}

/** New objects of a class below the type of the parameter that they are given to, whatever they add to it, and items of a collection that is gone through. */
function madeValues({ kind, symbol, arguments: given = [], anchor: { unit } }: SymbolUse, body: BoundBody): readonly FactAt[] {
  if (kind !== 'call' || symbol?.kind !== 'method') return [];
  return given.flatMap(({ parameter: { ordinal }, expression }) => {
    const slot = parameterSlot(symbol, ordinal, body);
    const declared = slot === undefined ? undefined : symbol.originalDefinition.parameters[ordinal]?.type;
    if (slot === undefined || !declared || !mayHaveMore(declared)) return [];
    const node = unwrap(expression);
    const type = body.typeOf(node);
    const made = node.kind === 'ObjectCreation' && type && isClosed(type) && typeName(type) !== typeName(declared) ? [{ type, at: { unit: body.unitOf(node) ?? unit, start: node.start, end: node.end }, madeBy: undefined }] : [];
    return [...made, ...loopItems(node, body)].map((item): FactAt => ({ at: item.at, fact: { kind: 'value', slots: [slot], type: item.type, madeBy: item.madeBy } }));
  });
}

/** What the variable of a loop may be that a call in the loop's own statements is given, whatever comes: the items of the collection. */
function loopItems(expression: Expression, body: BoundBody): readonly Pick<JsonUse, 'type' | 'at' | 'madeBy'>[] {
  const unit = expression.kind === 'IdentifierName' && body.symbolOf(expression)?.kind === 'local' ? body.unitOf(expression) : undefined;
  if (!unit || expression.kind !== 'IdentifierName' || isTested(expression.name, body)) return [];
  const parents = parentsOf(unit.root);
  let around = parents.get(expression);
  while (around && around.kind !== 'ForEach' && !branching.has(around.kind)) around = parents.get(around);
  const loop = around?.kind === 'ForEach' ? (around as unknown as ForEach) : undefined;
  const declared = body.typeOf(expression);
  const isOfLoop = loop?.variable.kind === 'DeclarationExpression' && loop.variable.designation.kind === 'SingleDesignation' && loop.variable.designation.name === expression.name;
  return loop && isOfLoop && declared && mayHaveMore(declared) ? baseItems(loop.expression, declared, unit, body) : [];
}

/** What may leave an item out. */
const branching: ReadonlySet<string> = new Set(['If', 'Switch', 'SwitchExpression', 'Conditional', 'ConditionalAccess', 'Binary', 'While', 'For', 'Try', 'Lambda', 'LocalFunction']);

/** The values that calls ask for by their own type, at the places where they are given. */
function askedValues(facts: readonly Fact<AskFact>[]): readonly { readonly fact: Fact<AskFact>; readonly type: TypeSymbol; readonly asker: Asker }[] {
  const values = facts.flatMap((fact) => (fact.value.kind === 'value' ? [{ fact, ...fact.value }] : []));
  return facts.flatMap(({ value: asked }) => {
    if (asked.kind !== 'valueAsked') return [];
    const slots = new Set(asked.slots);
    const found: { readonly fact: Fact<AskFact>; readonly type: TypeSymbol; readonly asker: Asker }[] = [];
    for (const slot of slots) { // a set grows while it is gone through
      for (const { fact, type, slots: into, madeBy } of values) {
        if (!into.includes(slot)) continue;
        if (madeBy) for (const each of madeBy) slots.add(each);
        else found.push({ fact, type, asker: asked.asker });
      }
    }
    return found;
  });
}

/** Whether a value whose static type is this one may be of a type that one of the contexts lists. */
function mayBeListed(type: TypeSymbol, contexts: readonly NamedTypeSymbol[]): boolean {
  return type.kind === 'namedType' && contexts.some((context) => {
    const { covered } = readContext(context.originalDefinition);
    return isHeldByListed(type, covered) || mayBeListedBelow(type, covered);
  });
}

/** What a use gives to parameters that take any context. */
function givenContexts(use: SymbolUse, body: BoundBody): Given {
  return new Map((use.arguments ?? []).flatMap(({ parameter, expression }) => {
    const context = isContextBase(parameter.type) ? contextIn(expression, body) : undefined;
    return context ? [[parameter.ordinal, context] as const] : [];
  }));
}

/** What to say where no context lists the type. `isOfValue`: the type is that of a value, which may be of one below it. */
function findingOf(owners: readonly NamedTypeSymbol[], type: TypeSymbol, program: ProgramContext, isOfValue = false): { readonly message: string; readonly fixes: () => readonly Fix[] } | undefined {
  if (!isClosed(type) || isObject(type) || (isOfValue && mayBeListed(type, owners))) return undefined;
  const contexts = owners.map((owner) => readContext(owner.originalDefinition));
  if (contexts.length === 0 || contexts.some(({ covered }) => covered.has(typeName(type)) || covered.size === 0)) return undefined;
  return {
    message: `${owners.map((owner) => `'${typeName(owner)}'`).join(' or ')} is asked for '${typeName(type)}' here, which it does not list: the call throws.`,
    fixes: () => {
      // The value is of another type, which is not known.
      if (isOfValue && type.kind === 'namedType' && (type.typeKind === 'interface' || type.isAbstract)) return [];
      return contexts.flatMap((context) => missingEntryFix(program, type, context)).slice(0, 1);
    },
  };
}

function conclude(context: ConcludeContext<AskFact>): void {
  const { facts, program } = context;
  if (!isAnalyzedForNative(program)) return;
  const open = facts.flatMap(({ value }) => (value.kind === 'open' ? [{ method: value.method, ...value.asked }] : []));
  const values = askedValues(facts);
  const options = contextsOfOptions(facts.flatMap(({ value }) => (value.kind === 'options' ? [value] : [])));
  const told = new Set<string>();
  const tell = ({ anchor: at, file }: Fact<AskFact>, asker: Asker, given: Given | undefined, type: TypeSymbol, isOfValue = false): void => {
    const only = asker.kind === 'parameter' ? given?.get(asker.ordinal) : undefined;
    const owners = asker.kind === 'contexts' ? asker.types : asker.kind === 'options' ? options(asker.key) : only ? [only] : [];
    // What a library calls by itself it is told of where it is analyzed.
    const found = owners.length > 0 && program.source(file) ? findingOf(owners, type, program, isOfValue) : undefined;
    const place = `${file} ${at.unit.base + at.start} ${found?.message ?? ''}`;
    if (!found || told.has(place)) return;
    told.add(place);
    context.report({ ...at, file }, { id: meta.id, ...found });
  };
  for (const fact of facts) if (fact.value.kind === 'asked') tell(fact, fact.value.asked.asker, undefined, fact.value.asked.type, fact.value.asked.isOfValue);
  for (const { fact, type, asker } of values) tell(fact, asker, undefined, type, true);
  const calls = open.length === 0 ? [] : facts.flatMap((fact) => (fact.value.kind === 'generic' ? [{ fact, ...fact.value }] : []));
  for (const { at: { fact, given, call }, of, type } of closedTypes(open, calls)) tell(fact, of.asker, call.method === of.method ? given : undefined, type, of.isOfValue);
  for (const fact of facts) {
    if (fact.value.kind !== 'given') continue;
    for (const { method, type, asker } of open) if (method === fact.value.method && asker.kind === 'parameter' && isClosed(type)) tell(fact, asker, fact.value.given, type);
  }
}

export const contextCallsRule = defineRule<AskFact>({
  metas: [meta],
  inLibraries: libraryWords,
  checkBody(context) {
    const { body, program } = context;
    if (!isAnalyzedForNative(program)) return;
    for (const use of body.uses) {
      const asked = askedBy(use, body);
      const found = asked?.asker.kind === 'contexts' ? findingOf(asked.asker.types, asked.type, program) : undefined;
      if (found) context.report(use.anchor, { id: meta.id, ...found });
    }
  },
  collect({ body }, emit) {
    for (const { slots, values } of slotValues(body)) for (const { type, madeBy, at } of values) emit(at, { kind: 'value', slots, type, madeBy });
    const [unit] = body.units;
    if (unit) for (const fact of optionsFacts(body)) emit({ unit, start: 0, end: 0 }, fact);
    for (const use of body.uses) {
      for (const { at, fact } of [...valuesAsked(use, body), ...madeValues(use, body)]) emit(at, fact);
      const asked = askedBy(use, body);
      const owner = asked && openMethodOf([asked.type], body);
      if (asked && owner && isDefined(asked.type) && (asked.asker.kind === 'parameter' || !isClosed(asked.type))) emit(use.anchor, { kind: 'open', method: owner, asked });
      else if (asked?.asker.kind === 'options') emit(use.anchor, { kind: 'asked', asked });
      const method = use.kind === 'call' && use.symbol?.kind === 'method' && use.symbol.containingType.containingAssembly.isSource ? use.symbol.originalDefinition : undefined;
      const given = method ? givenContexts(use, body) : new Map<number, NamedTypeSymbol>();
      if (method && given.size > 0) emit(use.anchor, { kind: 'given', method, given });
      for (const call of genericCalls(use, body)) emit(use.anchor, { kind: 'generic', call, given });
    }
  },
  conclude,
});
