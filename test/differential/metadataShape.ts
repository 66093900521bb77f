/** Metadata symbols in the shape in which `bulk-oracle metadata` prints them, and the comparison of the two. */
import { documentationId, typeDisplay } from '../../server/src/core/symbols/display';
import type {
  AssemblySymbol, AttributeData, AttributeValue, MemberSymbol, MethodSymbol, NamedTypeSymbol, ParameterSymbol, TypeParameterSymbol,
} from '../../server/src/core/symbols/symbol';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Fields = Record<string, Json>;

/** Roslyn shows these as flags or not at all; the reader keeps them as attributes too. */
const hidden = new Set([
  'System.ParamArrayAttribute', 'System.Reflection.DefaultMemberAttribute',
  ...['Extension', 'IsReadOnly', 'IsByRefLike', 'IsUnmanaged', 'ParamCollection', 'RequiredMember', 'DecimalConstant', 'DateTimeConstant', 'Dynamic', 'TupleElementNames',
    'RequiresLocation', 'ScopedRef', 'NativeInteger', 'Nullable', 'NullableContext', 'FixedBuffer', 'CompilerFeatureRequired', 'ExtensionMarker', 'NullablePublicOnly',
  ].map((name) => `System.Runtime.CompilerServices.${name}Attribute`),
]);

/** Leaves out what is null, false or empty, as the oracle does. */
function compact(fields: Record<string, Json | undefined>): Fields {
  const kept = Object.entries(fields).filter(([, v]) => !(v === undefined || v === null || v === false || v === '' || (typeof v === 'object' && Object.keys(v).length === 0)));
  return Object.fromEntries(kept) as Fields;
}

const kindNames: Partial<Record<MethodSymbol['methodKind'], string>> = {
  ordinary: 'Ordinary', constructor: 'Constructor', staticConstructor: 'StaticConstructor', destructor: 'Destructor', operator: 'UserDefinedOperator', conversion: 'Conversion',
  delegateInvoke: 'DelegateInvoke', explicitInterface: 'ExplicitInterfaceImplementation', propertyGet: 'PropertyGet', propertySet: 'PropertySet',
};
const accessibilities: Record<MemberSymbol['accessibility'], string> = {
  public: 'public', protected: 'protected', internal: 'internal', protectedInternal: 'protectedorinternal', privateProtected: 'protectedandinternal', private: 'private',
};

