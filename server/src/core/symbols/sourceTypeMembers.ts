/** Makes all members of a source type from its parts' units, and adds what the compiler adds. */
import type { EnumMember, EventDeclaration, FieldDeclaration, MemberDeclaration, MethodDeclaration, PropertyDeclaration, TypeDeclaration, TypeHeader, Unit } from '../syntax/nodes';
import { simpleNameOf } from '../syntax/query';
import { bindType } from '../binding/typeBinding';
import { withTypeParameters } from '../binding/scope';
import { generatedMembers } from './generatedMembers';
import { isImplementation, partialKey } from './partialMembers';
import type { AttributeData, MemberSymbol, MethodSymbol, NamedTypeSymbol, ParameterSymbol } from './symbol';
import type { MemberOwner } from './sourceMethods';
import { sourceConstructor, sourceConversion, sourceDestructor, sourceMethod, sourceOperator } from './sourceMethods';
import { SourceMethod } from './sourceMembers';
import { sourceEnumMember, sourceEvents, sourceFields, sourceProperty } from './sourceProperties';
import type { SynthesisContext } from './sourceRecord';
import { defaultConstructor, delegateMembers, positionalProperty, recordMembers } from './sourceRecord';
import { attributesOf, deferredAttributes, refReturnOf, sourceParameters, sourceTypeParameters } from './sourceSyntax';
import type { SourceNamedType } from './sourceType';
import { headerOf } from './sourceType';
import type { TypePart, UnitCell } from './sourceUnits';
import { locationIn } from './sourceUnits';
import { baseTypesAndSelf, errorType } from './types';

/** All members in order of declaration, accessors after their property or event, synthesized ones last. */
export function buildMembers(type: SourceNamedType): readonly MemberSymbol[] {
  if (type.typeKind === 'delegate') return buildDelegate(type);
  const owner: MemberOwner = { type, specialType: (name) => type.context.compilation().specialType(name) ?? errorType(name) };
  const primaryConstructor = buildPrimaryConstructor(type, owner);
  const members: MemberSymbol[] = primaryConstructor === undefined ? [] : [primaryConstructor];
  const partials = collectPartials(type);
  for (const part of type.parts) {
    if (part.declaration.kind !== 'Type') continue;
    for (const unit of part.declaration.members) if (unit.root.kind !== 'Delegate') addMember(members, cellOf(type, part, unit), owner, partials);
    for (const nested of part.declaration.types) if (nested.header.root.typeKind === 'extension') addExtensionBlock(members, nested, part, owner, type);
  }
  addGenerated(members, type);
  addSynthesized(members, type, primaryConstructor);
  return members;
}

function cellOf<T>(type: SourceNamedType, part: TypePart, unit: Unit<T>): UnitCell<T> {
  return type.context.cell(unit, part.file, type.scopeInside(part));
}

// ---------------------------------------------------------------- partial members

/** Implementing parts of partial members by the text of their signature, and the defining parts that they belong to. */
interface Partials {
  readonly definitions: ReadonlySet<string>;
  readonly implementations: ReadonlyMap<string, UnitCell<MemberDeclaration>>;
}

function collectPartials(type: SourceNamedType): Partials {
  const definitions = new Set<string>();
  const implementations = new Map<string, UnitCell<MemberDeclaration>>();
  for (const part of type.parts) {
    if (part.declaration.kind !== 'Type') continue;
    for (const unit of part.declaration.members) {
      const key = partialKey(unit.root);
      if (key === undefined) continue;
      if (isImplementation(unit.root)) implementations.set(key, cellOf(type, part, unit));
      else definitions.add(key);
    }
  }
  return { definitions, implementations };
}

// ---------------------------------------------------------------- written members

function addMember(members: MemberSymbol[], cell: UnitCell<MemberDeclaration>, owner: MemberOwner, partials: Partials): void {
  const key = partialKey(cell.unit.root);
  if (key !== undefined && isImplementation(cell.unit.root) && partials.definitions.has(key)) return;
  const partner = key === undefined ? undefined : partials.implementations.get(key);
  const partners = partner === undefined || partner === cell ? [] : [partner];
  for (const member of membersOf(cell, owner, partners, members)) {
    // A property of an extension block is no property of the class around it; its accessors are methods there.
    if (member.kind !== 'property' || owner.extension === undefined) members.push(member);
    if (member.kind === 'property') members.push(...[member.getMethod, member.setMethod].filter((m) => m !== undefined));
    if (member.kind === 'event') members.push(...[member.addMethod, member.removeMethod].filter((m) => m !== undefined));
  }
}

