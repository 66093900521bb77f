/**
 * AOT4001: init-only properties of types that the generated configuration binder makes by their parameterless constructor. It sets properties
 * of an instance that is there, and so leaves them alone without a word; binding by reflection sets them. What a property holds already is
 * filled in place. Measured on net8.0, net9.0 and net10.0 alike.
 */
import type { PropertySymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isValueType } from '../../../symbols/types';
import { initializerText } from '../../propertyInitializers';
import type { RuleMeta } from '../../rule';
import type { BindingSpec } from './configurationTypes';
import { bindingSpec, hasDefaultConstructor, isBound, isReadOnlyCollection } from './configurationTypes';
import { calledConstructor } from './constructedOptions';

export const initOnlyMeta: RuleMeta = {
  id: 'AOT4001', name: 'unset-option', title: 'The generated configuration binder leaves a property unset', defaultSeverity: 'warning', official: false,
  why: 'The property keeps its default in the native program, where binding by reflection sets it; neither build nor publish says so.',
  whatToDo: 'Give an init-only property a set accessor, or its type a constructor with parameters that Get<T>() calls; convert the text of a type with a TypeConverter by hand.',
};

/** Properties of an object type that stay unset. */
export function unsetProperties(type: TypeSymbol, spec: BindingSpec, generator: number): readonly PropertySymbol[] {
  if (spec.kind !== 'object' || spec.fault !== undefined || type.kind !== 'namedType') return [];
  // A constructor with parameters sets them too.
  if (isValueType(type) ? calledConstructor(type) !== undefined : !hasDefaultConstructor(type)) return [];
  const names = new Set<string>();
  const found: PropertySymbol[] = [];
  for (const level of baseTypesAndSelf(type)) {
    for (const member of level.members) {
      if (member.kind !== 'property' || names.has(member.name)) continue;
      names.add(member.name);
      if (level.containingAssembly.isSource && isUnset(member, generator)) found.push(member);
    }
  }
  return found;
}

function isUnset(property: PropertySymbol, generator: number): boolean {
  const { setMethod, type } = property;
  if (!setMethod?.isInitOnly || setMethod.accessibility !== 'public' || property.accessibility !== 'public' || property.isStatic || !isBound(property)) return false;
  const spec = bindingSpec(type, generator);
  if (spec.fault !== undefined) return false;
  switch (spec.kind) {
    case 'parsable':
    case 'nullable':
    case 'section': return true;
    default: return type.kind === 'array' || isReadOnlyCollection(type) || isValueType(type) || !mayHoldValue(property);
  }
}

/** Whether an initializer or a constructor gives the property a value before binding. */
function mayHoldValue(property: PropertySymbol): boolean {
  const { constructors } = property.containingType;
  return initializerText(property) !== undefined || constructors.some((constructor) => !constructor.isStatic && constructor.location !== undefined && constructor.location.unit !== property.containingType.location?.unit);
}
