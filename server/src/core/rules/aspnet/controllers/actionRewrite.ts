/** One action as a handler: static, with its services as parameters, and results of endpoints. */
import type { TextEdit } from '../../../diagnostic';
import type { AnyNode } from '../../../flow/walk';
import { parentsOf, walk } from '../../../flow/walk';
import type { AttributeData, TypeSymbol } from '../../../symbols/symbol';
import { isNamed, isVoid, nullableUnderlying } from '../../../symbols/types';
import type { Expression, TypeSyntax } from '../../../syntax/nodes';
import { indentationAt, newLineOf } from '../../../syntax/query';
import type { ProgramContext } from '../../rule';
import { editIn } from '../fixes/sourceEdits';
import { handlerParameters } from './actionParameters';
import type { EndpointName, ResultRewrite } from './actionResults';
import { isPlainValue, isResult, rewriteResult } from './actionResults';
import type { ActionRoute } from './actionRoutes';
import { isRouteAttribute } from './actionRoutes';
import type { Action } from './controllerModel';
import { isOwnMember, memberOf, mvcNamespace } from './controllerModel';
import type { ControllerService } from './controllerServices';
import { isAnnotated } from './mayBeNull';

/** Everything of the class that its actions share. */
export interface RewriteScope {
  readonly program: ProgramContext;
  readonly prefix: string;
  readonly services: readonly ControllerService[];
  readonly endpointName: EndpointName;
  readonly isRouteName: (name: string) => boolean;
}

/** Attributes that mean the same on a handler: they are metadata of the endpoint. */
const metadata = new RegExp(`^(?:${[
  'Microsoft\\.AspNetCore\\.Authorization\\.(?:Authorize|AllowAnonymous)Attribute', 'Microsoft\\.AspNetCore\\.Mvc\\.ProducesResponseTypeAttribute',
  'Microsoft\\.AspNetCore\\.Cors\\.(?:Enable|Disable)CorsAttribute', 'Microsoft\\.AspNetCore\\.RateLimiting\\.(?:Enable|Disable)RateLimitingAttribute',
  'Microsoft\\.AspNetCore\\.OutputCaching\\.OutputCacheAttribute', 'Microsoft\\.AspNetCore\\.Http\\.(?:Tags|EndpointSummary|EndpointDescription|ExcludeFromDescription)Attribute',
  'Microsoft\\.AspNetCore\\.Http\\.Timeouts\\.(?:Disable)?RequestTimeoutAttribute', 'Microsoft\\.AspNetCore\\.Routing\\.ExcludeFromDescriptionAttribute',
  'System\\.Diagnostics\\..*', 'System\\.ComponentModel\\.DescriptionAttribute',
].join('|')})$`);

export function isEndpointMetadata({ fullName }: AttributeData): boolean {
  return metadata.test(fullName);
}

const contextProperties: Readonly<Record<string, { readonly type: string; readonly name: string }>> = {
  HttpContext: { type: 'HttpContext', name: 'httpContext' }, Request: { type: 'HttpRequest', name: 'request' }, Response: { type: 'HttpResponse', name: 'response' },
  User: { type: 'System.Security.Claims.ClaimsPrincipal', name: 'user' },
};

/** What stands for a member of the controller inside a handler: a parameter. */
interface Substitute { readonly name: string; readonly parameter: string; readonly statement?: string }

/** What makes a handler of an action. */
export interface ActionRewrite {
  readonly edits: readonly TextEdit[];
  /** Such a handler is a RequestDelegate, unless a cast says otherwise. */
  readonly takesContextAlone: boolean;
  /** What the generator of endpoints tells handlers apart by, and what it leaves out: default values. */
  readonly signature: string;
  readonly defaults: string;
  /** Types that it reads from and writes to JSON. */
  readonly types: readonly TypeSymbol[];
  /** Those that are read. */
  readonly bodies: readonly TypeSymbol[];
}