function membersOf(cell: UnitCell<MemberDeclaration>, owner: MemberOwner, partners: readonly UnitCell<MemberDeclaration>[], before: readonly MemberSymbol[]): readonly MemberSymbol[] {
  const syntax = cell.unit.root;
  switch (syntax.kind) {
    case 'Method': return [sourceMethod(cell as UnitCell<MethodDeclaration>, owner, partners as readonly UnitCell<MethodDeclaration>[])];
    case 'Constructor': return [sourceConstructor(cell as UnitCell<typeof syntax>, owner, partners[0] as UnitCell<typeof syntax> | undefined)];
    case 'Destructor': return [sourceDestructor(cell as UnitCell<typeof syntax>, owner)];
    case 'Operator': return [sourceOperator(cell as UnitCell<typeof syntax>, owner)];
    case 'Conversion': return [sourceConversion(cell as UnitCell<typeof syntax>, owner)];
    case 'Property': return [sourceProperty(cell as UnitCell<PropertyDeclaration>, owner, partners[0] as UnitCell<PropertyDeclaration> | undefined)];
    case 'Indexer': return [sourceProperty(cell as UnitCell<typeof syntax>, owner, partners[0] as UnitCell<typeof syntax> | undefined)];
    case 'Field': return sourceFields(cell as UnitCell<FieldDeclaration>, owner);
    case 'Event': return sourceEvents(cell as UnitCell<EventDeclaration>, owner, partners[0] as UnitCell<EventDeclaration> | undefined);
    case 'EnumMember': return [sourceEnumMember(cell as UnitCell<EnumMember>, owner, before)];
    default: return [];
  }
}

/** C# 14 `extension(R r) { … }`: its members are static methods of the class around it, the receiver first (instance members). */
function addExtensionBlock(members: MemberSymbol[], block: TypeDeclaration, part: TypePart, owner: MemberOwner, type: SourceNamedType): void {
  const header = block.header.root;
  const inside = type.scopeInside(part);
  const blockCell = type.context.cell(block.header, part.file, inside);
  blockCell.symbols = [type];
  const extension: MemberOwner['extension'] = {
    cell: blockCell,
    receiver: header.parameters?.[0],
    typeParameters: (method, scope) => sourceTypeParameters(header.typeParameters, header.constraints, method, scope),
  };
  const noPartials: Partials = { definitions: new Set(), implementations: new Map() };
  for (const unit of block.members) addMember(members, type.context.cell(unit, part.file, inside), { ...owner, extension }, noPartials);
}

// ---------------------------------------------------------------- constructors and synthesized members

function partWithParameters(type: SourceNamedType): { readonly part: TypePart; readonly header: TypeHeader } | undefined {
  for (const part of type.parts) {
    const header = headerOf(part);
    if (header.kind === 'TypeHeader' && header.parameters !== undefined) return { part, header };
  }
  return undefined;
}

function buildPrimaryConstructor(type: SourceNamedType, owner: MemberOwner): MethodSymbol | undefined {
  const found = partWithParameters(type);
  if (found?.part.declaration.kind !== 'Type') return undefined;
  const { part, header } = found;
  const cell = cellOf(type, part, found.part.declaration.header);
  const scope = type.scopeInside(part);
  const constructor = new SourceMethod({
    name: '.ctor', containingType: type, accessibility: type.isAbstract ? 'protected' : 'public', methodKind: 'constructor',
    parameters: () => sourceParameters(header.parameters ?? [], cell, scope),
    returnType: () => owner.specialType('Void'),
    attributes: deferredAttributes([header], ['method'], { scope }),
    location: () => locationIn(cell, header.nameStart, header.nameEnd),
  });
  cell.symbols = [type, constructor];
  return constructor;
}

