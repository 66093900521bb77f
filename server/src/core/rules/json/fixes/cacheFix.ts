/** Fix of AOT3008: options with a context as the JSON options of one type in HybridCache, registered after the cache. */
import type { Anchor } from '../../../binding/boundBody';
import type { Fix } from '../../../diagnostic';
import type { TypeSymbol } from '../../../symbols/symbol';
import { indentationAt, newLineOf } from '../../../syntax/query';
import { importing, imports, namespaceOf } from '../../imports';
import type { ProgramContext } from '../../rule';
import { nameAt, placeIn } from '../../shortNames';
import { contextsOf } from '../registration/contexts';
import { typeName } from '../typeModel';
import { appendEdits, canList, canListIn, entryEdits, newContext } from './contextEdits';
import { withoutEnumChange } from './enumText';
import { listingOf } from './propertyNames';

/** The statement that registers the cache: `builder.Services.AddHybridCache();`. */
export interface CacheStatement {
  readonly file: string;
  readonly at: Anchor;
  /** `builder.Services`. */
  readonly services: string;
  /** Where the statement starts and ends in its unit. */
  readonly start: number;
  readonly end: number;
}

/** The default serializer takes the options that are a keyed service of that key (measured with package 9.10, natively with net9.0). */
export function cacheFix(program: ProgramContext, type: TypeSymbol, { file, at, services, start, end }: CacheStatement): readonly Fix[] {
  const source = program.source(file);
  if (!source || !canList(program, type)) return [];
  const editable = contextsOf(program.compilation).filter((known) => program.source(known.location?.file) !== undefined && canListIn(program, known, type));
  const name = typeName(type);
  const context = withoutEnumChange(program, [type], editable.find(({ covered }) => covered.has(name)) ?? editable[0], false, []);
  const listing = listingOf(type);
  const fresh = context ? undefined : newContext(program, false, file);
  const isMissing = context !== undefined && !context.covered.has(name);
  const entry = isMissing ? entryEdits(program, context, [listing]) : [];
  const appended = appendEdits(program, fresh ? [{ file, text: fresh.text([listing]), isOnly: true }] : []);
  if (!appended || (isMissing && entry.length === 0)) return [];
  const around = namespaceOf(source, at.unit);
  // AddKeyedSingleton is an extension method there.
  if (importing(program, file, 'Microsoft.Extensions.DependencyInjection', around).prefix !== '') return [];
  const json = imports(program, file, 'System.Text.Json', around) ? '' : 'System.Text.Json.';
  const cache = imports(program, file, 'Microsoft.Extensions.Caching.Hybrid', around) ? '' : 'Microsoft.Extensions.Caching.Hybrid.';
  const place = placeIn(source);
  const shown = context ? nameAt(place, context.type, program) : fresh?.name ?? '';
  const { base } = at.unit;
  const line = newLineOf(source.text) + indentationAt(source.text, base + start);
  const register = `${line}${services}.AddKeyedSingleton<${json}JsonSerializerOptions>(typeof(${cache}IHybridCacheSerializer<${nameAt(place, type, program)}>), ${shown}.Default.Options);`;
  // Takes in the last character, so that of two such fixes only one is applied at a time.
  const span = { start: base + end - 1, end: base + end };
  const title = `${fresh ? `Create ${shown} with ${name} and use it` : `Use ${shown}${isMissing ? ` with ${name}` : ''}`} for ${name} in the cache`;
  return [{ title, applicability: 'safe', edits: [{ file, span, newText: source.text.slice(span.start, span.end) + register }, ...entry, ...(fresh?.edits([listing]) ?? []), ...appended] }];
}
