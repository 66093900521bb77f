/**
 * IL2050: a call of a P/Invoke that passes COM objects. Which parameters and results count, and what excuses a call, was measured with the
 * analyzers of .NET 8, 9 and 10; they look at neither feature guards nor annotated lambdas and local functions there.
 */
import type { SymbolUse } from '../../binding/boundBody';
import type { AttributeData, MethodSymbol, ParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import { isNamed } from '../../symbols/types';
import { attributesNamed } from '../generators/interop/libraryImport';
import { defineRule } from '../rule';
import { callPlace } from '../signature/scope';
import { memberDisplay } from './display';
import { outermost } from './functions';
import { isInScope, unreferencedCode } from './requires';

export const comInteropRule = defineRule({
  metas: [{
    id: 'IL2050', name: 'com-interop', title: 'A P/Invoke passes COM objects', defaultSeverity: 'warning', official: true,
    why: 'Built-in COM marshalling finds interfaces and their members by reflection; trimming may remove them, and Native AOT has no such marshalling.',
    whatToDo: 'Use [GeneratedComInterface] with [LibraryImport], or ComWrappers.',
  }],
  checkBody(context) {
    if (!context.program.analyzers.trim) return;
    const { body } = context;
    for (const use of body.uses) {
      const method = calledImport(use);
      if (!method || !marshalsComObjects(method) || isInScope(body, outermost(use.enclosing), unreferencedCode, false)) continue;
      context.report(callPlace(use), {
        id: 'IL2050',
        message: `P/invoke method '${memberDisplay(method)}' declares a parameter with COM marshalling. Correctness of COM interop cannot be guaranteed after trimming. Interfaces and interface members might be removed.`,
      });
    }
  },
});

/** The method declared in source with `[DllImport]` that a use calls; delegates of one are not looked at. */
function calledImport(use: SymbolUse): MethodSymbol | undefined {
  if ((use.kind !== 'call' && use.kind !== 'localFunction') || use.inNameof || use.symbol?.kind !== 'method') return undefined;
  if (use.kind === 'localFunction' && use.node?.kind !== 'Invocation') return undefined;
  const { originalDefinition: method } = use.symbol;
  return method.isStatic && attributesNamed(method.attributes, 'DllImportAttribute').length > 0 ? method : undefined;
}

function marshalsComObjects(method: MethodSymbol): boolean {
  // The attribute of the result is not looked at.
  return method.parameters.some((parameter) => isComParameter(parameter)) || isComType(method.returnType);
}

function isComParameter({ type, attributes }: ParameterSymbol): boolean {
  const kind = marshalledAs(attributes);
  return kind === undefined ? isComType(type) : comKinds.has(kind);
}

/** IUnknown, IDispatch and Interface of UnmanagedType. */
const comKinds: ReadonlySet<number> = new Set([25, 26, 28]);

/** The UnmanagedType of `[MarshalAs(…)]`; undefined without one, and where it is written as a number, which the analyzers pass over. */
function marshalledAs(attributes: readonly AttributeData[]): number | undefined {
  const argument = attributesNamed(attributes, 'MarshalAsAttribute')[0]?.constructorArguments[0];
  return argument?.kind === 'enum' ? Number(argument.value) : undefined;
}

function isComType(type: TypeSymbol): boolean {
  if (type.kind !== 'namedType') return false;
  if (type.typeKind === 'interface') return true;
  if (type.typeKind !== 'class') return false;
  const layout = attributesNamed(type.attributes, 'StructLayoutAttribute')[0]?.constructorArguments[0];
  return (layout?.kind === 'enum' && Number(layout.value) === autoLayout) || isNamed(type, 'System', 'Array');
}

/** `LayoutKind.Auto`. */
const autoLayout = 3;
