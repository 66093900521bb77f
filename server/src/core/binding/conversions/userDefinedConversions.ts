/** User-defined conversions (ECMA-334 §10.5), with their lifted forms (§10.6). */
import type { MethodSymbol, NamedTypeSymbol, TypeParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindingContext, Conversion } from './conversion';
import type { ExpressionShape } from '../shape';
import { exists, noConversion, unknownConversion } from './conversion';
import { classifyFromShape, standardImplicit } from './conversions';
import { classifyExplicitFromType } from './conversionsExplicit';
import { isIdentity } from './conversionsReference';
import { baseTypesAndSelf, containsError, effectiveConstraints, isNonNullableValueType, nullableOf, nullableUnderlying, stripNullable } from './conversionsTypes';

type Typed = Extract<ExpressionShape, { kind: 'typed' }>;

interface Candidate {
  readonly method: MethodSymbol;
  readonly from: TypeSymbol;
  readonly to: TypeSymbol;
}

const noOperators: readonly MethodSymbol[] = [];
const implicitCache = new WeakMap<NamedTypeSymbol, readonly MethodSymbol[]>();
const explicitCache = new WeakMap<NamedTypeSymbol, readonly MethodSymbol[]>();
const checkedCache = new WeakMap<NamedTypeSymbol, readonly MethodSymbol[]>();

function declaredOperators(type: NamedTypeSymbol, name: 'op_Implicit' | 'op_Explicit' | 'op_CheckedExplicit'): readonly MethodSymbol[] {
  const cache = name === 'op_Implicit' ? implicitCache : name === 'op_Explicit' ? explicitCache : checkedCache;
  let found = cache.get(type);
  if (found === undefined) {
    const members = type.membersNamed(name).filter((m): m is MethodSymbol => m.kind === 'method' && m.isStatic && m.parameters.length === 1);
    cache.set(type, found = members.length === 0 ? noOperators : members);
  }
  return found;
}

/** Operators of the classes and structs that may convert; `targetBases`: explicit conversions look at the target's bases too. */
function operators(from: TypeSymbol, to: TypeSymbol, explicit: boolean, context: BindingContext): MethodSymbol[] {
  const result: MethodSymbol[] = [];
  const seen = new Set<NamedTypeSymbol>();
  const collect = (type: NamedTypeSymbol): void => {
    if (type.typeKind === 'interface' || type.typeKind === 'delegate' || type.typeKind === 'enum' || seen.has(type)) return;
    seen.add(type);
    result.push(...declaredOperators(type, 'op_Implicit'));
    if (!explicit) return;
    const checked = context.isChecked === true ? declaredOperators(type, 'op_CheckedExplicit') : noOperators;
    result.push(...checked, ...declaredOperators(type, 'op_Explicit').filter((m) => !checked.some((c) => isSameOperator(c, m))));
  };
  const source = stripNullable(from);
  const target = stripNullable(to);
  for (const side of [source, target]) if (side.kind === 'typeParameter') collectConstraints(side, explicit, result);
  if (source.kind === 'namedType') for (const type of baseTypesAndSelf(source)) collect(type);
  if (target.kind === 'namedType') {
    if (explicit) for (const type of baseTypesAndSelf(target)) collect(type);
    else collect(target);
  }
  return result;
}

/** Static abstract operators of a type parameter's interfaces (C# 11), and those of its base class. */
function collectConstraints(type: TypeParameterSymbol, explicit: boolean, into: MethodSymbol[]): void {
  for (const constraint of effectiveConstraints(type)) {
    if (constraint.kind !== 'namedType') continue;
    const holders = constraint.typeKind === 'interface' ? [constraint, ...constraint.allInterfaces] : [...baseTypesAndSelf(constraint)];
    for (const holder of holders) into.push(...declaredOperators(holder, 'op_Implicit'), ...(explicit ? declaredOperators(holder, 'op_Explicit') : noOperators));
  }
}

function isSameOperator(a: MethodSymbol, b: MethodSymbol): boolean {
  const [from, other] = [a.parameters[0]?.type, b.parameters[0]?.type];
  return from !== undefined && other !== undefined && isIdentity(from, other) && isIdentity(a.returnType, b.returnType);
}

