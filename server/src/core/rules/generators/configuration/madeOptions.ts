/**
 * AOT4002, second part: types whose required members nothing sets where generated code makes an instance of them. `new Options()` does not
 * compile there (CS9035). Measured with 28 shapes on net8.0 and net9.0: values of `Get<T>()`, of properties, elements and values of
 * dictionaries are made; what `Configure<T>` and `Bind` are given is not.
 */
import type { PropertySymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isValueType } from '../../../symbols/types';
import { bindingSpec, hasDefaultConstructor, isReadOnlyCollection } from './configurationTypes';
import type { MemberRole } from './configurationTypes';

/** A type that is bound, and the one whose member it is of; the outermost is what the call binds. */
export interface BoundPart {
  readonly type: TypeSymbol;
  readonly generator: number;
  readonly within?: { readonly parent: BoundPart; readonly role: MemberRole; readonly name: string | undefined };
}

/** The required member that keeps generated code from making a type; undefined where a constructor sets them, or code calls one with parameters. */
export function unsetRequired(type: TypeSymbol): string | undefined {
  if (type.kind !== 'namedType' || (!isValueType(type) && !hasDefaultConstructor(type))) return undefined;
  const own = type.constructors.find(({ isStatic, parameters }) => !isStatic && parameters.length === 0);
  if (own?.attributes.some(({ fullName }) => fullName === 'System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute') === true) return undefined;
  for (const { members } of baseTypesAndSelf(type)) {
    const found = members.find((member) => (member.kind === 'property' || member.kind === 'field') && member.isRequired);
    if (found) return found.name;
  }
  return undefined;
}

/** Whether generated code makes an instance of what is within another type for certain: what is bound on the way has code, and is set or filled. */
export function isMadeWithin(part: BoundPart): boolean {
  for (let at: BoundPart = part; at.within; at = at.within.parent) {
    const { parent, role, name } = at.within;
    const spec = bindingSpec(parent.type, parent.generator);
    if (spec.fault !== undefined || spec.kind === 'unsupported' || role === 'key') return false;
    if (role === 'property' && !isFilled(at.type, parent.type, name)) return false;
  }
  return true;
}

/**
 * The members of a type are bound after it is made by a constructor without parameters; one with parameters is given them, and init-only
 * properties are set with it, in code that is there for `Bind` and `Configure<T>` as well (measured with 20 shapes on net8.0 and net9.0).
 */
function isFilled(type: TypeSymbol, parent: TypeSymbol, name: string | undefined): boolean {
  const property = name === undefined ? undefined : propertyOf(parent, name);
  if (property?.getMethod?.accessibility !== 'public' || property.isStatic || parent.kind !== 'namedType') return false;
  const takesParameters = !isValueType(parent) && !hasDefaultConstructor(parent);
  if (takesParameters && parent.constructors.some((each) => !each.isStatic && each.accessibility === 'public' && each.parameters.some((parameter) => parameter.name.toLowerCase() === property.name.toLowerCase()))) return true;
  const isSet = property.setMethod?.accessibility === 'public' && (takesParameters || !property.setMethod.isInitOnly);
  return isSet || !(type.kind === 'array' || isValueType(type) || isReadOnlyCollection(type));
}

/** A property of a type or its bases by name. */
export function propertyOf(type: TypeSymbol, name: string): PropertySymbol | undefined {
  if (type.kind !== 'namedType') return undefined;
  for (const level of baseTypesAndSelf(type)) {
    const found = level.membersNamed(name).find((member) => member.kind === 'property');
    if (found) return found;
  }
  return undefined;
}