function constant(value: string | number | bigint | boolean | null): Json {
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

function valueOf(value: AttributeValue): Json {
  if (value === undefined) return { error: '?' };
  switch (value.kind) {
    case 'primitive': return constant(value.value);
    case 'enum': return { enum: typeDisplay(value.type), value: constant(value.value) };
    case 'type': return value.value === undefined ? { error: '?' } : { typeof: typeDisplay(value.value) };
    case 'array': return value.values.map(valueOf);
  }
}

function attributes(all: readonly AttributeData[]): Json {
  return all.filter((a) => !hidden.has(a.fullName)).map((a) => compact({
    type: a.attributeClass && typeDisplay(a.attributeClass), ctor: a.attributeConstructor && documentationId(a.attributeConstructor),
    args: a.constructorArguments.map(valueOf), named: Object.fromEntries([...a.namedArguments].map(([k, v]) => [k, valueOf(v)])),
  }));
}

function typeParameter(t: TypeParameterSymbol): Json {
  return compact({
    name: t.name, variance: t.variance === 'none' ? undefined : t.variance, class: t.hasReferenceTypeConstraint, struct: t.hasValueTypeConstraint, unmanaged: t.hasUnmanagedConstraint,
    new: t.hasConstructorConstraint, allowsRefStruct: t.allowsRefLike, constraints: t.constraintTypes.map(typeDisplay), attributes: attributes(t.attributes),
  });
}

const refKinds: Record<ParameterSymbol['refKind'], string | undefined> = { none: undefined, ref: 'ref', out: 'out', in: 'in', refReadonly: 'refreadonlyparameter' };
const returnRefs: Record<MethodSymbol['returnsByRef'], string | undefined> = { none: undefined, ref: 'ref', refReadonly: 'in' };

function parameter(p: ParameterSymbol): Json {
  const fields = compact({
    name: p.name, type: typeDisplay(p.type), ref: refKinds[p.refKind], optional: p.isOptional, params: p.isParams, this: p.isThis, attributes: attributes(p.attributes),
  });
  if (p.hasDefaultValue && p.defaultValue?.kind === 'primitive') fields['default'] = constant(p.defaultValue.value);
  return fields;
}

function accessor(m: MethodSymbol | undefined): Json {
  return m === undefined || !(isVisible(m) || m.explicitInterfaceImplementations.length > 0) ? null : compact({
    id: documentationId(m), accessibility: accessibilities[m.accessibility], init: m.isInitOnly, attributes: attributes(m.attributes), returnAttributes: attributes(m.returnAttributes),
    valueAttributes: m.methodKind === 'propertySet' ? attributes(m.parameters.at(-1)?.attributes ?? []) : undefined,
  });
}

function member(m: MemberSymbol): Fields {
  const common: Record<string, Json | undefined> = {
    id: documentationId(m), accessibility: accessibilities[m.accessibility], static: m.isStatic, abstract: m.isAbstract, virtual: m.isVirtual, override: m.isOverride, sealed: m.isSealed,
    attributes: attributes(m.attributes),
  };
  switch (m.kind) {
    case 'method': return compact({
      ...common, kind: kindNames[m.methodKind] ?? m.methodKind, type: typeDisplay(m.returnType), ref: returnRefs[m.returnsByRef], extension: m.isExtensionMethod, vararg: m.isVararg,
      typeParameters: m.typeParameters.map(typeParameter), parameters: m.parameters.map(parameter), returnAttributes: attributes(m.returnAttributes),
      implements: m.explicitInterfaceImplementations.map((i) => documentationId(i) ?? ''),
    });
    case 'property': return compact({
      ...common, kind: 'Property', type: typeDisplay(m.type), ref: returnRefs[m.returnsByRef], indexer: m.isIndexer, required: m.isRequired, parameters: m.parameters.map(parameter),
      get: accessor(m.getMethod), set: accessor(m.setMethod), implements: m.explicitInterfaceImplementations.map((i) => documentationId(i) ?? ''),
    });
    case 'field': {
      const fields = compact({ ...common, kind: 'Field', type: typeDisplay(m.type), readonly: m.isReadOnly, volatile: m.isVolatile, required: m.isRequired, const: m.isConst });
      if (m.isConst && m.constantValue?.kind === 'primitive') fields['value'] = constant(m.constantValue.value);
      return fields;
    }
    case 'event': return compact({
      ...common, kind: 'Event', type: typeDisplay(m.type), add: accessor(m.addMethod), remove: accessor(m.removeMethod), implements: m.explicitInterfaceImplementations.map((i) => documentationId(i) ?? ''),
    });
  }
}

function isVisible(m: MemberSymbol): boolean {
  if (m.kind === 'method' && m.methodKind === 'explicitInterface') return true;
  if ((m.kind === 'property' || m.kind === 'event') && m.explicitInterfaceImplementations.length > 0) return true;
  return ['public', 'protected', 'protectedInternal'].includes(m.accessibility);
}

function isTypeVisible(t: NamedTypeSymbol): boolean {
  return ['public', 'protected', 'protectedInternal'].includes(t.accessibility) && (t.containingType === undefined || isTypeVisible(t.containingType));
}

/** One line of the oracle for each visible type, by id. */
export function shapesOf(assembly: AssemblySymbol): Map<string, Fields> {
  const shapes = new Map<string, Fields>();
  const add = (t: NamedTypeSymbol): void => {
    // Types without a speakable name hold extension blocks, which Roslyn shows as types of their own kind.
    // Embedded interop types stand for those of another assembly.
    if (t.attributes.some((a) => a.fullName === 'System.Runtime.InteropServices.TypeIdentifierAttribute')) return;
    if (!isTypeVisible(t) || /^<[GM]>\$/.test(t.name)) return;
    shapes.set(documentationId(t) ?? '', compact({
      id: documentationId(t), kind: t.typeKind, accessibility: accessibilities[t.accessibility], static: t.isStatic, abstract: t.isAbstract, sealed: t.isSealed, readonly: t.isReadOnly,
      refLike: t.isRefLike, record: t.isRecord, base: t.baseType && typeDisplay(t.baseType), interfaces: t.interfaces.map(typeDisplay),
      enumType: t.enumUnderlyingType && typeDisplay(t.enumUnderlyingType), typeParameters: t.typeParameters.map(typeParameter), attributes: attributes(t.attributes),
      members: t.members.filter((m) => isVisible(m) && !(m.kind === 'method' && m.associatedSymbol !== undefined)).map(member),
    }));
    for (const nested of t.nestedTypes) add(nested);
  };
  for (const namespace of new Set(['', ...assembly.namespaces])) for (const type of assembly.typesIn(namespace)) add(type);
  return shapes;
}

/**
 * Differences of notation: single precision, decimals as text, function pointer conventions, `Nullable<T>` in its own definition,
 * native integers of core libraries that know `IntPtr` only, values that nothing is known of.
 */
function sameNotation(theirs: Json, ours: Json): boolean {
  if (typeof ours === 'number') return Math.fround(Number(theirs)) === Math.fround(ours);
  const plain = (text: Json): string => canonical(text).replace(/delegate\* (?:un)?managed(?:\[.*?\])?</g, 'delegate*<').replace(/System\.Nullable<T>/g, 'T?')
    .replace(/System\.ValueTuple<(T1, T2[^<>]*)>/g, '($1)')
    .replace(/\bSystem\.(U?)IntPtr\b/g, (_, unsigned: string) => (unsigned ? 'nuint' : 'nint')).replace(/\{error:"\?"\}/g, '{}');
  return plain(theirs) === plain(ours);
}

/** What only the oracle prints: it is no part of the symbol model. */
const unmodelled = new Set(['assembly', 'id', 'display', 'extensionMethods', 'extends', 'name', 'extern', 'implicit', 'overrides', 'implementation', 'scoped', 'notnull', 'members']);

function prune(value: Json, isMember: boolean): Json {
  if (Array.isArray(value)) return value.map((v: Json) => prune(v, false)).filter((v) => !isHiddenAttribute(v));
  if (value === null || typeof value !== 'object') return value;
  const fields = value as Fields;
  const isField = fields['kind'] === 'Field';
  const entries = Object.entries(fields).filter(([k, v]) => !isHiddenAccessor(v) && !(unmodelled.has(k) && (k !== 'name' || isMember)) && !(k === 'readonly' && !isField && !('kind' in fields && !isMember)));
  return compact(Object.fromEntries(entries.map(([k, v]) => [k, k === 'named' || k === 'args' ? v : prune(v, false)])));
}

/** Roslyn lists internal accessors of assemblies that name friends. */
function isHiddenAccessor(value: Json): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && 'id' in value && ['internal', 'private', 'protectedandinternal'].includes(text(value['accessibility']));
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function isHiddenAttribute(value: Json): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && 'ctor' in value && hidden.has(text(value['type']));
}

