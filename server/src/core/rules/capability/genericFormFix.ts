/** Fix of IL3050 at calls that take a `Type` and have a generic form: `Enum.GetValues(typeof(Day))` is `Enum.GetValues<Day>()`. */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import type { Fix, TextEdit } from '../../diagnostic';
import type { AnyNode } from '../../flow/walk';
import { parentsOf } from '../../flow/walk';
import type { MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import type { Cast, Expression, ForEach, Invocation, PostfixUnary } from '../../syntax/nodes';
import { isNamed } from '../../symbols/types';
import { isClosed } from '../json/typeModel';

/** What the generic form gives: the same, or something of a narrower type (an array of the enum in place of `Array`). */
type Result = 'same' | 'type' | 'array';

const forms: ReadonlyMap<string, Result> = new Map([
  ['System.Enum.GetValues', 'array'],
  ['System.Runtime.InteropServices.Marshal.SizeOf', 'same'],
  ['System.Runtime.InteropServices.Marshal.DestroyStructure', 'same'],
  ['System.Runtime.InteropServices.Marshal.PtrToStructure', 'type'],
  ['System.Runtime.InteropServices.Marshal.GetDelegateForFunctionPointer', 'type'],
]);

/** Where the type is written as `typeof` of a type that the generic form takes. Unsafe where the narrower type may make the code around mean something else. */
export function genericFormFix(use: SymbolUse, body: BoundBody): Fix | undefined {
  const method = use.symbol;
  const node = use.node as Expression | undefined;
  if (use.kind !== 'call' || method?.kind !== 'method' || method.typeParameters.length > 0 || node?.kind !== 'Invocation') return undefined;
  const result = forms.get(`${method.containingType.namespace}.${method.containingType.name}.${method.name}`);
  const index = node.arguments.findIndex(({ expression }) => expression.kind === 'TypeOf');
  const argument = node.arguments[index]?.expression;
  const value = argument && body.constantOf(argument);
  if (result === undefined || argument?.kind !== 'TypeOf' || value?.kind !== 'type' || !value.value || !isTypeArgument(value.value, method, result)) return undefined;
  const { unit } = use.anchor;
  const edit = (start: number, end: number, newText: string): TextEdit => ({ file: body.file, span: { start: unit.base + start, end: unit.base + end }, newText });
  const gap = gapOf(node, index);
  if (/\/[/*]/.test(unit.text.slice(gap.start, gap.end)) || unit.text.slice(use.anchor.start, use.anchor.end) !== method.name) return undefined;
  const { cast, isSafe } = placeOf(node, unit.root, result, value.value, body);
  const edits = [edit(use.anchor.end, use.anchor.end, `<${unit.text.slice(argument.type.start, argument.type.end)}>`), edit(gap.start, gap.end, '')];
  if (cast) {
    // Parentheses that the cast needed go with it.
    const around = parentsOf(unit.root).get(cast);
    const isAround = around?.kind === 'Parenthesized';
    edits.push(edit(isAround ? around.start : cast.start, cast.expression.start, ''));
    if (isAround) edits.push(edit(cast.end, around.end, ''));
  }
  return { title: `Use ${method.name}<${unit.text.slice(argument.type.start, argument.type.end)}>`, applicability: isSafe ? 'safe' : 'unsafe', edits };
}

function isTypeArgument(type: TypeSymbol, method: MethodSymbol, result: Result): boolean {
  // The other forms ask for members of the type (IL2091).
  if (type.kind === 'typeParameter') return result === 'same' || (result === 'array' && type.hasValueTypeConstraint && type.constraintTypes.some((each) => isNamed(each, 'System', 'Enum')));
  if (type.kind !== 'namedType' || !isClosed(type) || type.isStatic || type.isRefLike || type.specialType === 'Void') return false;
  return result !== 'array' || (type.typeKind === 'enum' && method.containingType.membersNamed(method.name).some((other) => other.kind === 'method' && other.typeParameters.length === 1));
}

/** The argument with the comma that goes with it. */
function gapOf({ arguments: list }: Invocation, index: number): { readonly start: number; readonly end: number } {
  const [argument, previous, next] = [list[index], list[index - 1], list[index + 1]];
  return { start: previous?.end ?? argument?.start ?? 0, end: previous ? argument?.end ?? 0 : next?.start ?? argument?.end ?? 0 };
}

/** A cast to what the generic form gives by itself goes. */
function placeOf(call: Invocation, root: unknown, result: Result, type: TypeSymbol, body: BoundBody): { readonly cast: Cast | undefined; readonly isSafe: boolean } {
  if (result === 'same') return { cast: undefined, isSafe: true };
  const parents = parentsOf(root);
  let node = call as AnyNode;
  let parent = parents.get(node);
  while (parent?.kind === 'Parenthesized' || (parent?.kind === 'PostfixUnary' && (parent as unknown as PostfixUnary).operator === '!')) [node, parent] = [parent, parents.get(parent)];
  if (parent?.kind === 'Cast') {
    const cast = parent as unknown as Cast;
    const target = body.typeOf(cast);
    const own = result === 'array' && target?.kind === 'array' && target.rank === 1 ? target.elementType : result === 'type' ? target : undefined;
    return own === type ? { cast, isSafe: true } : { cast: undefined, isSafe: false };
  }
  if (parent?.kind === 'ForEach') return { cast: undefined, isSafe: (parent as unknown as ForEach).expression === (node as unknown) && (parent as unknown as ForEach).variable.kind === 'DeclarationExpression' && !isVar(parent as unknown as ForEach) };
  const isMember = parent?.kind === 'MemberAccess' && ['Cast', 'OfType', 'Length', 'GetValue', 'GetEnumerator'].includes((parent as unknown as { readonly name: { readonly name: string } }).name.name);
  return { cast: undefined, isSafe: result === 'array' && isMember };
}

function isVar({ variable }: ForEach): boolean {
  return variable.kind === 'DeclarationExpression' && variable.type.kind === 'IdentifierName' && variable.type.name === 'var';
}
