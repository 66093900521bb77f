/** What a route's handler needs when a generated member is used inside it: the request delegate generator does not see such members. */
import type { BoundBody, EnclosingFunction, SymbolUse } from '../../../binding/boundBody';
import type { TextEdit } from '../../../diagnostic';
import { unwrap } from '../../../flow/walk';
import type { TypeSymbol } from '../../../symbols/symbol';
import { isNamed } from '../../../symbols/types';
import type { Lambda } from '../../../syntax/nodes';
import type { ProgramContext } from '../../rule';
import { nameAt, surroundings } from '../../shortNames';
import { isClosed } from '../typeModel';
import type { Rename } from '../typeModel';

/**
 * Generators do not see each other's code: in a handler whose type is inferred, the request delegate generator takes a context's
 * property for an error and emits code that does not compile. A return type written on the lambda cures it; a lambda for a
 * RequestDelegate must not have parameter types instead, which would make it a handler to that generator.
 */
export function handlerEdits(use: SymbolUse, body: BoundBody, program: ProgramContext, rename: Rename | undefined): readonly TextEdit[] | 'unknown' {
  const unit = use.anchor.unit;
  for (let enclosing: EnclosingFunction | undefined = use.enclosing; enclosing; enclosing = enclosing.parent) {
    const lambda = enclosing.node;
    if (lambda?.kind !== 'Lambda') continue;
    const target = targetOf(lambda, body);
    if (!target) continue;
    const edit = (start: number, end: number, newText: string): TextEdit => ({ file: body.file, span: { start: unit.base + start, end: unit.base + end }, newText });
    if (isNamed(target, 'Microsoft.AspNetCore.Http', 'RequestDelegate')) {
      return (lambda.parameters ?? []).flatMap((parameter) => (parameter.type ? [edit(parameter.start, parameter.nameStart, '')] : []));
    }
    if (!isNamed(target, 'System', 'Delegate') || lambda.returnType) continue;
    const type = body.functionOf(lambda)?.returnType;
    if (!type || !isNameable(type, rename)) return 'unknown';
    const head = lambda.attributeLists.at(-1)?.end ?? lambda.start;
    const modifiers = /^\s*(?:(?:static|async)\b\s*)*/.exec(unit.text.slice(head, lambda.arrow))?.[0].length ?? 0;
    const untyped = lambda.parameters?.some((parameter) => !parameter.type) === true;
    return untyped ? 'unknown' : [edit(head + modifiers, head + modifiers, `${nameAt({ file: body.file, ...surroundings(body) }, type, program, rename)} `)];
  }
  return [];
}

function isNameable(type: TypeSymbol, rename: Rename | undefined): boolean {
  if (type.kind === 'array') return isNameable(type.elementType, rename);
  if (type.kind !== 'namedType' || (type.name === '' && rename?.(type) === undefined)) return false;
  return type.typeArguments.every((argument) => isNameable(argument, rename)) && isClosed(type);
}

/** What a lambda is converted to as an argument. */
function targetOf(lambda: Lambda, body: BoundBody): TypeSymbol | undefined {
  for (const call of body.uses) {
    const found = call.arguments?.find(({ expression }) => unwrap(expression) === lambda);
    if (found) return found.parameter.type;
  }
  return undefined;
}
