/** Fix of calls that serialize by reflection: the overload that takes the `JsonTypeInfo<T>` of a source-generated context. */
import type { BoundBody, EnclosingFunction, SymbolUse } from '../../binding/boundBody';
import type { Fix, TextEdit } from '../../diagnostic';
import { typeInfoName } from '../../symbols/generatedJsonGraph';
import type { MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import { unwrap } from '../../flow/walk';
import type { Argument, Expression, Lambda } from '../../syntax/nodes';
import { isAnonymous } from '../aspnet/endpoint';
import type { ProgramContext } from '../rule';
import type { JsonContext } from './contexts';
import { contextsOf } from './contexts';
import { entryEdit } from './fixes';
import { isClosed, typeName } from './typeModel';

const owners: ReadonlySet<string> = new Set([
  'System.Text.Json.JsonSerializer', 'System.Net.Http.Json.HttpClientJsonExtensions', 'System.Net.Http.Json.HttpContentJsonExtensions',
]);

/** Undefined where the call has no such overload, or the program no context. The type is added to the context when it is not listed yet. */
export function typedJsonFix(use: SymbolUse, body: BoundBody, program: ProgramContext): Fix | undefined {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method' || use.node?.kind !== 'Invocation') return undefined;
  const [type] = method.typeArguments;
  if (!type || method.typeArguments.length > 1 || !isClosed(type) || isAnonymous(type)) return undefined;
  if (!owners.has(`${method.containingType.namespace}.${method.containingType.name}`)) return undefined;
  const contexts = contextsOf(program.compilation);
  const name = typeName(type);
  const context = contexts.find((candidate) => candidate.covered.has(name)) ?? contexts[0];
  if (!context) return undefined;
  const info = `${typeName(context.type)}.Default.${propertyName(type, context)}`;
  const call = callEdit(use.node as Extract<Expression, { readonly kind: 'Invocation' }>, use, method, body.file, info);
  const entry = context.covered.has(name) ? undefined : entryEdit(program, context, name);
  const returnType = handlerReturnType(use, body);
  if (!call || (!entry && !context.covered.has(name)) || returnType === 'unknown') return undefined;
  return { title: `Use ${info}`, applicability: 'unsafe', edits: [entry, returnType, call].filter((edit) => edit !== undefined) };
}

/**
 * Generators do not see each other's code: in a route handler whose type is inferred, the request delegate generator would take
 * the context's property for an error and emit code that does not compile. A return type written on the lambda cures it.
 */
function handlerReturnType(use: SymbolUse, body: BoundBody): TextEdit | 'unknown' | undefined {
  let enclosing: EnclosingFunction | undefined = use.enclosing;
  for (; enclosing; enclosing = enclosing.parent) {
    const lambda = enclosing.node;
    if (lambda?.kind !== 'Lambda' || lambda.returnType || !isHandler(lambda, body)) continue;
    const type = body.functionOf(lambda)?.returnType;
    if (!type || !isClosed(type) || isAnonymous(type)) return 'unknown';
    const unit = use.anchor.unit;
    const head = lambda.attributeLists.at(-1)?.end ?? lambda.start;
    const modifiers = /^\s*(?:(?:static|async)\b\s*)*/.exec(unit.text.slice(head, lambda.arrow))?.[0].length ?? 0;
    const at = unit.base + head + modifiers;
    return { file: body.file, span: { start: at, end: at }, newText: `${typeName(type)} ` };
  }
  return undefined;
}

/** Handlers of routes are taken as `System.Delegate`. */
function isHandler(lambda: Lambda, body: BoundBody): boolean {
  return body.uses.some((call) => call.arguments?.some(({ parameter, expression }) => unwrap(expression) === lambda
    && parameter.type.kind === 'namedType' && parameter.type.namespace === 'System' && parameter.type.name === 'Delegate') ?? false);
}

/** In the place of the options where they are written, else before the cancellation token or at the end. */
function callEdit(node: Extract<Expression, { readonly kind: 'Invocation' }>, use: SymbolUse, method: MethodSymbol, file: string, info: string): TextEdit | undefined {
  const base = use.anchor.unit.base;
  const written = (parameter: string): Argument | undefined => use.arguments?.find((a) => a.parameter.name === parameter)?.argument;
  const options = written('options');
  if (options) return { file, span: { start: base + options.start, end: base + options.end }, newText: info };
  const token = written('cancellationToken');
  if (token) return { file, span: { start: base + token.start, end: base + token.start }, newText: `${info}, ` };
  if (!method.parameters.some((parameter) => parameter.name === 'options' || parameter.name === 'cancellationToken')) return undefined;
  const last = node.arguments[node.arguments.length - 1];
  const at = base + (last ? last.end : node.end - 1);
  return { file, span: { start: at, end: at }, newText: last ? `, ${info}` : info };
}

/** Name of the generated property: `TypeInfoPropertyName` of the attribute, or made from the type's name. */
function propertyName(type: TypeSymbol, context: JsonContext): string {
  const name = typeName(type);
  for (const attribute of context.type.attributes) {
    const root = attribute.constructorArguments[0];
    const given = attribute.namedArguments.get('TypeInfoPropertyName');
    if (root?.kind === 'type' && root.value && typeName(root.value) === name && given?.kind === 'primitive' && typeof given.value === 'string') return given.value;
  }
  return typeInfoName(type);
}
