/** Fix of AOT2010 where a handler's return type is inferred from generated members: the type is written on the lambda. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Fix } from '../../../diagnostic';
import { isClosed } from '../../json/typeModel';
import type { ProgramContext } from '../../rule';
import { nameAt, surroundings } from '../../shortNames';
import { handlerOf, isAnonymous, resolveHandler } from '../endpoints/endpoint';

/** Undefined where the type has no name. */
export function returnTypeFix(use: SymbolUse, body: BoundBody, program: ProgramContext): Fix | undefined {
  const written = handlerOf(use);
  const handler = written && resolveHandler(written, body);
  if (!handler || handler === 'unresolvable') return undefined;
  const { lambda, method } = handler;
  const parameters = lambda?.parameters;
  if (!lambda || !parameters || !isClosed(method.returnType) || isAnonymous(method.returnType)) return undefined;
  const { unit } = use.anchor;
  const head = lambda.attributeLists[lambda.attributeLists.length - 1]?.end ?? lambda.start;
  const modifiers = /^\s*(?:(?:static|async)\b\s*)*/.exec(unit.text.slice(head, lambda.arrow))?.[0].length ?? 0;
  const at = unit.base + head + modifiers;
  // A return type needs parentheses and types of parameters.
  if (unit.text[head + modifiers] !== '(' || parameters.some((parameter) => parameter.type === undefined)) return undefined;
  const type = nameAt({ file: body.file, ...surroundings(body) }, method.returnType, program);
  return { title: `Write the return type '${type}'`, applicability: 'safe', edits: [{ file: body.file, span: { start: at, end: at }, newText: `${type} ` }] };
}
