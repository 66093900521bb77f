/** The overload of a serializing method that takes metadata instead of options, and the edits that make a call one of it. */
import type { SymbolUse } from '../../../binding/boundBody';
import type { TextEdit } from '../../../diagnostic';
import { jsonKey } from '../../../symbols/generatedJsonGraph';
import type { MethodSymbol, ParameterSymbol } from '../../../symbols/symbol';
import { isNamed } from '../../../symbols/types';
import type { Argument, Invocation } from '../../../syntax/nodes';

export interface TypedOverload {
  /** As declared; the receiver of an extension method is the first. Undefined: the method has none, its value is made a JsonValue first. */
  readonly parameters: readonly ParameterSymbol[] | undefined;
  /** A `JsonSerializerContext`, for calls that name the type by a `Type`. */
  readonly takesContext: boolean;
}

const metadata = 'System.Text.Json.Serialization.Metadata';

/** The overload with the same written arguments, the options aside, and the fewest others. */
export function typedOverload(use: SymbolUse, method: MethodSymbol): TypedOverload | undefined {
  if (method.containingType.name === 'JsonArray' && method.name === 'Add' && method.typeArguments.length === 1) return { parameters: undefined, takesContext: false };
  const written = writtenParameters(use);
  const takesContext = method.typeArguments.length === 0;
  const fitting = method.containingType.membersNamed(method.name).filter((candidate): candidate is MethodSymbol => {
    if (candidate.kind !== 'method' || candidate.typeParameters.length !== method.typeArguments.length) return false;
    const { parameters } = candidate.originalDefinition;
    return parameters.some((parameter) => isInfo(parameter, takesContext))
      && written.every((own) => isOptions(own) || parameters.some((other) => isSameParameter(own, other)))
      && parameters.every((parameter) => isInfo(parameter, takesContext) || parameter.isOptional || written.some((own) => own.name === parameter.name));
  });
  const [best] = fitting.map(({ originalDefinition }) => originalDefinition.parameters).sort((a, b) => a.length - b.length);
  return best && { parameters: best, takesContext };
}

function isOptions({ type }: ParameterSymbol): boolean {
  return isNamed(type, 'System.Text.Json', 'JsonSerializerOptions');
}

function isInfo({ type }: ParameterSymbol, takesContext: boolean): boolean {
  if (takesContext) return isNamed(type, 'System.Text.Json.Serialization', 'JsonSerializerContext');
  return type.kind === 'namedType' && type.arity === 1 && isNamed(type, metadata, 'JsonTypeInfo');
}

function isSameParameter(own: ParameterSymbol, other: ParameterSymbol): boolean {
  return own.name === other.name && jsonKey(own.type) === jsonKey(other.type);
}

/** Parameters of the method as declared, where an argument or the receiver is written. */
function writtenParameters(use: SymbolUse): readonly ParameterSymbol[] {
  const method = use.symbol?.kind === 'method' ? use.symbol.originalDefinition : undefined;
  const names = new Set((use.arguments ?? []).map(({ parameter }) => parameter.name));
  return (method?.parameters ?? []).filter((parameter) => names.has(parameter.name));
}

/** In the place of the options where they are written, else where the overload has it; arguments that come to stand elsewhere get names. */
export function callEdits(node: Invocation, use: SymbolUse, overload: TypedOverload, info: string, file: string): readonly TextEdit[] | undefined {
  const { unit } = use.anchor;
  const edit = (start: number, end: number, newText: string): TextEdit => ({ file, span: { start: unit.base + start, end: unit.base + end }, newText });
  const { parameters } = overload;
  if (!parameters) return valueEdits(node, info, edit);
  const isReduced = (use.arguments ?? []).some(({ argument }) => argument === undefined);
  const order = (isReduced ? parameters.slice(1) : parameters).map(({ name }) => name);
  const infoName = parameters.find((parameter) => isInfo(parameter, overload.takesContext))?.name ?? '';
  const parameterOf = (argument: Argument): ParameterSymbol | undefined => use.arguments?.find((each) => each.argument === argument)?.parameter;
  const items: { readonly argument: Argument | undefined; readonly name: string }[] = [];
  for (const argument of node.arguments) {
    const parameter = parameterOf(argument);
    if (!parameter) return undefined;
    items.push({ argument, name: isOptions(parameter) ? infoName : parameter.name });
  }
  if (!items.some(({ name }) => name === infoName)) {
    const after = items.findIndex(({ name }) => order.indexOf(name) > order.indexOf(infoName));
    items.splice(after < 0 ? items.length : after, 0, { argument: undefined, name: infoName });
  }
  const edits: TextEdit[] = [];
  let mustName = false;
  items.forEach(({ argument, name }, index) => {
    mustName ||= order[index] !== name;
    const prefix = mustName && argument?.name === undefined ? `${name}: ` : '';
    if (name !== infoName) {
      if (prefix !== '' && argument) edits.push(edit(argument.start, argument.start, prefix));
      return;
    }
    if (argument) {
      edits.push(edit(argument.start, argument.end, `${argument.name === undefined ? prefix : `${name}: `}${info}`));
      return;
    }
    const next = items[index + 1]?.argument;
    const last = node.arguments.at(-1);
    const at = next ? next.start : last ? last.end : node.end - 1;
    edits.push(edit(at, at, next ? `${prefix}${info}, ` : `${last ? ', ' : ''}${prefix}${info}`));
  });
  // Insertions at one place would come in an unknown order.
  return edits.map((each, index) => {
    const following = edits[index + 1];
    return following && following.span.start === each.span.start && each.span.end === following.span.start ? { ...each, newText: each.newText + following.newText } : each;
  }).filter((each, index) => !(index > 0 && edits[index - 1]?.span.start === each.span.start && edits[index - 1]?.span.end === each.span.start));
}

/** `array.Add<T>(x)`: the overload that takes a node is chosen only by a value of that very type. */
function valueEdits(node: Invocation, info: string, edit: (start: number, end: number, newText: string) => TextEdit): readonly TextEdit[] | undefined {
  const [only] = node.arguments;
  const name = node.expression.kind === 'MemberAccess' ? node.expression.name : undefined;
  if (!only || !name) return undefined;
  const nodes = 'System.Text.Json.Nodes';
  return [
    edit(name.start, name.end, name.kind === 'GenericName' ? name.name : name.name),
    edit(only.start, only.expression.start, `(${nodes}.JsonNode?)${nodes}.JsonValue.Create(`), edit(only.end, only.end, `, ${info})`),
  ];
}