/** Undefined where the action cannot be moved. */
export function rewriteAction(action: Action, routes: readonly ActionRoute[], scope: RewriteScope): ActionRewrite | undefined {
  const { node, unit, method, body, controller: { source } } = action;
  if (node.typeParameters.length > 0 || method.isVirtual || method.isOverride || unit.hasError || !node.body) return undefined;
  const attributes = attributeEdits(action);
  const parameters = handlerParameters(action, scope.prefix, routes, scope.program);
  const returned = returnOf(action, parameters?.hasFailingCheck === true);
  if (!attributes || !parameters || !returned) return undefined;
  const rewrite: ResultRewrite = { action, program: scope.program, valueType: returned.valueType, endpointName: scope.endpointName, isRouteName: scope.isRouteName, edits: [], handled: new Set(), written: [] };
  if (returned.isRewritten && !body.returnsOf(undefined).every(({ expression }) => rewriteResult(expression, rewrite))) return undefined;
  const members = memberEdits(action, rewrite, scope);
  if (!members) return undefined;
  const at = { file: source.path, unit };
  const added = members.substitutes.map(({ parameter }) => parameter);
  const head = node.attributeLists.at(-1)?.end ?? node.start;
  const modifier = /\bpublic\b/.exec(unit.text.slice(head, node.returnType.start));
  if (!modifier) return undefined;
  const publicEnd = head + modifier.index + modifier[0].length;
  const required = [...parameters.written.filter(({ isOptional }) => !isOptional).map(({ text }) => text), ...added];
  const optional = parameters.written.filter(({ isOptional }) => isOptional).map(({ text }) => text);
  const all = [...required, ...optional];
  const list = parameterList(action);
  if (!list || /\/[/*]|#/.test(unit.text.slice(list.start, list.end))) return undefined;
  const checks = [...members.substitutes.flatMap(({ statement }) => (statement === undefined ? [] : [statement])), ...parameters.checks];
  const start = bodyEdits(action, checks, scope);
  if (!start) return undefined;
  return {
    edits: [
      ...attributes, editIn(at, publicEnd, publicEnd, ' static'), ...(returned.text === undefined ? [] : [editIn(at, node.returnType.start, node.returnType.end, returned.text)]),
      ...(all.join(', ') === unit.text.slice(list.start, list.end) ? [] : [editIn(at, list.start, list.end, all.join(', '))]), ...rewrite.edits, ...members.edits, ...start,
    ],
    takesContextAlone: all.length === 1 && /(?:^|\s)HttpContext\s+\w+$/.test(all[0] ?? '') && /^(?:System\.Threading\.Tasks\.)?Task\b/.test(returned.text ?? unit.text.slice(node.returnType.start)),
    signature: `${returned.text ?? unit.text.slice(node.returnType.start, node.returnType.end)} (${[parameters.signature, ...added].join()})`, defaults: parameters.defaults,
    types: [...(returned.valueType && !returned.isRewritten ? [returned.valueType] : []), ...rewrite.written, ...parameters.bodies], bodies: parameters.bodies,
  };
}

/** Between the parentheses. */
function parameterList({ node, unit }: Action): { readonly start: number; readonly end: number } | undefined {
  const open = unit.text.indexOf('(', node.nameEnd);
  const last = node.parameters.at(-1);
  const close = unit.text.indexOf(')', last?.end ?? open);
  return open < 0 || close < 0 ? undefined : { start: open + 1, end: close };
}

/** Routes go; metadata stays; anything else has no equal. */
function attributeEdits({ node, unit, method, controller: { source } }: Action): readonly TextEdit[] | undefined {
  if (method.attributes.some((attribute) => !isRouteAttribute(attribute) && !isEndpointMetadata(attribute)) || method.returnAttributes.length > 0) return undefined;
  const written = node.attributeLists.flatMap(({ attributes }) => attributes);
  if (written.length !== method.attributes.length) return undefined;
  return node.attributeLists.flatMap((list) => {
    const kept = list.attributes.filter((attribute) => !isRouteAttribute(method.attributes[written.indexOf(attribute)] ?? { attributeClass: undefined, fullName: '', attributeConstructor: undefined, constructorArguments: [], namedArguments: new Map() }));
    if (kept.length === list.attributes.length) return [];
    const space = kept.length > 0 ? 0 : /^\s*/.exec(unit.text.slice(list.end))?.[0].length ?? 0;
    return [editIn({ file: source.path, unit }, list.start, list.end + space, kept.length > 0 ? `[${kept.map(({ start, end }) => unit.text.slice(start, end)).join(', ')}]` : '')];
  });
}

interface Returned { readonly isRewritten: boolean; readonly valueType: TypeSymbol | undefined; readonly text: string | undefined }

/** What the handler gives back: the same value where it is never null, else a result. */
function returnOf({ node, method, unit }: Action, mustBeResult: boolean): Returned | undefined {
  const task = method.returnType.kind === 'namedType' && method.returnType.namespace === 'System.Threading.Tasks' && /^(?:Task|ValueTask)$/.test(method.returnType.name) ? method.returnType : undefined;
  const type = task ? task.typeArguments[0] : method.returnType;
  const written = node.returnType;
  const text = (result: string): string => (task ? `${unit.text.slice(written.start, genericStart(written))}<${result}>` : result);
  if (type === undefined || isVoid(type)) return mustBeResult ? undefined : { isRewritten: false, valueType: undefined, text: undefined };
  // A task that is passed on would have to be turned into another.
  if (task && !method.isAsync && (isResult(type) || mustBeResult || isAnnotated(written))) return undefined;
  if (isResult(type)) {
    const isOpen = type.kind === 'namedType' && (type.name === 'IActionResult' || type.name === 'ActionResult');
    const [value] = type.kind === 'namedType' ? type.typeArguments : [];
    return isOpen && (value === undefined || isPlainValue(value)) ? { isRewritten: true, valueType: value, text: text('IResult') } : undefined;
  }
  if (!isPlainValue(type)) return undefined;
  const mayBeNull = isAnnotated(written) || nullableUnderlying(type) !== undefined;
  return mustBeResult || mayBeNull ? { isRewritten: true, valueType: type, text: text('IResult') } : { isRewritten: false, valueType: type, text: undefined };
}

/** Where the type arguments of `Task<T>` begin. */
function genericStart(type: TypeSyntax): number {
  const name = type.kind === 'QualifiedName' ? type.right : type;
  return name.kind === 'GenericName' ? name.identifierEnd : type.end;
}

/** Uses of the instance become uses of parameters; undefined where something has none. */
function memberEdits(action: Action, rewrite: ResultRewrite, scope: RewriteScope): { readonly edits: readonly TextEdit[]; readonly substitutes: readonly Substitute[] } | undefined {
  const { body, unit, controller } = action;
  const parents = parentsOf(unit.root);
  const substitutes = new Map<string, Substitute>();
  const edits: TextEdit[] = [];
  const left = new Set<AnyNode>();
  const impossible: AnyNode[] = [];
  const takes = (node: AnyNode, substitute: Substitute | undefined): void => {
    if (!substitute) { impossible.push(node); return; }
    substitutes.set(substitute.parameter, substitute);
    edits.push(editIn({ file: controller.source.path, unit }, node.start, node.end, substitute.name));
  };
  if (typeof unit.root.body !== 'object') return undefined;
  walk(unit.root.body, (node) => {
    if (node.kind === 'This' || node.kind === 'Base') { left.add(node); return undefined; }
    const name = nameOf(node as unknown as Expression);
    if (name === undefined) return undefined;
    const symbol = body.symbolOf(node as unknown as Expression);
    const parent = parents.get(node);
    const call = parent?.kind === 'Invocation' && (parent as unknown as { readonly expression: unknown }).expression === node ? parent : undefined;
    const isQualified = node.kind === 'MemberAccess';
    if (symbol?.kind === 'parameter' && !isQualified && isPrimaryParameter(symbol, action)) {
      const found = scope.services.find((service) => service.field === undefined && service.name === name);
      takes(node, found && serviceSubstitute(found, action));
      return undefined;
    }
    const member = symbol && memberOf(symbol);
    if (!member || !isOwnMember(controller, member.containingType)) return undefined;
    if (member.isStatic) return isQualified ? false : undefined;
    if (isQualified && (node as unknown as { readonly expression: Expression }).expression.kind !== 'This') return undefined;
    if (call && rewrite.handled.has(call)) return false;
    if (member.kind === 'method' && isLinkTarget(node, parents, rewrite)) return false;
    const field = member.kind === 'field' ? scope.services.find((service) => service.field === member.name) : undefined;
    if (field) takes(node, serviceSubstitute(field, action));
    else if (member.kind === 'property' && isNamed(member.containingType, mvcNamespace, 'ControllerBase') && contextProperties[member.name]) takes(node, contextSubstitute(member.name, action));
    else if (member.kind === 'method' && isHelper(member.name, action)) { if (isQualified) impossible.push(node); } else impossible.push(node);
    return false;
  });
  for (const node of left) {
    const parent = parents.get(node);
    const isReplaced = parent?.kind === 'MemberAccess' && (edits.some(({ span }) => span.start === unit.base + parent.start) || rewrite.handled.has(parents.get(parent) ?? parent));
    if (!isReplaced) return undefined;
  }
  return impossible.length === 0 ? { edits, substitutes: [...substitutes.values()] } : undefined;
}

/** A name that stands for a member: alone, or behind `this`. */
function nameOf(node: Expression): string | undefined {
  if (node.kind === 'IdentifierName' || node.kind === 'GenericName') return node.name;
  return node.kind === 'MemberAccess' && node.expression.kind === 'This' ? node.name.name : undefined;
}

function isPrimaryParameter(symbol: { readonly location: { readonly unit: unknown } | undefined }, { controller }: Action): boolean {
  return symbol.location?.unit === controller.declaration.header;
}

/** `nameof(Get)` inside a link that is replaced. */
function isLinkTarget(node: AnyNode, parents: ReadonlyMap<AnyNode, AnyNode>, { handled }: ResultRewrite): boolean {
  for (let parent = parents.get(node); parent; parent = parents.get(parent)) if (handled.has(parent)) return true;
  return false;
}

/** A private method of the class that becomes static with it. */
function isHelper(name: string, { controller }: Action): boolean {
  const methods = controller.declaration.members.filter(({ root }) => root.kind === 'Method' && root.name === name);
  return methods.length > 0 && methods.every(({ root }) => !root.modifiers.includes('public'));
}

function serviceSubstitute(service: ControllerService, action: Action): Substitute | undefined {
  const { name: written, field, attributes, type, isOwnLogger } = service;
  const name = isFree(written, action) || field === undefined ? written : field;
  if (!isFree(name, action)) return undefined;
  if (!isOwnLogger) return { name, parameter: `${attributes === '' ? '[FromServices]' : attributes} ${type} ${name}` };
  const { type: { namespace, name: className } } = action.controller;
  if (!isFree('loggerFactory', action)) return undefined;
  return { name, parameter: '[FromServices] ILoggerFactory loggerFactory', statement: `var ${name} = loggerFactory.CreateLogger("${namespace === '' ? '' : `${namespace}.`}${className}");` };
}

function contextSubstitute(property: string, action: Action): Substitute | undefined {
  const { type, name } = contextProperties[property] ?? { type: '', name: '' };
  const own = action.method.parameters.find((parameter) => parameter.type.kind === 'namedType' && parameter.type.name === type);
  if (own) return undefined;
  return isFree(name, action) ? { name, parameter: `${type} ${name}` } : undefined;
}

const declarations: ReadonlySet<string> = new Set(['Parameter', 'VariableDeclarator', 'SingleDesignation', 'LocalFunction', 'Catch', 'FromClause', 'LetClause', 'JoinClause', 'IntoClause']);

/** Whether a name stands for nothing in the method but what the class was given. */
function isFree(name: string, { unit, body, controller }: Action): boolean {
  const parents = parentsOf(unit.root);
  let isUsed = false;
  walk(unit.root, (node) => {
    if ((node as unknown as { readonly name?: unknown }).name !== name) return !isUsed;
    const parent = parents.get(node);
    if (declarations.has(node.kind)) isUsed = true;
    if (node.kind !== 'IdentifierName' || (parent?.kind === 'MemberAccess' && (parent as unknown as { readonly name: unknown }).name === node)) return !isUsed;
    const symbol = body.symbolOf(node as unknown as Expression);
    const isGiven = symbol?.kind === 'field' ? symbol.containingType === controller.type : symbol?.kind === 'parameter' && symbol.location?.unit === controller.declaration.header;
    if (!isGiven) isUsed = true;
    return !isUsed;
  });
  return !isUsed;
}

/** Statements at the begin; an expression becomes a block for them. */
function bodyEdits({ node, unit, method, controller: { source } }: Action, statements: readonly string[], { program }: RewriteScope): readonly TextEdit[] | undefined {
  const { body } = node;
  if (!body || statements.length === 0) return [];
  const at = { file: source.path, unit };
  const text = program.source(source.path)?.text ?? '';
  const newLine = newLineOf(text);
  const outer = indentationAt(text, unit.base + node.nameStart);
  const inner = `${outer}${outer.startsWith('\t') ? '\t' : '    '}`;
  const lines = statements.map((statement) => `${inner}${statement}${newLine}`).join('');
  if (body.kind === 'Block') {
    const first = body.statements[0];
    if (!first) return undefined;
    const open = unit.text.indexOf('{', body.start) + 1;
    const isLine = /^[ \t]*\r?\n/.exec(unit.text.slice(open));
    return isLine ? [editIn(at, open + isLine[0].length, open + isLine[0].length, lines)] : [editIn(at, open, open, ` ${statements.join(' ')}`)];
  }
  if (body.kind === 'ThrowExpression') return undefined;
  const arrow = unit.text.lastIndexOf('=>', body.start);
  const semicolon = unit.text.indexOf(';', body.end);
  if (arrow < 0 || semicolon < 0) return undefined;
  const hasValue = !isVoid(method.returnType) && !(method.isAsync && method.returnType.kind === 'namedType' && method.returnType.arity === 0);
  const before = unit.text.slice(0, arrow).trimEnd().length;
  return [editIn(at, before, body.start, `${newLine}${outer}{${newLine}${lines}${inner}${hasValue ? 'return ' : ''}`), editIn(at, semicolon, semicolon + 1, `;${newLine}${outer}}`)];
}
