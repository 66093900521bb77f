/** SYSLIB1054: methods of native libraries whose marshalling the generator could make at compile time; SYSLIB1050: where it cannot. */
import type { BodyContext, RuleMeta } from '../../rule';
import { defineRule } from '../../rule';
import type { AttributeData, AttributeValue, MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../../symbols/symbol';
import { isNamed } from '../../../symbols/types';
import type { MethodDeclaration, Unit } from '../../../syntax/nodes';
import { libraryImportFixes } from './libraryImportFix';
import { typesAround } from '../enclosingTypes';

/** Where the attributes of platform invoke and COM are. */
export const interopNamespace = 'System.Runtime.InteropServices';

const metas: readonly RuleMeta[] = [
  {
    id: 'SYSLIB1050', name: 'invalid-library-import', title: 'A [LibraryImport] method has the wrong form', defaultSeverity: 'error', official: true,
    why: 'The generator makes no code for the method.', whatToDo: 'Make the method static, partial and non-generic without a body, and all types around it partial.',
  },
  {
    id: 'SYSLIB1054', name: 'use-library-import', title: 'A [DllImport] method could be a [LibraryImport] method', defaultSeverity: 'info', official: true,
    why: 'Marshalling code is then generated at compile time: it can be inlined and debugged, and says what cannot be marshalled.', whatToDo: 'Make the method partial and mark it with [LibraryImport].',
  },
];

/** Members of UnmanagedType; what is none of them is not supported. */
export const unmanagedTypes: ReadonlySet<number> = new Set([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 19, 20, 21, 22, 23, 25, 26, 27, 28, 29, 30, 31, 32, 34, 35, 36, 37, 38, 40, 42, 43, 44, 45, 46, 47, 48]);
/** IUnknown, IDispatch, SafeArray, CustomMarshaler, IInspectable. */
const unsupportedUnmanagedTypes: ReadonlySet<number> = new Set([25, 26, 29, 44, 46]);
/** Types that no generator marshals. */
export const unsupportedTypes: readonly (readonly [string, string])[] = [[interopNamespace, 'CriticalHandle'], [interopNamespace, 'HandleRef'], ['System.Text', 'StringBuilder']];

export const libraryImportRule = defineRule({
  metas,
  checkBody(context) {
    const { body, program } = context;
    const [unit] = body.units;
    if (!unit || body.owner.kind !== 'member' || body.owner.symbol.kind !== 'method' || (unit.root as { readonly kind: string }).kind !== 'Method') return;
    const { symbol } = body.owner;
    const root = unit.root as MethodDeclaration;
    if (root.attributeLists.length === 0) return;
    const [dllImport] = attributesNamed(symbol.attributes, 'DllImportAttribute');
    const isLibraryImport = attributesNamed(symbol.attributes, 'LibraryImportAttribute').length > 0;
    if (isLibraryImport) checkLibraryImport(context, symbol, unit as Unit<MethodDeclaration>);
    else if (dllImport && program.source(body.file)?.isGenerated === false && root.modifiers.includes('extern') && isConvertible(symbol, dllImport, root)) {
      context.report({ unit, start: root.nameStart, end: root.nameEnd }, {
        id: 'SYSLIB1054',
        message: `Mark the method '${symbol.name}' with 'LibraryImportAttribute' instead of 'DllImportAttribute' to generate P/Invoke marshalling code at compile time`,
        fixes: () => {
          const file = program.source(body.file);
          return file ? libraryImportFixes({ symbol, root, unit, dllImport, file, program, body }) : [];
        },
      });
    }
  },
});

/** Resolved attributes of System.Runtime.InteropServices. */
export function attributesNamed(attributes: readonly AttributeData[], name: string): readonly AttributeData[] {
  return attributes.filter((attribute) => attribute.fullName === `${interopNamespace}.${name}` && attribute.attributeClass);
}

function isTrue(value: AttributeValue): boolean {
  return value?.kind === 'primitive' && value.value === true;
}

function isConvertible(method: MethodSymbol, dllImport: AttributeData, root: MethodDeclaration): boolean {
  if (isTrue(dllImport.namedArguments.get('ThrowOnUnmappableChar')) || isTrue(dllImport.namedArguments.get('BestFitMapping'))) return false;
  if (method.isVararg || method.returnsByRef !== 'none' || root.typeParameters.length > 0) return false;
  // CS7042, and so none of the analyzer's concern.
  for (let type: NamedTypeSymbol | undefined = method.containingType; type; type = type.containingType) if (type.typeParameters.length > 0) return false;
  return isSupported(method.returnType, method.returnAttributes) && method.parameters.every((parameter) => isSupported(parameter.type, parameter.attributes));
}

/** False where the analyzer holds that no marshalling code can be made; what it is not sure about it proposes all the same. */
function isSupported(type: TypeSymbol, attributes: readonly AttributeData[]): boolean {
  if (type.kind === 'error' || unsupportedTypes.some(([namespace, name]) => isNamed(type, namespace, name))) return false;
  const unmanaged = unmanagedTypeOf(attributes);
  return unmanaged === undefined || (unmanagedTypes.has(unmanaged) && !unsupportedUnmanagedTypes.has(unmanaged));
}

/** Value of `[MarshalAs]`; undefined without one. */
export function unmanagedTypeOf(attributes: readonly AttributeData[]): number | undefined {
  const [marshalAs] = attributesNamed(attributes, 'MarshalAsAttribute');
  const value = marshalAs?.constructorArguments[0];
  return value?.kind === 'enum' || value?.kind === 'primitive' ? Number(value.value) : undefined;
}

function checkLibraryImport(context: BodyContext, method: MethodSymbol, unit: Unit<MethodDeclaration>): void {
  const { root } = unit;
  const file = context.program.source(context.body.file);
  if (!file) return;
  const report = (message: string): void => { context.report({ unit, start: root.nameStart, end: root.nameEnd }, { id: 'SYSLIB1050', message }); };
  const ignored = `P/Invoke source generation will ignore method '${method.name}'.`;
  if (root.typeParameters.length > 0 || root.body !== undefined || !root.modifiers.includes('static') || !root.modifiers.includes('partial')) {
    report(`Method '${method.name}' should be 'static', 'partial', and non-generic when marked with 'LibraryImportAttribute'. ${ignored}`);
    return;
  }
  const types = typesAround(file, unit.base + root.start);
  const notPartial = [...types].reverse().find((type) => !type.header.root.modifiers.includes('partial'));
  if (notPartial) report(`Method '${method.name}' is contained in a type '${notPartial.header.root.name}' that is not marked 'partial'. ${ignored}`);
}
