/** Calls that carry an attribute but that the analyzers understand from their arguments and so leave alone. */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import { nothing } from '../../flow/values/value';
import type { ValueSet } from '../../flow/values/value';
import { valuesOfBody } from '../../flow/values/valueFlow';
import type { MethodSymbol, TypeParameterSymbol } from '../../symbols/symbol';
import type { Capability } from './requires';
import { dynamicCode, unreferencedCode } from './requires';

/** Annotated for the callers that have no data flow analysis; the analyzers follow the values instead and have ids of their own for them. */
const dataFlowMethods: Readonly<Record<string, ReadonlySet<string>>> = {
  'System.Runtime.CompilerServices.RuntimeHelpers': new Set(['RunClassConstructor']),
  'System.Type': new Set(['GetType', 'MakeGenericType']),
  'System.Reflection.MethodInfo': new Set(['MakeGenericMethod']),
  'System.Reflection.Assembly': new Set(['CreateInstance']),
  'System.Activator': new Set(['CreateInstance', 'CreateInstanceFrom']),
  'System.AppDomain': new Set(['CreateInstance', 'CreateInstanceAndUnwrap', 'CreateInstanceFrom', 'CreateInstanceFromAndUnwrap']),
};

/** Whether the analyzer of this framework version sees that the call is harmless. */
export function isHarmlessIntrinsic(use: SymbolUse, method: MethodSymbol, body: BoundBody, c: Capability, version: number): boolean {
  const owner = `${method.containingType.namespace}.${method.containingType.name}`;
  if (c === unreferencedCode) return (dataFlowMethods[owner]?.has(method.name) ?? false) || isFollowedExpression(owner, method);
  if (c !== dynamicCode || version < 9 || use.kind !== 'call') return false;
  const call = use.node && valuesOfBody(body, version).callAt(use.node);
  if (!call) return false;
  const types = call.arguments[0] ?? nothing;
  if (owner === 'System.Type' && method.name === 'MakeGenericType') {
    return call.receiver.every((value) => value.kind === 'type' && (isKnownInstantiation(types) || (value.type.kind === 'namedType' && areReferenceTypes(value.type.originalDefinition.typeParameters))));
  }
  if (owner === 'System.Reflection.MethodInfo' && method.name === 'MakeGenericMethod') {
    return call.receiver.every((value) => value.kind === 'method' && (isKnownInstantiation(types) || areReferenceTypes(value.method.originalDefinition.typeParameters)));
  }
  return false;
}

/** What the native compiler follows and the analyzers report (measured with ILC 8 and 9): made for types that it knows. */
const knownNatively: Readonly<Record<string, ReadonlySet<string>>> = {
  'System.Enum': new Set(['GetValues']),
  'System.Runtime.InteropServices.Marshal': new Set(['SizeOf', 'OffsetOf', 'PtrToStructure', 'DestroyStructure', 'GetDelegateForFunctionPointer']),
};

/** Whether the native compiler says nothing of a call that needs dynamic code where the analyzer does. */
export function isHarmlessNatively(use: SymbolUse, method: MethodSymbol, body: BoundBody, version: number): boolean {
  const owner = `${method.containingType.namespace}.${method.containingType.name}`;
  const types = method.parameters.filter(({ type }) => type.kind === 'namedType' && type.namespace === 'System' && type.name === 'Type');
  if (owner === 'System.Array' && method.name === 'CreateInstance') return version >= 9 && method.parameters.length === 2 && method.parameters[1]?.type.kind !== 'array';
  if (owner === 'System.Linq.Expressions.Expression' && method.name === 'Call') return types.length === 1;
  if (types.length === 0 || knownNatively[owner]?.has(method.name) !== true) return false;
  const call = use.node && valuesOfBody(body, Math.max(version, 9)).callAt(use.node);
  return call !== undefined && types.every(({ ordinal }) => {
    const values = call.arguments[ordinal] ?? nothing;
    return values.length > 0 && values.every((value) => value.kind === 'type' && (value.type.kind !== 'namedType' || value.type.typeArguments.length === 0));
  });
}

/** An array of a known length, of which each element is one type or type parameter. */
function isKnownInstantiation(arrays: ValueSet): boolean {
  const [array] = arrays;
  if (arrays.length !== 1 || !array) return false;
  if (array.kind === 'null') return true;
  if (array.kind !== 'array' || array.length === undefined) return false;
  for (let i = 0; i < array.length; i++) {
    const element = array.elements.get(i) ?? nothing;
    const [only] = element;
    if (element.length !== 1 || !only || !(only.kind === 'type' || only.kind === 'nullable' || (only.kind === 'location' && only.role === 'typeParameter'))) return false;
  }
  return true;
}

/** All reference types share their code. */
function areReferenceTypes(parameters: readonly TypeParameterSymbol[]): boolean {
  return parameters.every((parameter) => parameter.hasReferenceTypeConstraint);
}

/** `Expression.Call(Type, …)`, `New(Type)` and `Property(Expression, MethodInfo)`: overloads that take something else are reported. */
function isFollowedExpression(owner: string, method: MethodSymbol): boolean {
  if (owner !== 'System.Linq.Expressions.Expression') return false;
  const index = method.name === 'Property' ? 1 : method.name === 'Call' || method.name === 'New' ? 0 : undefined;
  const type = index === undefined ? undefined : method.parameters[index]?.type;
  return type?.kind === 'namedType' && type.name === (method.name === 'Property' ? 'MethodInfo' : 'Type');
}
