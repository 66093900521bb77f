/**
 * AOT4001: init-only properties of types that the generated configuration binder makes by their parameterless constructor. It sets properties
 * of an instance that is there, and so leaves them alone without a word; binding by reflection sets them. What a property holds already is
 * filled in place. Measured on net8.0, net9.0 and net10.0 alike.
 */
import type { Fix } from '../../../diagnostic';
import type { SourceFile } from '../../../sourceFile';
import { implementationsOf } from '../../../symbols/inheritance';
import type { NamedTypeSymbol, PropertySymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isValueType } from '../../../symbols/types';
import type { PropertyDeclaration, Unit } from '../../../syntax/nodes';
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
  return declarationOf(property)?.root.initializer !== undefined || constructors.some((constructor) => !constructor.isStatic && constructor.location !== undefined && constructor.location.unit !== property.containingType.location?.unit);
}

/** Text of a property's initializer, without the sign of equality. */
export function initializerText(property: PropertySymbol): string | undefined {
  const unit = declarationOf(property);
  const value = unit?.root.initializer;
  return unit && value && unit.text.slice(value.start, value.end);
}

/** Undefined for a positional property of a record. */
function declarationOf({ originalDefinition: { location } }: PropertySymbol): Unit<PropertyDeclaration> | undefined {
  const unit = location?.unit as Unit<{ readonly kind: string }> | undefined;
  return unit?.root.kind === 'Property' ? unit as Unit<PropertyDeclaration> : undefined;
}

/** `set` for `init`, unless a readonly struct, a base class or an interface asks for it. */
export function setterFix(property: PropertySymbol, source: SourceFile): readonly Fix[] {
  const unit = declarationOf(property);
  const accessor = unit?.root.accessors.find((each) => each.accessor === 'init');
  if (!unit || !accessor || !canBeSettable(property, property.containingType)) return [];
  const start = unit.base + accessor.keywordStart;
  return [{ title: `Make ${property.name} settable`, applicability: 'safe', edits: [{ file: source.path, span: { start, end: start + 'init'.length }, newText: 'set' }] }];
}

function canBeSettable(property: PropertySymbol, type: NamedTypeSymbol): boolean {
  if (type.isReadOnly || property.isVirtual || property.isAbstract || property.isOverride) return false;
  const { originalDefinition } = property;
  return !implementationsOf(type.originalDefinition).some(({ implementation, interfaceMember }) => implementation === originalDefinition && interfaceMember.kind === 'property' && interfaceMember.setMethod?.isInitOnly === true);
}
