/** Results of actions in the words of endpoints: `Ok(x)` to `Results.Ok(x)`, where both answer the same. */
import type { TextEdit } from '../../../diagnostic';
import type { AnyNode } from '../../../flow/walk';
import { parentsOf } from '../../../flow/walk';
import type { MethodSymbol, TypeSymbol } from '../../../symbols/symbol';
import { isNamed, isObject, isString, sameType } from '../../../symbols/types';
import type { Argument, Expression, Invocation } from '../../../syntax/nodes';
import { unusedName } from '../../../syntax/query';
import { isClosed } from '../../json/typeModel';
import type { ProgramContext } from '../../rule';
import { nameAt, surroundings } from '../../shortNames';
import { editIn } from '../fixes/sourceEdits';
import type { Action } from './controllerModel';
import { isApiController, mvcNamespace } from './controllerModel';
import { isPolymorphic, mayBeNull } from './mayBeNull';

/** Name of the endpoint of another action of the class, for a link to it with these route values; undefined: not told. */
export type EndpointName = (action: string, keys: readonly string[]) => string | undefined;

/** What the rewriting of one action needs, and what it has done. */
export interface ResultRewrite {
  readonly action: Action;
  readonly program: ProgramContext;
  /** `T` of an action that returns `T` or `ActionResult<T>`; undefined: `IActionResult`. */
  readonly valueType: TypeSymbol | undefined;
  readonly endpointName: EndpointName;
  /** Endpoint names that the class itself gives. */
  readonly isRouteName: (name: string) => boolean;
  readonly edits: TextEdit[];
  /** Calls of ControllerBase's methods that have been replaced. */
  readonly handled: Set<AnyNode>;
  /** Types that the results write. */
  readonly written: TypeSymbol[];
}

/**
 * Statuses that a controller with `[ApiController]` answers with problem details where there is no value, the same as `Results.Problem`
 * writes (measured); of others the title differs.
 */
const problems: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 406, 408, 409, 412, 415, 422, 426, 500, 502, 503, 504]);

const statuses: Readonly<Record<string, number>> = { NotFound: 404, BadRequest: 400, Conflict: 409, UnprocessableEntity: 422, Unauthorized: 401 };

/** Replaces one result. False where it has no equal. */
export function rewriteResult(expression: Expression, rewrite: ResultRewrite): boolean {
  switch (expression.kind) {
    case 'Parenthesized': return rewriteResult(expression.expression, rewrite);
    case 'Conditional': return rewriteResult(expression.whenTrue, rewrite) && rewriteResult(expression.whenFalse, rewrite);
    case 'SwitchExpression': return expression.arms.every((arm) => rewriteResult(arm.expression, rewrite));
    case 'ThrowExpression': return true;
    default: break;
  }
  const { body } = rewrite.action;
  const symbol = expression.kind === 'Invocation' ? body.symbolOf(expression) : undefined;
  if (expression.kind === 'Invocation' && symbol?.kind === 'method' && isNamed(symbol.containingType, mvcNamespace, 'ControllerBase')) return rewriteCall(expression, symbol, rewrite);
  const type = body.typeOf(expression) ?? body.convertedTypeOf(expression);
  return rewrite.valueType !== undefined && type !== undefined && !isResult(type) && rewriteValue(expression, expression, rewrite, rewrite.valueType);
}

/** Whether a type is a result of MVC or of endpoints. */
export function isResult(type: TypeSymbol): boolean {
  if (type.kind !== 'namedType') return false;
  return [type, ...type.allInterfaces].some(({ name, namespace }) => (name === 'IActionResult' || name === 'ActionResult' || name === 'IConvertToActionResult' || name === 'IResult') && namespace.startsWith('Microsoft.AspNetCore.'));
}

