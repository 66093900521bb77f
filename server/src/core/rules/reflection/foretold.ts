/**
 * AOT5001: what publishing warns about and the analyzers do not see. With .NET 8 (measured: ILC 8 reports like the analyzer of .NET 9
 * there): types found with names that are put together, members looked up on the type of a value, `value.GetType()`, and what is read, set
 * or created by way of `dynamic`. With all: values in variables of patterns, values that are taken apart or come back by `out` and `ref`,
 * and calls that no name makes.
 */
import type { BoundBody } from '../../binding/boundBody';
import { foretellingId } from '../../diagnostic';
import { firstNativeCompiler, nativeCompiler } from '../../flow/bodyAndVersion';
import type { LocationValue } from '../../flow/values/value';
import { dynamicOperations } from '../capability/dynamicOperations';
import { dynamicTarget } from '../capability/dynamicUse';
import { requirementOf, unreferencedCode, useMessage } from '../capability/requires';
import type { ProgramContext } from '../rule';
import { defineRule } from '../rule';
import { isSilenced } from '../signature/scope';
import type { DataFlowFinding } from './dataFlowFindings';
import { dataFlowFindings, placeOf } from './dataFlowFindings';
import { foretoldCalls } from './foretoldCalls';

const analyzer = 8;
/** The analyzer that sees what the native compiler of .NET 8 does. */
const seesAsMuch = 9;

export const foretoldRule = defineRule({
  metas: [{
    id: foretellingId,
    name: 'reported-by-publishing',
    title: 'Reflection, dynamic code or a hidden call that only publishing warns about',
    defaultSeverity: 'warning',
    official: false,
    why: 'The analyzers do not see it, but the native compiler does: the type or its members may have been removed, so that lookups find nothing, and operations on dynamic and calls of annotated members fail.',
    whatToDo: 'Use static types, typeof or annotated types, write out the names of types, or keep the type with [DynamicDependency]; in place of a hidden call, one that needs no reflection.',
  }],
  checkBody(context) {
    const { program, body } = context;
    const { analyzers, frameworkVersion } = program;
    if (frameworkVersion < analyzer || !analyzers.trim || !analyzers.publishAot) return;
    for (const { anchor, message } of foretoldIn(body, program)) context.report(anchor, { id: foretellingId, message });
  },
});

/** With the official id and text. */
export type Foretold = Pick<DataFlowFinding, 'anchor' | 'id' | 'message'>;

/** What the native compiler reports in a body and the analyzers do not see, each place and id once, with a message that says so. */
export function foretoldIn(body: BoundBody, program: ProgramContext): readonly Foretold[] {
  const found = new Map<string, Foretold>();
  const add = (all: readonly Foretold[], who: string): void => {
    for (const { anchor, id, message } of all) {
      const key = keyOf({ anchor, id });
      if (!found.has(key)) found.set(key, { anchor, id, message: `Publishing reports ${id} here, which ${who} not see: ${message}` });
    }
  };
  if (program.frameworkVersion === analyzer) add([...foretoldValues(body), ...foretoldOperations(body)], 'the analyzer of .NET 8 does');
  add(unseenByAll(body, program), 'the analyzers do');
  return [...found.values()];
}

/** What no analyzer sees, whatever its version. */
export function unseenByAll(body: BoundBody, program: ProgramContext): readonly Foretold[] {
  return [...valuesInParts(body, program.frameworkVersion), ...foretoldCalls(body, program)];
}

/** Values that variables get otherwise than by a plain assignment. */
function valuesInParts(body: BoundBody, version: number): readonly Foretold[] {
  if (!body.units.some(({ text }) => takesApart.test(text))) return [];
  const all = dataFlowFindings(body, nativeCompiler(version));
  if (all.length === 0) return [];
  const known = new Set([version, seesAsMuch].flatMap((each) => dataFlowFindings(body, each)).map(keyOf));
  return all.filter((found) => !known.has(keyOf(found)));
}

/** Patterns, arguments by reference and deconstruction; more than that matches, nothing less. */
const takesApart = /\b(?:is|case|switch|out|ref)\b|\bvar\s*\(|\)\s*(?:=|in\b)/;

function keyOf({ anchor, id }: Pick<Foretold, 'anchor' | 'id'>): string {
  return `${placeOf(anchor)} ${id}`;
}

function foretoldValues(body: BoundBody): readonly Foretold[] {
  if (!body.uses.some(({ symbol }) => symbol?.kind === 'method' && symbol.name === 'GetType')) return [];
  const known = new Set(dataFlowFindings(body, analyzer).map(keyOf));
  const foretold = dataFlowFindings(body, seesAsMuch).filter((found) => !known.has(keyOf(found)) && isForetold(found));
  if (foretold.length === 0 || body.owner.kind !== 'program') return foretold;
  const native = new Set(dataFlowFindings(body, firstNativeCompiler).map(({ anchor }) => placeOf(anchor)));
  return foretold.filter(({ anchor }) => native.has(placeOf(anchor)));
}

/** Of what is bound at run time the analyzer of .NET 8 reports calls only. */
function foretoldOperations(body: BoundBody): readonly Foretold[] {
  return dynamicOperations(body).uses.flatMap((use) => {
    const target = dynamicTarget(use, body, analyzer) ? undefined : dynamicTarget(use, body, seesAsMuch);
    const requirement = target?.method && requirementOf(target.method, unreferencedCode);
    if (!target?.method || !requirement || isSilenced(body, target.anchor, use.enclosing, seesAsMuch)) return [];
    return [{ anchor: target.anchor, id: unreferencedCode.useId, message: useMessage(target.method, requirement, unreferencedCode) }];
  });
}

function isForetold({ reached }: DataFlowFinding): boolean {
  return reached.kind === 'unclear' ? reached.id === 'IL2057' : reached.value.kind === 'location' && isTypeOfValue(reached.value);
}

/** The result of `Object.GetType`, or a type found from it. */
function isTypeOfValue({ symbol, derived }: LocationValue): boolean {
  if (symbol.kind === 'method' && symbol.name === 'GetType' && symbol.containingType.specialType === 'Object') return true;
  return derived !== undefined && derived.by !== 'getType' && isTypeOfValue(derived.of);
}
