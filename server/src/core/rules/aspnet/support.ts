/** AOT2100 to AOT2107: features that native ASP.NET Core programs do not have. */
import type { RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { capabilities, requirementOf } from '../capability/requires';
import type { SupportRow } from './supportTable';
import { supportTable } from './supportTable';

const rowByMethod: ReadonlyMap<string, SupportRow> = new Map(
  supportTable.flatMap((row) => Object.entries(row.methods).flatMap(([type, names]) => names.map((name) => [`${type}.${name}`, row] as const))),
);

function metaOf(row: SupportRow): RuleMeta {
  const since = row.supportedSince === undefined ? '' : ` before .NET ${row.supportedSince}`;
  return {
    id: row.id, name: `no-${row.feature.toLowerCase().replace(/[^a-z]+/g, '-')}`, title: `Native programs do not support ${row.feature}${since}`,
    defaultSeverity: row.severity, official: false, why: `Under Native AOT ${row.effect}; neither build nor publish says so.`, whatToDo: row.replacement,
  };
}

export const supportRule = defineRule({
  metas: supportTable.map(metaOf),
  checkBody(context) {
    const { body, program } = context;
    if (!program.analyzers.publishAot) return;
    for (const use of body.uses) {
      const method = use.symbol;
      if (use.kind !== 'call' || method?.kind !== 'method') continue;
      const { namespace, name } = method.containingType;
      const row = rowByMethod.get(`${namespace}.${name}.${method.name}`);
      if (!row || (row.supportedSince !== undefined && program.frameworkVersion >= row.supportedSince)) continue;
      if (capabilities.some((c) => requirementOf(method, c) !== undefined)) continue;
      const since = row.supportedSince === undefined ? '' : ` before .NET ${row.supportedSince}`;
      const modal = row.severity === 'info' ? 'not officially supported' : 'not supported';
      context.report(use.anchor, { id: row.id, severity: row.severity, message: `'${method.name}': ${row.feature} ${row.feature.includes(' and ') ? 'are' : 'is'} ${modal} under Native AOT${since}; ${row.effect}. ${row.replacement}` });
    }
  },
});
