/** Overload resolution (ECMA-334 §12.6.4, §12.8.10.2). */
import type { MethodSymbol, NamedTypeSymbol } from '../../symbols/symbol';
import type { OverloadOptions, OverloadResult } from './overloadTypes';
import type { Applicable } from './overloadApplicability';
import type { ArgumentShape } from '../shape';
import { baseTypesAndSelf, sameType } from '../../symbols/types';
import { betterMember } from './betternessMembers';
import { isIdentity, hasImplicitReference } from '../conversions/conversionsReference';
import { derivesFrom, isVoid } from '../conversions/conversionsTypes';
import { applicableForm } from './overloadApplicability';

export type { OverloadOptions, OverloadResult, ResolvedOverload } from './overloadTypes';

/** Picks the best of the candidates that lookup found (of all declaring types, unconstructed) for these arguments. */
export function resolveOverload(candidates: readonly MethodSymbol[], args: readonly ArgumentShape[], options: OverloadOptions): OverloadResult {
  const result = resolveOnce(candidates, args, options);
  if (result.kind !== 'none' || options.context.ignoreLambdaErrors === true || !args.some((a) => a.shape.kind === 'lambda')) return result;
  return { ...resolveOnce(candidates, args, { ...options, context: { ...options.context, ignoreLambdaErrors: true } }), hasLambdaErrors: true };
}

/** The same without a second try that lets lambdas with errors in their bodies convert. */
export function resolveOnce(candidates: readonly MethodSymbol[], args: readonly ArgumentShape[], options: OverloadOptions): OverloadResult {
  return resolve(candidates, options.receiver === undefined ? args : [{ name: undefined, refKind: 'none', shape: options.receiver }, ...args], options);
}

function resolve(candidates: readonly MethodSymbol[], args: readonly ArgumentShape[], options: OverloadOptions): OverloadResult {
  const own = candidates.length > 1 ? withoutOverridden(candidates) : candidates;
  let applicable: Applicable[] = [];
  for (const candidate of own) {
    if (!accessFits(candidate, options)) continue;
    const form = applicableForm(candidate, args, options);
    if (form !== undefined) applicable.push(form);
  }
  if (applicable.length > 1 && options.receiver === undefined) applicable = withoutLessDerived(applicable, candidates);
  if (applicable.length > 1 && options.context.languageVersion >= 13) applicable = withHighestPriority(applicable);
  if (applicable.length > 1 && options.returnType !== undefined) applicable = withReturnType(applicable, options);
  if (applicable.length === 0) return { kind: 'none' };
  const only = applicable.length === 1 ? applicable[0] : undefined;
  if (only !== undefined) return resolved(only, options);
  if (differOnUnknown(applicable)) return { kind: 'unknown', candidates: applicable.map((a) => a.method) };
  return best(applicable, args, options);
}

function resolved(applicable: Applicable, options: OverloadOptions): OverloadResult {
  const argumentToParameter = options.receiver === undefined ? applicable.mapping : applicable.mapping.slice(1);
  return { kind: 'method', method: applicable.method, argumentToParameter, expanded: applicable.expanded };
}

function accessFits(candidate: MethodSymbol, options: OverloadOptions): boolean {
  if (options.access === undefined || options.receiver !== undefined) return true;
  return candidate.isStatic === (options.access === 'static') || candidate.methodKind === 'constructor';
}

/** The one that is better than all others. */
function best(applicable: readonly Applicable[], args: readonly ArgumentShape[], options: OverloadOptions): OverloadResult {
  let winner = applicable[0];
  for (const other of applicable) if (winner !== undefined && other !== winner && betterMember(other, winner, args, options.context) < 0) winner = other;
  if (winner !== undefined && applicable.every((other) => other === winner || betterMember(winner, other, args, options.context) < 0)) return resolved(winner, options);
  return { kind: 'ambiguous', candidates: applicable.map((a) => a.method) };
}

