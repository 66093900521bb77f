/** Properties of source where they are declared: what they are given, the place of a report, and the edit that makes an init-only one settable. */
import type { Anchor } from '../binding/boundBody';
import type { Fix } from '../diagnostic';
import type { SourceFile } from '../sourceFile';
import { containingDisplay } from '../symbols/display';
import { implementationsOf } from '../symbols/inheritance';
import type { NamedTypeSymbol, PropertySymbol, TypeSymbol } from '../symbols/symbol';
import type { PropertyDeclaration, Unit } from '../syntax/nodes';
import type { ProgramContext } from './rule';

/** Text of a property's initializer, without the sign of equality. */
export function initializerText(property: PropertySymbol): string | undefined {
  const unit = propertyDeclaration(property);
  const value = unit?.root.initializer;
  return unit && value && unit.text.slice(value.start, value.end);
}

/** The declaration of a property of source; undefined for a positional one of a record. */
export function propertyDeclaration({ originalDefinition: { location } }: PropertySymbol): Unit<PropertyDeclaration> | undefined {
  const unit = location?.unit as Unit<{ readonly kind: string }> | undefined;
  return unit?.root.kind === 'Property' ? unit as Unit<PropertyDeclaration> : undefined;
}

/** The name that declares a property, where that is of this program. */
export function propertyPlace(program: ProgramContext, { originalDefinition: { location } }: PropertySymbol): (Anchor & { readonly file: string }) | undefined {
  const source = program.source(location?.file);
  return location && source ? { unit: location.unit as Anchor['unit'], start: location.start, end: location.end, file: source.path } : undefined;
}

/** `'Order.Lines'`, as messages name it. */
export function quotedName(property: PropertySymbol): string {
  return `'${containingDisplay(property.containingType)}.${property.name}'`;
}

/** `set` for `init`, unless a readonly struct, a base class or an interface asks for it. */
export function setterFix(property: PropertySymbol, source: SourceFile): readonly Fix[] {
  const unit = propertyDeclaration(property);
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

/** Whether an initializer is the value that a field has anyway. */
export function isDefaultText(text: string, type: TypeSymbol): boolean {
  if (/^\s*(?:false|default(?:\(.*\))?|-?0+(?:\.0+)?[a-z]*|(?:[\w.]+\.)?(?:Zero|Empty|MinValue))\s*$/i.test(text)) return true;
  const name = /(\w+)\s*$/.exec(text)?.[1];
  const member = type.kind === 'namedType' && name !== undefined ? type.membersNamed(name).find((each) => each.kind === 'field') : undefined;
  const constant = member?.kind === 'field' ? member.constantValue : undefined;
  return (constant?.kind === 'enum' || constant?.kind === 'primitive') && Number(constant.value) === 0;
}
