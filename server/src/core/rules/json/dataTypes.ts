/** Which types of parameters are data: read from the body of a request where nobody registers them as services. */
import { derivedTypes, elementTypes, isJsonLeaf } from '../../symbols/generatedJsonGraph';
import type { NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import { isObject } from '../../symbols/types';
import { ofFramework } from './registration/packages';

/** A class or struct of the program that objects are made of, a JSON document, a collection, or a data class of .NET or a library: what else comes from elsewhere may be a service that a library registers. */
export function isDataType(type: TypeSymbol): boolean {
  if (type.kind === 'namedType' && isJsonLeaf(type)) return true;
  if (type.kind === 'array') return isDataType(type.elementType);
  if (type.kind !== 'namedType' || type.typeKind === 'delegate') return false;
  // No service is a struct: whatever assembly it is of, such as a tuple, it is read.
  if (type.typeKind === 'struct') return true;
  // Any IEnumerable<T> can be had from the services.
  if (type.namespace === 'System.Collections.Generic' && type.name !== 'IEnumerable') return elementTypes(type)?.some(isDataElement) ?? false;
  if (isPlainData(type) || isLibraryData(type)) return true;
  // What it derives from may be what a library makes services of (`class Db : DbContext`, before the packages are restored).
  if (type.originalDefinition.hasUnknownBase === true) return false;
  return type.containingAssembly.isSource && ((type.typeKind !== 'interface' && !type.isAbstract) || derivedTypes(type).length > 0);
}

/** Of elements an `IEnumerable<T>` is data as well: a `List<IEnumerable<T>>` is no collection of services. */
function isDataElement(type: TypeSymbol): boolean {
  if (type.kind !== 'namedType' || type.namespace !== 'System.Collections.Generic' || type.name !== 'IEnumerable') return isDataType(type);
  return elementTypes(type)?.some(isDataElement) ?? false;
}

/** Assemblies of .NET; the index of them has the name of the targeting pack. */
const ofNet = /^(?:System(?:\.|$)|Microsoft\.NETCore\.App$)/;

/** A class of .NET itself that no host or library registers: text, numbers, trees, collections. */
function isPlainData({ containingAssembly, namespace, typeKind, isAbstract, isStatic, name }: NamedTypeSymbol): boolean {
  if (typeKind !== 'class' || isAbstract || isStatic || containingAssembly.isSource || !ofNet.test(containingAssembly.name)) return false;
  return /^System(?:\.(?:Text|Text\.RegularExpressions|Globalization|Data|Net\.Mail|Xml(?:\.Linq)?|Collections(?:\.\w+)?))?$/.test(namespace) && name !== 'Lazy';
}

/**
 * A class of a library that has properties to set and nothing to do, and is not named as what is registered (`LibOptions`): code of the
 * library may register it all the same.
 */
export function isLibraryData({ typeKind, isAbstract, isStatic, containingAssembly, name, members, constructors, baseType }: NamedTypeSymbol): boolean {
  if (typeKind !== 'class' || isAbstract || isStatic || containingAssembly.isSource || ofFramework.test(containingAssembly.name) || !baseType || !isObject(baseType)) return false;
  if (/(?:Options|Settings|Config|Configuration|Context|Service|Provider|Factory)$/.test(name) || !constructors.some(({ accessibility }) => accessibility === 'public')) return false;
  const isOwn = (member: NamedTypeSymbol['members'][number]): boolean => !member.isStatic && member.accessibility === 'public';
  const properties = members.filter((member) => member.kind === 'property' && isOwn(member));
  const works = members.some((member) => member.kind === 'method' && member.methodKind === 'ordinary' && isOwn(member) && !/^(?:Equals|GetHashCode|ToString|Deconstruct|<Clone>\$)$/.test(member.name));
  return properties.length > 0 && properties.every((property) => property.kind === 'property' && property.setMethod?.accessibility === 'public') && !works;
}