/** Whether an unknown argument could decide between the candidates: it goes to parameters of different types. */
function differOnUnknown(applicable: readonly Applicable[]): boolean {
  const first = applicable[0];
  return first?.conversions.some((_, i) => {
    if (!applicable.some((a) => a.conversions[i]?.unknown === true)) return false;
    const type = first.types[i];
    return type === undefined || !applicable.every((a) => {
      const other = a.types[i];
      return other !== undefined && (isIdentity(type, other) || (type.kind === 'error' && other.kind === 'error'));
    });
  }) === true;
}

/** A method and its override are one: the overriding one stays (lookup hides the other, §12.5). */
function withoutOverridden(candidates: readonly MethodSymbol[]): readonly MethodSymbol[] {
  if (!candidates.some((m) => m.isOverride)) return candidates;
  return candidates.filter((base) => !candidates.some((m) => m.isOverride && m !== base && derivesFrom(m.containingType, base.containingType) && sameSignature(m, base)));
}

function sameSignature(a: MethodSymbol, b: MethodSymbol): boolean {
  if (a.parameters.length !== b.parameters.length || a.typeParameters.length !== b.typeParameters.length) return false;
  return a.parameters.every((p, i) => {
    const other = b.parameters[i];
    return other !== undefined && (p.refKind === 'none') === (other.refKind === 'none') && sameType(p.type, other.type, { methodTypeParametersByOrdinal: true });
  });
}

/** The type that declared the method first, above all its overrides. */
function introducingType(method: MethodSymbol, candidates: readonly MethodSymbol[]): NamedTypeSymbol {
  let type = method.containingType;
  if (!method.isOverride) return type;
  for (const other of candidates) if (derivesFrom(type, other.containingType) && sameSignature(method, other)) type = other.containingType;
  for (const base of type.baseType ? baseTypesAndSelf(type.baseType) : []) {
    for (const member of base.membersNamed(method.name)) if (member.kind === 'method' && sameSignature(method, member)) type = base;
  }
  return type;
}

/** §12.8.10.2: an applicable method of a derived type hides all of its base types. */
function withoutLessDerived(applicable: readonly Applicable[], candidates: readonly MethodSymbol[]): Applicable[] {
  const first = applicable[0]?.method.containingType;
  if (applicable.every((a) => a.method.containingType === first && !a.method.isOverride)) return [...applicable];
  const types = applicable.map((a) => introducingType(a.candidate, candidates));
  return applicable.filter((_, i) => {
    const own = types[i];
    return own === undefined || !types.some((other) => other !== own && derivesFrom(other, own));
  });
}

const priorityAttribute = 'System.Runtime.CompilerServices.OverloadResolutionPriorityAttribute';

function priorityOf(method: MethodSymbol): number {
  const value = method.originalDefinition.attributes.find((a) => a.fullName === priorityAttribute)?.constructorArguments[0];
  return value?.kind === 'primitive' && typeof value.value === 'number' ? value.value : 0;
}

/** C# 13: within one declaring type only the highest priority counts. */
function withHighestPriority(applicable: readonly Applicable[]): Applicable[] {
  const priorities = applicable.map((a) => priorityOf(a.method));
  if (priorities.every((p) => p === priorities[0])) return [...applicable];
  return applicable.filter((a, i) => !applicable.some((other, j) => other.method.containingType.originalDefinition === a.method.containingType.originalDefinition && (priorities[j] ?? 0) > (priorities[i] ?? 0)));
}

/** Method group conversions drop candidates whose return type does not fit (C# 7.3), where any fits. */
function withReturnType(applicable: readonly Applicable[], options: OverloadOptions): Applicable[] {
  const wanted = options.returnType;
  if (wanted === undefined) return [...applicable];
  const fitting = applicable.filter(({ method }) => (isVoid(wanted) ? isVoid(method.returnType) : isIdentity(method.returnType, wanted) || hasImplicitReference(method.returnType, wanted)));
  return fitting.length > 0 ? fitting : [...applicable];
}
