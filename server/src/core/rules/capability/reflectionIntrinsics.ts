/** Calls that carry an attribute but that the analyzers understand from their arguments and so leave alone. */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import { unwrap } from '../../flow/walk';
import type { MethodSymbol } from '../../symbols/symbol';
import type { Expression } from '../../syntax/nodes';
import type { Capability } from './requires';
import { dynamicCode, unreferencedCode } from './requires';
import { valuesOf } from './typeValues';

/** Annotated for the callers that have no data flow analysis; the analyzers follow the values instead and have ids of their own for them. */
const dataFlowMethods: Readonly<Record<string, ReadonlySet<string>>> = {
  'System.Runtime.CompilerServices.RuntimeHelpers': new Set(['RunClassConstructor']),
  'System.Type': new Set(['GetType', 'MakeGenericType']),
  'System.Reflection.MethodInfo': new Set(['MakeGenericMethod']),
  'System.Reflection.Assembly': new Set(['CreateInstance']),
  'System.Activator': new Set(['CreateInstance', 'CreateInstanceFrom']),
  'System.AppDomain': new Set(['CreateInstance', 'CreateInstanceAndUnwrap', 'CreateInstanceFrom', 'CreateInstanceFromAndUnwrap']),
};

/** Whether the analyzer of this framework version sees that the call is harmless. */
export function isHarmlessIntrinsic(use: SymbolUse, method: MethodSymbol, body: BoundBody, c: Capability, version: number): boolean {
  const owner = `${method.containingType.namespace}.${method.containingType.name}`;
  if (c === unreferencedCode) return (dataFlowMethods[owner]?.has(method.name) ?? false) || isFollowedExpression(owner, method);
  if (c !== dynamicCode || version < 9 || use.kind !== 'call') return false;
  const invocation = use.node?.kind === 'Invocation' ? (use.node as Extract<Expression, { readonly kind: 'Invocation' }>) : undefined;
  if (!invocation) return false;
  const receiver = use.receiver;
  if (owner === 'System.Type' && method.name === 'MakeGenericType') {
    return receiver !== undefined && isKnownType(receiver, body) && invocation.arguments.every((a) => areKnownTypes(a.expression, body));
  }
  if (owner === 'System.Reflection.MethodInfo' && method.name === 'MakeGenericMethod') {
    return receiver !== undefined && isKnownMethod(receiver, body) && invocation.arguments.every((a) => areKnownTypes(a.expression, body));
  }
  return false;
}

/** `Expression.Call(Type, …)`, `New(Type)` and `Property(Expression, MethodInfo)`: overloads that take something else are reported. */
function isFollowedExpression(owner: string, method: MethodSymbol): boolean {
  if (owner !== 'System.Linq.Expressions.Expression') return false;
  const index = method.name === 'Property' ? 1 : method.name === 'Call' || method.name === 'New' ? 0 : undefined;
  const type = index === undefined ? undefined : method.parameters[index]?.type;
  return type?.kind === 'namedType' && type.name === (method.name === 'Property' ? 'MethodInfo' : 'Type');
}

function areKnownTypes(expression: Expression, body: BoundBody): boolean {
  const node = unwrap(expression);
  const elements = node.kind === 'ArrayCreation' || node.kind === 'ImplicitArrayCreation' ? node.initializer?.expressions : node.kind === 'CollectionExpression' ? node.elements : undefined;
  if (elements) return elements.every((element) => element.kind !== 'Spread' && isKnownType(element, body));
  return isKnownType(node, body);
}

/** `typeof(X)`, or a local that only ever holds such values. */
function isKnownType(expression: Expression, body: BoundBody): boolean {
  const node = unwrap(expression);
  if (node.kind === 'TypeOf') return true;
  if (node.kind === 'Conditional') return isKnownType(node.whenTrue, body) && isKnownType(node.whenFalse, body);
  if (node.kind !== 'IdentifierName' || body.symbolOf(node)?.kind !== 'local') return false;
  const values = valuesOf(node.name, body);
  return values !== undefined && values.length > 0 && values.every((value) => unwrap(value).kind === 'TypeOf');
}

/** `typeof(X).GetMethod("name")` where such a public method is there. */
function isKnownMethod(expression: Expression, body: BoundBody): boolean {
  const node = unwrap(expression);
  if (node.kind === 'IdentifierName' && body.symbolOf(node)?.kind === 'local') {
    const values = valuesOf(node.name, body);
    return values !== undefined && values.length > 0 && values.every((value) => unwrap(value).kind === 'Invocation' && isKnownMethod(value, body));
  }
  if (node.kind !== 'Invocation' || node.expression.kind !== 'MemberAccess' || node.expression.name.name !== 'GetMethod') return false;
  const type = unwrap(node.expression.expression);
  const name = node.arguments[0] && body.constantOf(node.arguments[0].expression);
  if (type.kind !== 'TypeOf' || name?.kind !== 'primitive' || typeof name.value !== 'string') return false;
  const { end } = type.type;
  const owner = body.uses.find((use) => use.kind === 'type' && use.anchor.end === end && use.anchor.start >= type.start)?.symbol;
  if (owner?.kind !== 'namedType') return true;
  return node.arguments.length > 1 || owner.membersNamed(name.value).some((member) => member.accessibility === 'public');
}
