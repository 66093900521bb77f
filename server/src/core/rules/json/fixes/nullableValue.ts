/**
 * Values that are declared to be null at times: with metadata of the generator of .NET 8 the compiler warns of them (CS8620, measured; not
 * of .NET 9), where the call infers its type from them.
 */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { TextEdit } from '../../../diagnostic';
import type { Invocation } from '../../../syntax/nodes';
import type { ProgramContext } from '../../rule';
import { isKnownNull } from './knownNull';

/** `!` behind the value of such a call; none where it is not told that it may be null. `isCast`: a cast tells the type of the metadata, of which all compilers warn. */
export function notNullEdits(use: SymbolUse, body: BoundBody, { project, frameworkVersion }: ProgramContext, isCast: boolean): readonly TextEdit[] {
  const callee = (use.node as unknown as Invocation).expression;
  const name = callee.kind === 'MemberAccess' ? callee.name : callee;
  if (!project.nullableEnabled || (frameworkVersion > 8 && !isCast) || use.symbol?.kind !== 'method' || name.kind === 'GenericName') return [];
  const declared = use.symbol.originalDefinition.parameters;
  const value = use.arguments?.find(({ argument, parameter }) => argument && declared.find((each) => each.name === parameter.name)?.type.kind === 'typeParameter')?.expression;
  const { unit } = use.anchor;
  // Parts that may be null count as well: `new Dictionary<string, object?>()`.
  const isOfNulls = value?.kind === 'ObjectCreation' && /<[^<>]*\?/.test(unit.text.slice(value.type.start, value.type.end));
  if (!value || (!isOfNulls && !isKnownNull(value, body, unit))) return [];
  const edit = (offset: number, newText: string): TextEdit => ({ file: body.file, span: { start: unit.base + offset, end: unit.base + offset }, newText });
  const isPrimary = /^(?:IdentifierName|MemberAccess|Invocation|ElementAccess|Parenthesized|ConditionalAccess|ObjectCreation)$/.test(value.kind);
  return isPrimary ? [edit(value.end, '!')] : [edit(value.start, '('), edit(value.end, ')!')];
}
