/** SYSLIB1040 to SYSLIB1044: `[GeneratedRegex]` members for which the generator makes no code, or not all. */
import type { BodyContext } from '../../rule';
import type { AttributeData } from '../../../symbols/symbol';
import { isNamed } from '../../../symbols/types';
import { regexNamespace } from './regexCalls';
import { checkPattern, isPatternError, scanPattern } from './regexPattern';
import { regexOption } from './regexReader';

interface Fault { readonly id: string; readonly message: string }

const invalid = (what: string): Fault => ({ id: 'SYSLIB1042', message: `The specified regex is invalid. '${what}'` });
const signature = (version: number): Fault => ({
  id: 'SYSLIB1043',
  message: version < 9
    ? 'GeneratedRegexAttribute method must be partial, parameterless, non-generic, non-abstract, and return Regex.'
    : 'GeneratedRegexAttribute method or property must be partial, parameterless, non-generic, non-abstract, and return Regex. If a property, it must also be get-only.',
});
const limited: Fault = {
  id: 'SYSLIB1044',
  message: "The regex generator couldn't generate a complete source implementation for the specified regular expression due to an internal limitation. See the explanation in the generated source for more details.",
};

export function checkRegexAttribute(context: BodyContext): void {
  const { owner, units } = context.body;
  const [unit] = units;
  if (owner.kind !== 'member' || !unit || (owner.symbol.kind !== 'method' && owner.symbol.kind !== 'property')) return;
  const applied = owner.symbol.attributes.filter((attribute) => attribute.fullName === `${regexNamespace}.GeneratedRegexAttribute`);
  const root = unit.root as { readonly kind: string; readonly start: number; readonly end: number; readonly modifiers: readonly string[]; readonly body?: unknown; readonly attributeLists: readonly unknown[] };
  if (applied.length === 0 || root.attributeLists.length === 0 || !applied.every((attribute) => attribute.attributeClass)) return;
  const fault = faultOf(context, applied, root);
  if (fault) context.report({ unit, start: root.start, end: root.end }, fault);
}

function faultOf({ body: { owner }, program }: BodyContext, applied: readonly AttributeData[], root: { readonly kind: string; readonly modifiers: readonly string[]; readonly body?: unknown }): Fault | undefined {
  if (owner.kind !== 'member') return undefined;
  const { symbol } = owner;
  const version = program.frameworkVersion;
  if (root.kind === 'Indexer') return signature(version);
  if (applied.length > 1) return { id: 'SYSLIB1041', message: 'Multiple GeneratedRegexAttributes were applied to the same method, but only one is allowed.' };
  const given = argumentsOf(applied[0]);
  if (!given) return undefined;
  if (given.pattern === null || given.culture === null) return invalid('(null)');
  const isPartial = root.modifiers.includes('partial');
  const isRegex = (symbol.kind === 'method' ? isNamed(symbol.returnType, regexNamespace, 'Regex') : symbol.kind === 'property' && isNamed(symbol.type, regexNamespace, 'Regex'));
  const type = symbol.kind === 'method' ? symbol.returnType : symbol.kind === 'property' ? symbol.type : undefined;
  if (!type || type.kind === 'error') return undefined;
  const isWellFormed = symbol.kind === 'method' ? root.body === undefined && symbol.parameters.length === 0 && symbol.typeParameters.length === 0 : symbol.kind === 'property' && !symbol.setMethod;
  if (!isPartial || !isRegex || !isWellFormed || symbol.isAbstract) return signature(version);
  return patternFault(given.pattern, given);
}

interface Given {
  readonly pattern: string | null;
  readonly options: number;
  readonly timeout: number | undefined;
  readonly culture: string | null;
}

/** Undefined where a value is unknown. */
function argumentsOf(attribute: AttributeData | undefined): Given | undefined {
  let pattern: string | null | undefined;
  let options = 0;
  let timeout: number | undefined;
  let culture: string | null = '';
  if (!attribute?.attributeConstructor) return undefined;
  for (const [i, parameter] of attribute.attributeConstructor.parameters.entries()) {
    const argument = attribute.constructorArguments[i];
    const value = argument?.kind === 'primitive' || argument?.kind === 'enum' ? argument.value : undefined;
    if (value === undefined) return undefined;
    if (parameter.name === 'pattern') pattern = value === null ? null : String(value);
    else if (parameter.name === 'options') options = Number(value);
    else if (parameter.name === 'matchTimeoutMilliseconds') timeout = Number(value);
    else if (parameter.name === 'cultureName') culture = value === null ? null : String(value);
  }
  return pattern === undefined ? undefined : { pattern, options, timeout, culture };
}

const supported = 1 | 2 | 4 | 8 | 16 | 32 | 64 | 256 | 512 | 1024;

function patternFault(pattern: string, { options, timeout, culture }: Given): Fault | undefined {
  const scanned = scanPattern(pattern, options);
  if (!scanned) return undefined;
  if (isPatternError(scanned)) return invalid(scanned.message);
  const ignoresCase = ((options | scanned.inlineOptions) & regexOption.ignoreCase) !== 0;
  if (ignoresCase && culture !== '' && culture !== null && (options & regexOption.cultureInvariant) !== 0) return invalid('cultureName');
  if ((options & ~supported) !== 0) return invalid('options');
  if (timeout !== undefined && (timeout === 0 || timeout < -1)) return invalid('matchTimeout');
  const checked = checkPattern(pattern, options);
  if (!checked) return undefined;
  if (isPatternError(checked)) return invalid(checked.message);
  return checked.hasCaseInsensitiveReference || (options & regexOption.nonBacktracking) !== 0 ? limited : undefined;
}
