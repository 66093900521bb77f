/** Fix of calls that serialize by reflection: the overload that takes metadata of a source-generated context. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Fix, TextEdit } from '../../../diagnostic';
import { isNamed, someType } from '../../../symbols/types';
import type { AnySymbol, MethodSymbol, TypeSymbol } from '../../../symbols/symbol';
import { unwrap } from '../../../flow/walk';
import type { Expression, Invocation } from '../../../syntax/nodes';
import { isAnonymous } from '../../aspnet/endpoints/endpoint';
import type { ProgramContext } from '../../rule';
import { nameAt, surroundings } from '../../shortNames';
import { configuresHttpJson, httpOptionsAt } from '../registration/httpOptions';
import { isClosed, isDefined, isPublic, isReachable } from '../typeModel';
import { closedArguments } from './closedArguments';
import { appendEdits, canList } from './contextEdits';
import { jsonTarget } from './endpointMetadata';
import { exactValue } from './exactValue';
import { handlerEdits } from './handlerLambda';
import type { HeldOptions } from './heldOptions';
import { heldOptions } from './heldOptions';
import { isKnownNull } from './knownNull';
import { keptDefaults } from './lostDefaults';
import { notNullEdits } from './nullableValue';
import { hasOwnResolver } from './ownResolver';
import { listingOf } from './propertyNames';
import { recordPlan } from './records';
import { resultsJsonFixes } from './resultsJsonFix';
import type { Place, Style } from './typedInfos';
import { infosFor } from './typedInfos';
import { callEdits, typedOverload } from './typedOverload';
import { visibilityFix } from './visibilityFix';

const namespaces: ReadonlySet<string> = new Set(['System.Text.Json', 'System.Text.Json.Nodes', 'System.Net.Http.Json', 'Microsoft.AspNetCore.Http']);

const readers = /^(?:Deserialize|ReadFrom|GetFrom|DeleteFrom)/;

/** None where the call has no such overload, or its types cannot be listed. What is missing (entries, context, record) is added. */
export function typedJsonFixes(use: SymbolUse, body: BoundBody, program: ProgramContext): readonly Fix[] {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method' || use.node?.kind !== 'Invocation' || !namespaces.has(method.containingType.namespace)) return [];
  const overload = typedOverload(use, method);
  const exact = exactValue(use, method, body);
  const type = exact?.type ?? (overload && serializedType(use, method, body));
  if (!overload || type === 'unknown') return [];
  const isOpen = type !== undefined && !isClosed(type);
  const listed = isOpen ? closedArguments(type, body, program) ?? [] : type ? [type] : [];
  if (isOpen && listed.length === 0) return [];
  const plan = type && someType(type, isAnonymous) ? recordPlan(type, body, program) : undefined;
  const hidden = plan ? undefined : listed.find((each) => !isReachable(each));
  if (hidden) return visibilityFix(program, hidden);
  if (isOpen && !listed.every((each) => canList(program, each))) return [];
  const style = styleOf(use, method, type, body, program);
  if (style === 'unknown') return isOpen ? [] : resultsJsonFixes(use, method, type, plan, body, program);
  if (exact && typeof style === 'object') return [];
  const nameOf = (each: TypeSymbol): string => nameAt({ file: body.file, ...surroundings(body) }, each, program, plan?.rename);
  const place: Place = {
    body, program, isOpen,
    listings: listed.map((each) => (plan ? plan.listing(each) : listingOf(each))),
    asked: type && nameOf(type),
    takesContext: overload.takesContext,
    isOfApplication: method.containingType.namespace === 'Microsoft.AspNetCore.Http',
    isVisible: plan ? plan.canBePublic : listed.every(isPublic),
  };
  const defaults = keptDefaults(program, readers.test(method.name) ? listed : []);
  const handler = handlerEdits(use, body, program, plan?.rename);
  return infosFor(place, style).flatMap(({ info, shown, isCast, isGenerated, edits, appended, isPublic: hasPublicContext, note }) => {
    if (isGenerated && handler === 'unknown') return [];
    const call = callEdits(use.node as unknown as Invocation, use, overload, info, body.file);
    const added = appendEdits(program, [...(plan?.declarations(hasPublicContext) ?? []), ...appended]);
    const exactEdits = exact && type ? exact.edits(isAnonymous(type) ? plan?.name ?? '' : nameOf(type)) : [];
    if (!call || !added || exactEdits.some(({ span }) => call.some((other) => other.span.start === span.start))) return [];
    const title = `Use ${brief(shown)}${plan ? ` with record ${plan.name}` : ''}${isOpen ? ` for ${listed.map(nameOf).join(', ')}` : ''}${defaults.note}${note}`;
    const needed = [...exactEdits, ...defaults.edits, ...edits, ...(isGenerated && handler !== 'unknown' ? handler : []), ...(plan?.edits ?? [])];
    return [{ title, applicability: 'unsafe' as const, edits: [...needed, ...joined(notNullEdits(use, body, program, isCast), call), ...added] }];
  });
}

