/**
 * Parameters of handlers for which the request delegate generator emits code that does not compile: how they are read, and how an
 * `[AsParameters]` object is made. Measured with the generators of .NET 8, 9 and 10.
 */
import type { AttributeData, AttributeValue, MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isEnumType, isString, isValueType, nullableUnderlying, sameType } from '../../../symbols/types';
import { escapedName } from '../../../syntax/keywords';
import type { AsParametersProperty } from './asParameters';
import { asParametersProperties } from './asParameters';
import type { EndpointParameter } from './parameterSource';
import { bindsItself, isBindable, isSimpleFormValue, parsers, sourceOf, staticMethods } from './parameterSource';

/** A parameter of the handler, or a property of an `[AsParameters]` type. */
interface Read {
  readonly name: string;
  readonly type: TypeSymbol;
  readonly attributes: readonly AttributeData[];
  readonly value: AttributeValue;
  /** The type that the property is of; undefined for a parameter. */
  readonly owner: NamedTypeSymbol | undefined;
}

/** Why the code for the parameters does not compile; undefined where it does. `defaults`: of the handler's parameters. */
export function bindingProblem(method: { readonly parameters: readonly EndpointParameter[] }, defaults: readonly AttributeValue[], version: number): string | undefined {
  const names = new Set<string>();
  let twice: string | undefined;
  const note = (name: string): void => { if (names.has(name)) twice ??= name; else names.add(name); };
  for (const [i, { name, type, attributes }] of method.parameters.entries()) {
    note(name);
    const isObject = sourceOf({ name, type, attributes }) === 'asParameters';
    if (isObject && type.kind === 'array') return `'${name}' is an array, which [AsParameters] does not take`;
    const properties = isObject && type.kind === 'namedType' ? asParametersProperties(type, version >= 10) : undefined;
    if (!properties || typeof properties === 'string' || type.kind !== 'namedType') {
      const found = properties ? undefined : readProblem({ name, type, attributes, value: defaults[i], owner: undefined }, version);
      if (found !== undefined) return found;
      continue;
    }
    for (const { property, parameter, attributes: all } of properties) {
      note(property.name);
      const found = readProblem({ name: property.name, type: property.type, attributes: all, value: parameter?.defaultValue, owner: type }, version);
      if (found !== undefined) return found;
    }
    const found = creationProblem(type, properties);
    if (found !== undefined) return found;
  }
  return twice === undefined ? undefined : `two of its parameters have the name '${twice}', those of [AsParameters] types among them`;
}

function readProblem({ name, type, attributes, value, owner }: Read, version: number): string | undefined {
  const source = sourceOf({ name, type, attributes });
  const what = owner ? `'${name}' of '${owner.name}'` : `'${name}'`;
  const isText = source === 'query' || source === 'header' || source === 'route';
  if (source === 'bindAsync' && type.kind === 'array') return `${what} is an array of a type with BindAsync, which is called for one value alone`;
  if (source === 'keyedService') return keyProblem(what, attributes);
  if (type.kind === 'array' && type.rank > 1 && (isText || source === 'routeOrQuery')) return `${what} is an array of several dimensions, which is made of one text for each element`;
  if (isText && !isBindable(type) && !bindsItself(type)) return `${what} is bound from the ${source}, but its type is not a string and cannot be parsed from one`;
  // From .NET 9 on this is RDG003.
  if (source === 'form' && version < 9 && !isSimpleFormValue(type) && !holdsText(type)) return `${what} is an object bound from a form`;
  if (isNumberForEnum(type, value, version)) return `the default value of ${what} is a member of an enum other than 0. Make ${owner ? 'it' : 'the parameter'} nullable, and give it its value in the handler`;
  if (version < 9 && (source === 'query' || source === 'header') && isWritten(value) && !isString(type)) return `the default value of ${what} is no string. Leave [From${source === 'query' ? 'Query' : 'Header'}] out, or make it nullable and give it its value in the handler`;
  if (version < 10 && !owner && type.kind === 'array' && !isString(type.elementType) && value?.kind === 'primitive' && (source === 'query' || source === 'routeOrQuery')) return `${what} is an array with a default value. Leave the default value out`;
  if (owner && version >= 9 && bindsItself(type) && bindsByContextAlone(type)) return `${what} has a BindAsync without a ParameterInfo. Give the method one`;
  if (bindsItself(type) && type.kind === 'namedType') {
    const [only, ...others] = staticMethods(type, 'BindAsync');
    if (only && others.length === 0 && isForbidden(only)) return `the BindAsync of ${what} is obsolete as an error`;
  }
  return isText || source === 'routeOrQuery' || source === 'form' ? parserProblem(what, type) : undefined;
}

/** Keys that the generator does not write as C#: a type is left out, and numbers that are none have no literal. */
function keyProblem(what: string, attributes: readonly AttributeData[]): string | undefined {
  const key = attributes.find(({ fullName }) => fullName === 'Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute')?.constructorArguments[0];
  if (key?.kind === 'type' && key.value) return `the key of ${what} is a type. Take text or a member of an enum for the key`;
  return key?.kind === 'primitive' && typeof key.value === 'number' && !Number.isFinite(key.value) ? `the key of ${what} is no finite number` : undefined;
}

