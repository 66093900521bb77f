/** What code gives to the places that hold JSON metadata resolvers, and what registrations through such places come to in the whole program. */
import type { Anchor, BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { AnyNode } from '../../../flow/walk';
import { parentsOf } from '../../../flow/walk';
import type { MemberSymbol, MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../../symbols/symbol';
import type { Assignment, EnumMember, Expression, FieldDeclaration } from '../../../syntax/nodes';
import { perBody } from '../../perBody';
import type { Registration } from './contexts';
import type { ResolverSlot, ResolverSource } from './resolverTypes';
import { contextOf, isOfProgram, isResolverType, memberSlot, parameterSlot, resolverParameters, typeParameterSlot } from './resolverTypes';
import { ResolverValues, addingMethods, givesResolver, memberResults, resultsIn } from './resolverValues';

/** What one piece of code gives to a place, or a call that could not be bound. */
export type ResolverFact =
  | { readonly kind: 'given'; readonly key: string; readonly sources: readonly ResolverSource[] }
  | { readonly kind: 'unboundCall'; readonly name: string };

const calls: ReadonlySet<string> = new Set(['call', 'localFunction', 'creation', 'constructorInitializer', 'implicitBase']);

/** All that a body gives to parameters, members and type parameters of the program. */
export const resolverFacts = perBody((body): readonly { readonly at: Anchor; readonly fact: ResolverFact }[] => {
  const found: { readonly at: Anchor; readonly fact: ResolverFact }[] = [];
  const values = new ResolverValues(body);
  const give = (at: Anchor, slot: ResolverSlot | undefined, sources: readonly ResolverSource[]): void => { if (slot) found.push({ at, fact: { kind: 'given', key: slot.key, sources } }); };
  for (const use of body.uses) {
    const { symbol, anchor } = use;
    if (symbol === undefined || use.inNameof) continue;
    if (symbol.kind === 'method' && isOfProgram(symbol)) givenToMethod(use, symbol, values, give);
    else if (symbol.kind === 'namedType' && use.kind === 'type' && symbol.typeArguments.length > 0) givenToType(symbol, anchor, values, give);
    else if (symbol.kind === 'field' || symbol.kind === 'property') givenToMember(use, symbol, values, give);
    if (use.kind === 'call' && use.receiver && symbol.kind === 'method' && addingMethods.has(symbol.name)) givenToCollection(use, body, values, give);
  }
  givenByDeclaration(body, values, give);
  for (const { unit, start, end } of body.statistics.unbound) {
    if (!/Json|Resolver|Context/.test(unit.text)) continue;
    const name = unboundName({ unit, start, end });
    if (name !== undefined) found.push({ at: { unit, start, end }, fact: { kind: 'unboundCall', name } });
  }
  return found;
});

/** The name of a call that could not be bound. */
export function unboundName({ unit, start, end }: Anchor): string | undefined {
  return /[\p{L}\p{N}_]+$/u.exec(unit.text.slice(start, end).replace(/<[^]*$/, '').trimEnd())?.[0];
}

type Give = (at: Anchor, slot: ResolverSlot | undefined, sources: readonly ResolverSource[]) => void;

const unknown: readonly ResolverSource[] = [{ kind: 'unknown' }];

function givenToMethod(use: SymbolUse, method: MethodSymbol, values: ResolverValues, give: Give): void {
  const { scope } = values;
  for (const parameter of resolverParameters(method)) {
    const given = (use.arguments ?? []).filter((argument) => argument.parameter.ordinal === parameter.ordinal).map(({ expression }) => expression);
    const isCall = calls.has(use.kind) && use.arguments !== undefined;
    if (isCall || use.kind === 'methodGroup' || use.kind === 'localFunction') give(use.anchor, parameterSlot(method, parameter.ordinal, scope), isCall ? values.all(given) : unknown);
  }
  const { typeParameters } = method.originalDefinition;
  method.typeArguments.forEach((argument, index) => {
    const parameter = typeParameters[index];
    if (parameter && isResolverType(argument)) give(use.anchor, typeParameterSlot(parameter, scope), typeSource(argument, scope));
  });
}

function typeSource(type: TypeSymbol, scope: string): readonly ResolverSource[] {
  if (type.kind === 'typeParameter') return [typeParameterSlot(type, scope)];
  const context = contextOf(type);
  return context ? [context] : unknown;
}

function givenToType(type: NamedTypeSymbol, at: Anchor, { scope }: ResolverValues, give: Give): void {
  if (!type.containingAssembly.isSource || type.isUnboundGeneric) return;
  type.typeArguments.forEach((argument, index) => {
    const parameter = type.originalDefinition.typeParameters[index];
    if (parameter && isResolverType(argument)) give(at, typeParameterSlot(parameter, scope), typeSource(argument, scope));
  });
}

function givenToMember(use: SymbolUse, member: MemberSymbol & { readonly kind: 'field' | 'property' }, values: ResolverValues, give: Give): void {
  if (!member.containingType.containingAssembly.isSource || !givesResolver(member.type) || !use.node) return;
  const node = use.node;
  const parents = parentsOf(use.anchor.unit.root);
  const around = parents.get(node);
  const target = around?.kind === 'MemberAccess' && (around as unknown as { readonly name: unknown }).name === node ? parents.get(around) : around;
  const assignment = target?.kind === 'Assignment' ? (target as unknown as Assignment) : undefined;
  const isTarget = assignment !== undefined && (assignment.left as AnyNode === node || assignment.left as AnyNode === around);
  if (isTarget) give(use.anchor, memberSlot(member, values.scope), values.of(assignment.right));
  else if (use.access !== 'read') give(use.anchor, memberSlot(member, values.scope), unknown);
}

/** `Options.Resolvers.Add(…)` */
function givenToCollection(use: SymbolUse, body: BoundBody, values: ResolverValues, give: Give): void {
  const holder = use.receiver && body.symbolOf(use.receiver);
  if (!holder || (holder.kind !== 'field' && holder.kind !== 'property') || !holder.containingType.containingAssembly.isSource || !isResolverType(holder.type)) return;
  give(use.anchor, memberSlot(holder, values.scope), values.all(resolverArguments(use, body)));
}

/** The arguments of a call that are resolvers. */
export function resolverArguments(use: SymbolUse, body: BoundBody): readonly Expression[] {
  return (use.arguments ?? []).flatMap(({ expression, argument }) => {
    const type = body.convertedTypeOf(expression);
    return argument && type && isResolverType(type) ? [expression] : [];
  });
}

/** What the member itself says that it holds or returns, and its local functions. */
function givenByDeclaration(body: BoundBody, values: ResolverValues, give: Give): void {
  const { owner } = body;
  const [unit] = body.units;
  if (owner.kind === 'member' && unit && (owner.symbol.kind === 'property' || owner.symbol.kind === 'method') && givesResolver(owner.symbol.kind === 'property' ? owner.symbol.type : owner.symbol.returnType)) {
    give({ unit, start: 0, end: 0 }, memberSlot(owner.symbol, values.scope), values.all(memberResults(unit)));
  }
  const root = unit?.root as FieldDeclaration | EnumMember | undefined;
  if (owner.kind === 'member' && unit && owner.symbol.kind === 'field' && root?.kind === 'Field') {
    const { containingType } = owner.symbol;
    for (const { name, initializer } of root.variables) {
      const field = containingType.membersNamed(name).find((member) => member.kind === 'field');
      if (field?.kind === 'field' && initializer && givesResolver(field.type)) give({ unit, start: 0, end: 0 }, memberSlot(field, values.scope), values.of(initializer));
    }
  }
  for (const each of body.roots) localResults(each, body, values, give);
}

function localResults(root: BoundBody['roots'][number], body: BoundBody, values: ResolverValues, give: Give): void {
  const unit = body.unitOf(root);
  const method = root.kind === 'LocalFunction' ? body.functionOf(root) : undefined;
  if (root.kind !== 'LocalFunction' || !unit || !method || !root.body || !givesResolver(method.returnType)) return;
  const results = root.body.kind === 'Block' ? resultsIn(root.body) : [root.body];
  give({ unit, start: root.start, end: root.end }, memberSlot(method, values.scope), values.all(results));
}

function isResolverFact(fact: ResolverFact | { readonly kind: string }): fact is ResolverFact {
  return fact.kind === 'given' || fact.kind === 'unboundCall';
}

/** Registrations with the contexts that places hold: one for each context, and one without where something else may be there. */
export function resolvedRegistrations<T extends Registration>(registrations: readonly T[], facts: readonly { readonly value: ResolverFact | { readonly kind: string } }[]): readonly T[] {
  if (!registrations.some(({ slot }) => slot)) return registrations;
  const given = new Map<string, ResolverSource[]>();
  const unbound = new Set<string>();
  for (const { value: fact } of facts) {
    if (!isResolverFact(fact)) continue;
    if (fact.kind === 'unboundCall') {
      unbound.add(fact.name);
    } else {
      const known = given.get(fact.key);
      if (known) known.push(...fact.sources);
      else given.set(fact.key, [...fact.sources]);
    }
  }
  return registrations.flatMap((registration) => {
    if (!registration.slot) return [registration];
    const contexts = contextsIn(registration.slot, given, unbound);
    return contexts ? contexts.map((context) => ({ ...registration, context, slot: undefined })) : [{ ...registration, slot: undefined }];
  });
}

/** Contexts that a place holds; undefined where it may hold something else. */
function contextsIn(first: ResolverSlot, given: ReadonlyMap<string, readonly ResolverSource[]>, unbound: ReadonlySet<string>): readonly NamedTypeSymbol[] | undefined {
  const found = new Set<NamedTypeSymbol>();
  const seen = new Set<string>([first.key]);
  const queue = [first];
  for (let slot = queue.pop(); slot; slot = queue.pop()) {
    const sources = given.get(slot.key);
    if ((!sources && !slot.mayBeUnused) || (slot.method !== undefined && unbound.has(slot.method))) return undefined;
    for (const source of sources ?? []) {
      if (source.kind === 'unknown') return undefined;
      if (source.kind === 'context') found.add(source.type);
      else if (!seen.has(source.key)) {
        seen.add(source.key);
        queue.push(source);
      }
    }
  }
  return [...found];
}