/** The value alone: 200 with it, or 204 for null. `declared`: what it is serialized as; undefined: as what it is. */
function rewriteValue(whole: Expression, value: Expression, rewrite: ResultRewrite, declared: TypeSymbol | undefined): boolean {
  const { action: { body, unit } } = rewrite;
  const type = body.typeOf(value) ?? body.convertedTypeOf(value);
  if (!type || !isPlainValue(type) || (declared === undefined && isPolymorphic(type))) return false;
  rewrite.written.push(declared ?? type);
  const argument = declared && !sameType(declared, type) ? `<${nameAt({ file: rewrite.action.controller.source.path, ...surroundings(body) }, declared, rewrite.program)}>` : '';
  const result = (text: string): string => (isString(type) ? `Results.Text(${text})` : `Results.Ok${argument}(${text})`);
  const text = textOf(value, rewrite);
  if (!mayBeNull(value, body, unit)) return replace(whole, value, [result('').slice(0, -1), ')'], rewrite);
  const name = unusedName(isString(type) ? 'text' : 'value', unit.text);
  const operand = value.kind === 'IdentifierName' || value.kind === 'Invocation' || value.kind === 'MemberAccess' ? ['', ''] : ['(', ')'];
  const isRoot = /^(?:Return|Method)$/.test(parentsOf(unit.root).get(whole)?.kind ?? '');
  if (text.includes('\n')) return false;
  return replace(whole, value, [`${isRoot ? '' : '('}${operand[0] ?? ''}`, `${operand[1] ?? ''} is { } ${name} ? ${result(name)} : Results.NoContent()${isRoot ? '' : ')'}`], rewrite);
}

/** What is left of a result stays as it is written, with what other edits make of it. */
function replace(whole: Expression, value: Expression, [before, after]: readonly [string, string], { action: { controller: { source }, unit }, edits }: ResultRewrite): boolean {
  const at = { file: source.path, unit };
  edits.push(editIn(at, whole.start, value.start, before), editIn(at, value.end, whole.end, after));
  return true;
}

function textOf({ start, end }: Expression, { action: { unit } }: ResultRewrite): string {
  return unit.text.slice(start, end);
}

/** Values that both write as JSON, or text: not objects of any kind, streams, characters or results. */
export function isPlainValue(type: TypeSymbol): boolean {
  if (type.kind === 'array') return isPlainValue(type.elementType);
  if (type.kind !== 'namedType' || isObject(type) || isResult(type) || type.isRefLike || !(isClosed(type) || type.name === '')) return false;
  return !/^(?:System\.IO|Microsoft\.AspNetCore|System\.Net\.Http)\b/.test(type.namespace) && type.typeArguments.every((argument) => isPlainValue(argument));
}

function rewriteCall(call: Invocation, method: MethodSymbol, rewrite: ResultRewrite): boolean {
  const { body, unit, controller: { source } } = rewrite.action;
  const callee = call.expression;
  if (callee.kind !== 'IdentifierName' && !(callee.kind === 'MemberAccess' && callee.expression.kind === 'This')) return false;
  if (call.arguments.some(({ name, refKind }) => name !== undefined || refKind !== 'none')) return method.name === 'Problem' && rename(call, 'Results.Problem', rewrite);
  rewrite.handled.add(call);
  const [first, second] = call.arguments;
  const parameters = method.parameters.map(({ name }) => name);
  const isApi = isApiController(rewrite.action.controller.type);
  const typeOf = (argument: Argument | undefined): TypeSymbol | undefined => argument && (body.typeOf(argument.expression) ?? body.convertedTypeOf(argument.expression));
  switch (method.name) {
    case 'Ok': return first ? rewriteValue(call, first.expression, rewrite, undefined) : rename(call, 'Results.Ok', rewrite);
    case 'NoContent': return rename(call, 'Results.NoContent', rewrite);
    case 'NotFound': case 'BadRequest': case 'Conflict': case 'UnprocessableEntity': {
      if (!first) return isApi ? problem(String(statuses[method.name])) : rename(call, `Results.${method.name}`, rewrite);
      const type = typeOf(first);
      if (!type || !isPlainValue(type) || isPolymorphic(type)) return false;
      rewrite.written.push(type);
      return isString(type) ? replace(call, first.expression, ['Results.Text(', `, statusCode: ${String(statuses[method.name])})`], rewrite) : rename(call, `Results.${method.name}`, rewrite);
    }
    case 'Unauthorized': case 'Forbid': case 'Challenge': return !first && method.name === 'Unauthorized' && isApi ? problem('401') : !first && rename(call, `Results.${method.name}`, rewrite);
    case 'StatusCode': {
      const code = first && body.constantOf(first.expression);
      if (first && !second && isApi && code?.kind === 'primitive' && problems.has(Number(code.value))) return problem(textOf(first.expression, rewrite));
      if (!first || !second) return first !== undefined && rename(call, 'Results.StatusCode', rewrite);
      const type = typeOf(second);
      return type !== undefined && isString(type) && replace(call, second.expression, ['Results.Text(', `, statusCode: ${textOf(first.expression, rewrite)})`], rewrite);
    }
    case 'Created': case 'Accepted': {
      if (!first) return rename(call, `Results.${method.name}`, rewrite);
      const type = typeOf(first);
      rewrite.written.push(...(second ? [typeOf(second)] : []).filter((each) => each !== undefined));
      return parameters[0] === 'uri' && type !== undefined && isString(type) && (second ? isJsonValue(typeOf(second)) : method.name === 'Accepted') && rename(call, `Results.${method.name}`, rewrite);
    }
    case 'CreatedAtAction': case 'CreatedAtRoute': return rewriteLink(call, parameters, rewrite);
    case 'Redirect': case 'LocalRedirect': return rename(call, `Results.${method.name}`, rewrite);
    case 'RedirectPermanent': case 'LocalRedirectPermanent': {
      if (!first) return false;
      return replace(call, first.expression, [`Results.${method.name.replace('Permanent', '')}(`, ', permanent: true)'], rewrite);
    }
    case 'Content': return call.arguments.every((argument) => { const type = typeOf(argument); return type !== undefined && isString(type); }) && call.arguments.length < 3 && rename(call, 'Results.Content', rewrite);
    case 'File': {
      const type = typeOf(first);
      const isBytes = type !== undefined && (type.kind === 'array' || (type.kind === 'namedType' && type.namespace === 'System.IO' && type.name.endsWith('Stream')));
      return isBytes && call.arguments.slice(1).every((argument) => isString(typeOf(argument) ?? { kind: 'dynamic' })) && call.arguments.length < 4 && rename(call, 'Results.File', rewrite);
    }
    case 'Problem': return call.arguments.length === 0 && rename(call, 'Results.Problem', rewrite);
    default: return false;
  }

  function problem(status: string): boolean {
    rewrite.edits.push(editIn({ file: source.path, unit }, call.start, call.end, `Results.Problem(statusCode: ${status})`));
    return true;
  }

  function rename(node: Invocation, name: string, { edits, handled }: ResultRewrite): boolean {
    handled.add(node);
    edits.push(editIn({ file: source.path, unit }, node.expression.start, node.expression.end, name));
    return true;
  }
}

