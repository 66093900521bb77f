/** Properties, indexers, events, fields and enum members from syntax. */
import { evaluateConstant } from '../binding/declarations/attributeBindingConstant';
import { withTypeParameters } from '../binding/scope';
import { bindType } from '../binding/typeBinding';
import type { Accessor, EnumMember, EventDeclaration, FieldDeclaration, IndexerDeclaration, PropertyDeclaration, TypeSyntax } from '../syntax/nodes';
import { simpleNameOf } from '../syntax/query';
import { sameSignature } from './inheritance';
import type { AttributeValue, EventSymbol, FieldSymbol, MemberSymbol, MethodSymbol, ParameterSymbol, PropertySymbol, SourceLocation, TypeParameterSymbol, TypeSymbol } from './symbol';
import { SourceEvent, SourceField, SourceMethod, SourceProperty } from './sourceMembers';
import { SourceParameter } from './sourceParameters';
import type { MemberOwner } from './sourceMethods';
import { inheritanceFlags } from './sourceMethods';
import { accessibilityOf, attributesOf, deferredAttributes, explicitInterfaceOf, refReturnOf, sourceParameters } from './sourceSyntax';
import type { UnitCell } from './sourceUnits';
import { locationIn } from './sourceUnits';
import { pointerType } from './types';

type PropertyCell = UnitCell<PropertyDeclaration | IndexerDeclaration>;

/** Everything that the accessors of one property share. */
interface AccessorContext {
  readonly cell: PropertyCell;
  /** The implementing part of a partial property. */
  readonly partner: PropertyCell | undefined;
  readonly owner: MemberOwner;
  readonly flags: ReturnType<typeof inheritanceFlags>;
  readonly property: PropertySymbol;
  /** Name without `get_`, and the explicit interface before it. */
  readonly name: string;
  readonly prefix: string;
  /** Type parameters of the extension block around it: both accessors share them. */
  readonly blockTypeParameters: ((accessor: MethodSymbol) => readonly TypeParameterSymbol[]) | undefined;
}

export function sourceProperty(cell: PropertyCell, owner: MemberOwner, partner?: PropertyCell): PropertySymbol {
  const syntax = cell.unit.root;
  const explicit = explicitInterfaceOf(syntax.explicitInterface, cell.scope);
  const hasBody = syntax.expressionBody !== undefined || syntax.accessors.some((a) => a.body !== undefined);
  const flags = inheritanceFlags(syntax.modifiers, owner, hasBody, explicit !== undefined);
  const simpleName = syntax.kind === 'Indexer' ? 'this[]' : syntax.name;
  const prefix = explicit?.prefix ?? '';
  const { extension } = owner;
  let shared: readonly TypeParameterSymbol[] | undefined;
  const blockTypeParameters = extension && ((self: MethodSymbol): readonly TypeParameterSymbol[] => shared ??= extension.typeParameters(self, () => cell.scope));
  const accessor = (property: PropertySymbol, kinds: readonly Accessor['accessor'][]): MethodSymbol | undefined => {
    const index = syntax.accessors.findIndex((a) => kinds.includes(a.accessor));
    if (index < 0 && !(syntax.expressionBody !== undefined && kinds.includes('get'))) return undefined;
    const name = syntax.kind === 'Indexer' ? indexerName(syntax) : syntax.name;
    return sourceAccessor({ cell, partner, owner, flags, property, name, prefix, blockTypeParameters }, index);
  };
  const property: PropertySymbol = new SourceProperty({
    name: prefix + simpleName, containingType: owner.type, ...flags, isIndexer: syntax.kind === 'Indexer',
    isRequired: syntax.modifiers.includes('required'),
    type: () => bindType(syntax.type, cell.scope),
    returnsByRef: refReturnOf(syntax.type), nullableAnnotated: isAnnotated(syntax.type),
    ...(syntax.kind === 'Indexer' ? { parameters: () => sourceParameters(syntax.parameters, cell, cell.scope, partner?.unit.root.kind === 'Indexer' ? [partner.unit.root.parameters] : []) } : {}),
    getMethod: (self) => accessor(self, ['get']),
    setMethod: (self) => accessor(self, ['set', 'init']),
    attributes: deferredAttributes([syntax, ...(partner ? [partner.unit.root] : [])], [undefined, 'property'], cell),
    fieldAttributes: deferredAttributes([syntax], ['field'], cell),
    explicitInterfaceImplementations: explicit && ((self) => (explicit.type?.membersNamed(simpleName) ?? []).filter((m): m is PropertySymbol => m.kind === 'property' && sameSignature(m, self)).slice(0, 1)),
    location: () => locationIn(cell, syntax.nameStart, syntax.nameEnd),
  });
  cell.symbols = [property];
  cell.scope = withTypeParameters(cell.scope, (property.getMethod ?? property.setMethod)?.typeParameters ?? []);
  if (partner !== undefined) partner.symbols = [property];
  return property;
}

