/** Member lookup (ECMA-334 §12.5): own and inherited members of a name, with hiding and overriding applied. */
import type { MemberSymbol, MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../symbols/symbol';
import type { Compilation } from '../symbols/compilation';
import { sameSignature } from '../symbols/inheritance';
import { baseTypesAndSelf, isDelegateType, tupleElementTypes } from '../symbols/types';
import type { AccessContext } from './accessibility';
import { isMemberAccessible, isTypeAccessible } from './accessibility';

export interface LookupOptions {
  readonly compilation: Compilation;
  /** Number of type arguments written; undefined: none. */
  readonly arity?: number;
  /** The name is called: what cannot be invoked does not count. */
  readonly invocable?: boolean;
  readonly from: AccessContext;
  /** Type of the receiver of an instance member, for protected access. Undefined for `base`, `this` and static access. */
  readonly through?: TypeSymbol;
}

export interface LookupResult {
  /** One field, property or event; or methods; or, for `this[]`, indexers. Nearest declarations first. */
  readonly members: readonly MemberSymbol[];
  /** Nested types of the name and arity; only where no member hides them. */
  readonly types: readonly NamedTypeSymbol[];
}

const nothing: LookupResult = { members: [], types: [] };

/** Members of `type` called `name`. Constructors, operators and accessors are not found this way. */
export function lookupMembers(type: TypeSymbol, name: string, options: LookupOptions): LookupResult {
  switch (type.kind) {
    case 'namedType': return lookupInNamed(type, name, options);
    case 'typeParameter': return lookupInTypeParameter(type, name, options);
    case 'array': return lookupInBase(options.compilation.specialType('Array'), name, options);
    default: return nothing;
  }
}

function lookupInBase(type: NamedTypeSymbol | undefined, name: string, options: LookupOptions): LookupResult {
  return type === undefined ? nothing : lookupInNamed(type, name, options);
}

function lookupInNamed(type: NamedTypeSymbol, name: string, options: LookupOptions): LookupResult {
  const element = tupleElement(type, name);
  if (element !== undefined) return { members: [element], types: [] };
  const collector = new Collector(name, options);
  if (type.typeKind !== 'interface') {
    for (const each of baseTypesAndSelf(type)) collector.addLevel(each);
    return collector.result();
  }
  collector.addInterfaces([type]);
  const object = options.compilation.specialType('Object');
  if (object !== undefined) collector.addLevel(object);
  return collector.result();
}

/** §12.5: members of the effective base class, then of the effective interfaces, then those of object. */
function lookupInTypeParameter(type: TypeSymbol & { kind: 'typeParameter' }, name: string, options: LookupOptions): LookupResult {
  const collector = new Collector(name, options);
  const { baseClass, interfaces } = effectiveConstraints(type, options.compilation);
  if (baseClass !== undefined) for (const each of baseTypesAndSelf(baseClass)) collector.addLevel(each);
  collector.addInterfaces(interfaces);
  const found = collector.result();
  return { members: found.members, types: [] };
}

/** Effective base class and interfaces of a type parameter (§15.2.5). */
export function effectiveConstraints(parameter: TypeSymbol & { kind: 'typeParameter' }, compilation: Compilation): { readonly baseClass: NamedTypeSymbol | undefined; readonly interfaces: readonly NamedTypeSymbol[] } {
  const interfaces: NamedTypeSymbol[] = [];
  let baseClass: NamedTypeSymbol | undefined;
  const seen = new Set<TypeSymbol>();
  const visit = (each: TypeSymbol & { kind: 'typeParameter' }): void => {
    if (seen.has(each)) return;
    seen.add(each);
    for (const constraint of each.constraintTypes) {
      if (constraint.kind === 'typeParameter') visit(constraint);
      else if (constraint.kind === 'array') baseClass ??= compilation.specialType('Array');
      else if (constraint.kind === 'namedType') {
        if (constraint.typeKind === 'interface') interfaces.push(constraint);
        else baseClass ??= constraint;
      }
    }
    if (each.hasValueTypeConstraint || each.hasUnmanagedConstraint) baseClass ??= compilation.specialType('ValueType');
  };
  visit(parameter);
  return { baseClass: baseClass ?? compilation.specialType('Object'), interfaces };
}

/** `t.count` of `(int count, string s)`, `t.Item9`: the field behind it. */
export function tupleElement(type: NamedTypeSymbol, name: string): MemberSymbol | undefined {
  const names = type.tupleElementNames;
  let index = names === undefined ? -1 : names.indexOf(name);
  if (index < 0 && type.arity === 8) {
    const match = /^Item(\d+)$/.exec(name);
    if (match !== null && tupleElementTypes(type) !== undefined) index = Number(match[1]) - 1;
  }
  return index < 0 ? undefined : tupleField(type, index);
}

/** The `ItemN` field (0-based), followed through `Rest`. */
export function tupleField(type: NamedTypeSymbol, index: number): MemberSymbol | undefined {
  if (index < 7) return type.membersNamed(`Item${index + 1}`)[0];
  const rest = type.typeArguments[7];
  return rest?.kind === 'namedType' ? tupleField(rest, index - 7) : undefined;
}

/** Gathers one name over a type's levels, most derived first. */
class Collector {
  private readonly members: MemberSymbol[] = [];
  private readonly types: NamedTypeSymbol[] = [];
  /** Something that is no method was found: it hides everything further up. */
  private isClosed = false;

  constructor(private readonly name: string, private readonly options: LookupOptions) {}

  addLevel(type: NamedTypeSymbol): void {
    if (this.isClosed) return;
    const level: MemberSymbol[] = [];
    for (const member of type.membersNamed(this.name)) if (this.counts(member) && !this.isHidden(member)) level.push(member);
    const arity = this.options.arity ?? 0;
    const nested = this.options.invocable === true ? undefined : type.nestedTypesNamed(this.name).find((t) => t.arity === arity && isTypeAccessible(t, this.options.from));
    // An indexer hides by signature, as a method does.
    if (level.some((m) => m.kind !== 'method' && !(m.kind === 'property' && m.isIndexer))) {
      if (this.members.length === 0) this.members.push(...level);
      this.isClosed = true;
    } else {
      this.members.push(...level);
    }
    if (nested !== undefined && this.members.length === 0) {
      this.types.push(nested);
      this.isClosed = true;
    }
  }

  private counts(member: MemberSymbol): boolean {
    if (member.kind === 'method' && member.methodKind !== 'ordinary' && member.methodKind !== 'delegateInvoke' && !isExtensionAccessor(member)) return false;
    const { arity, invocable, from, through } = this.options;
    if (arity !== undefined && arity > 0 && (member.kind !== 'method' || member.typeParameters.length !== arity)) return false;
    if (invocable === true && !isInvocable(member)) return false;
    if (member.kind !== 'field' && member.explicitInterfaceImplementations.length > 0 && member.accessibility === 'private') return false;
    return isMemberAccessible(member, from, through);
  }

  /** Overridden or hidden by a more derived declaration with the same signature. */
  private isHidden(member: MemberSymbol): boolean {
    return this.members.some((m) => sameSignature(m, member));
  }

  /** Members of interfaces: those of an interface hide what it inherits. */
  addInterfaces(types: readonly NamedTypeSymbol[]): void {
    if (this.members.some((m) => m.kind !== 'method') || this.types.length > 0) return;
    const hiding: NamedTypeSymbol[] = [];
    for (const type of derivedFirst(types)) {
      if (hiding.some((each) => inherits(each, type))) continue;
      this.reopen();
      const before = this.members.length;
      this.addLevel(type);
      if (this.isClosed && this.members.length > before) hiding.push(type);
    }
  }

  /** Interfaces of one list do not hide each other's members. */
  private reopen(): void {
    this.isClosed = false;
  }

  result(): LookupResult {
    return { members: this.members, types: this.types };
  }
}

/** Interfaces with all that they inherit, each before those it inherits itself: one that is reached on two ways may be hidden on either. */
function derivedFirst(types: readonly NamedTypeSymbol[]): readonly NamedTypeSymbol[] {
  const seen = new Set<NamedTypeSymbol>();
  const basesFirst: NamedTypeSymbol[] = [];
  const visit = (type: NamedTypeSymbol): void => {
    if (seen.has(type)) return;
    seen.add(type);
    for (const base of [...type.interfaces].reverse()) visit(base);
    basesFirst.push(type);
  };
  for (const type of [...types].reverse()) visit(type);
  return basesFirst.reverse();
}

function inherits(type: NamedTypeSymbol, base: NamedTypeSymbol, seen = new Set<NamedTypeSymbol>()): boolean {
  return type.interfaces.some((each) => {
    if (each === base) return true;
    if (seen.has(each)) return false;
    seen.add(each);
    return inherits(each, base, seen);
  });
}

/** An accessor of a property in a C# 14 extension block: a method of the class around, which has no such property. */
function isExtensionAccessor({ containingType, associatedSymbol }: MethodSymbol): boolean {
  return containingType.isStatic && associatedSymbol?.kind === 'property' && !containingType.membersNamed(associatedSymbol.name).includes(associatedSymbol);
}

function isInvocable(member: MemberSymbol): boolean {
  if (member.kind === 'method') return true;
  const { type } = member;
  return isDelegateType(type) || type.kind === 'dynamic' || type.kind === 'error' || type.kind === 'functionPointer';
}
