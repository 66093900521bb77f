/** Interpolated strings (ECMA-334 §12.8.3; handlers: C# 10). */
import type { InterpolatedString, Interpolation, NodeBase } from '../../syntax/nodes';
import type { MethodSymbol, NamedTypeSymbol, ParameterSymbol } from '../../symbols/symbol';
import type { BindContext, Bound } from '../binderContext';
import type { ArgumentShape } from '../shape';
import { recordUse, specialType, value } from '../binderContext';
import { bindSettled, bindValue, convertTo, settle } from './bindExpression';
import { accessibleConstructors } from '../binderLookup';
import { hasAttribute, methodsOf, overloadContext } from '../binderTypes';
import { resolveOverload } from '../overload/overload';

interface Hole {
  readonly part: Interpolation;
  readonly bound: Bound;
}

/** `$"…"`: a string, or what its target makes of it. */
export function bindInterpolatedString(context: BindContext, node: InterpolatedString): Bound {
  const holes: Hole[] = [];
  for (const part of node.parts) {
    if (typeof part === 'string') continue;
    holes.push({ part, bound: bindValue(context, part.expression) });
    if (part.alignment !== undefined) bindSettled(context, part.alignment);
  }
  const string = specialType(context, 'String');
  const constant = constantText(node, holes);
  if (string.kind === 'error') return value(node, undefined);
  return value(node, string, {
    constant: constant === undefined ? undefined : { kind: 'primitive', value: constant },
    shape: constant === undefined ? { kind: 'typed', type: string, interpolated: true } : { kind: 'typed', type: string, interpolated: true, constant: { kind: 'primitive', value: constant } },
    finish: (target, parameter) => {
      if (target?.kind === 'namedType' && isHandler(target)) bindHandler(context, node, holes, target, passedArguments(parameter));
      else holes.forEach((h) => { settle(h.bound); });
    },
  });
}

function constantText(node: InterpolatedString, holes: readonly Hole[]): string | undefined {
  let text = '';
  for (const part of node.parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const constant = holes.find((h) => h.part === part)?.bound.constant;
    if (part.alignment !== undefined || part.format !== undefined || constant?.kind !== 'primitive' || typeof constant.value !== 'string') return undefined;
    text += constant.value;
  }
  return text;
}

function isHandler(type: NamedTypeSymbol): boolean {
  return hasAttribute(type.originalDefinition, 'System.Runtime.CompilerServices.InterpolatedStringHandlerAttribute');
}

/** Number of other arguments that a handler's constructor is given ([InterpolatedStringHandlerArgument]). */
function passedArguments(parameter: ParameterSymbol | undefined): number {
  const attribute = parameter?.attributes.find((a) => a.fullName === 'System.Runtime.CompilerServices.InterpolatedStringHandlerArgumentAttribute');
  const first = attribute?.constructorArguments[0];
  if (first === undefined) return 0;
  return first.kind === 'array' ? first.values.length : 1;
}

/** The handler's constructor and Append calls. */
function bindHandler(context: BindContext, node: InterpolatedString, holes: readonly Hole[], type: NamedTypeSymbol, passed: number): void {
  const int = specialType(context, 'Int32');
  const constructors = accessibleConstructors(context, type).filter((c) => c.parameters.length >= 2 && c.parameters[0]?.type === int);
  const exact = constructors.filter((c) => c.parameters.filter((p) => p.refKind !== 'out').length === 2 + passed);
  const constructor = exact.find((c) => c.parameters.some((p) => p.refKind === 'out')) ?? exact[0];
  recordUse(context, 'interpolation', constructor, node, { node });
  const literal = methodsOf(context, type, 'AppendLiteral')[0];
  let end = node.start;
  node.parts.forEach((part, index) => {
    if (typeof part === 'string') {
      const at = literalSpan(context, node, index, end);
      if (part !== '' && at !== undefined) recordUse(context, 'interpolation', literal, at, { node });
      return;
    }
    // The indentation of a raw string's first line is an empty text for the compiler.
    const indentation = index === 0 ? literalSpan(context, node, -1, end) : undefined;
    if (indentation !== undefined && indentation.end > indentation.start) recordUse(context, 'interpolation', literal, indentation, { node });
    end = part.end;
    const hole = holes.find((h) => h.part === part);
    if (hole !== undefined) bindHole(context, hole, type);
  });
}

/**
 * Where a literal piece stands: between its neighbours, or after the opening and before the closing quotes, to which a raw string of
 * several lines counts its first and last line break and the closing line's indentation.
 */
function literalSpan(context: BindContext, node: InterpolatedString, index: number, before: number): NodeBase | undefined {
  const text = context.unit.text.slice(node.start, node.end);
  const opening = /^\$+"{3,}[^\S\n\r\u0085\u2028\u2029]*(\r\n|[\n\r\u0085\u2028\u2029])/.exec(text)?.[0] ?? /^[$@]+"+/.exec(text)?.[0] ?? '$"';
  const isSeveralLines = opening.trimEnd() !== opening;
  const closing = isSeveralLines ? (/(\r\n|[\n\r\u0085\u2028\u2029])[^\S\n\r\u0085\u2028\u2029]*"{3,}$/.exec(text)?.[0] ?? '"""') : opening.replace(/^[$@]+/, '');
  const previous = node.parts[index - 1];
  const next = node.parts[index + 1];
  const start = previous === undefined ? node.start + opening.length : before;
  const end = next === undefined ? node.end - closing.length : typeof next === 'string' ? undefined : next.start;
  return end === undefined ? undefined : { start, end };
}

function bindHole(context: BindContext, hole: Hole, type: NamedTypeSymbol): void {
  const args: ArgumentShape[] = [{ name: undefined, refKind: 'none', shape: hole.bound.shape }];
  const string = specialType(context, 'String');
  const int = specialType(context, 'Int32');
  if (hole.part.alignment !== undefined) args.push({ name: 'alignment', refKind: 'none', shape: { kind: 'typed', type: int } });
  if (hole.part.format !== undefined) args.push({ name: 'format', refKind: 'none', shape: { kind: 'typed', type: string, constant: { kind: 'primitive', value: hole.part.format } } });
  const result = resolveOverload(methodsOf(context, type, 'AppendFormatted'), args, { context: overloadContext(context), access: 'instance' });
  const method: MethodSymbol | undefined = result.kind === 'method' ? result.method : undefined;
  const parameter = method?.parameters[0];
  convertTo(context, hole.bound, parameter?.type);
  recordUse(context, 'interpolation', method, hole.part, { node: hole.part, arguments: parameter && [{ parameter, expression: hole.bound.node, argument: undefined }] });
}
