/** What the trim analyzer says where a value does not promise what is demanded of it. */
import type { BoundBody } from '../../binding/boundBody';
import type { LocationValue } from '../../flow/values/value';
import { displayName } from '../../symbols/display';
import { memberName, typeParameterOwner } from '../signature/names';
import { isPromised, missingTypes, promisedBy, sourceOf } from './promises';
import type { Demand, Unclear } from './demands';
import type { Place, Source } from './place';

/** Order of the sources and of the targets in the ids IL2067 to IL2091, and of the targets in IL2062 to IL2066. */
const order = ['parameter', 'result', 'field', 'this', 'typeParameter'] as const;
const firstMismatch = 2067;
const firstUnknown = 2062;
const advice = 'The source value must declare at least the same requirements as those declared on the target location it is assigned to.';

interface Finding { readonly id: string; readonly message: string }

/** Undefined where the value promises enough, or what it promises is not known. */
export function demandMessage(demand: Demand, body: BoundBody, version: number): Finding | undefined {
  const { value, types, place } = demand;
  if (value.kind !== 'location') return unknownMessage(place);
  const promised = promisedBy(value, body, version);
  const source = sourceOf(value, body);
  if (promised === undefined || !source || isPromised(value, promised, types, version)) return undefined;
  // What says what is nullable has the id of a type parameter: from .NET 9 on fields and results have their own. A parameter is called one, too.
  const isArgument = demand.isUnderlying === true && (version < 9 || source.role === 'parameter' || source.role === 'this');
  const id = firstMismatch + order.indexOf(isArgument ? 'typeParameter' : roleOf(source)) * order.length + order.indexOf(roleOf(place));
  return { id: `IL${String(id)}`, message: `${target(place, missingTypes(promised, types))} ${isArgument && source.role === 'parameter' ? genericOrigin(parameterName(source), memberName(source.method)) : origin(source)} ${advice}` };
}

function roleOf(place: Source): LocationValue['role'] {
  switch (place.role) {
    case 'backingField': return 'field';
    case 'rangeVariable': return 'parameter';
    case 'getter': return 'result';
    default: return place.role;
  }
}

function target(place: Place, missing: string): string {
  switch (place.role) {
    case 'parameter': return `'${parameterName(place)}' argument does not satisfy ${missing} in call to '${memberName(place.method)}'.`;
    case 'result': return `'${memberName(place.method)}' method return value does not satisfy ${missing} requirements.`;
    case 'field': return `value stored in field '${displayName(place.field)}' does not satisfy ${missing} requirements.`;
    case 'backingField': return `value stored in field '${place.name}' does not satisfy ${missing} requirements.`;
    case 'this': return `'this' argument does not satisfy ${missing} in call to '${memberName(place.method)}'.`;
    case 'typeParameter': return `'${place.parameter.name}' generic argument does not satisfy ${missing} in '${place.ownerName ?? typeParameterOwner(place.parameter, place.owner)}'.`;
  }
}

function origin(place: Source): string {
  switch (place.role) {
    case 'parameter': return `The parameter '${parameterName(place)}' of method '${memberName(place.method)}' does not have matching annotations.`;
    case 'rangeVariable': return `The parameter '${place.name}' of method 'lambda expression' does not have matching annotations.`;
    case 'getter': return `The return value of method '${place.name}' does not have matching annotations.`;
    case 'result': return `The return value of method '${memberName(place.method)}' does not have matching annotations.`;
    case 'field': return `The field '${displayName(place.field)}' does not have matching annotations.`;
    case 'backingField': return `The field '${place.name}' does not have matching annotations.`;
    case 'this': return `The implicit 'this' argument of method '${memberName(place.method)}' does not have matching annotations.`;
    case 'typeParameter': return genericOrigin(place.parameter.name, typeParameterOwner(place.parameter, place.owner));
  }
}

function genericOrigin(name: string, owner: string): string {
  return `The generic parameter '${name}' of '${owner}' does not have matching annotations.`;
}

function parameterName({ method, ordinal }: Place & { readonly role: 'parameter' }): string {
  return method.parameters[ordinal]?.name ?? '';
}

const unknown = 'can not be statically determined and may not meet \'DynamicallyAccessedMembersAttribute\' requirements.';

function unknownMessage(place: Place): Finding {
  const id = `IL${String(firstUnknown + order.indexOf(roleOf(place)))}`;
  switch (place.role) {
    case 'parameter': return { id, message: `Value passed to parameter '${parameterName(place)}' of method '${memberName(place.method)}' ${unknown}` };
    case 'result': return { id, message: `Value returned from method '${memberName(place.method)}' ${unknown}` };
    case 'field': return { id, message: `Value assigned to ${displayName(place.field.originalDefinition)} ${unknown}` };
    case 'backingField': return { id, message: `Value assigned to ${place.name} ${unknown}` };
    case 'this': return { id, message: `Value passed to implicit 'this' parameter of method '${memberName(place.method)}' ${unknown}` };
    case 'typeParameter': return { id, message: `Type passed to generic parameter '${place.parameter.name}' of '${displayName(place.owner)}' ${unknown}` };
  }
}

/** Undefined where an annotation makes up for it. */
export function unclearMessage({ id, value, method, ordinal }: Unclear, name: string, body: BoundBody, version: number): Finding | undefined {
  if (value?.kind === 'location' && promisedBy(value, body, version) !== 0) return undefined;
  const parameter = method.parameters[ordinal ?? 0]?.name ?? '';
  switch (id) {
    case 'IL2032': return { id, message: `Unrecognized value passed to the parameter '${parameter}' of method '${name}'. It's not possible to guarantee the availability of the target type.` };
    case 'IL2055': return { id, message: `Call to '${name}' can not be statically analyzed. It's not possible to guarantee the availability of requirements of the generic type.` };
    case 'IL2057': return { id, message: `Unrecognized value passed to the parameter 'typeName' of method '${name}'. It's not possible to guarantee the availability of the target type.` };
    case 'IL2058': return { id, message: `Parameters passed to method '${name}' cannot be analyzed. Consider using methods 'System.Type.GetType' and \`System.Activator.CreateInstance\` instead.` };
    case 'IL2059': return { id, message: `Unrecognized value passed to the parameter 'type' of method '${name}'. It's not possible to guarantee the availability of the target static constructor.` };
    case 'IL2060': return { id, message: `Call to '${name}' can not be statically analyzed. It's not possible to guarantee the availability of requirements of the generic method.` };
    case 'IL2096': return { id, message: `Call to '${name}' can perform case insensitive lookup of the type, currently trimming can not guarantee presence of all the matching types.` };
    case 'IL2103': return { id, message: `Value passed to the '${parameter}' parameter of method '${name}' cannot be statically determined as a property accessor.` };
  }
}
