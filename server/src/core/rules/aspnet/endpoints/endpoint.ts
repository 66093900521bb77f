/** One `Map…(…, Delegate)` call as the request delegate generator sees it: its handler, and why no code is made for it. */
import type { Anchor, BoundBody, SymbolUse } from '../../../binding/boundBody';
import { unwrap } from '../../../flow/walk';
import type { Compilation } from '../../../symbols/compilation';
import { typeDisplay } from '../../../symbols/display';
import type { Accessibility, FieldSymbol, MethodSymbol, ParameterSymbol, PropertySymbol, TypeSymbol } from '../../../symbols/symbol';
import { isNamed, nullableUnderlying } from '../../../symbols/types';
import type { Expression, FieldDeclaration, Lambda, Parameter, TypeSyntax, Unit } from '../../../syntax/nodes';
import { localFunctionNode } from '../../localFunctions';
import { asParametersProperties } from './asParameters';
import { declarationOf } from '../controllers/mayBeNull';
import { isKeyed, isSimpleFormValue, sourceOf } from './parameterSource';
import type { EndpointParameter } from './parameterSource';

const mapNames: ReadonlySet<string> = new Set(['Map', 'MapGet', 'MapPost', 'MapPut', 'MapDelete', 'MapPatch', 'MapMethods', 'MapFallback']);

/** Why an endpoint is left to run-time code: the diagnostic's id, and what its message names. */
export interface EndpointFault {
  readonly id: `RDG0${'02' | '03' | '04' | '05' | '06' | '07' | '08' | '09' | '10' | '11' | '12' | '13' | '14'}`;
  readonly name?: string;
  /** The parameter, or property of an `[AsParameters]` type, that it is about. */
  readonly subject?: ParameterSymbol | PropertySymbol;
}

/** Whether a method is one of the `Map…(…, Delegate)` extension methods of minimal APIs. */
export function isMapWithDelegate(method: MethodSymbol): boolean {
  const owner = method.containingType;
  const last = method.parameters[method.parameters.length - 1];
  return (
    owner.name === 'EndpointRouteBuilderExtensions' && owner.namespace === 'Microsoft.AspNetCore.Builder' && mapNames.has(method.name)
    && last?.type.kind === 'namedType' && last.type.specialType === 'Delegate'
  );
}

/** Whether a method is one of the `Map…(…, RequestDelegate)` extension methods, which the generator leaves alone. */
export function isMapWithRequestDelegate({ name, containingType, parameters }: MethodSymbol): boolean {
  const type = parameters[parameters.length - 1]?.type;
  return (
    containingType.name === 'EndpointRouteBuilderExtensions' && containingType.namespace === 'Microsoft.AspNetCore.Builder' && mapNames.has(name)
    && type?.kind === 'namedType' && type.name === 'RequestDelegate' && type.namespace === 'Microsoft.AspNetCore.Http'
  );
}

/** Whether a type is an IResult, which writes its answer itself. */
export function isResult(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && [type, ...type.allInterfaces].some((each) => isNamed(each, 'Microsoft.AspNetCore.Http', 'IResult'));
}

/** Handler argument of a call of a method that takes a Delegate. */
export function handlerOf(use: SymbolUse): Expression | undefined {
  const found = use.arguments?.find((argument) => argument.parameter.type.kind === 'namedType' && argument.parameter.type.specialType === 'Delegate');
  return found?.expression;
}

/** The method behind a handler; `lambda` where it is written in place. */
export interface Handler { readonly method: MethodSymbol; readonly lambda: Lambda | undefined }

/** Where a parameter of a handler stands: its type, where one is written; `at` for handlers that are not written in place. */
export function parameterPlace({ lambda }: Handler, index: number, at: Anchor): Anchor {
  const written = lambda?.parameters?.[index];
  const place = written?.type ?? written;
  return place ? { unit: at.unit, start: place.start, end: place.end } : at;
}

/** A handler as it is written. */
export interface WrittenHandler { readonly parameters: readonly Parameter[] | undefined; readonly returnType: TypeSyntax | undefined }