/** One edit where both insert at one place. */
function joined(before: readonly TextEdit[], after: readonly TextEdit[]): readonly TextEdit[] {
  const isMet = (edit: TextEdit, other: TextEdit): boolean => edit.span.start === other.span.start && other.span.end === edit.span.start;
  return [
    ...before.filter((edit) => !after.some((other) => isMet(edit, other))),
    ...after.map((other) => ({ ...other, newText: before.filter((edit) => isMet(edit, other)).map(({ newText }) => newText).join('') + other.newText })),
  ];
}

/** Undefined where it is known at run time only. */
function serializedType(use: SymbolUse, method: MethodSymbol, body: BoundBody): TypeSymbol | 'unknown' | undefined {
  const [type] = method.typeArguments;
  if (method.typeArguments.length > 1) return 'unknown';
  if (type) return isDefined(type) && !isNamed(type, 'System', 'Object') ? type : 'unknown';
  const argument = use.arguments?.find(({ parameter }) => isNamed(parameter.type, 'System', 'Type'))?.expression;
  const named = argument && body.constantOf(argument);
  if (named?.kind === 'type') return named.value && isDefined(named.value) ? named.value : 'unknown';
  return argument ? undefined : 'unknown';
}

/** Unknown where the options are the application's own, which are not at hand, and where their resolver does more than a context would. */
function styleOf(use: SymbolUse, method: MethodSymbol, type: TypeSymbol | undefined, body: BoundBody, program: ProgramContext): Style | 'unknown' {
  const { namespace } = method.containingType;
  const byDefault = (): Style | 'unknown' => {
    if (namespace !== 'Microsoft.AspNetCore.Http') return namespace.startsWith('System.Text.Json') ? 'plain' : 'web';
    if (!configuresHttpJson(program)) return readers.test(method.name) ? 'web' : 'answer';
    const own = httpOptionsAt(use, body, program);
    return own ? { options: own.text, isFresh: false, whenNull: undefined, held: type && registeredOptions(type, body, program), edits: own.edits } : 'unknown';
  };
  const written = use.arguments?.find(({ parameter, argument }) => argument && isNamed(parameter.type, 'System.Text.Json', 'JsonSerializerOptions'))?.expression;
  if (!written) return byDefault();
  const value = withoutCast(written);
  if (value.kind === 'Literal' || value.kind === 'DefaultExpression') return byDefault();
  const symbol = body.symbolOf(written);
  if (symbol?.kind === 'property' && symbol.isStatic && symbol.containingType.name === 'JsonSerializerOptions') return symbol.name === 'Web' ? 'web' : 'plain';
  const isFresh = value.kind === 'ObjectCreation' || value.kind === 'ImplicitObjectCreation';
  const held = isFresh ? hasOwnResolver(value, body) && 'own' : heldOptions(value, body, program);
  if (held === 'own') return 'unknown';
  const instead = !isFresh && mayBeNull(value, symbol, body, use, program) ? byDefault() : undefined;
  return { options: use.anchor.unit.text.slice(written.start, written.end), isFresh, whenNull: typeof instead === 'string' && instead !== 'unknown' ? instead : undefined, held: held || undefined, edits: [] };
}

/** Whether options may be null: as declared, as a parameter that may be left out, or where nothing is declared of null. */
function mayBeNull(value: Expression, symbol: AnySymbol | undefined, body: BoundBody, { anchor: { unit } }: SymbolUse, { project }: ProgramContext): boolean {
  return isKnownNull(value, body, unit) || (symbol?.kind === 'parameter' && (symbol.isOptional || !project.nullableEnabled));
}

/** The options of the endpoints, where they have a context that can list the type. */
function registeredOptions(type: TypeSymbol, body: BoundBody, program: ProgramContext): HeldOptions | undefined {
  const target = isClosed(type) && !someType(type, isAnonymous) ? jsonTarget(program, type)?.target : undefined;
  return target?.context && target.isRegistered ? { contexts: [target.context.type], file: body.file, body, edits: () => [] } : undefined;
}

function withoutCast(expression: Expression): Expression {
  const value = unwrap(expression);
  return value.kind === 'Cast' ? withoutCast(value.expression) : value;
}

/** For a title: on one line, long arguments left out. */
function brief(expression: string): string {
  const line = expression.replace(/\s+/g, ' ');
  return line.length > 80 ? line.replace(/\(.*\)/, '(…)') : line;
}
