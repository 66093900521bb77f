/** Delegate types of lambdas and method groups that no `Func` or `Action` fits: reference parameters, defaults, `params`, many parameters (C# 10, C# 12). */
import type { Compilation } from '../symbols/compilation';
import type { MethodSymbol, NamedTypeSymbol, RefKind, TypeSymbol } from '../symbols/symbol';
import { synthesizedMethod, synthesizedParameter } from './binderSymbols';
import { sameTypes } from './binderTypes';

/** What tells the parameters of such delegates apart. */
export interface DelegateParameter {
  readonly type: TypeSymbol;
  readonly refKind: RefKind;
  readonly isParams?: boolean;
  readonly isOptional?: boolean;
}

interface Entry {
  readonly parameters: readonly DelegateParameter[];
  readonly returnType: TypeSymbol;
  readonly symbol: NamedTypeSymbol;
}

const known = new WeakMap<Compilation, Entry[]>();
const none: readonly never[] = [];

/** A delegate without a name; the same one for the same parameters and return type. */
export function synthesizedDelegate(parameters: readonly DelegateParameter[], returnType: TypeSymbol, compilation: Compilation): NamedTypeSymbol {
  let entries = known.get(compilation);
  if (entries === undefined) known.set(compilation, entries = []);
  const same = entries.find((entry) => sameTypes(entry.returnType, returnType) && entry.parameters.length === parameters.length && entry.parameters.every((p, i) => sameParameter(p, parameters[i])));
  if (same !== undefined) return same.symbol;
  const symbol = makeDelegate(parameters, returnType, compilation);
  entries.push({ parameters, returnType, symbol });
  return symbol;
}

function sameParameter(a: DelegateParameter, b: DelegateParameter | undefined): boolean {
  return b !== undefined && a.refKind === b.refKind && (a.isParams ?? false) === (b.isParams ?? false) && (a.isOptional ?? false) === (b.isOptional ?? false) && sameTypes(a.type, b.type);
}

function makeDelegate(parameters: readonly DelegateParameter[], returnType: TypeSymbol, compilation: Compilation): NamedTypeSymbol {
  let invoke: MethodSymbol | undefined;
  const members = (): readonly MethodSymbol[] => [invoke ??= {
    ...synthesizedMethod({
      name: 'Invoke', methodKind: 'delegateInvoke', containingType: type, containingSymbol: undefined, returnType, isStatic: false, isAsync: false,
      parameters: parameters.map((p, i) => synthesizedParameter(`arg${i + 1}`, i, p.type, p.refKind, { isParams: p.isParams ?? false, isOptional: p.isOptional ?? false, hasDefaultValue: p.isOptional ?? false })),
    }),
    accessibility: 'public',
    get originalDefinition(): MethodSymbol { return invoke ?? this; },
  }];
  const type: NamedTypeSymbol = {
    kind: 'namedType', name: '', typeKind: 'delegate', specialType: undefined, namespace: '', arity: 0, typeParameters: none, typeArguments: none,
    containingType: undefined, containingAssembly: compilation.assembly, get originalDefinition() { return type; }, tupleElementNames: undefined,
    accessibility: 'internal', isStatic: false, isAbstract: false, isSealed: true, isReadOnly: false, isRefLike: false, isRecord: false,
    isFileLocal: false, isUnboundGeneric: false, get baseType() { return compilation.specialType('MulticastDelegate'); }, interfaces: none, allInterfaces: none,
    get members() { return members(); }, membersNamed: (name) => members().filter((m) => m.name === name), nestedTypes: none,
    nestedTypesNamed: () => none, constructors: none, enumUnderlyingType: undefined, get delegateInvokeMethod() { return members()[0]; }, attributes: none, location: undefined,
  };
  return type;
}