function isAnnotated(type: TypeSyntax): boolean {
  return type.kind === 'NullableType';
}

/** `[IndexerName("Chars")]` names the accessors; it can only be told by its text while members are being made. */
function indexerName(syntax: IndexerDeclaration): string {
  for (const list of syntax.attributeLists) {
    for (const attribute of list.attributes) {
      const name = simpleNameOf(attribute.name);
      const value = attribute.arguments[0]?.expression;
      if (/^IndexerName(?:Attribute)?$/.test(name) && value?.kind === 'Literal' && typeof value.value === 'string') return value.value;
    }
  }
  return 'Item';
}

/** `index` -1: the getter of `=> expression`. The property's own syntax may have been swapped since; the list stays parallel. */
function sourceAccessor(context: AccessorContext, index: number): MethodSymbol {
  const { cell, partner, owner, flags, property, prefix } = context;
  const current = (): Accessor | undefined => cell.unit.root.accessors[index];
  const accessor = current();
  const isGetter = accessor === undefined || accessor.accessor === 'get';
  const parts = [accessor, partner?.unit.root.accessors.find((a) => a.accessor === accessor?.accessor)].filter((part) => part !== undefined);
  const value = (ordinal: number): ParameterSymbol => new SourceParameter({
    name: 'value', ordinal, type: () => property.type,
    attributes: deferredAttributes(parts, ['param'], cell),
  });
  const receiver = cell.unit.root.modifiers.includes('static') ? undefined : owner.extension?.receiver;
  const first = (): readonly ParameterSymbol[] => (receiver === undefined || owner.extension === undefined ? [] : sourceParameters([receiver], owner.extension.cell, cell.scope));
  const parameters = (): readonly ParameterSymbol[] => {
    const others = [...first(), ...property.parameters];
    return isGetter ? others : [...others, value(others.length)];
  };
  return new SourceMethod({
    name: `${prefix}${isGetter ? 'get_' : 'set_'}${context.name}`, containingType: owner.type, ...flags,
    ...(context.blockTypeParameters === undefined ? {} : { typeParameters: context.blockTypeParameters }),
    accessibility: accessibilityOf(accessor?.modifiers ?? [], flags.accessibility),
    methodKind: isGetter ? 'propertyGet' : 'propertySet', associatedSymbol: property, isInitOnly: accessor?.accessor === 'init',
    parameters: isGetter && receiver === undefined && !property.isIndexer ? undefined : parameters,
    returnType: () => (isGetter ? property.type : owner.specialType('Void')),
    returnsByRef: isGetter ? property.returnsByRef : 'none',
    attributes: deferredAttributes(parts, [undefined, 'method'], cell),
    returnAttributes: deferredAttributes(parts, ['return'], cell),
    explicitInterfaceImplementations: prefix === '' ? undefined : () => property.explicitInterfaceImplementations.flatMap((p) => (isGetter ? p.getMethod : p.setMethod) ?? []),
    location: () => accessorLocation(cell, current()) ?? property.location,
  });
}

function accessorLocation(cell: UnitCell, accessor: Accessor | undefined): SourceLocation | undefined {
  return accessor && locationIn(cell, accessor.keywordStart, accessor.keywordStart + accessor.accessor.length);
}

/** One event for each variable of a field-like declaration, or the one with accessors. */
export function sourceEvents(cell: UnitCell<EventDeclaration>, owner: MemberOwner, partner?: UnitCell<EventDeclaration>): readonly EventSymbol[] {
  const syntax = cell.unit.root;
  const events = syntax.name === undefined
    ? syntax.variables.map((variable, i) => sourceEvent(cell, owner, variable.name, i, partner))
    : [sourceEvent(cell, owner, syntax.name, undefined)];
  cell.symbols = events;
  if (partner !== undefined) partner.symbols = events;
  return events;
}

