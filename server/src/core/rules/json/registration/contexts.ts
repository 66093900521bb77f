/** Source-generated JSON contexts of a program and where they are registered. */
import type { Anchor, BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { AnyNode } from '../../../flow/walk';
import { nodesOfKind, parentsOf, unwrap } from '../../../flow/walk';
import type { Compilation } from '../../../symbols/compilation';
import { isJsonContext, jsonRoots } from '../../../symbols/generatedJsonGraph';
import type { AssemblySymbol, NamedTypeSymbol, SourceLocation, TypeSymbol } from '../../../symbols/symbol';
import { isNamed } from '../../../symbols/types';
import type { Expression, MemberAccess, VariableDeclarator } from '../../../syntax/nodes';
import { perBody } from '../../perBody';
import { writeOnlyTypes } from '../generationMode';
import type { ProgramContext } from '../../rule';
import type { ResolverSink } from './resolverSinks';
import { sinksOf } from './resolverSinks';
import type { ResolverSlot } from './resolverTypes';
import { typeName } from '../typeModel';

/** Whether a program runs without JSON reflection, so that only listed types have metadata: it is published natively and not told to keep it. */
export function isWithoutReflection({ analyzers, project }: ProgramContext): boolean {
  return analyzers.publishAot && !project.flag('JsonSerializerIsReflectionEnabledByDefault');
}

/** Whether a project, an application or a library, is meant to be part of native programs. */
export function isAnalyzedForNative({ analyzers }: ProgramContext): boolean {
  return analyzers.publishAot || analyzers.aot;
}

/** A class that derives from JsonSerializerContext. */
export interface JsonContext {
  readonly type: NamedTypeSymbol;
  readonly location: SourceLocation | undefined;
  /** Types of its `[JsonSerializable]` attributes. */
  readonly roots: readonly TypeSymbol[];
  /** All types that it has metadata for, by name. */
  readonly covered: ReadonlyMap<string, TypeSymbol>;
  /** Keys of the types that it can only write, and only with its own options. */
  readonly writeOnly: ReadonlySet<string>;
}

const metadataNamespace = 'System.Text.Json.Serialization.Metadata';

/** Every type of a program is looked at, and fixes ask at each of their findings. */
const contexts = new WeakMap<Compilation, readonly JsonContext[]>();

/** All contexts that a program and the projects it references declare, nested ones included. */
export function contextsOf(compilation: Compilation): readonly JsonContext[] {
  let known = contexts.get(compilation);
  if (known === undefined) {
    known = [compilation.assembly, ...compilation.references.filter((assembly) => assembly.isSource)].flatMap(contextsIn);
    contexts.set(compilation, known);
  }
  return known;
}

/** Contexts that one assembly declares. */
export function contextsIn(assembly: AssemblySymbol): readonly JsonContext[] {
  const found: JsonContext[] = [];
  const visit = (type: NamedTypeSymbol): void => {
    if (isJsonContext(type)) found.push(readContext(type));
    type.nestedTypes.forEach(visit);
  };
  for (const namespace of new Set([...assembly.namespaces, ''])) assembly.typesIn(namespace).forEach(visit);
  return found;
}

/** The generated `JsonTypeInfo<T>` properties tell what a context covers, in source and in metadata. */
export function readContext(type: NamedTypeSymbol): JsonContext {
  const covered = new Map<string, TypeSymbol>();
  for (const member of type.members) {
    const argument = member.kind === 'property' && isNamed(member.type, metadataNamespace, 'JsonTypeInfo') ? member.type.typeArguments[0] : undefined;
    if (argument) covered.set(typeName(argument), argument);
  }
  return { type, location: type.location, roots: jsonRoots(type).map((root) => root.type), covered, writeOnly: writeOnlyTypes(type) };
}

/** The contexts of registrations: those of the program (`all`) as they are known, others as their metadata tells. */
export function registeredContexts(registrations: readonly Registration[], all: readonly JsonContext[]): readonly JsonContext[] {
  return registrations.flatMap(({ context }) => (context ? [all.find(({ type }) => type.originalDefinition === context.originalDefinition) ?? readContext(context.originalDefinition)] : []));
}

/** A place that sets up the JSON options of the application. */
export interface Registration {
  /** Undefined: something else than a context of this program, so that what is registered is not known. */
  readonly context: NamedTypeSymbol | undefined;
  /** What is registered comes out of this place, as of a parameter: see `resolvedRegistrations`. */
  readonly slot: ResolverSlot | undefined;
  /** Options that the framework reads for endpoints, or those of the hub protocol. */
  readonly options: 'endpoints' | 'hubs';
  readonly at: Anchor;
  /** The statement, where it sets `TypeInfoResolver` and so drops what was registered before. */
  readonly replaces: Anchor | undefined;
}

const registrationWords = /\b(?:TypeInfoResolver|TypeInfoResolverChain|AddContext|ConfigureHttpJsonOptions|AddJsonProtocol|JsonOptions)\b/;

/** Contexts that are named in a statement about JSON options, or go into it as a value; and other resolvers that such options take. */
export const registrationsIn = perBody((body): readonly Registration[] => {
  const units = body.units.filter((unit) => registrationWords.test(unit.text));
  const sinks = sinksOf(body);
  if (units.length === 0 && sinks.length === 0) return [];
  const found: Registration[] = [];
  const known = new Set<Anchor['unit']>();
  let asked: readonly Anchor[] | undefined;
  const isAsked = ({ unit, start, end }: Anchor): boolean => (asked ??= askedContexts(body)).some((each) => each.unit === unit && each.start <= start && end <= each.end);
  const add = (context: NamedTypeSymbol, at: Anchor): void => {
    if (isAsked(at)) return;
    const statement = statementAround(at);
    const text = statement ? at.unit.text.slice(statement.start, statement.end) : '';
    if (!statement || !registrationWords.test(text)) return;
    const place = { unit: at.unit, start: statement.start, end: statement.end };
    const options = optionsIn(body, place);
    if (options !== 'other') found.push({ context, slot: undefined, options, at, replaces: isReplacing(text) && isUnconditional(statement, at.unit) ? place : undefined });
    known.add(at.unit);
  };
  for (const use of body.uses) {
    if (!units.includes(use.anchor.unit)) continue;
    if (use.kind === 'type' && use.symbol?.kind === 'namedType' && isJsonContext(use.symbol)) add(use.symbol, use.anchor);
    for (const { type, at } of valuesIn(use, body)) if (type.kind === 'namedType' && isJsonContext(type) && !isAsked(at)) add(type, use.anchor);
  }
  for (const sink of sinks) found.push(...taken(sink, found, body));
  const looked = new Set(sinks.map(({ at }) => at.unit));
  for (const unit of units) {
    if (!/\bTypeInfoResolver(?:Chain)?\b|\bAddContext\b/.test(unit.text) || known.has(unit) || looked.has(unit)) continue;
    const options = optionsIn(body, { unit, start: 0, end: unit.text.length });
    if (options !== 'other') found.push({ context: undefined, slot: undefined, options, at: { unit, start: 0, end: 0 }, replaces: undefined });
  }
  return withoutReplaced(found, body);
});

/** What a place where resolvers go in registers; contexts that the statement names tell what an expression is that is not followed. */
function taken({ at, sources }: ResolverSink, found: readonly Registration[], body: BoundBody): readonly Registration[] {
  const statement = statementAround(at) ?? { start: at.start, end: at.end };
  const place = { unit: at.unit, start: statement.start, end: statement.end };
  const options = optionsIn(body, place);
  if (options === 'other') return [];
  const isNamed = found.some(({ context, at: other }) => context !== undefined && other.unit === at.unit && place.start <= other.start && other.end <= place.end);
  const text = at.unit.text.slice(place.start, place.end);
  const replaces = isReplacing(text) && 'kind' in statement && isUnconditional(statement, at.unit) ? place : undefined;
  return sources.flatMap((source): readonly Registration[] => {
    if (source.kind === 'unknown' && isNamed) return [];
    return [{ context: source.kind === 'context' ? source.type : undefined, slot: source.kind === 'slot' ? source : undefined, options, at, replaces }];
  });
}

/** Whether a statement sets the resolver without what it was before. */
function isReplacing(text: string): boolean {
  return /\bTypeInfoResolver\s*=(?!=)/.test(text) && text.match(/\bTypeInfoResolver\b/g)?.length === 1;
}

/** Whether what sets up the options there, a lambda or method, drops what the framework itself has in them: reflection, in programs that write with it. */
export function dropsReflection({ at: { unit, start, end }, replaces }: Registration): boolean {
  if (replaces) return true;
  const around = nodesOfKind(unit.root, 'Lambda').filter((lambda) => lambda.start <= start && end <= lambda.end).at(-1);
  const text = around ? unit.text.slice(around.start, around.end) : unit.text;
  return isReplacing(text) || /\bTypeInfoResolverChain\s*\.\s*Clear\s*\(/.test(text);
}

const sequential: ReadonlySet<string> = new Set(['Block', 'Method']);

function isUnconditional(statement: AnyNode, unit: Anchor['unit']): boolean {
  const parents = parentsOf(unit.root);
  for (let node = parents.get(statement); node; node = parents.get(node)) if (!sequential.has(node.kind)) return false;
  return true;
}

/** What is left after statements that set the resolver anew: what comes before them in the same body is gone. */
function withoutReplaced(registrations: readonly Registration[], body: BoundBody): readonly Registration[] {
  return registrations.filter((each) => !isDropped(each.at, each.options, registrations, body));
}

/** Whether a later statement of the same body sets the resolver anew. */
export function isDropped(at: Anchor, options: Registration['options'], registrations: readonly Registration[], body: BoundBody): boolean {
  const order = ({ unit, start }: Anchor): readonly [number, number] => [body.units.indexOf(unit), start];
  const isBefore = (a: Anchor, b: Anchor): boolean => {
    const [[unit, start], [otherUnit, otherStart]] = [order(a), order(b)];
    return unit < otherUnit || (unit === otherUnit && start < otherStart);
  };
  return registrations.some(({ replaces, options: other }) => replaces && other === options && isBefore(at, replaces));
}

/** Where a context is only asked for metadata, so that no options get it: `Context.Default.Type`, `Serialize(value, type, Context.Default)`. */
function askedContexts({ uses }: BoundBody): readonly Anchor[] {
  const found: Anchor[] = [];
  for (const { kind, symbol, receiver, receiverType, arguments: given, anchor: { unit } } of uses) {
    const isInfo = (kind === 'property' && symbol?.kind === 'property' && isNamed(symbol.type, metadataNamespace, 'JsonTypeInfo')) || (kind === 'call' && symbol?.kind === 'method' && symbol.name === 'GetTypeInfo');
    if (isInfo && receiver && receiverType?.kind === 'namedType' && isJsonContext(receiverType)) found.push({ unit, start: receiver.start, end: receiver.end });
    if (kind !== 'call' || symbol?.kind !== 'method' || symbol.containingType.containingAssembly.isSource) continue;
    for (const { parameter, expression: { start, end } } of given ?? []) if (isNamed(parameter.type, 'System.Text.Json.Serialization', 'JsonSerializerContext')) found.push({ unit, start, end });
  }
  return found;
}

/** Types of what a call takes, or of what a property is set to. */
function valuesIn(use: SymbolUse, body: BoundBody): readonly { readonly type: TypeSymbol; readonly at: Anchor }[] {
  const typed = (expression: Expression): readonly { readonly type: TypeSymbol; readonly at: Anchor }[] => {
    const type = body.typeOf(expression);
    return type ? [{ type, at: { unit: use.anchor.unit, start: expression.start, end: expression.end } }] : [];
  };
  if (use.kind === 'property' && use.access === 'write' && use.symbol?.kind === 'property' && use.symbol.name === 'TypeInfoResolver' && use.node) {
    const parent = parentsOf(use.anchor.unit.root).get(use.node) as unknown as Expression | undefined;
    return parent?.kind === 'Assignment' ? typed(parent.right) : [];
  }
  return use.kind === 'call' ? (use.arguments ?? []).flatMap(({ expression }) => typed(expression)) : [];
}

/** Whose options a statement sets: told by the properties that lead to them; `other` where it makes options of its own. */
function optionsIn(body: BoundBody, place: Anchor): Registration['options'] | 'other' {
  let makesOptions = false;
  let isOther = false;
  for (const use of body.uses) {
    const { kind, symbol, anchor } = use;
    if (anchor.unit !== place.unit || anchor.start < place.start || place.end < anchor.end) continue;
    if (kind === 'property' && symbol?.kind === 'property') {
      if (symbol.name === 'SerializerOptions' && symbol.containingType.namespace === 'Microsoft.AspNetCore.Http.Json') return 'endpoints';
      if (symbol.name === 'PayloadSerializerOptions') return 'hubs';
      if (symbol.name === 'JsonSerializerOptions' && symbol.containingType.name === 'JsonOptions') isOther = true;
      if (resolverProperty.test(symbol.name) && isOfOwnOptions(use, body)) isOther = true;
    }
    if (kind === 'creation' && symbol?.kind === 'method' && symbol.containingType.name === 'JsonSerializerOptions') makesOptions = true;
  }
  return isOther || makesOptions ? 'other' : 'endpoints';
}

const resolverProperty = /^TypeInfoResolver(?:Chain)?$/;

/** Whether the resolver is one of a variable's options that the code makes itself: such are not those of endpoints or hubs, which only give theirs out. */
function isOfOwnOptions({ node, anchor }: SymbolUse, body: BoundBody): boolean {
  const around = node && parentsOf(anchor.unit.root).get(node);
  const access = (node?.kind === 'MemberAccess' ? node : around?.kind === 'MemberAccess' ? around : undefined) as unknown as MemberAccess | undefined;
  const holder = access && unwrap(access.expression);
  if (holder?.kind !== 'IdentifierName' || body.symbolOf(holder)?.kind !== 'local') return false;
  const given = body.units.flatMap(({ root }) => (nodesOfKind(root, 'VariableDeclarator') as unknown as readonly VariableDeclarator[]).flatMap(({ name, initializer }) => (name === holder.name && initializer ? [unwrap(initializer)] : [])));
  return given.length > 0 && given.every(({ kind }) => kind === 'ObjectCreation' || kind === 'ImplicitObjectCreation');
}

const statementKinds: ReadonlySet<string> = new Set(['ExpressionStatement', 'LocalDeclaration', 'Return', 'Method', 'Property', 'Field']);

/** The outermost statement of the unit that the place is in, so that lambdas are seen with the call that takes them. */
function statementAround(anchor: Anchor): AnyNode | undefined {
  const parents = parentsOf(anchor.unit.root);
  let found: AnyNode | undefined;
  const root = anchor.unit.root as AnyNode;
  if (statementKinds.has(root.kind) && root.kind !== 'Method') return root;
  for (const node of parents.keys()) {
    if (statementKinds.has(node.kind) && node.start <= anchor.start && anchor.end <= node.end && (!found || node.end - node.start > found.end - found.start)) found = node;
  }
  return found ?? (root.kind === 'Method' ? root : undefined); // an expression body
}