function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => `${k}:${canonical(v)}`).join(',')}}`;
}

/** Commas inside the names of explicit implementations have two notations in ids; aliases are in one of them only. */
function idOf(fields: Fields): string {
  // Function pointers have no part in the oracle's ids.
  return text(fields['id']).replace(/=FUNC:[\w.]+\([^()]*\)/g, '').replace(/\{.*\}(?=#)/g, (part) => part.replaceAll('@', ','))
    .replace(/\b\w+::/g, '');
}

export interface Comparison {
  types: number;
  members: number;
  /** Types and members that mention what no given assembly defines: such types have different notations. */
  unresolved: number;
  readonly differences: string[];
}

/** Names of types that an assembly refers to and that its reference list lacks. */
export interface Unresolved {
  /** With namespaces, as the oracle prints them. */
  readonly full: ReadonlySet<string>;
  /** Simple, as an error type of ours is displayed. */
  readonly simple: ReadonlySet<string>;
}

const words = (fields: Fields, pattern: RegExp): readonly string[] => canonical(fields).match(pattern) ?? [];
const mentionsMissing = (theirs: Fields, missing: Unresolved): boolean => missing.full.size > 0 && words(theirs, /[\w.]+/g).some((word) => missing.full.has(word));
const hasMissing = (ours: Fields, missing: Unresolved): boolean => missing.simple.size > 0 && words(ours, /\w+/g).some((word) => missing.simple.has(word));

/** Compares a type of the oracle with ours, field by field; differences name the place. */
export function compareType(expected: Fields, actual: Fields | undefined, missing: Unresolved, into: Comparison): void {
  if (expected['kind'] === 'extension') return; // its members are those of AssemblySymbol.extensionMembers
  into.types++;
  const id = text(expected['id']);
  if (actual === undefined) {
    into.differences.push(`${id}: missing`);
    return;
  }
  if (mentionsMissing({ ...expected, members: [] }, missing)) into.unresolved++;
  else compareFields(id, prune(expected, false) as Fields, prune(actual, false) as Fields, into);
  const ours = new Map((actual['members'] as readonly Fields[] | undefined ?? []).map((m) => [idOf(m), m]));
  const theirs = (expected['members'] as readonly Fields[] | undefined ?? [])
    // Roslyn shows the accessors of explicitly implemented indexers as methods too.
    .filter((m) => !(m['kind'] === 'ExplicitInterfaceImplementation' && /\.[gs]et_[^.]*$/.test(text(m['name'])) && !ours.has(idOf(m))));
  for (const m of theirs) {
    into.members++;
    const memberId = idOf(m);
    const own = ours.get(memberId);
    if (mentionsMissing(m, missing)) {
      into.unresolved++;
      ours.delete(memberId);
      continue;
    }
    if (own === undefined) into.differences.push(`${memberId}: missing`);
    else compareFields(memberId, prune(m, true) as Fields, prune(own, true) as Fields, into);
    ours.delete(memberId);
  }
  for (const [extra, fields] of ours) if (!hasMissing(fields, missing)) into.differences.push(`${extra}: not in the oracle`);
}

function compareFields(id: string, expected: Fields, actual: Fields, into: Comparison): void {
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const [theirs, ours] = [canonical(expected[key] ?? null), canonical(actual[key] ?? null)];
    if (theirs !== ours && !sameNotation(expected[key] ?? null, actual[key] ?? null)) into.differences.push(`${id} ${key}: oracle ${theirs.slice(0, 300)}, ours ${ours.slice(0, 300)}`);
  }
}
