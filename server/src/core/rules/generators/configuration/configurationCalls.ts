/** Calls that the configuration binding generator would replace, and the type that each of them binds to. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import { isTypeAccessible } from '../../../binding/accessibility';
import { unwrap } from '../../../flow/walk';
import type { AssemblySymbol, MethodSymbol, TypeSymbol } from '../../../symbols/symbol';
import { containsError, isObject, isVoid, isValueType } from '../../../symbols/types';
import type { Expression } from '../../../syntax/nodes';
import { onlyValueOf } from '../../aspnet/onlyValue';
import { isBindingCall } from '../../capability/generators';
import type { BoundInstance } from './boundInstances';
import { boundInstance } from './boundInstances';
import { isParsable, nullableOf } from './configurationTypes';

/** What the generator makes of a call. */
export type BindingCall =
  /** Code for this type. `isCreated`: also to make an instance; `section`: path of what that is made of, in lower case, where it is constant. `instance`: of `Bind`, where it may be of a class below. */
  | { readonly kind: 'root'; readonly type: TypeSymbol; readonly generator: number; readonly isCreated: boolean; readonly section: string | undefined; readonly instance: BoundInstance | undefined }
  /** SYSLIB1103. */
  | { readonly kind: 'valueType'; readonly type: TypeSymbol }
  /** SYSLIB1104. */
  | { readonly kind: 'undetermined' };

/** Undefined where the generator has nothing to say of a use, and where that is not known. */
export function bindingCall(use: SymbolUse, body: BoundBody, frameworkVersion: number): BindingCall | undefined {
  const method = use.symbol;
  if (method?.kind !== 'method' || !isBindingCall(use)) return undefined;
  const target = method.containingType.name === 'ConfigurationBinder' ? binderTarget(use, method, body) : method.typeArguments[0] ?? 'none';
  if (target === undefined || (target !== 'none' && containsError(target))) return undefined;
  if (target === 'none' || !isValidRoot(target, body.compilation.assembly)) return { kind: 'undetermined' };
  if (method.containingType.name === 'ConfigurationBinder') {
    if (method.name === 'Bind' && isValueType(target)) return { kind: 'valueType', type: target };
    if (method.name === 'GetValue' && !isParsable(nullableOf(target) ?? target)) return undefined;
  }
  const isCreated = method.name === 'Get';
  const section = isCreated && use.receiver ? sectionPath(use.receiver, body) : undefined;
  const instance = method.name === 'Bind' && method.containingType.name === 'ConfigurationBinder' ? boundInstance(use, target, body) : undefined;
  return { kind: 'root', type: target, generator: generatorVersion(method.containingType.containingAssembly, frameworkVersion), isCreated, section, instance };
}

/** `a:b` for `configuration.GetSection("A").GetRequiredSection("B")`, also by way of a variable; what the configuration itself is, nobody knows. */
function sectionPath(expression: Expression, body: BoundBody, depth = 0): string | undefined {
  const node = unwrap(expression);
  if (node.kind === 'IdentifierName') {
    const value = depth < mostSections ? onlyValueOf(node, body) : undefined;
    return value && sectionPath(value, body, depth + 1);
  }
  if (node.kind !== 'Invocation' || node.expression.kind !== 'MemberAccess' || !/^Get(?:Required)?Section$/.test(node.expression.name.name)) return undefined;
  const [argument] = node.arguments;
  const key = argument && body.constantOf(argument.expression);
  if (key?.kind !== 'primitive' || typeof key.value !== 'string') return undefined;
  const outer = unwrap(node.expression.expression);
  const around = sectionPath(outer, body, depth + 1);
  if (around === undefined && outer.kind === 'Invocation') return undefined;
  return `${around === undefined ? '' : `${around}:`}${key.value.toLowerCase()}`;
}

const mostSections = 16;

