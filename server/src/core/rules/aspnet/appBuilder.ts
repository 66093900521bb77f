/** The statement that makes the application builder, and the lines that can be put after it. */
import type { Anchor, BoundBody, SymbolUse } from '../../binding/boundBody';
import type { TextEdit } from '../../diagnostic';
import type { AnyNode } from '../../flow/walk';
import { parentsOf } from '../../flow/walk';
import type { SourceFile } from '../../sourceFile';
import type { Invocation, LocalDeclaration, MemberAccess, Unit, VariableDeclarator } from '../../syntax/nodes';
import { endOfLineComment, indentationAt, newLineOf, unusedName } from '../../syntax/query';
import { importing, namespaceOf } from '../imports';
import type { ProgramContext } from '../rule';

/** Where a builder is created: `var builder = WebApplication.CreateBuilder(args);`. */
export interface BuilderCreation {
  readonly method: string;
  /** The method's name token. */
  readonly name: Anchor;
  /** Name of the variable; undefined when the result goes anywhere else. */
  readonly variable: string | undefined;
  /** The declaration statement. */
  readonly statement: Anchor | undefined;
  /** Of `var app = WebApplication.CreateBuilder(args).AddAll().Build();`: the call, up to the period after it, and where the initializer starts. */
  readonly built?: { readonly start: number; readonly period: number };
  /** Of `var app = WebApplication.Create(args);`, which is the same as a builder that is built at once: the call. */
  readonly whole?: { readonly start: number; readonly end: number };
}

/** Creation of a WebApplicationBuilder by a static method of WebApplication, also where the method is given as a function. */
export function builderCreation(use: SymbolUse): BuilderCreation | undefined {
  const method = use.symbol;
  if ((use.kind !== 'call' && use.kind !== 'methodGroup') || use.inNameof || method?.kind !== 'method') return undefined;
  if (method.containingType.name !== 'WebApplication' || method.containingType.namespace !== 'Microsoft.AspNetCore.Builder') return undefined;
  if (!method.name.startsWith('Create') || !method.name.endsWith('Builder')) return undefined;
  return use.kind === 'call' ? creationBy(use, method.name) : { method: method.name, name: use.anchor, variable: undefined, statement: undefined };
}

/** Creation of an application without a builder of its own. */
function wholeCreation(use: SymbolUse): BuilderCreation | undefined {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method' || method.name !== 'Create' || method.containingType.name !== 'WebApplication' || method.containingType.namespace !== 'Microsoft.AspNetCore.Builder') return undefined;
  const { variable, statement, name } = creationBy(use, method.name);
  const parents = parentsOf(name.unit.root);
  const declarator = use.node && parents.get(use.node);
  const declaration = declarator && parents.get(declarator);
  const isOnly = declaration?.kind === 'LocalDeclaration' && (declaration as unknown as LocalDeclaration).variables.length === 1;
  return variable !== undefined && use.node && isOnly ? { method: method.name, name, variable: undefined, statement, whole: { start: use.node.start, end: use.node.end } } : undefined;
}

/** The declaration around a call that makes a builder. */
export function creationBy(use: SymbolUse, method: string): BuilderCreation {
  const { unit } = use.anchor;
  const parents = parentsOf(unit.root);
  let value = use.node;
  for (let call = value && callOn(value, parents); call; call = callOn(call, parents)) value = call;
  const isBuilt = value !== use.node;
  const declarator = value && parents.get(value);
  const declaration = declarator?.kind === 'VariableDeclarator' ? parents.get(declarator) : undefined;
  if (!use.node || !value || declaration?.kind !== 'LocalDeclaration') return { method, name: use.anchor, variable: undefined, statement: undefined };
  const statement = { unit, start: declaration.start, end: declaration.end };
  if (!isBuilt) return { method, name: use.anchor, variable: (declarator as unknown as VariableDeclarator).name, statement };
  const isOnly = (declaration as unknown as LocalDeclaration).variables.length === 1;
  return { method, name: use.anchor, variable: undefined, statement, ...(isOnly ? { built: { start: value.start, period: unit.text.indexOf('.', use.node.end) } } : {}) };
}

