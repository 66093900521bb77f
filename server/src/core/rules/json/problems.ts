/**
 * Problem details that endpoints answer with. Where AddProblemDetails is called, its writer asks for the metadata of the very class of the
 * object, and without that the answer is 500; else what a class below ProblemDetails adds is left out (measured with net8.0 and net9.0).
 */
import type { Anchor, BoundBody, SymbolUse } from '../../binding/boundBody';
import { parentsOf } from '../../flow/walk';
import type { Compilation } from '../../symbols/compilation';
import type { MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import { isNamed } from '../../symbols/types';
import type { Assignment, Expression } from '../../syntax/nodes';
import type { JsonUse } from './endpoints';
import { typeName } from './typeModel';
import { derivedUses } from './values/derivedValues';

const detailsName = 'Microsoft.AspNetCore.Mvc.ProblemDetails';
const problems: Readonly<Record<string, string>> = { Problem: detailsName, ValidationProblem: 'Microsoft.AspNetCore.Http.HttpValidationProblemDetails' };

/** `Results.ValidationProblem` gives a ProblemHttpResult, which asks for the metadata of ProblemDetails first; `TypedResults` does not (measured). */
export function problemUses({ name, containingType }: MethodSymbol, at: Anchor, body: BoundBody): readonly JsonUse[] | undefined {
  const problem = problems[name];
  if (problem === undefined) return undefined;
  const use = (written: string): readonly JsonUse[] => {
    const type = body.compilation.typeByMetadataName(written);
    return type ? [{ type, at, role: 'problem', breaksAll: false }] : [];
  };
  const details = name === 'ValidationProblem' && containingType.name === 'Results' ? use(detailsName) : [];
  return [...details, ...use(problem).map((own) => (details[0] ? { ...own, writtenAs: details[0].type } : own))];
}

/** `MapIdentityApi<TUser>()` answers a wrong password with problem details, a bad registration with validation problems (measured natively with net8.0 and net9.0). */
export function identityProblems({ name, containingType }: MethodSymbol, at: Anchor, { compilation }: BoundBody): readonly JsonUse[] | undefined {
  if (name !== 'MapIdentityApi' || containingType.namespace !== 'Microsoft.AspNetCore.Routing') return undefined;
  return Object.values(problems).flatMap((written) => {
    const type = compilation.typeByMetadataName(written);
    return type ? [{ type, at, role: 'problem' as const, breaksAll: false }] : [];
  });
}

/** `Results.Problem(new OutOfStock())`. */
export function problemsGiven(use: SymbolUse, body: BoundBody): readonly JsonUse[] {
  const given = use.arguments?.find(({ parameter }) => parameter.name === 'problemDetails')?.expression;
  return given ? below(given, use.anchor.unit, 'result', body) : [];
}

/** `new ProblemDetailsContext { ProblemDetails = new OutOfStock() }`, and the same assigned later: for the service that writes problems. */
export function problemsOfContext({ kind, access, symbol, node, anchor: { unit } }: SymbolUse, body: BoundBody): readonly JsonUse[] {
  if (kind !== 'property' || access !== 'write' || symbol?.kind !== 'property' || symbol.name !== 'ProblemDetails' || !node) return [];
  if (!isNamed(symbol.containingType, 'Microsoft.AspNetCore.Http', 'ProblemDetailsContext')) return [];
  const parent = parentsOf(unit.root).get(node);
  return parent?.kind === 'Assignment' ? below((parent as Assignment).right, unit, 'service', body) : [];
}

function below(expression: Expression, unit: Anchor['unit'], problem: 'result' | 'service', body: BoundBody): readonly JsonUse[] {
  const details = body.compilation.typeByMetadataName(detailsName);
  if (!details) return [];
  return derivedUses(details, expression, unit, body).map((use) => (use.madeBy === undefined ? { ...use, problem } : use));
}

/** What is asked for to write a problem, by whether AddProblemDetails is called: undefined where nothing is. */
export function problemAsked(use: JsonUse, hasProblems: boolean): JsonUse | undefined {
  if (use.problem === undefined) return use;
  if (!hasProblems) return use.problem === 'service' ? undefined : use;
  const { type, at, role, breaksAll } = use;
  return { type, at, role, breaksAll };
}

/** What results are written by, with what AddProblemDetails brings. */
export function withProblems(covered: ReadonlyMap<string, TypeSymbol>, compilation: Compilation): ReadonlyMap<string, TypeSymbol> {
  return new Map([...covered, ...Object.values(problems).flatMap((name) => {
    const type = compilation.typeByMetadataName(name);
    return type ? [[typeName(type), type] as const] : [];
  })]);
}
