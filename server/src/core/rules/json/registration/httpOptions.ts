/** The JSON options of an application's endpoints, which `Results.Json` and `WriteAsJsonAsync` serialize with where they are given none. */
import { bodiesOf } from '../../../binding/bodies';
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { TextEdit } from '../../../diagnostic';
import { unwrap } from '../../../flow/walk';
import type { SourceCompilation } from '../../../symbols/createCompilation';
import type { TypeSymbol } from '../../../symbols/symbol';
import { isNamed } from '../../../symbols/types';
import { importing, namespaceOf } from '../../imports';
import type { ProgramContext } from '../../rule';

/** What is asked of the options, or set, without a change of what is written. */
const harmless: ReadonlySet<string> = new Set(['TypeInfoResolver', 'TypeInfoResolverChain', 'AddContext', 'GetTypeInfo', 'TryGetTypeInfo', 'MakeReadOnly']);

/** Whether code of the application changes more of them than where metadata comes from: names, converters, indentation. */
export function configuresHttpJson(program: ProgramContext): boolean {
  return [program, ...program.libraries].some(({ files, compilation }) => files.some((file) => file.text.includes('SerializerOptions') && bodiesOf(file, compilation as SourceCompilation).some((each) => {
    if (!each.units.some(({ text }) => text.includes('SerializerOptions'))) return false;
    const body = each.bind();
    return body.uses.some((use) => changes(use, body));
  })));
}

function changes({ kind, symbol, receiver, anchor: { unit, end } }: SymbolUse, body: BoundBody): boolean {
  if (kind !== 'property' || symbol?.kind !== 'property' || symbol.name !== 'SerializerOptions' || !isHttpOptions(symbol.containingType) || !receiver) return false;
  const owner = body.symbolOf(unwrap(receiver));
  const isConfigured = (owner?.kind === 'parameter' || owner?.kind === 'local') && isHttpOptions(owner.type);
  return isConfigured && !harmless.has(/^\s*!?\s*\.\s*(\w+)/.exec(unit.text.slice(end, end + 200))?.[1] ?? '');
}

function isHttpOptions(type: TypeSymbol): boolean {
  return isNamed(type, 'Microsoft.AspNetCore.Http.Json', 'JsonOptions');
}

/** The options as an expression beside a response that a call writes to; undefined where there is no such response, or its expression is more than a name. */
export function httpOptionsAt({ receiver, receiverType, anchor: { unit } }: SymbolUse, body: BoundBody, program: ProgramContext): { readonly text: string; readonly edits: readonly TextEdit[] } | undefined {
  const written = receiver && unit.text.slice(receiver.start, receiver.end);
  const source = program.source(body.file);
  if (written === undefined || !source || !receiverType || !isNamed(receiverType, 'Microsoft.AspNetCore.Http', 'HttpResponse') || !/^[\p{L}\p{N}_.]+$/u.test(written)) return undefined;
  const around = namespaceOf(source, unit);
  const { prefix, edits } = importing(program, source.path, 'Microsoft.Extensions.DependencyInjection', around);
  // Contexts of events (`RedirectContext`) have a response of their own.
  const holder = receiver?.kind === 'MemberAccess' ? receiver.expression : undefined;
  const holderType = holder && body.typeOf(holder);
  const context = holder && holderType && isNamed(holderType, 'Microsoft.AspNetCore.Http', 'HttpContext') ? unit.text.slice(holder.start, holder.end) : `${written}.HttpContext`;
  return prefix === '' ? { text: `${context}.RequestServices.GetRequiredService<Microsoft.Extensions.Options.IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions`, edits } : undefined;
}
