/** Fixes of `Results.Json` where the application sets up its JSON options: there is no metadata with those at hand, but other results use them. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Fix, TextEdit } from '../../../diagnostic';
import type { MethodSymbol, TypeSymbol } from '../../../symbols/symbol';
import { contextsOf } from '../registration/contexts';
import type { ProgramContext } from '../../rule';
import { addEntryFix, recordFix } from './contextFixes';
import { jsonTarget } from './endpointMetadata';
import type { RecordPlan } from './records';
import { isListable } from './targetContext';
import { typeName } from '../typeModel';

/** The result of each status that writes as `Results.Json` does and adds nothing. */
const resultsOf: ReadonlyMap<number, string> = new Map([[200, 'Ok'], [400, 'BadRequest'], [404, 'NotFound'], [409, 'Conflict'], [422, 'UnprocessableEntity'], [500, 'InternalServerError']]);

/**
 * `Results.Json(value, statusCode: 404)` is `Results.NotFound(value)`. Where no other result does, the type is listed: the endpoint works
 * then, though the call still warns.
 */
export function resultsJsonFixes(use: SymbolUse, method: MethodSymbol, type: TypeSymbol | undefined, plan: RecordPlan | undefined, body: BoundBody, program: ProgramContext): readonly Fix[] {
  const { name, containingType } = method;
  if (name !== 'Json' || (containingType.name !== 'Results' && containingType.name !== 'TypedResults')) return [];
  const replacement = containingType.name === 'Results' ? otherResult(use, method, body) : undefined;
  if (replacement) return [replacement];
  const found = type && jsonTarget(program, type);
  if (!type || !found || contextsOf(program.compilation).some(({ covered }) => covered.has(typeName(type)))) return [];
  const { target: { context, isRegistered }, builder } = found;
  const listed = plan ? recordFix(program, type, plan, context, isRegistered, builder) : isListable(program, type, context) ? addEntryFix(program, type, context, isRegistered, builder) : [];
  return listed.map((fix) => ({ ...fix, title: `${fix.title} (the call works then, though it still warns)`, applicability: 'unsafe' }));
}

function otherResult({ arguments: given, anchor: { unit, start, end } }: SymbolUse, { name, containingType }: MethodSymbol, body: BoundBody): Fix | undefined {
  const [value, status, ...others] = given?.flatMap(({ argument, parameter }) => (argument ? [{ argument, parameter }] : [])) ?? [];
  if (!value || value.argument.name !== undefined || others.length > 0 || unit.text.slice(start, end) !== name) return undefined;
  if (status && (status.parameter.name !== 'statusCode' || status.argument.name === undefined)) return undefined;
  const code = status && body.constantOf(status.argument.expression);
  const result = resultsOf.get(!status ? 200 : code?.kind === 'primitive' && typeof code.value === 'number' ? code.value : 0);
  const between = status ? unit.text.slice(value.argument.end, status.argument.end) : '';
  if (result === undefined || containingType.membersNamed(result).length === 0 || /\/[/*]/.test(between)) return undefined;
  const edit = (from: number, to: number, newText: string): TextEdit => ({ file: body.file, span: { start: unit.base + from, end: unit.base + to }, newText });
  const edits = [edit(start, end, result), ...(status ? [edit(value.argument.end, status.argument.end, '')] : [])];
  return { title: `Use Results.${result}, which writes with the application's own options`, applicability: 'unsafe', edits };
}