function isInterface(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && type.typeKind === 'interface';
}

function encompasses(inner: TypeSymbol, outer: TypeSymbol, context: BindingContext): boolean {
  return exists(standardImplicit(inner, outer, context));
}

/** §10.5.4: user-defined implicit conversion; `from` keeps the constant, which may convert to the operator's parameter. */
export function userDefinedImplicit(from: Typed, to: TypeSymbol, context: BindingContext): Conversion {
  if (from.type.kind === 'error' || to.kind === 'error') return unknownConversion;
  if (isInterface(from.type) || isInterface(to)) return noConversion;
  const found = operators(from.type, to, false, context);
  if (found.length === 0) return containsError(from.type) || containsError(to) ? unknownConversion : noConversion;
  const candidates: Candidate[] = [];
  for (const method of found) {
    const source = method.parameters[0]?.type;
    if (source === undefined) continue;
    if (exists(classifyFromShape(from, source, context)) && encompasses(method.returnType, to, context)) candidates.push({ method, from: source, to: resultFor(method, to, context) });
    else addLifted(candidates, from.type, method, source, to, context);
  }
  return choose(candidates, from.type, to, (types) => mostEncompassed(types, context), (types) => mostEncompassing(types, context));
}

/** `null` has no type: an operator of the target whose parameter takes it, `ReadOnlyMemory<byte> m = null`; an explicit one in a cast, `(nint)null`. */
export function userDefinedFromNull(to: TypeSymbol, explicit: boolean, context: BindingContext): Conversion {
  if (to.kind !== 'namedType' || isInterface(to)) return noConversion;
  const candidates: Candidate[] = [];
  for (const method of operators(to, to, explicit, context)) {
    const from = method.parameters[0]?.type;
    if (from !== undefined && exists(classifyFromShape({ kind: 'null' }, from, context)) && encompasses(method.returnType, to, context)) candidates.push({ method, from, to: method.returnType });
  }
  if (candidates.length === 0) return noConversion;
  const source = mostEncompassing(candidates.map((c) => c.from), context);
  const best = candidates.filter((c) => source !== undefined && isIdentity(c.from, source));
  return { kind: 'userDefined', isImplicit: best.every((c) => c.method.name === 'op_Implicit'), unknown: false, method: best.length === 1 ? best[0]?.method : undefined };
}

/** An operator without `?` counts as one that gives the nullable type where that is wanted. */
function resultFor(method: MethodSymbol, to: TypeSymbol, context: BindingContext): TypeSymbol {
  const result = nullableUnderlying(to) !== undefined && isNonNullableValueType(method.returnType) ? nullableOf(method.returnType, context) : undefined;
  return result ?? method.returnType;
}

/** Lifted form: both sides of the operator are non-nullable value types and the source is nullable. */
function addLifted(candidates: Candidate[], from: TypeSymbol, method: MethodSymbol, source: TypeSymbol, to: TypeSymbol, context: BindingContext): void {
  if (nullableUnderlying(from) === undefined || !isNonNullableValueType(source)) return;
  const liftedFrom = nullableOf(source, context);
  const liftedTo = isNonNullableValueType(method.returnType) ? nullableOf(method.returnType, context) : method.returnType;
  if (liftedFrom === undefined || liftedTo === undefined) return;
  if (encompasses(from, liftedFrom, context) && encompasses(liftedTo, to, context)) candidates.push({ method, from: liftedFrom, to: liftedTo });
}

