/**
 * AOT5001: what publishing for .NET 8 warns about and its analyzer does not see (measured: ILC 8 reports like the analyzer of .NET 9
 * there): types found with names that are put together, and members looked up on the type of a value, `value.GetType()`.
 */
import { foretellingId } from '../../diagnostic';
import type { LocationValue } from '../../flow/values/value';
import { defineRule } from '../rule';
import type { DataFlowFinding } from './dataFlowFindings';
import { dataFlowFindings, placeOf } from './dataFlowFindings';

const analyzer = 8;
/** The analyzer that sees what the native compiler of .NET 8 does. */
const seesAsMuch = 9;

export const foretoldRule = defineRule({
  metas: [{
    id: foretellingId,
    name: 'publish-reports-reflection',
    title: 'Reflection that only publishing for .NET 8 warns about',
    defaultSeverity: 'warning',
    official: false,
    why: 'The analyzer of .NET 8 does not see it, but the native compiler does: the type or its members may have been removed, so that lookups find nothing.',
    whatToDo: 'Use typeof or annotated types, write out the names of types, or keep the type with [DynamicDependency].',
  }],
  checkBody(context) {
    const { program, body } = context;
    if (program.frameworkVersion !== analyzer || !program.analyzers.trim || !program.analyzers.publishAot || !body.uses.some(({ symbol }) => symbol?.kind === 'method' && symbol.name === 'GetType')) return;
    const key = ({ anchor, id }: DataFlowFinding): string => `${placeOf(anchor)} ${id}`;
    const known = new Set(dataFlowFindings(body, analyzer).map(key));
    for (const found of dataFlowFindings(body, seesAsMuch)) {
      if (known.has(key(found)) || !isForetold(found)) continue;
      context.report(found.anchor, { id: foretellingId, message: `Publishing reports ${found.id} here, which the analyzer of .NET 8 does not see: ${found.message}` });
    }
  },
});

function isForetold({ reached }: DataFlowFinding): boolean {
  return reached.kind === 'unclear' ? reached.id === 'IL2057' : reached.value.kind === 'location' && isTypeOfValue(reached.value);
}

/** The result of `Object.GetType`, or a type found from it. */
function isTypeOfValue({ symbol, derived }: LocationValue): boolean {
  if (symbol.kind === 'method' && symbol.name === 'GetType' && symbol.containingType.specialType === 'Object') return true;
  return derived !== undefined && derived.by !== 'getType' && isTypeOfValue(derived.of);
}
