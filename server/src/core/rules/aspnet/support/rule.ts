/** AOT2100 to AOT2107: features that native ASP.NET Core programs do not have. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { MethodSymbol, NamedTypeSymbol } from '../../../symbols/symbol';
import { parentsOf } from '../../../flow/walk';
import { baseTypesAndSelf, isNamed, isTask } from '../../../symbols/types';
import { capabilities, requirementOf } from '../../capability/requires';
import type { ConcludeContext, ProgramContext } from '../../rule';
import { isHubMethod } from '../../json/hubs/hubs';
import { defineRule } from '../../rule';
import { controllersFix } from '../controllers/controllersFix';
import { supportFixes } from '../fixes/supportFixes';
import { valueStreamMessage, valueStreamsOf } from './hubStreams';
import type { SupportRow } from './model';
import { statusIn } from './model';
import { supportRowOf } from './overview';
import { supportTable } from './table';
import { messageOf, metaOf } from './text';

/** `type`: a class of the feature is declared; `call`: something else of the program tells of the feature already. */
type SupportFact = { readonly kind: 'call'; readonly feature: string } | { readonly kind: 'type'; readonly feature: string; readonly name: string };

const swashbuckle = 'AOT2108';
const rows = supportTable.filter(({ report }) => report !== undefined && report.id !== swashbuckle);

function methodOf(use: SymbolUse): MethodSymbol | undefined {
  return use.kind === 'call' && use.symbol?.kind === 'method' ? use.symbol : undefined;
}

/** .NET 9 makes the clients of a strongly typed hub at run time without a warning; .NET 10 warns of `Hub<T>` itself (measured). */
function isTypedClients({ kind, symbol, inNameof }: SymbolUse): boolean {
  return kind === 'property' && !inNameof && symbol?.kind === 'property' && symbol.name === 'Clients' && symbol.containingType.arity === 1 && isNamed(symbol.containingType, 'Microsoft.AspNetCore.SignalR', 'Hub');
}

/**
 * .NET 9 calls hub methods, and takes the results out of their tasks, by reflection, which wraps what is thrown: only what is in a task
 * without a result reaches the client (measured).
 */
function isThrownToClient({ kind, symbol, enclosing, node, anchor: { unit }, inNameof }: SymbolUse, { owner }: BoundBody): boolean {
  if (kind !== 'creation' || inNameof || enclosing.node || symbol?.kind !== 'method' || owner.kind !== 'member' || owner.symbol.kind !== 'method') return false;
  const { returnType, isAsync } = owner.symbol;
  if (isAsync && !(returnType.kind === 'namedType' && isTask(returnType) && returnType.arity > 0)) return false;
  if (!isHubMethod(owner.symbol) || ![...baseTypesAndSelf(symbol.containingType)].some((base) => isNamed(base, 'Microsoft.AspNetCore.SignalR', 'HubException'))) return false;
  const parent = node && parentsOf(unit.root).get(node)?.kind;
  return parent === 'Throw' || parent === 'ThrowExpression';
}

function isMissing(row: SupportRow, program: ProgramContext): boolean {
  return statusIn(row, program.frameworkVersion || 10) === 'none';
}

/** Row of a class that is a controller or page model by its base class or attribute. */
function rowOfType(type: NamedTypeSymbol): SupportRow | undefined {
  for (const base of baseTypesAndSelf(type)) {
    const row = base === type ? undefined : supportRowOf(base);
    if (row) return row;
  }
  for (const { attributeClass } of type.attributes) {
    const row = attributeClass && supportRowOf(attributeClass);
    if (row) return row;
  }
  return undefined;
}

/** The type that a body is the header of, at the part that carries its name. */
function declaredType(body: BoundBody): NamedTypeSymbol | undefined {
  const { owner } = body;
  return owner.kind === 'type' && owner.symbol.location !== undefined && owner.symbol.location.unit === body.units[0] ? owner.symbol : undefined;
}

/** Classes alone are reported only where no call tells of the feature: a library of controllers. */
function conclude(context: ConcludeContext<SupportFact>): void {
  const { program, facts } = context;
  if (!program.analyzers.publishAot) return;
  const told = new Set(facts.flatMap(({ value }) => (value.kind === 'call' ? [value.feature] : [])));
  for (const { file, anchor, value } of facts) {
    const row = value.kind === 'type' && !told.has(value.feature) ? rows.find(({ feature }) => feature === value.feature) : undefined;
    if (value.kind !== 'type' || !row?.report || !isMissing(row, program)) continue;
    context.report({ ...anchor, file }, { id: row.report.id, severity: row.report.severity, message: messageOf(value.name, row, row.report) });
  }
}

export const supportRule = defineRule<SupportFact>({
  metas: rows.flatMap((row) => (row.report ? [metaOf(row, row.report)] : [])),
  checkBody(context) {
    const { body, program } = context;
    if (!program.analyzers.publishAot) return;
    if (program.frameworkVersion >= 9) for (const stream of valueStreamsOf(body)) context.report(stream.at, { id: 'AOT2103', severity: 'error', message: valueStreamMessage(stream) });
    for (const use of body.uses) {
      if (program.frameworkVersion === 9 && isTypedClients(use)) {
        context.report(use.anchor, { id: 'AOT2103', message: "'Clients' of a strongly typed hub needs code that is made at run time: in the native program the call fails. Derive the hub from Hub, and send with SendAsync." });
      }
      if (program.frameworkVersion === 9 && isThrownToClient(use, body)) {
        context.report(use.anchor, { id: 'AOT2103', message: "In the native program the client gets a general message instead of the one of this 'HubException': only an async method without a result sends it." });
      }
      const method = methodOf(use);
      const row = method && supportRowOf(method);
      if (!method || !row?.report || row.report.id === swashbuckle || !isMissing(row, program) || capabilities.some((c) => requirementOf(method, c) !== undefined)) continue;
      context.report(use.anchor, { id: row.report.id, severity: row.report.severity, message: messageOf(method.name, row, row.report), fixes: () => (method.name === 'MapControllers' ? controllersFix(program) : supportFixes(use, body, program)) });
    }
  },
  collect({ body }, emit) {
    for (const use of body.uses) {
      const method = methodOf(use);
      const row = method && supportRowOf(method);
      if (row?.types) emit(use.anchor, { kind: 'call', feature: row.feature });
    }
    const type = declaredType(body);
    const row = type && rowOfType(type);
    const [unit] = body.units;
    if (type?.location && row && unit) emit({ unit, start: type.location.start, end: type.location.end }, { kind: 'type', feature: row.feature, name: type.name });
  },
  conclude,
});
