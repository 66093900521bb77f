/** Bounds of type parameters: exact, lower and upper inferences and fixing (ECMA-334 §12.6.3.8–§12.6.3.12). */
import type { NamedTypeSymbol, TypeParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import { baseTypesAndSelf } from '../../symbols/types';
import type { BindingContext } from '../conversions/conversion';
import { classifyConversion } from '../conversions/conversions';
import { isIdentity } from '../conversions/conversionsReference';
import { mergeNames } from '../conversions/conversionsTuple';
import { effectiveConstraints, isReferenceType, listInterfaceElement, nullableUnderlying, spanOf, tupleElements } from '../conversions/conversionsTypes';

type BoundKind = 'exact' | 'lower' | 'upper';

/** What is known of one type parameter. */
interface Bounds {
  readonly exact: TypeSymbol[];
  readonly lower: TypeSymbol[];
  readonly upper: TypeSymbol[];
  fixed: TypeSymbol | undefined;
}

/** Bounds of a method's type parameters. */
export class InferenceBounds {
  private readonly bounds = new Map<TypeParameterSymbol, Bounds>();

  constructor(readonly parameters: readonly TypeParameterSymbol[], private readonly context: BindingContext) {
    for (const parameter of parameters) this.bounds.set(parameter, { exact: [], lower: [], upper: [], fixed: undefined });
  }

  isUnfixed(type: TypeSymbol): type is TypeParameterSymbol {
    if (type.kind !== 'typeParameter') return false;
    const bounds = this.bounds.get(type);
    return bounds !== undefined && bounds.fixed === undefined;
  }

  fixedOf(parameter: TypeParameterSymbol): TypeSymbol | undefined {
    return this.bounds.get(parameter)?.fixed;
  }

  fixAs(parameter: TypeParameterSymbol, type: TypeSymbol): void {
    const bounds = this.bounds.get(parameter);
    if (bounds !== undefined) bounds.fixed = type;
  }

  hasBound(parameter: TypeParameterSymbol): boolean {
    const bounds = this.bounds.get(parameter);
    return bounds !== undefined && bounds.exact.length + bounds.lower.length + bounds.upper.length > 0;
  }

  /** The fixed type arguments so far. */
  map(): Map<TypeParameterSymbol, TypeSymbol> {
    const map = new Map<TypeParameterSymbol, TypeSymbol>();
    for (const [parameter, bounds] of this.bounds) if (bounds.fixed !== undefined) map.set(parameter, bounds.fixed);
    return map;
  }

  /** Inference of a kind from type `from` to the parameter's type `to`. */
  infer(kind: BoundKind, from: TypeSymbol, to: TypeSymbol): void {
    if (to.kind === 'typeParameter') {
      if (this.isUnfixed(to)) this.add(kind, from, to);
      return;
    }
    if (to.kind === 'array') this.inferArray(kind, from, to.elementType, to.rank);
    else if (to.kind === 'pointer') {
      if (from.kind === 'pointer') this.infer('exact', from.pointedAtType, to.pointedAtType);
    } else if (to.kind === 'namedType' && to.typeArguments.length > 0) this.inferNamed(kind, from, to);
    else if (to.kind === 'namedType' && to.containingType !== undefined && from.kind === 'namedType' && from.originalDefinition === to.originalDefinition) this.inferContaining(from, to);
  }

  private add(kind: BoundKind, type: TypeSymbol, parameter: TypeParameterSymbol): void {
    const list = this.bounds.get(parameter)?.[kind];
    const known = list?.findIndex((t) => isIdentity(t, type)) ?? -1;
    const same = list?.[known];
    if (list !== undefined && same !== undefined) list[known] = mergeNames(same, type);
    else list?.push(type);
  }

  private inferArray(kind: BoundKind, from: TypeSymbol, element: TypeSymbol, rank: number): void {
    if (from.kind === 'array') {
      if (from.rank === rank) this.infer(isReferenceType(from.elementType) ? kind : 'exact', from.elementType, element);
      return;
    }
    const list = kind === 'upper' && rank === 1 ? listInterfaceElement(from) : undefined;
    if (list !== undefined) this.infer(isReferenceType(list) ? kind : 'exact', list, element);
  }

  private inferNamed(kind: BoundKind, from: TypeSymbol, to: NamedTypeSymbol): void {
    const nullable = nullableUnderlying(to);
    if (nullable !== undefined) {
      const source = nullableUnderlying(from);
      if (source !== undefined) this.infer(kind, source, nullable);
      return;
    }
    if (this.inferTuple(kind, from, to) || (kind === 'lower' && (this.inferSpan(from, to) || this.inferListElement(from, to)))) return;
    const source = kind === 'exact' ? from : kind === 'lower' ? uniqueBase(from, to) : undefined;
    if (kind === 'upper') this.inferUpper(from, to);
    else if (source?.kind === 'namedType' && source.originalDefinition === to.originalDefinition) this.inferArguments(kind, source, to);
  }

  private inferTuple(kind: BoundKind, from: TypeSymbol, to: NamedTypeSymbol): boolean {
    const targets = tupleElements(to);
    const elements = targets === undefined ? undefined : tupleElements(from);
    if (targets === undefined || elements === undefined || targets.length !== elements.length) return false;
    targets.forEach((target, i) => {
      const element = elements[i];
      if (element !== undefined) this.infer(kind, element, target);
    });
    return true;
  }

  /** C# 14: an array or span to a span; a string says nothing. */
  private inferSpan(from: TypeSymbol, to: NamedTypeSymbol): boolean {
    const target = this.context.languageVersion < 14 ? undefined : spanOf(to);
    if (target === undefined) return false;
    const element = from.kind === 'array' && from.rank === 1 ? from.elementType : spanOf(from)?.element;
    if (element !== undefined) this.infer(target.readOnly && isReferenceType(element) ? 'lower' : 'exact', element, target.element);
    return element !== undefined;
  }

  private inferListElement(from: TypeSymbol, to: NamedTypeSymbol): boolean {
    const target = from.kind === 'array' && from.rank === 1 ? listInterfaceElement(to) : undefined;
    if (target === undefined || from.kind !== 'array') return false;
    this.infer(isReferenceType(from.elementType) ? 'lower' : 'exact', from.elementType, target);
    return true;
  }

  private inferUpper(from: TypeSymbol, to: NamedTypeSymbol): void {
    if (from.kind !== 'namedType') return;
    if (from.originalDefinition === to.originalDefinition) {
      this.inferArguments('upper', from, to);
      return;
    }
    const base = uniqueBase(to, from);
    if (base?.kind === 'namedType') this.inferArguments('upper', from, base);
  }

  private inferArguments(kind: BoundKind, from: NamedTypeSymbol, to: NamedTypeSymbol): void {
    const parameters = to.originalDefinition.typeParameters;
    to.typeArguments.forEach((target, i) => {
      const source = from.typeArguments[i];
      if (source === undefined) return;
      const variance = parameters[i]?.variance ?? 'none';
      const isExact = kind === 'exact' || variance === 'none' || !isReferenceType(source);
      this.infer(isExact ? 'exact' : variance === 'out' ? kind : kind === 'lower' ? 'upper' : 'lower', source, target);
    });
    this.inferContaining(from, to);
  }

  private inferContaining(from: NamedTypeSymbol, to: NamedTypeSymbol): void {
    if (from.containingType !== undefined && to.containingType !== undefined && to.containingType.typeArguments.length > 0) this.inferArguments('exact', from.containingType, to.containingType);
  }

  /** §12.6.3.12; false when no type satisfies all bounds. */
  fix(parameter: TypeParameterSymbol): boolean {
    const bounds = this.bounds.get(parameter);
    if (bounds === undefined) return false;
    const best = this.bestOf(bounds);
    const type = best && [...bounds.exact, ...bounds.lower, ...bounds.upper].reduce((merged, t) => (isIdentity(t, merged) ? mergeNames(merged, t) : merged), best);
    bounds.fixed = type;
    return type !== undefined;
  }

  private bestOf(bounds: Bounds): TypeSymbol | undefined {
    const { exact, lower, upper } = bounds;
    const unknown = [...exact, ...lower, ...upper].find((t) => t.kind === 'error');
    if (unknown !== undefined) return unknown;
    const all = exact.length > 0 ? exact : distinct([...lower, ...upper]);
    if (all.length === 1 && exact.length <= 1 && lower.length + upper.length <= (exact.length > 0 ? 0 : 1)) return all[0];
    const candidates = all.filter((c) => exact.every((b) => isIdentity(b, c)) && lower.every((b) => this.converts(b, c)) && upper.every((b) => this.converts(c, b)));
    const best = candidates.filter((c) => candidates.every((other) => this.converts(other, c)));
    return best.length === 1 ? best[0] : undefined;
  }

  private converts(from: TypeSymbol, to: TypeSymbol): boolean {
    return isIdentity(from, to) || (from.kind !== 'dynamic' && classifyConversion(from, to, this.context).isImplicit);
  }
}

function distinct(types: readonly TypeSymbol[]): TypeSymbol[] {
  const result: TypeSymbol[] = [];
  for (const type of types) if (!result.some((t) => isIdentity(t, type))) result.push(type);
  return result;
}

/** The one base class or interface of `from` that is a construction of `to`'s definition; undefined when there are several. */
function uniqueBase(from: TypeSymbol, to: NamedTypeSymbol): TypeSymbol | undefined {
  const definition = to.originalDefinition;
  if (from.kind === 'typeParameter') {
    for (const constraint of effectiveConstraints(from)) {
      const found = constraint.kind === 'typeParameter' ? undefined : uniqueBase(constraint, to);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (from.kind !== 'namedType') return undefined;
  if (from.originalDefinition === definition) return from;
  if (definition.typeKind !== 'interface') {
    for (const type of baseTypesAndSelf(from)) if (type.originalDefinition === definition) return type;
    return undefined;
  }
  let unique: NamedTypeSymbol | undefined;
  for (const type of from.allInterfaces) {
    if (type.originalDefinition !== definition) continue;
    if (unique !== undefined && !isIdentity(unique, type)) return undefined;
    unique = type;
  }
  return unique;
}