/** §10.5.5: user-defined explicit conversion. */
export function userDefinedExplicit(from: Typed, to: TypeSymbol, context: BindingContext): Conversion {
  if (isInterface(from.type) || isInterface(to)) return noConversion;
  const implicit = userDefinedImplicit(from, to, context);
  if (implicit.unknown) return implicit;
  const candidates: Candidate[] = [];
  const source = stripNullable(from.type);
  const target = stripNullable(to);
  for (const method of operators(from.type, to, true, context)) {
    const parameter = method.parameters[0]?.type;
    if (parameter === undefined || !related(source, stripNullable(parameter), context) || !related(stripNullable(method.returnType), target, context)) continue;
    // Of a nullable source the parameter counts as nullable, too, wherever the conversion leads (as Roslyn has it).
    const lifted = nullableUnderlying(from.type) !== undefined && isNonNullableValueType(parameter) ? nullableOf(parameter, context) : undefined;
    candidates.push({ method, from: lifted ?? parameter, to: resultFor(method, to, context) });
  }
  // Operators of both kinds take part: of `(UInt128)1` the explicit one from int is nearer than the implicit one from byte.
  const chosen = choose(candidates, from.type, to, (types) => explicitSource(types, from.type, context), (types) => explicitTarget(types, to, context));
  return exists(chosen) ? chosen : implicit;
}

/** §10.5.5: the most encompassing of the types that the target encompasses; else the most encompassed of those that encompass it. */
function explicitTarget(types: readonly TypeSymbol[], to: TypeSymbol, context: BindingContext): TypeSymbol | undefined {
  const inside = types.filter((t) => encompasses(t, to, context));
  if (inside.length > 0) return mostEncompassing(inside, context);
  const outside = types.filter((t) => encompasses(to, t, context));
  return mostEncompassed(outside.length > 0 ? outside : types, context);
}

/** Either side encompasses the other, numeric types included. */
function related(a: TypeSymbol, b: TypeSymbol, context: BindingContext): boolean {
  return encompasses(a, b, context) || encompasses(b, a, context) || classifyExplicitFromType(a, b, context).kind === 'explicitNumeric';
}

type PickType = (types: readonly TypeSymbol[]) => TypeSymbol | undefined;

function choose(candidates: readonly Candidate[], from: TypeSymbol, to: TypeSymbol, pickSource: PickType, pickTarget: PickType): Conversion {
  if (candidates.length === 0) return noConversion;
  const only = candidates.length === 1 ? candidates[0] : undefined;
  if (only !== undefined) return { kind: 'userDefined', isImplicit: only.method.name === 'op_Implicit', unknown: false, method: only.method };
  const source = candidates.find((c) => isIdentity(c.from, from))?.from ?? pickSource(candidates.map((c) => c.from));
  const target = candidates.find((c) => isIdentity(c.to, to))?.to ?? pickTarget(candidates.map((c) => c.to));
  const best = source === undefined || target === undefined ? [] : candidates.filter((c) => isIdentity(c.from, source) && isIdentity(c.to, target));
  const method = best[0]?.method;
  if (method === undefined || best.length > 1) return best.length > 1 ? ambiguous(best) : noConversion;
  return { kind: 'userDefined', isImplicit: method.name === 'op_Implicit', unknown: false, method };
}

/** The operator that is lifted on the fewest sides is preferred; two of a kind are an ambiguity that still counts as a conversion. */
function ambiguous(best: readonly Candidate[]): Conversion {
  const lifted = best.map((c) => [c.method.parameters[0]?.type === c.from, c.method.returnType === c.to].filter((isOwn) => !isOwn).length);
  const fewest = best.filter((_, i) => lifted[i] === Math.min(...lifted));
  const method = fewest.length === 1 ? fewest[0]?.method : undefined;
  return { kind: 'userDefined', isImplicit: best.every((c) => c.method.name === 'op_Implicit'), unknown: false, method };
}

/** §10.5.5: the most encompassed of the types that encompass the source; else the most encompassing of all. */
function explicitSource(types: readonly TypeSymbol[], from: TypeSymbol, context: BindingContext): TypeSymbol | undefined {
  const outside = types.filter((t) => encompasses(from, t, context));
  return outside.length > 0 ? mostEncompassed(outside, context) : mostEncompassing(types, context);
}

/** The type that converts to all others. */
function mostEncompassed(types: readonly TypeSymbol[], context: BindingContext): TypeSymbol | undefined {
  return types.find((t) => types.every((other) => encompasses(t, other, context)));
}

/** The type that all others convert to. */
function mostEncompassing(types: readonly TypeSymbol[], context: BindingContext): TypeSymbol | undefined {
  return types.find((t) => types.every((other) => encompasses(other, t, context)));
}
