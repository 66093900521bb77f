/**
 * AOT5001: what publishing for .NET 8 warns about and its analyzer does not see (measured: ILC 8 reports like the analyzer of .NET 9
 * there): types found with names that are put together, members looked up on the type of a value, `value.GetType()`, and what is read, set
 * or created by way of `dynamic`.
 */
import type { BoundBody } from '../../binding/boundBody';
import { foretellingId } from '../../diagnostic';
import type { LocationValue } from '../../flow/values/value';
import { dynamicOperations } from '../capability/dynamicOperations';
import { dynamicTarget } from '../capability/dynamicUse';
import { requirementOf, unreferencedCode, useMessage } from '../capability/requires';
import { defineRule } from '../rule';
import { isSilenced } from '../signature/scope';
import type { DataFlowFinding } from './dataFlowFindings';
import { dataFlowFindings, placeOf } from './dataFlowFindings';

const analyzer = 8;
/** The analyzer that sees what the native compiler of .NET 8 does. */
const seesAsMuch = 9;

export const foretoldRule = defineRule({
  metas: [{
    id: foretellingId,
    name: 'reported-by-publishing',
    title: 'Reflection or dynamic code that only publishing for .NET 8 warns about',
    defaultSeverity: 'warning',
    official: false,
    why: 'The analyzer of .NET 8 does not see it, but the native compiler does: the type or its members may have been removed, so that lookups find nothing and operations on dynamic fail.',
    whatToDo: 'Use static types, typeof or annotated types, write out the names of types, or keep the type with [DynamicDependency].',
  }],
  checkBody(context) {
    const { program: { analyzers, frameworkVersion }, body } = context;
    if (frameworkVersion !== analyzer || !analyzers.trim || !analyzers.publishAot) return;
    for (const { anchor, id, message } of foretoldIn(body)) {
      context.report(anchor, { id: foretellingId, message: `Publishing reports ${id} here, which the analyzer of .NET 8 does not see: ${message}` });
    }
  },
});

/** What the native compiler reports in a body and the analyzer of .NET 8 does not see. */
export function foretoldIn(body: BoundBody): readonly Foretold[] {
  return [...foretoldValues(body), ...foretoldOperations(body)];
}

/** With the official id and text. */
export type Foretold = Pick<DataFlowFinding, 'anchor' | 'id' | 'message'>;

function foretoldValues(body: BoundBody): readonly Foretold[] {
  if (!body.uses.some(({ symbol }) => symbol?.kind === 'method' && symbol.name === 'GetType')) return [];
  const key = ({ anchor, id }: DataFlowFinding): string => `${placeOf(anchor)} ${id}`;
  const known = new Set(dataFlowFindings(body, analyzer).map(key));
  return dataFlowFindings(body, seesAsMuch).filter((found) => !known.has(key(found)) && isForetold(found));
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