/** Whether `[Obsolete("…", true)]` makes every use an error, in generated code too. */
function isForbidden({ attributes }: { readonly attributes: readonly AttributeData[] }): boolean {
  return attributes.some(({ fullName, constructorArguments: [, isError] }) => fullName === 'System.ObsoleteAttribute' && isError?.kind === 'primitive' && isError.value === true);
}

/** Before .NET 10 the generator writes the default value of an enum as a number, of which the compiler takes 0 only. */
function isNumberForEnum(type: TypeSymbol, value: AttributeValue, version: number): boolean {
  return version < 10 && isEnumType(nullableUnderlying(type) ?? type) && isWritten(value) && Number(value.value) !== 0;
}

function isWritten(value: AttributeValue): value is Exclude<AttributeValue, undefined> & { readonly kind: 'primitive' | 'enum' } {
  return (value?.kind === 'enum' || value?.kind === 'primitive') && value.value !== null;
}

/** Types that a string converts to. */
function holdsText(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && (type.specialType === 'Object' || type.typeKind === 'interface') && (type.specialType === 'Object' || type.namespace === 'System' || type.typeArguments.some((argument) => argument.kind === 'namedType' && argument.specialType === 'Char'));
}

function bindsByContextAlone(type: TypeSymbol): boolean {
  if (type.kind !== 'namedType' || type.allInterfaces.some(({ name }) => name === 'IBindableFromHttpContext')) return false;
  return staticMethods(type, 'BindAsync').every(({ parameters }) => parameters.length === 1);
}

/** `TryParse` with a format provider is called before the other. */
function parserProblem(what: string, type: TypeSymbol): string | undefined {
  const element = type.kind === 'array' ? type.elementType : type;
  const wanted = nullableUnderlying(element) ?? element;
  if (wanted.kind !== 'namedType' || !wanted.containingAssembly.isSource || isEnumType(wanted) || wanted.allInterfaces.some(({ name }) => name === 'IParsable')) return undefined;
  const all = parsers(wanted);
  const called = all.filter(({ parameters }) => parameters.length === 3);
  const [first, ...others] = called.length > 0 ? called : all;
  if (!first) return undefined;
  if (first.typeParameters.length > 0) return `the TryParse method of ${what} is generic`;
  if (others.some((other) => other.containingType === first.containingType && other.typeParameters.length === 0)) return `${what} has two TryParse methods of the same form`;
  if (isForbidden(first)) return `the TryParse method of ${what} is obsolete as an error`;
  const result = first.parameters.at(-1)?.type;
  return result && !converts(result, nullableUnderlying(element) ? element : wanted) ? `the TryParse method of ${what} gives another type` : undefined;
}

/** Where operators may convert, nothing is said. */
function converts(from: TypeSymbol, to: NamedTypeSymbol | TypeSymbol): boolean {
  const value = nullableUnderlying(to) ?? to;
  if (sameType(from, to) || sameType(from, value) || from.kind === 'error' || from.kind === 'dynamic') return true;
  if (from.kind !== 'namedType' || value.kind !== 'namedType') return from.kind === 'typeParameter';
  return [...baseTypesAndSelf(from), ...from.allInterfaces].some((type) => sameType(type, value)) 
    || [from, value].some((owner) => owner.membersNamed('op_Implicit').some((each) => each.kind === 'method' && sameType(each.returnType, value)));
}

/** What the object creation with its initializer cannot do. */
function creationProblem(type: NamedTypeSymbol, properties: readonly AsParametersProperty[]): string | undefined {
  const isInitialized = properties.every(({ parameter }) => parameter === undefined);
  if (isInitialized) {
    for (const { property } of properties) {
      const what = `'${property.name}' of '${type.name}'`;
      if (property.isIndexer) return `'${type.name}' has an indexer that can be set`;
      if (property.isStatic) return `${what} is static. Leave its setter out, or make it a method`;
      if (property.setMethod && isHidden(property.setMethod)) return `the setter of ${what} is not reachable. Make it 'init' or internal, or the property read-only`;
      if (isForbidden(property)) return `${what} is obsolete as an error`;
      if (escapedName(property.name) !== property.name) return `the name of ${what} is a keyword`;
      if (property.originalDefinition.type.kind === 'typeParameter' && property.originalDefinition.nullableAnnotated === true && isValueType(property.type) && !nullableUnderlying(property.type)) return `${what} is a nullable type parameter, which a value type takes the place of`;
    }
  }
  const constructor = type.constructors.find((each) => each.accessibility === 'public' && !each.isStatic);
  if (constructor?.attributes.some(({ fullName }) => fullName === 'System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute')) return undefined;
  for (const level of baseTypesAndSelf(type)) {
    const missing = level.members.find((member) => (member.kind === 'property' || member.kind === 'field') && member.isRequired && !(isInitialized && properties.some(({ property }) => property.name === member.name)));
    if (missing) return `the required member '${missing.name}' of '${level.name}' is not set`;
  }
  return undefined;
}

function isHidden({ accessibility }: MethodSymbol): boolean {
  return accessibility === 'private' || accessibility === 'protected' || accessibility === 'privateProtected';
}
