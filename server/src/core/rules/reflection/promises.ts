/** What the place that a value comes from promises of it. */
import type { BoundBody } from '../../binding/boundBody';
import type { Derivation, LocationValue } from '../../flow/values/value';
import type { AnySymbol, FieldSymbol, MethodSymbol, ParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import { isNamed } from '../../symbols/types';
import { backingFieldAnnotation, fieldAnnotation, memberTypesOf, MemberTypes, parameterAnnotation, returnAnnotation, thisAnnotation, typeAnnotation } from '../signature/annotations';
import { anonymousAccessor, anonymousGetter, tupleElement } from './compilerTypes';
import { innerFunctionOf, innerFunctions } from './functionResults';
import type { Source } from './place';

/** Kinds of members that are surely there; undefined when that cannot be told. */
export function promisedBy(value: LocationValue, body: BoundBody, version: number): number | undefined {
  const promised = annotatedBy(value, body, version);
  // The trimmer keeps the fields of enums, which their names come from.
  return promised !== undefined && version >= 9 && value.derived?.by === 'getType' && isEnum(value.derived.of) ? promised | MemberTypes.publicFields : promised;
}

function annotatedBy(value: LocationValue, body: BoundBody, version: number): number | undefined {
  const { derived } = value;
  if (derived?.by === 'getType') return derived.of.kind === 'namedType' ? typeAnnotation(derived.of) : 0;
  if (derived) return derivedPromise(derived, promisedBy(derived.of, body, version), declaredPromise(value, body, version), version);
  return declaredPromise(value, body, version);
}

function derivedPromise({ by }: Derivation, source: number | undefined, declared: number | undefined, version: number): number | undefined {
  if (source === undefined || source === MemberTypes.all) return source;
  switch (by) {
    case 'baseType': return source & inherited;
    // Without an annotation the name is what is reported, and nothing is said of the type.
    case 'name': return source === 0 ? undefined : source;
    // From .NET 10 on whoever keeps a nested type keeps it with every kind of member.
    case 'nestedType': return version >= 10 ? everyKind : declared;
    default: return declared;
  }
}

/** All kinds of members, which is less than `All`. */
const everyKind = 0x7fffffff;

/** Members that a base type has when its derived type is known to have them. */
const inherited = MemberTypes.publicMethods | MemberTypes.publicFields | MemberTypes.publicProperties | MemberTypes.publicEvents | MemberTypes.interfaces;

function declaredPromise(value: LocationValue, body: BoundBody, version: number): number | undefined {
  const { symbol } = value;
  switch (symbol.kind) {
    case 'parameter': {
      const inner = innerFunctionOf(symbol, body);
      if (inner) return inner.parameters[symbol.ordinal] ?? 0;
      const method = value.callee ?? methodOf(symbol, body);
      return method && parameterAnnotation(symbol, method, version);
    }
    case 'method': {
      if (value.role === 'this') return thisAnnotation(symbol, version);
      const inner = innerFunctions(body).get(symbol);
      return inner ? inner.result : returnAnnotation(symbol, version);
    }
    case 'local': return MemberTypes.none;
    case 'field': return fieldPromise(symbol, version);
    case 'typeParameter': return memberTypesOf(symbol.attributes);
  }
}

function fieldPromise(field: FieldSymbol, version: number): number | undefined {
  const behind = field.location === undefined ? /^<(.*)>k__BackingField$/.exec(field.name)?.[1] : undefined;
  const property = behind === undefined ? undefined : field.containingType.membersNamed(behind).find((member) => member.kind === 'property');
  return property?.kind === 'property' ? backingFieldAnnotation(property, version) : fieldAnnotation(field, version);
}

/** Where a value comes from, as messages name it; undefined for places that have no name in them. */
export function sourceOf(value: LocationValue, body: BoundBody): Source | undefined {
  const { role, symbol } = value;
  switch (symbol.kind) {
    case 'parameter': {
      const method = innerFunctionOf(symbol, body)?.method ?? value.callee ?? methodOf(symbol, body);
      return method && { role: 'parameter', method, ordinal: symbol.ordinal };
    }
    case 'method': {
      const getter = role === 'this' ? undefined : anonymousAccessor(symbol);
      return getter === undefined ? { role: role === 'this' ? 'this' : 'result', method: symbol } : { role: 'getter', name: getter };
    }
    case 'local': return value.parts ? { role: 'getter', name: anonymousGetter(value.parts, symbol.name) } : { role: 'rangeVariable', name: symbol.name };
    case 'field': {
      const element = tupleElement(symbol, value.written);
      return element === undefined ? { role: 'field', field: symbol } : { role: 'backingField', name: element };
    }
    case 'typeParameter': {
      const inner = [...innerFunctions(body).values()].find(({ method }) => method.typeParameters.includes(symbol));
      return { role: 'typeParameter', parameter: symbol, owner: inner?.method ?? symbol.owner };
    }
  }
}

/** The method, accessor or constructor around a body that a parameter is of. */
export function methodOf(parameter: ParameterSymbol, { owner }: BoundBody): MethodSymbol | undefined {
  const symbol = owner.kind === 'member' ? owner.symbol : undefined;
  const own = symbol?.kind === 'method' ? [symbol]
    : symbol?.kind === 'property' ? [symbol.getMethod, symbol.setMethod]
      : symbol?.kind === 'event' ? [symbol.addMethod, symbol.removeMethod] : [];
  const type = symbol ? symbol.containingType : owner.kind === 'type' ? owner.symbol : undefined;
  return [...own, ...(type?.constructors ?? [])].find((method) => method?.parameters[parameter.ordinal] === parameter);
}

/** System.Enum, or a type parameter that is constrained to it. */
function isEnum(symbol: AnySymbol | TypeSymbol): boolean {
  return symbol.kind === 'typeParameter' ? symbol.constraintTypes.some((type) => isNamed(type, 'System', 'Enum')) : symbol.kind === 'namedType' && isNamed(symbol, 'System', 'Enum');
}

/** Whether a promise is enough. A type parameter with `new()` has its constructor. */
export function isPromised({ symbol, derived }: LocationValue, promised: number, demanded: number, version: number): boolean {
  if ((promised & demanded) === demanded) return true;
  // Of a type parameter fields alone are enough where nothing else is demanded.
  if (demanded === MemberTypes.publicFields && version >= 9 && !derived && isEnum(symbol)) return true;
  return demanded === MemberTypes.publicParameterlessConstructor && symbol.kind === 'typeParameter'
    && (symbol.hasConstructorConstraint || symbol.hasValueTypeConstraint || symbol.hasUnmanagedConstraint);
}

const names: readonly (readonly [name: string, types: number])[] = [
  ['PublicParameterlessConstructor', MemberTypes.publicParameterlessConstructor], ['PublicConstructors', MemberTypes.publicConstructors],
  ['NonPublicConstructors', MemberTypes.nonPublicConstructors], ['PublicMethods', MemberTypes.publicMethods], ['NonPublicMethods', MemberTypes.nonPublicMethods],
  ['PublicFields', MemberTypes.publicFields], ['NonPublicFields', MemberTypes.nonPublicFields], ['PublicNestedTypes', MemberTypes.publicNestedTypes],
  ['NonPublicNestedTypes', MemberTypes.nonPublicNestedTypes], ['PublicProperties', MemberTypes.publicProperties], ['NonPublicProperties', MemberTypes.nonPublicProperties],
  ['PublicEvents', MemberTypes.publicEvents], ['NonPublicEvents', MemberTypes.nonPublicEvents], ['Interfaces', MemberTypes.interfaces],
];

/** The kinds that are demanded, by their names. */
export function demandedNames(demanded: number): readonly string[] {
  if (demanded === MemberTypes.all) return ['All'];
  const found = names.filter(([, types]) => (demanded & types) === types).map(([name]) => name);
  return found.filter((name) => name !== 'PublicParameterlessConstructor' || !found.includes('PublicConstructors'));
}

/** The kinds that are demanded and not promised, as messages list them. */
export function missingTypes(promised: number, demanded: number): string {
  if (demanded === MemberTypes.all) return quoted('All');
  // The parameterless constructor alone does not shorten a demand for all public ones.
  const { publicConstructors, publicParameterlessConstructor } = MemberTypes;
  const isPart = (demanded & publicConstructors) === publicConstructors && (promised & publicConstructors) !== publicConstructors;
  const without = isPart ? promised & ~publicParameterlessConstructor : promised;
  return demandedNames(demanded & ~without).map(quoted).join(', ');
}

function quoted(name: string): string {
  return `'DynamicallyAccessedMemberTypes.${name}'`;
}