function isJsonValue(type: TypeSymbol | undefined): boolean {
  return type !== undefined && isPlainValue(type) && !isString(type) && !isPolymorphic(type);
}

/** `CreatedAtAction(nameof(Get), new { id }, value)`: a link to a named endpoint. */
function rewriteLink(call: Invocation, parameters: readonly string[], rewrite: ResultRewrite): boolean {
  const { body, unit, controller: { source } } = rewrite.action;
  const [target, values, value] = call.arguments;
  if (!target || !values || !value || parameters.join() !== `${parameters[0] ?? ''},routeValues,value` || !isJsonValue(body.typeOf(value.expression))) return false;
  const constant = body.constantOf(target.expression);
  const object = values.expression;
  if (constant?.kind !== 'primitive' || typeof constant.value !== 'string' || object.kind !== 'AnonymousObjectCreation') return false;
  const members = object.members.map(({ name, expression }) => ({ key: name ?? inferredName(expression), expression }));
  const keys = members.map(({ key }) => key);
  if (keys.includes(undefined)) return false;
  const name = parameters[0] === 'actionName' ? rewrite.endpointName(constant.value, keys.filter((key) => key !== undefined)) : rewrite.isRouteName(constant.value) ? constant.value : undefined;
  if (name === undefined) return false;
  rewrite.written.push(...[body.typeOf(value.expression)].filter((each) => each !== undefined));
  const at = { file: source.path, unit };
  rewrite.edits.push(editIn(at, call.start, target.end, `Results.CreatedAtRoute("${name}"`));
  // The values between stay as they are written: what they use may be renamed.
  let from = object.start;
  members.forEach(({ key, expression }, index) => {
    rewrite.edits.push(editIn(at, from, expression.start, `${index === 0 ? 'new RouteValueDictionary { ' : ', '}["${key ?? ''}"] = `));
    from = expression.end;
  });
  rewrite.edits.push(editIn(at, from, object.end, members.length === 0 ? 'new RouteValueDictionary()' : ' }'));
  return true;
}

function inferredName(expression: Expression): string | undefined {
  return expression.kind === 'IdentifierName' ? expression.name : expression.kind === 'MemberAccess' ? expression.name.name : undefined;
}
