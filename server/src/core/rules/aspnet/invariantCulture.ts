/**
 * AOT2014: cultures that do not exist with InvariantGlobalization, which the template of native web APIs sets. Asking for one throws a
 * CultureNotFoundException (measured, 8.0 to 10.0); with PredefinedCulturesOnly off, cultures are made up instead.
 */
import type { BoundBody, EnclosingFunction, SymbolUse } from '../../binding/boundBody';
import { isCaught, parentsOf, unwrap } from '../../flow/walk';
import { isExecutable, setPropertyFix } from '../../msbuild/index';
import type { MethodSymbol } from '../../symbols/symbol';
import type { Expression } from '../../syntax/nodes';
import type { RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { libraryWords } from './libraries';

const meta: RuleMeta = {
  id: 'AOT2014', name: 'culture-in-invariant-mode', title: 'A culture does not exist with InvariantGlobalization', defaultSeverity: 'warning', official: false,
  why: 'InvariantGlobalization leaves the data of all cultures out; asking for one throws, in request localization when the application starts.',
  whatToDo: 'Set InvariantGlobalization to false, and deploy with ICU.',
};

/**
 * `start`: when the program starts. `options`: when request localization reads its options, which it does at start where it is used.
 * `run`: when the code runs.
 */
type Moment = 'start' | 'options' | 'run';

type CultureFact = { readonly kind: 'culture'; readonly name: string; readonly moment: Moment } | { readonly kind: 'localization' };

const makers: ReadonlySet<string> = new Set([
  'System.Globalization.CultureInfo..ctor', 'System.Globalization.CultureInfo.GetCultureInfo', 'System.Globalization.CultureInfo.CreateSpecificCulture',
  'System.Globalization.CultureInfo.GetCultureInfoByIetfLanguageTag', 'System.Globalization.RegionInfo..ctor', 'Microsoft.AspNetCore.Localization.RequestCulture..ctor',
  'Microsoft.AspNetCore.Builder.RequestLocalizationOptions.SetDefaultCulture', 'Microsoft.AspNetCore.Builder.RequestLocalizationOptions.AddSupportedCultures',
  'Microsoft.AspNetCore.Builder.RequestLocalizationOptions.AddSupportedUICultures', 'Microsoft.AspNetCore.Builder.ApplicationBuilderExtensions.UseRequestLocalization',
]);

const cultureParameters: ReadonlySet<string> = new Set(['name', 'culture', 'uiCulture', 'cultures', 'uiCultures', 'defaultCulture']);

/** The identifier of the invariant culture. */
const invariantId = 127;

/** The first culture that a call names by a constant, the invariant one aside. */
function namedCulture({ arguments: given = [] }: SymbolUse, body: BoundBody): string | undefined {
  for (const { parameter, expression } of given) {
    if (!cultureParameters.has(parameter.name)) continue;
    const constant = body.constantOf(unwrap(expression));
    if (constant?.kind !== 'primitive' || constant.value === null || constant.value === '' || constant.value === invariantId) continue;
    if (typeof constant.value === 'string' || typeof constant.value === 'number') return String(constant.value);
  }
  return undefined;
}

const conditional: ReadonlySet<string> = new Set(['If', 'Switch', 'SwitchExpression', 'Conditional', 'While', 'For', 'ForEach', 'Catch', 'Binary']);

/** Undefined where what it throws is caught. */
function momentOf(use: SymbolUse, method: MethodSymbol, body: BoundBody): Moment | undefined {
  if (isCaught(use.node, use.anchor.unit.root)) return undefined;
  const parents = parentsOf(use.anchor.unit.root);
  let isConditional = false;
  for (let node = use.node; node; node = parents.get(node)) {
    const parent = parents.get(node);
    if (parent && conditional.has(parent.kind)) isConditional = true;
  }
  const around = functionAround(use.enclosing, body);
  if (around) return around;
  return !isConditional && body.owner.kind === 'program' && use.enclosing.node === undefined ? 'start' : method.name === 'UseRequestLocalization' && !isConditional ? 'start' : 'run';
}

/** Whether the place is in a function that sets up request localization. */
function functionAround(enclosing: EnclosingFunction | undefined, body: BoundBody): Moment | undefined {
  for (let each = enclosing; each; each = each.parent) {
    const { node } = each;
    const taker = node?.kind === 'Lambda' ? body.uses.find(({ kind, arguments: given }) => kind === 'call' && given?.some(({ expression }) => unwrap(expression) === (node as Expression)) === true)?.symbol : undefined;
    if (taker?.kind !== 'method') continue;
    if (taker.name === 'UseRequestLocalization') return 'start';
    const isOptions = taker.typeArguments.some((type) => type.kind === 'namedType' && type.name === 'RequestLocalizationOptions');
    if (taker.name === 'AddRequestLocalization' || (isOptions && /^(?:Post)?Configure(?:All)?$/.test(taker.name))) return 'options';
  }
  return undefined;
}

export const invariantCultureRule = defineRule<CultureFact>({
  metas: [meta],
  inLibraries: libraryWords,
  collect({ body }, emit) {
    for (const use of body.uses) {
      const method = use.symbol;
      if ((use.kind !== 'call' && use.kind !== 'creation') || method?.kind !== 'method' || use.inNameof) continue;
      const { containingType: owner } = method;
      if (!makers.has(`${owner.namespace}.${owner.name}.${method.name}`)) continue;
      if (method.name === 'UseRequestLocalization') emit(use.anchor, { kind: 'localization' });
      const name = namedCulture(use, body);
      const moment = name === undefined ? undefined : momentOf(use, method, body);
      if (name !== undefined && moment) emit(use.anchor, { kind: 'culture', name, moment });
    }
  },
  conclude(context) {
    const { program, facts } = context;
    const { project } = program;
    if (!program.analyzers.publishAot || !isExecutable(project) || !project.flag('InvariantGlobalization') || project.property('PredefinedCulturesOnly')?.value.toLowerCase() === 'false') return;
    const isUsed = facts.some(({ value }) => value.kind === 'localization');
    for (const { file, anchor, value } of facts) {
      if (value.kind !== 'culture' || (value.moment === 'options' && !isUsed)) continue;
      const isAtStart = value.moment !== 'run';
      context.report({ ...anchor, file }, {
        id: meta.id, severity: isAtStart ? 'error' : 'warning',
        message: `The culture '${value.name}' does not exist with InvariantGlobalization: ${isAtStart ? 'the application stops at start' : 'a CultureNotFoundException is thrown when this runs'}.`,
        fixes: () => {
          const fix = setPropertyFix(project, 'InvariantGlobalization', 'false');
          return fix ? [{ ...fix, applicability: 'unsafe' as const }] : [];
        },
      });
    }
  },
});