/** The lambda, local function or method of this program that a handler is; undefined where it is none of them. */
export function writtenHandler({ method, lambda }: Handler, body: BoundBody): WrittenHandler | undefined {
  return lambda ?? (method.methodKind === 'localFunction' ? localFunctionNode(method, body) : declarationOf(method));
}

/** Faults of a call; undefined where the generator does not look at it: `app?.MapGet(…)`, and calls by simple name. */
export function endpointFaults(use: SymbolUse, body: BoundBody): readonly EndpointFault[] | undefined {
  const node = use.node as Expression | undefined;
  if (node?.kind !== 'Invocation' || node.expression.kind !== 'MemberAccess') return undefined;
  const written = handlerOf(use);
  const handler = written && resolveHandler(written, body);
  if (handler === 'unresolvable') return [{ id: 'RDG002' }];
  return handler ? methodFaults(handler.method, body.compilation) : [];
}

/** Undefined while it is not known. */
export function resolveHandler(written: Expression, body: BoundBody): Handler | 'unresolvable' | undefined {
  const node = withoutConversions(written);
  if (node.kind === 'Lambda') {
    const method = body.functionOf(node);
    return method && { method, lambda: node };
  }
  const symbol = body.symbolOf(node);
  if (symbol?.kind === 'method' && node.kind !== 'Invocation' && node.kind !== 'ObjectCreation') return { method: symbol, lambda: undefined };
  if (symbol?.kind === 'field' && symbol.isReadOnly) return handlerOfField(symbol);
  return symbol === undefined && isName(node) ? undefined : 'unresolvable';
}

function isName(node: Expression): boolean {
  return node.kind === 'IdentifierName' || node.kind === 'GenericName' || node.kind === 'MemberAccess' || node.kind === 'Error';
}

/** Casts, `as`, parentheses, and `new Func<int>(handler)`. */
function withoutConversions(expression: Expression): Expression {
  const node = unwrap(expression);
  if (node.kind === 'Cast' || node.kind === 'As') return withoutConversions(node.expression);
  const only = (node.kind === 'ObjectCreation' || node.kind === 'ImplicitObjectCreation') && node.arguments?.length === 1 ? node.arguments[0] : undefined;
  return only ? withoutConversions(only.expression) : node;
}

/** A readonly field stands for the lambda or method group that it is initialized with. */
function handlerOfField(field: FieldSymbol): Handler | 'unresolvable' | undefined {
  const root = (field.originalDefinition.location?.unit as Unit<FieldDeclaration> | undefined)?.root;
  const initializer = root?.variables.find((variable) => variable.name === field.name)?.initializer;
  const value = initializer && withoutConversions(initializer);
  if (!value || (value.kind !== 'Lambda' && !isName(value))) return 'unresolvable';
  const invoke = field.type.kind === 'namedType' ? field.type.delegateInvokeMethod : undefined;
  return invoke && { method: invoke, lambda: undefined };
}

function methodFaults(method: MethodSymbol, compilation: Compilation): readonly EndpointFault[] {
  const faults: EndpointFault[] = [];
  const result = unwrapTask(method.returnType);
  if (result.kind === 'typeParameter') faults.push({ id: 'RDG011' });
  if (isHidden(result)) faults.push({ id: 'RDG012', name: '{0}' });
  if (isAnonymous(result)) faults.push({ id: 'RDG004' });
  const version = generatorVersion(compilation);
  for (const parameter of method.parameters) {
    const { type } = parameter;
    const parts = [type, ...(type.kind === 'namedType' ? type.typeArguments : [])];
    if (parts.some((part) => part.kind === 'typeParameter')) faults.push({ id: 'RDG011' });
    if (parts.some(isHidden)) faults.push({ id: 'RDG012', name: type.kind === 'namedType' ? type.name : '' });
    if (faults.length === 0) sourceFaults({ parameter, subject: parameter, name: parameter.name, isOptional: isOptional(parameter), isProperty: false }, parameter.attributes, version, faults);
  }
  return faults;
}