function addSynthesized(members: MemberSymbol[], type: SourceNamedType, primaryConstructor: MethodSymbol | undefined): void {
  const context: SynthesisContext = { type, compilation: () => type.context.compilation(), primaryConstructor, location: () => type.location };
  if (type.isRecord) addRecordMembers(members, context, type);
  const constructors = members.filter((m) => m.name === '.ctor');
  const canConstruct = type.typeKind === 'struct' || type.typeKind === 'enum' || (type.typeKind === 'class' && !type.isStatic);
  const hasParameterless = constructors.some((c) => c.kind === 'method' && c.parameters.length === 0);
  // A record class has its copy constructor by now, written or not: it leaves the default one.
  const known = type.isRecord ? 1 : 0;
  if (canConstruct && (type.typeKind === 'class' ? constructors.length === known : !hasParameterless)) members.push(defaultConstructor(context));
}

/** What source generators add; they work on partial classes only, whose containing types are partial too. */
function addGenerated(members: MemberSymbol[], type: SourceNamedType): void {
  const headers = type.parts.map(headerOf);
  const names = new Set(headers.flatMap((header) => header.attributeLists.flatMap((list) => list.attributes.map((attribute) => simpleNameOf(attribute.name)))));
  if (names.size === 0) return;
  for (let outer: SourceNamedType | undefined = type; outer; outer = outer.containingType) if (!outer.parts.every((part) => headerOf(part).modifiers.includes('partial'))) return;
  members.push(...generatedMembers({ type, compilation: type.context.compilation() }, names, members));
}

function addRecordMembers(members: MemberSymbol[], context: SynthesisContext, type: SourceNamedType): void {
  const written = [...members];
  for (const parameter of context.primaryConstructor?.parameters ?? []) {
    if (written.some((m) => m.name === parameter.name && m.kind !== 'method') || inheritsData(type, parameter.name)) continue;
    const property = positionalProperty(context, parameter, type.isReadOnly, (target) => targetedAttributes(type, parameter, target));
    members.push(property, ...[property.getMethod, property.setMethod].filter((m) => m !== undefined));
  }
  const base = type.baseType;
  for (const member of recordMembers(context, written, base !== undefined && isRecordType(base) ? base : undefined)) {
    members.push(member);
    if (member.kind === 'property' && member.getMethod !== undefined) members.push(member.getMethod);
  }
}

/** `[property: A]` or `[field: A]` on a parameter. */
function targetedAttributes(type: SourceNamedType, parameter: ParameterSymbol, target: string): readonly AttributeData[] {
  const found = partWithParameters(type);
  const written = found?.header.parameters?.[parameter.ordinal];
  return found && written ? attributesOf(written.attributeLists, [target], type.scopeInside(found.part)) : [];
}

/** A base record's property or field of the name is used instead of a new one, unless it is abstract. */
function inheritsData(type: SourceNamedType, name: string): boolean {
  if (type.baseType === undefined) return false;
  for (const base of baseTypesAndSelf(type.baseType)) {
    if (base.membersNamed(name).some((m) => (m.kind === 'property' || m.kind === 'field') && !m.isStatic && !m.isAbstract && m.accessibility !== 'private')) return true;
  }
  return false;
}

/** Metadata tells a record by its clone method. */
function isRecordType(type: NamedTypeSymbol): boolean {
  return type.isRecord || type.membersNamed('<Clone>$').length > 0;
}

function buildDelegate(type: SourceNamedType): readonly MemberSymbol[] {
  const [part] = type.parts;
  if (part?.declaration.kind !== 'DelegatePart') return [];
  const cell = cellOf(type, part, part.declaration.unit);
  const syntax = cell.unit.root;
  const scope = withTypeParameters(part.outer, type.typeParameters);
  const invoke = new SourceMethod({
    name: 'Invoke', containingType: type, accessibility: 'public', isVirtual: true, methodKind: 'delegateInvoke',
    parameters: () => sourceParameters(syntax.parameters, cell, scope),
    returnType: () => bindType(syntax.returnType, scope), returnsByRef: refReturnOf(syntax.returnType),
    returnAttributes: deferredAttributes([syntax], ['return'], { scope }),
    location: () => type.location,
  });
  return delegateMembers({ type, compilation: () => type.context.compilation(), primaryConstructor: undefined, location: () => type.location }, invoke);
}

