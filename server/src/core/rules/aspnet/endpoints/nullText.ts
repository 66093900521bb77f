/**
 * AOT2017: `TryParse` methods of the program that cannot take null. Without the request delegate generator the framework does not ask
 * them where the request has no value; generated code does (measured with 8.0, 9.0 and 10.0, natively with 8.0 and 9.0).
 */
import type { Anchor, BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { AnyNode } from '../../../flow/walk';
import { nodesOfKind, parentsOf } from '../../../flow/walk';
import type { MethodSymbol, ParameterSymbol, TypeSymbol } from '../../../symbols/symbol';
import { isNamed, isString, nullableUnderlying } from '../../../symbols/types';
import type { Argument, Binary, ElementAccess, Invocation, MemberAccess, PostfixUnary, Unit } from '../../../syntax/nodes';
import { methodKey } from '../../json/values/slots';
import type { RuleMeta } from '../../rule';
import { defineRule } from '../../rule';
import { asParametersProperties } from './asParameters';
import { endpointFaults, handlerOf, isMapWithDelegate, resolveHandler } from './endpoint';
import type { NullGuard } from '../fixes/nullGuard';
import { nullGuardFix, nullGuardOf } from '../fixes/nullGuard';
import { libraryWords } from '../libraries';
import { isRouteParameter, parsers, sourceOf } from './parameterSource';

const meta: RuleMeta = {
  id: 'AOT2017', name: 'try-parse-of-null', title: 'TryParse of an endpoint parameter throws for null', defaultSeverity: 'warning', official: false,
  why: 'The code of the request delegate generator calls TryParse with null where a request leaves an optional value out; reflection does not call it.',
  whatToDo: 'Return false for null before anything else.',
};

type TextFact =
  /** An endpoint takes a value that the method parses and that a request may leave out. */
  | { readonly kind: 'taken'; readonly parser: string; readonly name: string }
  /** The method throws here for null. */
  | { readonly kind: 'throws'; readonly parser: string; readonly type: string; readonly guard: NullGuard | undefined; readonly isChecked: boolean };

/** The method that generated code parses text with, where the program declares it. */
function parserOf(type: TypeSymbol): MethodSymbol | undefined {
  const single = nullableUnderlying(type) ?? type;
  if (single.kind !== 'namedType' || isString(single)) return undefined;
  const all = parsers(single);
  const found = all.find(({ parameters }) => parameters.length === 3) ?? all[0];
  return found?.containingType.containingAssembly.isSource ? found.originalDefinition : undefined;
}

/** Values that an endpoint takes from the request and that may be missing there, by mistake where they are required. */
function missableValues(use: SymbolUse, body: BoundBody): readonly { readonly name: string; readonly parser: MethodSymbol }[] {
  const written = handlerOf(use);
  const handler = written && resolveHandler(written, body);
  if (!handler || handler === 'unresolvable' || endpointFaults(use, body)?.length !== 0) return [];
  const pattern = use.arguments?.find(({ parameter }) => parameter.name === 'pattern')?.expression;
  const route = pattern ? use.anchor.unit.text.slice(pattern.start, pattern.end) : '';
  // The pattern of a group, which may have the value, is not known.
  const receiver = use.receiver && body.typeOf(use.receiver);
  const isWhole = receiver !== undefined && isNamed(receiver, 'Microsoft.AspNetCore.Builder', 'WebApplication');
  const isMissable = (name: string, attributes: ParameterSymbol['attributes'], type: TypeSymbol, isOptional: boolean): boolean => {
    const source = sourceOf({ name, type, attributes });
    if (source === 'query' || source === 'header' || source === 'form') return true;
    if (source !== 'routeOrQuery') return false;
    return isRouteParameter(name, route) ? new RegExp(`\\{${name}\\?\\}`, 'i').test(route) : isOptional || isWhole;
  };
  return handler.method.parameters.flatMap((parameter) => {
    const { type } = parameter;
    const values = sourceOf(parameter) !== 'asParameters' || type.kind !== 'namedType' ? [{ name: parameter.name, type, attributes: parameter.attributes, isOptional: isNullable(parameter) || parameter.hasDefaultValue }]
      : propertiesOf(type).map(({ property, parameter: given, attributes }) => ({ name: property.name, type: property.type, attributes, isOptional: isNullable(property) || given?.hasDefaultValue === true }));
    return values.flatMap(({ name, type: wanted, attributes, isOptional }) => {
      const parser = isMissable(name, attributes, wanted, isOptional) ? parserOf(wanted) : undefined;
      return parser ? [{ name, parser }] : [];
    });
  });
}

function propertiesOf(type: TypeSymbol): Exclude<ReturnType<typeof asParametersProperties>, string> {
  const found = type.kind === 'namedType' ? asParametersProperties(type, false) : [];
  return typeof found === 'string' ? [] : found;
}

function isNullable({ type, nullableAnnotated }: { readonly type: TypeSymbol; readonly nullableAnnotated: boolean | undefined }): boolean {
  return nullableUnderlying(type) !== undefined || nullableAnnotated === true;
}

/** Where a `TryParse` method throws for null: its text is first used by a member of it, whatever else is so. */
function throwingAt(body: BoundBody): (Anchor & { readonly isChecked: boolean }) | undefined {
  const method = body.owner.kind === 'member' && body.owner.symbol.kind === 'method' ? body.owner.symbol : undefined;
  const [unit] = body.units;
  const [text] = method?.parameters ?? [];
  if (!method || !unit || !text || method.name !== 'TryParse' || !parsers(method.containingType).includes(method)) return undefined;
  const [first] = nodesOfKind(unit.root, 'IdentifierName').filter((node) => (node as unknown as { readonly name: string }).name === text.name && body.symbolOf(node as never) === text).sort((a, b) => a.start - b.start);
  const thrower = first && throwerOf(first, unit, body);
  return thrower && isAlwaysReached(thrower, unit) ? { unit, start: thrower.start, end: thrower.end, isChecked: /^[\w.]*ThrowIfNull/.test(unit.text.slice(thrower.start, thrower.end)) } : undefined;
}

/** `text.Length`, `text.Trim()`, `text[0]`, `Regex.Match(text, …)`, `ArgumentNullException.ThrowIfNull(text)`. */
function throwerOf(first: AnyNode, { root }: Unit, body: BoundBody): AnyNode | undefined {
  const parents = parentsOf(root);
  let node = first;
  let parent = parents.get(node);
  while (parent && (parent.kind === 'Parenthesized' || (parent.kind === 'PostfixUnary' && (parent as unknown as PostfixUnary).operator === '!'))) {
    node = parent;
    parent = parents.get(node);
  }
  if (!parent) return undefined;
  if (parent.kind === 'ElementAccess') return ((parent as unknown as ElementAccess).expression as unknown) === node ? parent : undefined;
  if (parent.kind === 'MemberAccess') {
    const around = parents.get(parent);
    const isCall = around?.kind === 'Invocation' && ((around as unknown as Invocation).expression as unknown) === parent;
    const member = body.symbolOf((isCall ? around : parent) as never);
    const isOwn = (member?.kind === 'method' || member?.kind === 'property') && !member.isStatic && isString(member.containingType) && ((parent as unknown as MemberAccess).expression as unknown) === node;
    return isOwn ? parent : undefined;
  }
  const call = parent.kind === 'Argument' ? parents.get(parent) : undefined;
  const called = call?.kind === 'Invocation' ? body.symbolOf(call as never) : undefined;
  if (!call || called?.kind !== 'method') return undefined;
  const isFirst = (call as unknown as Invocation).arguments[0] === (parent as unknown as Argument);
  const isChecking = called.name.startsWith('ThrowIfNull') && /^Argument(?:Null)?Exception$/.test(called.containingType.name);
  const isMatching = isNamed(called.containingType, 'System.Text.RegularExpressions', 'Regex') && called.parameters[0]?.name === 'input';
  return isFirst && (isChecking || isMatching) ? call : undefined;
}

/** Whether nothing but what stands before it decides that a node is evaluated. */
function isAlwaysReached(node: AnyNode, { root }: Unit): boolean {
  const parents = parentsOf(root);
  let inner = node;
  for (let parent = parents.get(inner); parent; inner = parent, parent = parents.get(inner)) if (!isEvaluated(inner, parent)) return false;
  return true;
}

/** Kinds of which some part is evaluated whatever happens, by the name of that part. */
const evaluated: Readonly<Record<string, string>> = {
  If: 'condition', While: 'condition', Conditional: 'condition', SwitchExpression: 'expression', Switch: 'expression', ForEach: 'expression', ConditionalAccess: 'expression',
};
const never: ReadonlySet<string> = new Set(['Lambda', 'LocalFunction', 'Try', 'Catch', 'For', 'Query']);

function isEvaluated(inner: AnyNode, parent: AnyNode): boolean {
  if (never.has(parent.kind)) return false;
  const part = evaluated[parent.kind];
  if (part !== undefined) return (parent as unknown as Readonly<Record<string, unknown>>)[part] === inner;
  if (parent.kind !== 'Binary') return parent.kind !== 'Assignment' || (parent as unknown as Binary).operator !== '??=' || ((parent as unknown as Binary).left as unknown) === inner;
  const { operator, left } = parent as unknown as Binary;
  return !/^(?:&&|\|\||\?\?)$/.test(operator) || (left as unknown) === inner;
}

export const nullTextRule = defineRule<TextFact>({
  metas: [meta],
  inLibraries: libraryWords,
  collect({ body, program }, emit) {
    const throwing = throwingAt(body);
    const method = body.owner.kind === 'member' && body.owner.symbol.kind === 'method' ? body.owner.symbol.originalDefinition : undefined;
    if (throwing && method) emit(throwing, { kind: 'throws', parser: methodKey(method), type: method.containingType.name, guard: nullGuardOf(method), isChecked: throwing.isChecked });
    if (!program.analyzers.requestDelegateGenerator) return;
    for (const use of body.uses) {
      if (use.kind !== 'call' || use.symbol?.kind !== 'method' || !isMapWithDelegate(use.symbol)) continue;
      for (const { name, parser } of missableValues(use, body)) emit(use.anchor, { kind: 'taken', parser: methodKey(parser), name });
    }
  },
  conclude(context) {
    const names = new Map<string, string>();
    for (const { value } of context.facts) if (value.kind === 'taken' && !names.has(value.parser)) names.set(value.parser, value.name);
    for (const { value, anchor, file } of context.facts) {
      const name = value.kind === 'throws' ? names.get(value.parser) : undefined;
      if (value.kind !== 'throws' || name === undefined) continue;
      context.report({ ...anchor, file }, {
        id: meta.id,
        message: `The request delegate generator calls 'TryParse' of '${value.type}' with null where a request leaves out '${name}', and this throws: the endpoint fails with 500 in the native program.`,
        fixes: () => (value.guard ? nullGuardFix(value.guard, value.isChecked, anchor.unit, file, context.program) : []),
      });
    }
  },
});
