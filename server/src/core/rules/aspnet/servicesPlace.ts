/** Where an application without a WebApplication builder registers its services: its Startup class, or the lambda that its host's builder is given. */
import type { Anchor, BoundBody } from '../../binding/boundBody';
import type { TextEdit } from '../../diagnostic';
import { unwrap } from '../../flow/walk';
import type { SourceFile } from '../../sourceFile';
import type { MethodSymbol, ParameterSymbol } from '../../symbols/symbol';
import { isNamed } from '../../symbols/types';
import type { Block, Expression, MethodDeclaration, Unit } from '../../syntax/nodes';
import { endOfLineComment, indentationAt, indentStepOf, newLineOf } from '../../syntax/query';
import type { ProgramContext } from '../rule';
import { extensionImports } from './appBuilder';

/** A block that is given the services. */
export interface ServicesPlace {
  /** Name of the parameter. */
  readonly services: string;
  readonly block: Anchor;
  readonly isStartup: boolean;
}

/** The block of a Startup class's `ConfigureServices`, and those of lambdas given to the method of that name of host builders. */
export function servicesPlaces(body: BoundBody): readonly ServicesPlace[] {
  const own = startupPlace(body);
  return own ? [own] : body.uses.flatMap((use) => {
    const method = use.symbol;
    if (use.kind !== 'call' || method?.kind !== 'method' || method.name !== 'ConfigureServices' || !/HostBuilder(?:Extensions)?$/.test(method.containingType.name)) return [];
    return (use.arguments ?? []).flatMap(({ expression }) => {
      const lambda = unwrap(expression);
      const services = lambda.kind === 'Lambda' ? servicesOf(body.functionOf(lambda)) : undefined;
      return lambda.kind === 'Lambda' && services && isBlock(lambda.body) ? [{ services: services.name, block: { unit: use.anchor.unit, start: lambda.body.start, end: lambda.body.end }, isStartup: false }] : [];
    });
  });
}

function startupPlace({ owner, units: [unit] }: BoundBody): ServicesPlace | undefined {
  if (owner.kind !== 'member' || owner.symbol.kind !== 'method' || owner.symbol.isExtensionMethod || !/^Configure\w*Services$/.test(owner.symbol.name)) return undefined;
  const root = (unit as Unit<MethodDeclaration> | undefined)?.root;
  const services = servicesOf(owner.symbol);
  const isStartup = owner.symbol.containingType.members.some((member) => member.kind === 'method' && /^Configure/.test(member.name) && member.parameters.some(({ type }) => isNamed(type, 'Microsoft.AspNetCore.Builder', 'IApplicationBuilder')));
  return unit && root?.kind === 'Method' && services && isStartup && isBlock(root.body) ? { services: services.name, block: { unit, start: root.body.start, end: root.body.end }, isStartup } : undefined;
}

function servicesOf(method: MethodSymbol | undefined): ParameterSymbol | undefined {
  return method?.parameters.find(({ type, name }) => name !== '_' && isNamed(type, 'Microsoft.Extensions.DependencyInjection', 'IServiceCollection'));
}

function isBlock(body: Block | Expression | undefined): body is Block {
  return body?.kind === 'Block';
}

/** Puts a call on the services in front of the block's statements; undefined where that cannot be. */
export function servicesEdits(program: ProgramContext, { services, block }: ServicesPlace, file: SourceFile, call: string): readonly TextEdit[] | undefined {
  const { text } = file;
  const open = block.unit.base + block.start + 1;
  const end = block.unit.base + block.end - 1;
  const directives = extensionImports(program, file, block.unit, [call]);
  if (!directives || text[open - 1] !== '{') return undefined;
  const at = endOfLineComment(text, open);
  const next = /^[ \t]*\r?\n(?:[ \t]*\r?\n)*([ \t]*)(?=\S)/.exec(text.slice(at, end))?.[1];
  const isInLine = !text.slice(open, end).includes('\n');
  const indentation = next ?? indentationAt(text, open) + indentStepOf(text);
  return [...directives, { file: file.path, span: { start: at, end: at }, newText: isInLine ? ` ${services}.${call}` : `${newLineOf(text)}${indentation}${services}.${call}` }];
}