interface Slot {
  readonly parameter: { readonly type: TypeSymbol; readonly nullableAnnotated: boolean | undefined };
  readonly subject: ParameterSymbol | PropertySymbol;
  readonly name: string;
  readonly isOptional: boolean;
  /** A property of an `[AsParameters]` type, which may not be one itself. */
  readonly isProperty: boolean;
}

function sourceFaults(slot: Slot, attributes: EndpointParameter['attributes'], version: number, faults: EndpointFault[]): void {
  const { type } = slot.parameter;
  const { subject } = slot;
  const source = sourceOf({ name: slot.name, type, attributes });
  if (source === 'form' && version >= 9 && !isSimpleFormValue(type)) faults.push({ id: 'RDG003', name: slot.name, subject });
  if (source === 'service' && isKeyed(attributes)) faults.push({ id: 'RDG013', subject });
  if (source !== 'asParameters') return;
  const display = displayOf(slot.parameter);
  if (slot.isOptional) faults.push({ id: 'RDG010', name: display, subject });
  if (slot.isProperty) faults.push({ id: 'RDG009', subject });
  if (slot.isProperty || type.kind !== 'namedType') return;
  const properties = asParametersProperties(type, version >= 10);
  if (typeof properties === 'string') {
    faults.push({ id: properties, name: display, subject });
    return;
  }
  for (const { property, parameter, attributes: own } of properties) {
    const canBeMissing = isAnnotated(property) || (parameter !== undefined && isOptional(parameter));
    sourceFaults({ parameter: property, subject: parameter ?? property, name: property.name, isOptional: canBeMissing, isProperty: true }, own, version, faults);
  }
}

function isOptional(parameter: ParameterSymbol): boolean {
  return isAnnotated(parameter) || parameter.hasDefaultValue;
}

function isAnnotated({ type, nullableAnnotated }: Slot['parameter']): boolean {
  return type.kind === 'namedType' && (nullableUnderlying(type) !== undefined || nullableAnnotated === true);
}

/** With containing types and keywords, without namespaces: `Outer.Inner<int>?`. */
function displayOf({ type, nullableAnnotated }: Slot['parameter']): string {
  const isReference = nullableUnderlying(type) === undefined && nullableAnnotated === true;
  return withoutNamespaces(type) + (isReference ? '?' : '');
}

function withoutNamespaces(type: TypeSymbol): string {
  if (type.kind === 'array') return `${withoutNamespaces(type.elementType)}[${','.repeat(type.rank - 1)}]`;
  if (type.kind !== 'namedType') return typeDisplay(type);
  const underlying = nullableUnderlying(type);
  if (underlying) return `${withoutNamespaces(underlying)}?`;
  if (type.specialType !== undefined) return typeDisplay(type);
  const own = type.typeArguments.length === 0 ? type.name : `${type.name}<${type.typeArguments.map(withoutNamespaces).join(', ')}>`;
  return type.containingType ? `${withoutNamespaces(type.containingType)}.${own}` : own;
}

/** Major version of the framework whose generator runs: told by types that came with it. */
export function generatorVersion(compilation: Compilation): number {
  if (compilation.typeByMetadataName('Microsoft.AspNetCore.Http.HttpResults.ServerSentEventsResult`1')) return 10;
  return compilation.typeByMetadataName('Microsoft.AspNetCore.Http.HttpResults.InternalServerError') ? 9 : 8;
}

/** Result of a `Task<T>` or `ValueTask<T>`, else the type itself. */
export function unwrapTask(type: TypeSymbol): TypeSymbol {
  if (type.kind !== 'namedType' || type.namespace !== 'System.Threading.Tasks') return type;
  return (type.name === 'Task' || type.name === 'ValueTask') && type.typeArguments[0] ? type.typeArguments[0] : type;
}

/** Anonymous types have no name that source could write. */
export function isAnonymous(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && (type.name === '' || type.name.startsWith('<'));
}

const hiddenAccess: ReadonlySet<Accessibility> = new Set(['private', 'protected']);

function isHidden(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && !isAnonymous(type) && hiddenAccess.has(type.accessibility);
}