/** The generator comes with the package or targeting pack that has the methods. */
function generatorVersion(assembly: AssemblySymbol, frameworkVersion: number): number {
  return Number(/[\\/](\d+)\.\d+\.\d+[^\\/]*[\\/](?:lib|ref)[\\/]/.exec(assembly.path ?? '')?.[1] ?? frameworkVersion);
}

/** `none` where no type can be told; undefined while it is unknown. */
function binderTarget(use: SymbolUse, method: MethodSymbol, body: BoundBody): TypeSymbol | 'none' | undefined {
  const [typeArgument] = method.typeArguments;
  if (typeArgument) return typeArgument;
  const name = method.name === 'Bind' ? 'instance' : 'type';
  const written = use.arguments?.find((argument) => argument.parameter.name === name)?.expression;
  if (!written) return undefined;
  return method.name === 'Bind' ? instanceType(written, body) : typeOfOperand(written, use, body);
}

function typeOfOperand(written: Expression, use: SymbolUse, body: BoundBody): TypeSymbol | 'none' | undefined {
  let node = written;
  while (node.kind === 'Parenthesized') node = node.expression;
  if (node.kind !== 'TypeOf') return 'none';
  const { start, end } = node;
  const found = body.uses.find((candidate) => candidate.kind === 'typeof' && candidate.anchor.unit === use.anchor.unit && candidate.anchor.start === start && candidate.anchor.end === end);
  return found?.symbol && 'kind' in found.symbol ? typeSymbolOf(found.symbol) : undefined;
}

function typeSymbolOf(symbol: NonNullable<SymbolUse['symbol']>): TypeSymbol | 'none' | undefined {
  switch (symbol.kind) {
    case 'namedType': return symbol.isUnboundGeneric ? 'none' : symbol;
    case 'typeParameter':
    case 'array':
    case 'pointer':
    case 'functionPointer':
    case 'dynamic': return symbol;
    default: return undefined;
  }
}

/** The static type of an object behind conversions; only values that are stored or created have one for the generator. */
function instanceType(written: Expression, body: BoundBody): TypeSymbol | 'none' | undefined {
  const node = unwrap(written);
  switch (node.kind) {
    case 'Cast':
    case 'As': return instanceType(node.expression, body);
    case 'This':
    case 'ObjectCreation': return body.typeOf(node);
    case 'ImplicitObjectCreation': return body.convertedTypeOf(node);
    case 'IdentifierName':
    case 'GenericName':
    case 'MemberAccess':
    case 'ElementAccess': {
      const symbol = body.symbolOf(node);
      if (symbol === undefined) return node.kind === 'ElementAccess' && body.typeOf(node) !== undefined ? 'none' : undefined;
      return symbol.kind === 'local' || symbol.kind === 'field' || symbol.kind === 'property' || symbol.kind === 'parameter' ? symbol.type : 'none';
    }
    case 'Error': return undefined;
    default: return 'none';
  }
}

function isValidRoot(type: TypeSymbol, assembly: AssemblySymbol): boolean {
  if (isObject(type) || isVoid(type) || type.kind === 'typeParameter' || type.kind === 'pointer' || type.kind === 'error') return false;
  if (type.kind === 'namedType' && (type.isRefLike || hasTypeParameters(type))) return false;
  return isAccessible(type, assembly);
}

/** As the generator looks for them: not inside arrays. */
function hasTypeParameters(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && type.typeArguments.some((argument) => argument.kind === 'typeParameter' || hasTypeParameters(argument));
}

function isAccessible(type: TypeSymbol, assembly: AssemblySymbol): boolean {
  switch (type.kind) {
    case 'array': return isAccessible(type.elementType, assembly);
    case 'namedType': {
      for (let level: typeof type | undefined = type; level; level = level.containingType) {
        if (!level.typeArguments.every((argument) => isAccessible(argument, assembly))) return false;
      }
      return isTypeAccessible(type.originalDefinition, { assembly, type: undefined });
    }
    default: return true;
  }
}
