/** What to show over a symbol that carries a `Requires…` attribute, and over a diagnostic. */
import type { RuleId } from '../diagnostic';
import type { AnySymbol } from '../symbols/symbol';
import { supportRowOf } from './aspnet/support/overview';
import { memberDisplay } from './capability/display';
import type { Capability } from './capability/requires';
import { assemblyFiles, attributeText, capabilities, dynamicCode, requirementOf } from './capability/requires';
import { metaOf } from './index';
import { documentationUrl } from './rule';

/** Markdown of three lines: what it is, why it matters, what to do. Undefined when there is nothing to say. */
export function hoverFor(subject: AnySymbol | RuleId): string | undefined {
  return typeof subject === 'string' ? hoverForId(subject) : hoverForSymbol(subject);
}

function hoverForId(id: RuleId): string | undefined {
  const meta = metaOf(id);
  return meta && [`**${meta.id}** ${meta.title}`, meta.why, `${meta.whatToDo} [${meta.id}](${documentationUrl(meta.id)})`].join('\n\n');
}

function hoverForSymbol(symbol: AnySymbol): string | undefined {
  const members = symbol.kind === 'property' ? [symbol, symbol.getMethod, symbol.setMethod] : [symbol];
  for (const c of capabilities) {
    for (const member of members) {
      if (!member || (member.kind !== 'method' && member.kind !== 'property' && member.kind !== 'field' && member.kind !== 'event')) continue;
      const attribute = requirementOf(member, c);
      if (!attribute) continue;
      const meta = metaOf(c.useId);
      return [`**${need(c)}**: \`${memberDisplay(member)}\``, attributeText(attribute).trim() || (meta?.why ?? ''), supportRowOf(symbol)?.advice ?? meta?.whatToDo ?? ''].join('\n\n');
    }
  }
  return undefined;
}

function need(c: Capability): string {
  if (c === dynamicCode) return 'Makes code at run time (not under Native AOT)';
  return c === assemblyFiles ? 'Needs assembly files (not in a single file)' : 'Not safe for trimming';
}
