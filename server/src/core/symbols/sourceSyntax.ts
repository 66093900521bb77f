/** Pieces of declarations that several kinds of members share: modifiers, parameters, type parameters, explicit interfaces. */
import { bindAttributes } from '../binding/declarations/attributeBinding';
import { evaluateConstant } from '../binding/declarations/attributeBindingConstant';
import type { Scope } from '../binding/scope';
import { bindType } from '../binding/typeBinding';
import type { AttributeList, ConstraintClause, NameSyntax, Parameter, TypeParameter, TypeSyntax } from '../syntax/nodes';
import { substitute } from './construct';
import { metadataDisplay } from './display';
import type { Accessibility, AttributeData, MethodSymbol, NamedTypeSymbol, ParameterSymbol, RefKind, TypeParameterSymbol, TypeSymbol } from './symbol';
import { SourceParameter, SourceTypeParameter } from './sourceParameters';
import type { UnitCell } from './sourceUnits';
import { locationIn } from './sourceUnits';

/** Accessibility that modifiers say, or the default one (ECMA-334 §7.5.2). */
export function accessibilityOf(modifiers: readonly string[], whenUnwritten: Accessibility): Accessibility {
  const isProtected = modifiers.includes('protected');
  if (modifiers.includes('public')) return 'public';
  if (modifiers.includes('internal')) return isProtected ? 'protectedInternal' : 'internal';
  if (modifiers.includes('private')) return isProtected ? 'privateProtected' : 'private';
  if (isProtected) return 'protected';
  return modifiers.includes('file') ? 'internal' : whenUnwritten;
}

/** `ref` and `ref readonly` of a return or property type. */
export function refReturnOf(type: TypeSyntax): 'none' | 'ref' | 'refReadonly' {
  if (type.kind !== 'RefType') return 'none';
  return type.readonly ? 'refReadonly' : 'ref';
}

function refKindOf(parameter: Parameter): RefKind {
  const { modifiers } = parameter;
  if (modifiers.includes('ref')) return modifiers.includes('readonly') ? 'refReadonly' : 'ref';
  if (modifiers.includes('out')) return 'out';
  return modifiers.includes('in') ? 'in' : 'none';
}

/** Attributes of a declaration whose target specifier is one of `targets` (`undefined`: written without one). */
export function attributesOf(lists: readonly AttributeList[], targets: readonly (string | undefined)[], scope: Scope): readonly AttributeData[] {
  return bindAttributes(lists.filter((list) => targets.includes(list.target)), scope);
}

/** What binds the attributes of a member's parts in the scope of its cell as it is then; undefined where none are written, as in most places. */
export function deferredAttributes(
  parts: readonly { readonly attributeLists: readonly AttributeList[] }[], targets: readonly (string | undefined)[], cell: { readonly scope: Scope },
): (() => readonly AttributeData[]) | undefined {
  const lists = parts.flatMap((part) => part.attributeLists);
  return lists.length === 0 ? undefined : () => attributesOf(lists, targets, cell.scope);
}

/** Symbols of a parameter list. Types, defaults and attributes are bound on demand in `scope`. `others`: the lists of the member's other parts, whose attributes count too. */
export function sourceParameters(parameters: readonly Parameter[], cell: UnitCell, scope: Scope, others: readonly (readonly Parameter[])[] = []): readonly ParameterSymbol[] {
  return parameters.map((parameter, ordinal) => sourceParameter(parameter, ordinal, cell, scope, others.flatMap((list) => list[ordinal] ?? [])));
}