/** The call of a member of what a call gives. */
export function callOn(value: AnyNode, parents: ReadonlyMap<AnyNode, AnyNode>): AnyNode | undefined {
  const access = parents.get(value);
  if (access?.kind !== 'MemberAccess' || (access as unknown as MemberAccess).expression !== (value as unknown)) return undefined;
  const call = parents.get(access);
  return call?.kind === 'Invocation' && (call as unknown as Invocation).expression === (access as unknown) ? call : undefined;
}

/** Namespaces of the extension methods that fixes call. */
const homes: Readonly<Record<string, string>> = {
  AddProblemDetails: 'Microsoft.Extensions.DependencyInjection', AddRouting: 'Microsoft.Extensions.DependencyInjection', AddRoutingCore: 'Microsoft.Extensions.DependencyInjection',
  ConfigureHttpJsonOptions: 'Microsoft.Extensions.DependencyInjection',
  AddDebug: 'Microsoft.Extensions.Logging', AddEventLog: 'Microsoft.Extensions.Logging', AddEventSourceLogger: 'Microsoft.Extensions.Logging',
  UseIISIntegration: 'Microsoft.AspNetCore.Hosting', UseKestrelCore: 'Microsoft.AspNetCore.Hosting', UseKestrelHttpsConfiguration: 'Microsoft.AspNetCore.Hosting',
  UseQuic: 'Microsoft.AspNetCore.Hosting', UseStaticWebAssets: 'Microsoft.AspNetCore.Hosting',
};

/** Directives for the extension methods that statements call; undefined where one would give a word of the file another meaning. */
export function extensionImports(program: ProgramContext, file: SourceFile, unit: Unit, lines: readonly string[]): readonly TextEdit[] | undefined {
  const called = lines.flatMap((line) => homes[/(\w+)\(/.exec(line)?.[1] ?? ''] ?? []);
  const imported = [...new Set(called)].map((namespace) => importing(program, file.path, namespace, namespaceOf(file, unit)));
  return imported.some(({ prefix }) => prefix !== '') ? undefined : imported.flatMap(({ edits }) => edits);
}

/** Puts statements about the builder after its creation, which gets a variable where it has none; undefined where that cannot be. */
export function builderEdits(program: ProgramContext, { variable, statement, built, whole, name: method }: BuilderCreation, file: SourceFile, lines: (variable: string) => readonly string[], after: Anchor | undefined = statement): readonly TextEdit[] | undefined {
  const directives = statement && extensionImports(program, file, statement.unit, lines(''));
  if (!statement || !after || !directives) return undefined;
  if (variable !== undefined) return [...directives, insertAfter(after, file, lines(variable))];
  const made = built ?? whole;
  if (!made || after !== statement) return undefined;
  const { base } = statement.unit;
  const name = unusedName('builder', file.text);
  const [start, value] = [base + statement.start, base + made.start];
  const newLine = newLineOf(file.text) + indentationAt(file.text, start);
  const rest = [...lines(name), `${file.text.slice(start, value)}${name}.`].join(newLine);
  if (whole) {
    return [
      ...directives,
      { file: file.path, span: { start, end: value }, newText: `var ${name} = ` },
      { file: file.path, span: { start: base + method.end, end: base + method.end }, newText: 'Builder' },
      { file: file.path, span: { start: base + whole.end, end: base + whole.end }, newText: `;${newLine}${rest}Build()` },
    ];
  }
  const period = base + (built?.period ?? 0);
  return [
    ...directives,
    { file: file.path, span: { start, end: value }, newText: `var ${name} = ` },
    { file: file.path, span: { start: period, end: period + 1 }, newText: `;${newLine}${rest}` },
  ];
}

/** All creations in a body, those of applications without a builder among them. */
export function builderCreations(body: BoundBody): readonly BuilderCreation[] {
  return body.uses.map((use) => builderCreation(use) ?? wholeCreation(use)).filter((creation) => creation !== undefined);
}

/** Edit that puts statements on lines of their own after the declaration. */
export function insertAfter(statement: Anchor, file: SourceFile, lines: readonly string[]): TextEdit {
  const base = statement.unit.base;
  const text = file.text;
  const start = base + statement.start;
  let end = base + statement.end;
  if (text[end - 1] !== ';' && /^\s*;/.test(text.slice(end))) end = text.indexOf(';', end) + 1;
  end = endOfLineComment(text, end);
  const newLine = newLineOf(text) + indentationAt(text, start);
  return { file: file.path, span: { start: end, end }, newText: lines.map((line) => newLine + line).join('') };
}