function sourceEvent(cell: UnitCell<EventDeclaration>, owner: MemberOwner, name: string, variable: number | undefined, partner?: UnitCell<EventDeclaration>): EventSymbol {
  const syntax = cell.unit.root;
  const explicit = explicitInterfaceOf(syntax.explicitInterface, cell.scope);
  const flags = inheritanceFlags(syntax.modifiers, owner, syntax.accessors.some((a) => a.body !== undefined), explicit !== undefined);
  const prefix = explicit?.prefix ?? '';
  const accessor = (event: EventSymbol, kind: 'add' | 'remove'): MethodSymbol => {
    const index = syntax.accessors.findIndex((a) => a.accessor === kind);
    const own = syntax.accessors[index] ?? partner?.unit.root.accessors.find((a) => a.accessor === kind);
    return new SourceMethod({
      name: `${prefix}${kind}_${name}`, containingType: owner.type, ...flags, methodKind: kind === 'add' ? 'eventAdd' : 'eventRemove', associatedSymbol: event,
      parameters: () => [new SourceParameter({ name: 'value', ordinal: 0, type: () => event.type, attributes: () => attributesOf(own?.attributeLists ?? [], ['param'], cell.scope) })],
      returnType: () => owner.specialType('Void'),
      attributes: () => [...attributesOf(own?.attributeLists ?? [], [undefined, 'method'], cell.scope), ...(variable === undefined ? [] : attributesOf(syntax.attributeLists, ['method'], cell.scope))],
      explicitInterfaceImplementations: explicit && (() => event.explicitInterfaceImplementations.flatMap((e) => (kind === 'add' ? e.addMethod : e.removeMethod) ?? [])),
      location: () => accessorLocation(cell, cell.unit.root.accessors[index]) ?? event.location,
    });
  };
  return new SourceEvent({
    name: prefix + name, containingType: owner.type, ...flags,
    type: () => bindType(syntax.type, cell.scope),
    addMethod: (self) => accessor(self, 'add'),
    removeMethod: (self) => accessor(self, 'remove'),
    attributes: deferredAttributes([syntax, ...(partner ? [partner.unit.root] : [])], [undefined, 'event'], cell),
    explicitInterfaceImplementations: explicit && (() => (explicit.type?.membersNamed(name) ?? []).filter((m): m is EventSymbol => m.kind === 'event').slice(0, 1)),
    location: () => {
      const { variables, nameStart, nameEnd } = cell.unit.root;
      const at = variable === undefined ? undefined : variables[variable];
      return at === undefined ? locationIn(cell, nameStart, nameEnd) : locationIn(cell, at.nameStart, at.nameEnd);
    },
  });
}

export function sourceFields(cell: UnitCell<FieldDeclaration>, owner: MemberOwner): readonly FieldSymbol[] {
  const syntax = cell.unit.root;
  const { modifiers } = syntax;
  const isConst = modifiers.includes('const');
  // `fixed int x[4]` is a pointer wherever it is used.
  const type = (): TypeSymbol => (syntax.isFixed ? pointerType(bindType(syntax.type, cell.scope)) : bindType(syntax.type, cell.scope));
  const fields = syntax.variables.map((variable, i): FieldSymbol => new SourceField({
    name: variable.name, containingType: owner.type,
    accessibility: accessibilityOf(modifiers, owner.type.typeKind === 'interface' ? 'public' : 'private'),
    isStatic: isConst || modifiers.includes('static'), isConst, isReadOnly: modifiers.includes('readonly'), isRequired: modifiers.includes('required'),
    isVolatile: modifiers.includes('volatile'), isRef: syntax.type.kind === 'RefType', type, nullableAnnotated: isAnnotated(syntax.type),
    ...(isConst && variable.initializer !== undefined ? { constantValue: constantOf(cell, i, type) } : {}),
    attributes: deferredAttributes([syntax], [undefined, 'field'], cell),
    location: () => {
      const current = cell.unit.root.variables[i];
      return current && locationIn(cell, current.nameStart, current.nameEnd);
    },
  }));
  cell.symbols = fields;
  return fields;
}

function constantOf(cell: UnitCell<FieldDeclaration>, index: number, type: () => TypeSymbol): () => AttributeValue {
  return () => {
    const initializer = cell.unit.root.variables[index]?.initializer;
    return initializer && evaluateConstant(initializer, cell.scope, type());
  };
}

/** An enum member's value may need that of every member before it: first each of so many is asked for, so that the stack does not end. */
const valuesAtOnce = 100;

/** Enum members: written values, or one more than the member before (§20.4). `before` is the list of members that this one is added to. */
export function sourceEnumMember(cell: UnitCell<EnumMember>, owner: MemberOwner, before: readonly MemberSymbol[]): FieldSymbol {
  const syntax = cell.unit.root;
  const index = before.length;
  const field = new SourceField({
    name: syntax.name, containingType: owner.type, accessibility: 'public', isStatic: true, isConst: true, type: () => owner.type,
    constantValue: () => {
      const written = syntax.value && evaluateConstant(syntax.value, cell.scope, owner.type.enumUnderlyingType);
      const value = syntax.value === undefined ? valueAfter(before, index) : written?.kind === 'enum' || written?.kind === 'primitive' ? written.value : undefined;
      return typeof value === 'number' || typeof value === 'bigint' ? { kind: 'enum', type: owner.type, value } : undefined;
    },
    attributes: deferredAttributes([syntax], [undefined, 'field'], cell),
    location: () => locationIn(cell, syntax.nameStart, syntax.nameEnd),
  });
  cell.symbols = [field];
  return field;
}

function valueAfter(members: readonly MemberSymbol[], index: number): number | bigint | undefined {
  let previous: AttributeValue = undefined;
  for (let i = (index - 1) % valuesAtOnce; i < index; i += valuesAtOnce) {
    const member = members[i];
    previous = member?.kind === 'field' ? member.constantValue : undefined;
  }
  if (index === 0) return 0;
  if (previous?.kind !== 'enum') return undefined;
  return typeof previous.value === 'bigint' ? previous.value + 1n : previous.value + 1;
}