export function sourceParameter(parameter: Parameter, ordinal: number, cell: UnitCell, scope: Scope, others: readonly Parameter[] = []): ParameterSymbol {
  const { type: typeSyntax, default: defaultSyntax } = parameter;
  const type = (): TypeSymbol => bindType(typeSyntax ?? { kind: 'Error', start: 0, end: 0 }, scope);
  const refKind = refKindOf(parameter);
  return new SourceParameter({
    name: parameter.name, ordinal, type, refKind,
    isParams: parameter.modifiers.includes('params'), isScoped: parameter.modifiers.includes('scoped'), isThis: parameter.modifiers.includes('this'), hasDefaultValue: defaultSyntax !== undefined,
    defaultValue: defaultSyntax && (() => evaluateConstant(defaultSyntax, scope, type())),
    nullableAnnotated: typeSyntax?.kind === 'NullableType',
    location: () => locationIn(cell, parameter.nameStart, parameter.nameEnd),
    attributes: deferredAttributes([parameter, ...others], [undefined, 'param'], { scope }),
  });
}

/** The type parameters of one part, and the scope that its attributes are bound in. */
export interface TypeParameterPart {
  readonly typeParameters: readonly TypeParameter[];
  readonly scope: () => Scope;
}

/** Symbols of a type parameter list; `scope` must contain them by the time that constraints are bound. `parts`: all that carry attributes. */
export function sourceTypeParameters(
  list: readonly TypeParameter[], constraints: readonly ConstraintClause[], owner: NamedTypeSymbol | MethodSymbol, scope: () => Scope, firstOrdinal = 0,
  inherited?: () => readonly TypeParameterSymbol[] | undefined, parts: readonly TypeParameterPart[] = [{ typeParameters: list, scope }],
): readonly TypeParameterSymbol[] {
  const own: readonly TypeParameterSymbol[] = list.map((parameter, i) => {
    const clauses = constraints.filter((c) => c.name === parameter.name);
    // Overrides and explicit implementations repeat no constraints: they inherit them (§15.6.5).
    const from = (): TypeParameterSymbol | undefined => (clauses.some((c) => c.types.length > 0) ? undefined : inherited?.()?.[i]);
    return new SourceTypeParameter({
      name: parameter.name, ordinal: firstOrdinal + i, owner, variance: parameter.variance,
      flags: () => new Set([...clauses.flatMap((c) => c.flags), ...flagsOf(from())]),
      constraintTypes: () => inheritedTypes(from(), inherited?.(), own) ?? clauses.flatMap((c) => c.types.map((type) => bindType(type, scope()))).filter((type) => type.kind !== 'error' || type.name !== 'default'),
      attributes: () => parts.flatMap((part) => attributesOf(part.typeParameters[i]?.attributeLists ?? [], [undefined, 'typevar'], part.scope())),
    });
  });
  return own;
}

/** Constraints of an inherited type parameter, which may name those beside it, as they are for one's own. */
function inheritedTypes(from: TypeParameterSymbol | undefined, all: readonly TypeParameterSymbol[] | undefined, own: readonly TypeParameterSymbol[]): readonly TypeSymbol[] | undefined {
  if (from === undefined || all === undefined || from.constraintTypes.length === 0) return from?.constraintTypes;
  const map = new Map<TypeParameterSymbol, TypeSymbol>(all.flatMap((parameter, i) => {
    const mine = own[i];
    return mine === undefined ? [] : [[parameter, mine] as const];
  }));
  return from.constraintTypes.map((type) => substitute(type, map));
}

function flagsOf(parameter: TypeParameterSymbol | undefined): readonly string[] {
  if (parameter === undefined) return [];
  return [
    ...(parameter.hasReferenceTypeConstraint ? ['class'] : []), ...(parameter.hasUnmanagedConstraint ? ['unmanaged'] : []),
    ...(parameter.hasValueTypeConstraint ? ['struct'] : []), ...(parameter.hasConstructorConstraint ? ['new'] : []),
  ];
}

/** The interface before the dot of an explicit implementation, with the member's full name as metadata has it. */
export interface ExplicitInterface {
  readonly type: NamedTypeSymbol | undefined;
  readonly prefix: string;
}

export function explicitInterfaceOf(name: NameSyntax | undefined, scope: Scope): ExplicitInterface | undefined {
  if (name === undefined) return undefined;
  const type = bindType(name, scope);
  return type.kind === 'namedType' ? { type, prefix: `${metadataDisplay(type)}.` } : { type: undefined, prefix: '?.' };
}
