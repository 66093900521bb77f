/** AOT2011: the full generic host in a worker, where the empty one makes a smaller program. */
import type { Anchor, SymbolUse } from '../../binding/boundBody';
import type { Fix, TextEdit } from '../../diagnostic';
import type { SourceFile } from '../../sourceFile';
import { indentStepOf, indentationAt, newLineOf } from '../../syntax/query';
import { hasUsing } from '../generators/enclosingTypes';
import type { ProgramContext, RuleMeta } from '../rule';
import { defineRule } from '../rule';
import type { BuilderCreation } from './appBuilder';
import { creationBy, insertAfter } from './appBuilder';

const meta: RuleMeta = {
  id: 'AOT2011', name: 'use-empty-host-builder', title: 'CreateEmptyApplicationBuilder makes a smaller native worker', defaultSeverity: 'info', official: false,
  why: 'Host.CreateApplicationBuilder and CreateDefaultBuilder bring every configuration source and logging provider: about a fifth of a small native worker.',
  whatToDo: 'Use Host.CreateEmptyApplicationBuilder and add the configuration and logging that the worker needs.',
};

/** `web`: the host serves HTTP, so that its builders are the ones of WebApplication. */
type HostFact =
  | { readonly kind: 'full'; readonly creation: BuilderCreation; readonly args: string | undefined; readonly canFix: boolean; readonly arguments: Anchor | undefined }
  | { readonly kind: 'web' };

/** The host's creation with nothing or with the command line: other overloads take settings that the fix would have to read. */
function hostFact(use: SymbolUse): HostFact | undefined {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method') return undefined;
  const owner = method.containingType;
  if (owner.namespace === 'Microsoft.AspNetCore.Builder' && owner.name === 'WebApplication') return { kind: 'web' };
  if (method.name.startsWith('ConfigureWebHost')) return { kind: 'web' };
  if (owner.name !== 'Host' || owner.namespace !== 'Microsoft.Extensions.Hosting') return undefined;
  if (method.name !== 'CreateApplicationBuilder' && method.name !== 'CreateDefaultBuilder') return undefined;
  if (owner.membersNamed('CreateEmptyApplicationBuilder').length === 0) return undefined; // before version 8 of the package
  const creation = creationBy(use, method.name);
  const [argument] = use.arguments ?? [];
  const { unit } = use.anchor;
  const isArray = argument === undefined || argument.parameter.type.kind === 'array';
  return {
    kind: 'full', creation,
    args: argument && unit.text.slice(argument.expression.start, argument.expression.end),
    canFix: isArray && method.name === 'CreateApplicationBuilder' && creation.variable !== undefined && use.node !== undefined,
    arguments: use.node && { unit, start: use.anchor.end, end: use.node.end },
  };
}

function fixOf(program: ProgramContext, file: SourceFile, fact: HostFact & { readonly kind: 'full' }): readonly Fix[] {
  const { creation: { name, statement, variable }, args, canFix, arguments: list } = fact;
  if (!canFix || !statement || !list || variable === undefined) return [];
  const start = name.unit.base + name.start;
  const newLine = newLineOf(file.text) + indentationAt(file.text, statement.unit.base + statement.start);
  const settings = [...(args === undefined ? [] : [`Args = ${args},`]), 'EnvironmentName = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT"),', 'ContentRootPath = Directory.GetCurrentDirectory(),'];
  const call = `CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings${newLine}{${newLine}${settings.map((line) => indentStepOf(file.text) + line + newLine).join('')}})`;
  const lines = [
    `${variable}.Configuration.AddJsonFile("appsettings.json", optional: true, reloadOnChange: true);`,
    `${variable}.Configuration.AddJsonFile($"appsettings.{${variable}.Environment.EnvironmentName}.json", optional: true, reloadOnChange: true);`,
    `${variable}.Configuration.AddEnvironmentVariables()${args === undefined ? '' : `.AddCommandLine(${args})`};`,
    `${variable}.Logging.AddConfiguration(${variable}.Configuration.GetSection("Logging")).AddSimpleConsole();`,
  ];
  const namespaces = ['System', 'System.IO', 'Microsoft.Extensions.Configuration', 'Microsoft.Extensions.Hosting', 'Microsoft.Extensions.Logging'].filter((namespace) => !hasUsing(file, program.project.globalUsings, namespace));
  const startOfUsings = file.root.usings[0]?.base ?? (/^(?:#[!:][^\n]*\n)*/.exec(file.text)?.[0].length ?? 0); // after the directives of a file-based app
  const usings: TextEdit[] = namespaces.length === 0 ? [] : [{ file: file.path, span: { start: startOfUsings, end: startOfUsings }, newText: namespaces.map((namespace) => `using ${namespace};${newLineOf(file.text)}`).join('') }];
  return [{
    title: 'Use CreateEmptyApplicationBuilder', applicability: 'unsafe',
    edits: [...usings, { file: file.path, span: { start, end: list.unit.base + list.end }, newText: call }, insertAfter(statement, file, lines)],
  }];
}

export const workerHostRule = defineRule<HostFact>({
  metas: [meta],
  collect({ body }, emit) {
    for (const use of body.uses) {
      const fact = hostFact(use);
      if (fact) emit(use.anchor, fact);
    }
  },
  conclude(context) {
    const { program, facts } = context;
    if (!program.analyzers.publishAot || facts.some(({ value }) => value.kind === 'web')) return;
    for (const { file, anchor, value } of facts) {
      if (value.kind !== 'full') continue;
      context.report({ ...anchor, file }, {
        id: 'AOT2011',
        message: `'CreateEmptyApplicationBuilder' makes a smaller native program than '${value.creation.method}'.`,
        fixes: () => {
          const source = program.source(file);
          return source ? fixOf(program, source, value) : [];
        },
      });
    }
  },
});
