/**
 * Members that the SDK's source generators add to partial classes. Each provider knows one generator; what is added binds as if the
 * generated file were there. Only classes whose attributes name a generator are looked at.
 */
import { constructType } from './construct';
import type { Compilation } from './compilation';
import { isJsonContext, jsonEntries } from './generatedJsonGraph';
import { SourceMethod, SourceProperty } from './sourceMembers';
import { SourceParameter } from './sourceParameters';
import type { MethodSource, PropertySource } from './sourceMembers';
import type { MemberSymbol, MethodSymbol, NamedTypeSymbol, TypeSymbol } from './symbol';
import { arrayType, errorType, sameType } from './types';

/** The class as its generator sees it. */
export interface GeneratedOwner {
  readonly type: NamedTypeSymbol;
  readonly compilation: Compilation;
}

interface Provider {
  /** Simple name of the attribute that asks for the generator, without `Attribute`. */
  readonly attribute: string;
  readonly members: (owner: GeneratedOwner, written: readonly MemberSymbol[]) => readonly MemberSymbol[];
}

const providers: readonly Provider[] = [
  { attribute: 'JsonSerializable', members: jsonContextMembers },
  { attribute: 'OptionsValidator', members: validatorMembers },
];

/** Members for a partial class with attributes of these simple names; `written` are those that source declares. */
export function generatedMembers(owner: GeneratedOwner, attributeNames: ReadonlySet<string>, written: readonly MemberSymbol[]): readonly MemberSymbol[] {
  return providers.filter((p) => attributeNames.has(p.attribute) || attributeNames.has(`${p.attribute}Attribute`)).flatMap((p) => p.members(owner, written));
}

function named(owner: GeneratedOwner, fullName: string): TypeSymbol {
  return owner.compilation.typeByMetadataName(fullName) ?? errorType(fullName);
}

type Parameters = readonly (readonly [string, () => TypeSymbol])[];
type MethodOptions = Partial<Pick<MethodSource, 'methodKind' | 'accessibility' | 'isOverride'>>;

function method(owner: GeneratedOwner, name: string, returnType: () => TypeSymbol, parameters: Parameters, options: MethodOptions = {}): MethodSymbol {
  return new SourceMethod({
    methodKind: 'ordinary', accessibility: 'public', ...options, name, containingType: owner.type, returnType, location: () => owner.type.location,
    parameters: () => parameters.map(([parameterName, type], ordinal) => new SourceParameter({ name: parameterName, ordinal, type })),
  });
}

type PropertyOptions = Partial<Pick<PropertySource, 'accessibility' | 'isOverride' | 'isStatic'>>;

/** A property that can be read only, followed by its accessor. */
function property(owner: GeneratedOwner, name: string, type: () => TypeSymbol, options: PropertyOptions = {}): readonly MemberSymbol[] {
  const flags = { accessibility: 'public' as const, ...options };
  const location = (): NamedTypeSymbol['location'] => owner.type.location;
  const made = new SourceProperty({
    ...flags, name, containingType: owner.type, type, location,
    getMethod: (self) => new SourceMethod({ ...flags, name: `get_${name}`, containingType: owner.type, methodKind: 'propertyGet', returnType: type, associatedSymbol: self, location }),
  });
  return made.getMethod ? [made, made.getMethod] : [made];
}

/** System.Text.Json: constructors, `Default`, the lookup by type, and a property for each type that has metadata. */
function jsonContextMembers(owner: GeneratedOwner): readonly MemberSymbol[] {
  if (!isJsonContext(owner.type)) return [];
  const voidType = (): TypeSymbol => owner.compilation.specialType('Void') ?? errorType('Void');
  const options = (): TypeSymbol => named(owner, 'System.Text.Json.JsonSerializerOptions');
  const info = owner.compilation.typeByMetadataName('System.Text.Json.Serialization.Metadata.JsonTypeInfo`1');
  const members: MemberSymbol[] = [
    method(owner, '.ctor', voidType, [], { methodKind: 'constructor' }),
    method(owner, '.ctor', voidType, [['options', options]], { methodKind: 'constructor' }),
    ...property(owner, 'Default', () => owner.type, { isStatic: true }),
    ...property(owner, 'GeneratedSerializerOptions', options, { accessibility: 'protected', isOverride: true }),
    method(owner, 'GetTypeInfo', () => named(owner, 'System.Text.Json.Serialization.Metadata.JsonTypeInfo'), [['type', () => named(owner, 'System.Type')]], { isOverride: true }),
  ];
  if (info) for (const entry of jsonEntries(owner.type)) members.push(...property(owner, entry.name, () => constructType(info, [withoutElementNames(entry.type)])));
  return members;
}

/** Generated code names types without the names of tuple elements. */
function withoutElementNames(type: TypeSymbol): TypeSymbol {
  if (type.kind === 'array') return arrayType(withoutElementNames(type.elementType), type.rank);
  if (type.kind !== 'namedType' || type.typeArguments.length === 0) return type;
  return constructType(type.originalDefinition, type.typeArguments.map(withoutElementNames), type.containingType);
}

/** Options validation: `Validate` for each `IValidateOptions<T>` that the class does not implement itself. */
function validatorMembers(owner: GeneratedOwner, written: readonly MemberSymbol[]): readonly MemberSymbol[] {
  const result = (): TypeSymbol => named(owner, 'Microsoft.Extensions.Options.ValidateOptionsResult');
  const text = (): TypeSymbol => owner.compilation.specialType('String') ?? errorType('String');
  return owner.type.interfaces.flatMap((contract) => {
    const [options] = contract.typeArguments;
    if (contract.name !== 'IValidateOptions' || contract.namespace !== 'Microsoft.Extensions.Options' || !options) return [];
    const isWritten = written.some((member) => member.kind === 'method' && member.name === 'Validate' && member.parameters.length === 2 && sameType(member.parameters[1]?.type, options));
    return isWritten ? [] : [method(owner, 'Validate', result, [['name', text], ['options', () => options]])];
  });
}
