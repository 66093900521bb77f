/** The parameterless constructor that every struct and enum has without declaring it (ECMA-334 §16.4.9). */
import type { MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../symbols/symbol';

/** A symbol for it: metadata has none. */
export function implicitConstructor(containingType: NamedTypeSymbol, returnType: TypeSymbol): MethodSymbol {
  return {
    kind: 'method', name: '.ctor', methodKind: 'constructor', attributes: [], location: undefined, containingType, accessibility: 'public',
    isStatic: false, isVirtual: false, isAbstract: false, isOverride: false, isSealed: false, typeParameters: [], typeArguments: [], parameters: [],
    returnType, returnsByRef: 'none', returnAttributes: [], isExtensionMethod: false, isAsync: false, isVararg: false, isInitOnly: false,
    associatedSymbol: undefined, explicitInterfaceImplementations: [], containingSymbol: undefined,
    get originalDefinition() { return this; },
  };
}
