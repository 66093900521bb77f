/**
 * Members that reflection reaches: through `typeof` values and type arguments where `[DynamicallyAccessedMembers]` asks for them, and
 * by name (`typeof(C).GetMethod("M")`). The trim analyzer reports those that carry RequiresUnreferencedCode, as used there.
 */
import type { Anchor, BoundArgument, BoundBody, SymbolUse } from '../../binding/boundBody';
import { parentsOf } from '../../flow/walk';
import type { FieldSymbol, MemberSymbol, MethodSymbol, NamedTypeSymbol, TypeParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import { baseTypesAndSelf } from '../../symbols/types';
import type { Expression, NodeBase } from '../../syntax/nodes';
import { MemberTypes, backingFieldAnnotation, fieldAnnotation, memberTypesOf, parameterAnnotation, returnAnnotation, thisAnnotation } from '../signature/annotations';
import { accessorsOf, reflectedMembers } from '../signature/selection';
import { findAttribute, requirementOf, unreferencedCode } from './requires';
import { anchorOf, callAnchor, methodGroupAnchor, readAnchor, writeAnchor } from './spans';
import { knownFlags, knownLength, knownName, knownTypes } from './typeValues';

/** A member that reflection reaches at a place. */
export interface ReflectedMember { readonly member: MethodSymbol | FieldSymbol; readonly anchor: Anchor }

/** What a use reaches besides what it names. */
export function reflectedByUse(use: SymbolUse, body: BoundBody, version: number): readonly ReflectedMember[] {
  const { symbol } = use;
  if (!symbol || use.inNameof) return [];
  const anchor = accessAnchor(use, body, version);
  if (!anchor) return [];
  const members: MemberSymbol[] = [];
  if (symbol.kind === 'method') members.push(...byTypeArguments(symbol.originalDefinition.typeParameters, symbol.typeArguments, version));
  if (symbol.kind === 'method' || symbol.kind === 'field' || symbol.kind === 'property') {
    const isOnType = symbol.isStatic || (symbol.kind === 'method' && symbol.methodKind === 'constructor');
    if (isOnType && (version >= 9 || symbol.kind === 'method')) members.push(...byType(symbol.containingType, version));
  }
  const followsValues = version >= 9 || !isInInitializer(use, body);
  if (followsValues && symbol.kind === 'method' && use.kind !== 'methodGroup') members.push(...byArguments(use, symbol, body, version));
  if (followsValues && (symbol.kind === 'field' || symbol.kind === 'property') && use.access !== 'read') members.push(...byAssignment(use, symbol, body, version));
  return members.flatMap(annotated).map((member) => ({ member, anchor }));
}

/** Initializers of fields and properties, which the analyzers of .NET 8 do not follow values in. */
function isInInitializer(use: SymbolUse, body: BoundBody): boolean {
  if (body.owner.kind !== 'member' || body.owner.symbol.kind === 'method') return false;
  let outermost = use.enclosing;
  while (outermost.parent) outermost = outermost.parent;
  return outermost.symbol === undefined;
}

/** What the base types of a declared type reach. */
export function reflectedByBases(type: NamedTypeSymbol, version: number): readonly (MethodSymbol | FieldSymbol)[] {
  const bases = type.baseType ? [type.baseType, ...type.interfaces] : type.interfaces;
  return bases.flatMap((base) => byType(base, version)).flatMap(annotated);
}

/** What the values reach that a body returns, or that its field or automatic property begins with. */
export function reflectedByValues(body: BoundBody, version: number): readonly (ReflectedMember & { readonly node: NodeBase & { readonly kind: string } })[] {
  const { owner } = body;
  const [unit] = body.units;
  if (owner.kind !== 'member' || !unit) return [];
  const reached = (expression: Expression, annotation: number | undefined, anchor: Anchor): readonly (ReflectedMember & { readonly node: Expression })[] =>
    annotation ? (knownTypes(expression, body) ?? []).flatMap((type) => [...reflectedMembers(type, annotation)].flatMap(annotated).map((member) => ({ member, anchor, node: expression }))) : [];
  if (owner.symbol.kind === 'method') {
    const annotation = returnAnnotation(owner.symbol, version);
    return body.returnsOf(undefined).flatMap(({ expression }) => reached(expression, annotation, anchorOf(unit, expression)));
  }
  const annotation = owner.symbol.kind === 'field' ? fieldAnnotation(owner.symbol, version) : owner.symbol.kind === 'property' ? backingFieldAnnotation(owner.symbol, version) : 0;
  if (version < (owner.symbol.kind === 'field' ? 9 : 10)) return [];
  const root = unit.root as { readonly initializer?: Expression; readonly variables?: readonly { readonly initializer: Expression | undefined }[] };
  const initializers = [root.initializer, ...(root.variables ?? []).map((v) => v.initializer)].filter((e) => e !== undefined);
  return initializers.flatMap((expression) => reached(expression, annotation, { unit, start: unit.text.lastIndexOf('=', expression.start), end: expression.end }));
}

/** Where the analyzers report what a use reaches. */
function accessAnchor(use: SymbolUse, body: BoundBody, version: number): Anchor | undefined {
  const { unit } = use.anchor;
  switch (use.kind) {
    case 'call':
    case 'localFunction': return callAnchor(use, Math.min(version, 9));
    case 'creation': return use.node ? anchorOf(unit, use.node) : use.anchor;
    case 'attribute': return version >= 9 && use.node ? anchorOf(unit, use.node) : undefined;
    case 'methodGroup': return methodGroupAnchor(use, body);
    case 'field':
    case 'property': return use.access === 'read' ? readAnchor(use) : writeAnchor(use, 9);
    default: return undefined;
  }
}

/** With the type arguments of the types around it; from .NET 9 on those of its type arguments count too. */
function byType(type: NamedTypeSymbol, version: number): readonly MemberSymbol[] {
  const outer = type.containingType && version >= 10 ? byType(type.containingType, version) : [];
  return [...byTypeArguments(type.originalDefinition.typeParameters, type.typeArguments, version), ...outer];
}

function byTypeArguments(parameters: readonly TypeParameterSymbol[], types: readonly TypeSymbol[], version: number): readonly MemberSymbol[] {
  return types.flatMap((type, i) => {
    if (type.kind !== 'namedType') return [];
    const annotation = memberTypesOf(parameters[i]?.attributes ?? []) ?? 0;
    return [...reflectedMembers(type, annotation), ...(version >= 9 ? byType(type, version) : [])];
  });
}

function byArguments(use: SymbolUse, method: MethodSymbol, body: BoundBody, version: number): readonly MemberSymbol[] {
  const byName = namedLookup(use, method, body);
  if (byName !== undefined) return byName;
  const members: MemberSymbol[] = [];
  const receiver = use.receiver && !method.isExtensionMethod ? thisAnnotation(method, version) : 0;
  if (receiver && use.receiver) for (const type of knownTypes(use.receiver, body) ?? []) members.push(...reflectedMembers(type, receiver));
  if (isReordered(use.arguments ?? [])) return members;
  for (const { parameter, expression } of use.arguments ?? []) {
    const annotation = parameterAnnotation(parameter, method, version);
    if (annotation) for (const type of knownTypes(expression, body) ?? []) members.push(...reflectedMembers(type, annotation));
  }
  return members;
}

/** Named arguments in another order than the parameters, which the analyzers mix up. */
function isReordered(args: readonly BoundArgument[]): boolean {
  return args.some((a, i) => a.parameter.ordinal !== i && a.argument?.name !== undefined);
}

function byAssignment(use: SymbolUse, symbol: FieldSymbol | Extract<MemberSymbol, { readonly kind: 'property' }>, body: BoundBody, version: number): readonly MemberSymbol[] {
  const setter = symbol.kind === 'property' ? symbol.originalDefinition.setMethod : undefined;
  const value = setter?.parameters[setter.parameters.length - 1];
  const annotation = symbol.kind === 'field' ? fieldAnnotation(symbol, version) : setter && value && parameterAnnotation(value, setter, version);
  if (!annotation) return [];
  const right = assignedValue(use);
  return right ? (knownTypes(right, body) ?? []).flatMap((type) => [...reflectedMembers(type, annotation)]) : [];
}

/** Right side of the simple assignment that a use is the target of. */
function assignedValue(use: SymbolUse): Expression | undefined {
  const anchor = writeAnchor(use, 9);
  const node = anchor && nodesAt(use, anchor).find((n) => n.kind === 'Assignment' || n.kind === 'AttributeArgument');
  const typed = node as unknown as { readonly kind: string; readonly operator?: string; readonly right?: Expression; readonly expression?: Expression } | undefined;
  if (typed?.kind === 'AttributeArgument') return typed.expression;
  return typed?.operator === '=' ? typed.right : undefined;
}

function nodesAt(use: SymbolUse, anchor: Anchor): readonly (NodeBase & { readonly kind: string })[] {
  return [...parentsOf(use.anchor.unit.root).keys()].filter((node) => node.start === anchor.start && node.end === anchor.end);
}

// ------------------------------------------------------------ by name

const Binding = { ignoreCase: 1, instance: 4, static: 8, public: 16, nonPublic: 32 } as const;
const defaultBinding = Binding.instance | Binding.static | Binding.public;

/** Members that `GetMethod`, `CreateInstance` and the like find; undefined for other methods, and where names are not known. */
function namedLookup(use: SymbolUse, method: MethodSymbol, body: BoundBody): readonly MemberSymbol[] | undefined {
  const owner = `${method.containingType.namespace}.${method.containingType.name}`;
  const args = use.arguments ?? [];
  if (owner === 'System.Activator' && method.name === 'CreateInstance') return createdBy(args, body);
  const isType = owner === 'System.Type';
  const isRuntime = owner === 'System.Reflection.RuntimeReflectionExtensions';
  const kind = isType ? typeLookups[method.name] : isRuntime ? runtimeLookups[method.name] : undefined;
  if (!kind) return undefined;
  const target = isType ? use.receiver : args[0]?.expression;
  const types = target && knownTypes(target, body);
  if (!types) return [];
  const flags = args.find((a) => isNamed(a.parameter.type, 'BindingFlags'));
  const binding = flags ? knownFlags(flags.expression, body) : defaultBinding;
  if (binding === undefined) return [];
  if ((binding & Binding.ignoreCase) !== 0) return kind === 'method' ? types.flatMap((type) => [...reflectedMembers(type, MemberTypes.publicMethods | MemberTypes.nonPublicMethods)]) : [];
  if (kind === 'constructor') return types.flatMap((type) => constructorsOf(type, binding, args, body));
  const name = args.find((a) => a.parameter.type.kind === 'namedType' && a.parameter.type.specialType === 'String');
  const known = name && knownName(name.expression, body);
  if (known === 'any') return undefined;
  return known ? types.flatMap((type) => membersNamed(type, kind, known.text, binding)) : [];
}

type LookupKind = 'method' | 'property' | 'field' | 'event' | 'constructor';
const typeLookups: Readonly<Record<string, LookupKind>> = { GetMethod: 'method', GetProperty: 'property', GetField: 'field', GetEvent: 'event', GetConstructor: 'constructor' };
const runtimeLookups: Readonly<Record<string, LookupKind>> = { GetRuntimeMethod: 'method', GetRuntimeProperty: 'property', GetRuntimeField: 'field', GetRuntimeEvent: 'event' };

function isNamed(type: TypeSymbol, name: string): boolean {
  return type.kind === 'namedType' && type.name === name;
}

function isBound(member: MethodSymbol | FieldSymbol, binding: number): boolean {
  const access = member.accessibility === 'public' ? Binding.public : Binding.nonPublic;
  return (binding & access) !== 0 && (binding & (member.isStatic ? Binding.static : Binding.instance)) !== 0;
}

function membersNamed(type: NamedTypeSymbol, kind: LookupKind, name: string, binding: number): readonly MemberSymbol[] {
  const found: MemberSymbol[] = [];
  for (const each of baseTypesAndSelf(type)) {
    const isBase = each.originalDefinition !== type.originalDefinition;
    for (const member of each.originalDefinition.members) {
      if (member.kind !== kind || member.name !== name || (isBase && member.accessibility === 'private')) continue;
      const parts = member.kind === 'property' || member.kind === 'event' ? accessorsOf(member) : [member];
      if (parts.some((part) => isBound(part, binding))) found.push(...parts);
    }
  }
  return found;
}

function constructorsOf(type: NamedTypeSymbol, binding: number, args: readonly BoundArgument[], body: BoundBody): readonly MemberSymbol[] {
  const types = args.find((a) => a.parameter.type.kind === 'array');
  const isParameterless = types !== undefined && knownLength(types.expression, body) === 0;
  return type.originalDefinition.constructors.filter((c) => !c.isStatic && isBound(c, binding) && (!isParameterless || c.parameters.length === 0));
}

/** `Activator.CreateInstance(typeof(C), …)`. */
function createdBy(args: readonly BoundArgument[], body: BoundBody): readonly MemberSymbol[] | undefined {
  const first = args[0];
  if (!first || !isNamed(first.parameter.type, 'Type')) return undefined;
  const types = knownTypes(first.expression, body) ?? [];
  const [second] = args.slice(1);
  if (second && args.some((a) => isNamed(a.parameter.type, 'BindingFlags'))) return [];
  const isNonPublic = second?.parameter.type.kind === 'namedType' && second.parameter.type.specialType === 'Boolean';
  const count = !second || isNonPublic ? 0 : second.parameter.isParams && body.convertedTypeOf(second.expression)?.kind !== 'array' ? args.length - 1 : knownLength(second.expression, body);
  if (count === undefined) return [];
  return types.flatMap((type) => type.originalDefinition.constructors.filter((c) => !c.isStatic && (isNonPublic || c.accessibility === 'public') && c.parameters.length === count));
}

/** Members that carry the attribute; of a type that does, its methods and static fields. */
function annotated(member: MemberSymbol): readonly (MethodSymbol | FieldSymbol)[] {
  if (member.kind !== 'method' && member.kind !== 'field') return [];
  if (requirementOf(member, unreferencedCode)) return [member];
  const isOfAnnotatedType = member.kind === 'method' && findAttribute(member.containingType.originalDefinition, unreferencedCode) !== undefined;
  return isOfAnnotatedType && member.methodKind !== 'staticConstructor' ? [member] : [];
}
