/** SYSLIB1096: `[ComImport]` interfaces whose marshalling the COM generator could make; SYSLIB1097: classes that it could expose to COM. */
import type { BodyContext, RuleMeta } from '../../rule';
import { defineRule } from '../../rule';
import type { AttributeData, MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../../symbols/symbol';
import { containsError, isDelegateType, isInterfaceType, isNamed, isObject, isString } from '../../../symbols/types';
import type { TypeHeader, Unit } from '../../../syntax/nodes';
import { comClassFixes, comInterfaceFixes } from './comFix';
import { attributesNamed, interopNamespace, unmanagedTypeOf, unmanagedTypes, unsupportedTypes } from './libraryImport';

const metas: readonly RuleMeta[] = [
  {
    id: 'SYSLIB1096', name: 'use-generated-com-interface', title: 'A [ComImport] interface could be a [GeneratedComInterface]', defaultSeverity: 'info', official: true,
    why: 'Built-in COM is not part of a native program; generated marshalling code is.', whatToDo: 'Make the interface partial and mark it with [GeneratedComInterface].',
  },
  {
    id: 'SYSLIB1097', name: 'use-generated-com-class', title: 'A class implements a generated COM interface without [GeneratedComClass]', defaultSeverity: 'info', official: true,
    why: 'Its objects cannot be passed to COM: the code that exposes them is generated for marked classes only.', whatToDo: 'Make the class partial and mark it with [GeneratedComClass].',
  },
];

const interfaceIsIUnknown = 1;
/** `UnmanagedType.Interface`. */
const asInterface = 28;
/** IUnknown, IDispatch, SafeArray, CustomMarshaler, IInspectable. */
const unsupportedUnmanagedTypes: ReadonlySet<number> = new Set([25, 26, 29, 44, 46]);

export const comRule = defineRule({
  metas,
  checkBody(context) {
    const { owner, file: path } = context.body;
    const [unit] = context.body.units;
    const root = unit?.root as TypeHeader | undefined;
    if (!unit || root?.kind !== 'TypeHeader' || owner.kind !== 'type') return;
    const { symbol } = owner;
    if (symbol.location?.unit !== unit || (symbol.typeKind !== 'class' && symbol.typeKind !== 'interface')) return;
    const isConvertible = isConvertibleInterface(symbol);
    if (!isConvertible && !isUnexposedClass(symbol)) return;
    if (context.program.source(path)?.isGenerated !== false) return;
    const fixesWith = (fix: typeof comClassFixes): ReturnType<typeof comClassFixes> => {
      const file = context.program.source(path);
      return file ? fix({ symbol, unit: unit as Unit<TypeHeader>, file, program: context.program }) : [];
    };
    if (isConvertible) {
      report(context, unit as Unit<TypeHeader>, 'SYSLIB1096', `Mark the type '${symbol.name}' with 'GeneratedComInterfaceAttribute' instead of 'ComImportAttribute' to generate COM marshalling code at compile time`, () => fixesWith(comInterfaceFixes));
    } else {
      report(context, unit as Unit<TypeHeader>, 'SYSLIB1097', `Add the 'GeneratedComClassAttribute' to '${symbol.name}' to enable passing objects of type '${symbol.name}' to COM`, () => fixesWith(comClassFixes));
    }
  },
});

function report(context: BodyContext, unit: Unit<TypeHeader>, id: string, message: string, fixes: () => ReturnType<typeof comClassFixes>): void {
  context.report({ unit, start: unit.root.nameStart, end: unit.root.nameEnd }, { id, message, fixes });
}

function isMarked(type: NamedTypeSymbol, name: 'GeneratedComClassAttribute' | 'GeneratedComInterfaceAttribute'): boolean {
  return type.attributes.some((attribute) => attribute.attributeClass && attribute.fullName === `${interopNamespace}.Marshalling.${name}`);
}

function isUnexposedClass(type: NamedTypeSymbol): boolean {
  if (type.typeKind !== 'class' || isMarked(type, 'GeneratedComClassAttribute')) return false;
  return type.allInterfaces.some((implemented) => isMarked(implemented.originalDefinition, 'GeneratedComInterfaceAttribute'))
    || (type.baseType !== undefined && isMarked(type.baseType.originalDefinition, 'GeneratedComClassAttribute'));
}

/** The analyzer fails, and so says nothing, without `[InterfaceType]`, with a number in it, and at properties and events. */
function isConvertibleInterface(type: NamedTypeSymbol): boolean {
  if (type.typeKind !== 'interface' || attributesNamed(type.attributes, 'ComImportAttribute').length === 0) return false;
  const kind = attributesNamed(type.attributes, 'InterfaceTypeAttribute')[0]?.constructorArguments[0];
  if (kind?.kind !== 'enum' || Number(kind.value) !== interfaceIsIUnknown) return false;
  return type.members.every((member) => member.isStatic || (member.kind === 'method' && isConvertibleMethod(member)));
}

function isConvertibleMethod(method: MethodSymbol): boolean {
  return method.returnsByRef === 'none' && isSupported(method.returnType, method.returnAttributes)
    && method.parameters.every((parameter) => isSupported(parameter.type, parameter.attributes));
}

/** False where the analyzer holds that the generator has nothing like it, and where that is not known. */
function isSupported(type: TypeSymbol, attributes: readonly AttributeData[]): boolean {
  if (containsError(type) || unsupportedTypes.some(([namespace, name]) => isNamed(type, namespace, name))) return false;
  const unmanaged = unmanagedTypeOf(attributes);
  if (unmanaged === asInterface) return isObject(type) || isString(type) || (isInterfaceType(type) && isMarked(type.originalDefinition, 'GeneratedComInterfaceAttribute'));
  if (unmanaged !== undefined) return unmanagedTypes.has(unmanaged) && !unsupportedUnmanagedTypes.has(unmanaged);
  if (attributes.some((attribute) => attribute.fullName === `${interopNamespace}.Marshalling.MarshalUsingAttribute`)) return true;
  return type.kind !== 'array' && !isDelegateType(type) && !isObject(type) && !isNamed(type, 'System', 'Array');
}
