/** AOT2108: Swashbuckle and NSwag; with .NET 9 and later Swashbuckle gives way to the framework's own OpenAPI documents. */
import type { Anchor, BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Fix, TextEdit } from '../../../diagnostic';
import { unwrap } from '../../../flow/walk';
import { addPackageReference, addPackageVersion, packageVersionDocument, projectDocument, removeElement } from '../../../msbuild/edit';
import { attributeOf } from '../../../msbuild/xml';
import type { XmlElement } from '../../../msbuild/xml';
import type { Expression, NodeBase } from '../../../syntax/nodes';
import type { ConcludeContext, Fact, ProgramContext } from '../../rule';
import { defineRule } from '../../rule';
import { removalEdit, statementOf } from '../fixes/sourceEdits';
import { messageOf, metaOf } from './text';
import { supportRowOf } from './overview';
import { supportTable } from './table';

interface SwaggerFact {
  readonly method: string;
  /** Part of the table: reported. The page (`UseSwaggerUI`) only goes with the rest. */
  readonly isReported: boolean;
  /** The whole statement, where the call is one; what it is called on; whether that maps endpoints or registers services. */
  readonly statement: NodeBase | undefined;
  readonly receiver: string;
  readonly receiverType: string;
}

const row = supportTable.find(({ report }) => report?.id === 'AOT2108');
const openApi = 'Microsoft.AspNetCore.OpenApi';
const pages: ReadonlySet<string> = new Set(['SwaggerUIBuilderExtensions']);

function factOf(use: SymbolUse, body: BoundBody): SwaggerFact | undefined {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method') return undefined;
  const isReported = row !== undefined && supportRowOf(method) === row;
  if (!isReported && !pages.has(method.containingType.name)) return undefined;
  const node = use.node as Expression | undefined;
  const callee = node?.kind === 'Invocation' ? unwrap(node.expression) : undefined;
  const statement = statementOf(use, body);
  const isWhole = (statement as { readonly expression?: unknown } | undefined)?.expression === node;
  return {
    method: method.name, isReported, statement: isWhole ? statement : undefined,
    receiver: callee?.kind === 'MemberAccess' ? use.anchor.unit.text.slice(callee.expression.start, callee.expression.end) : '',
    receiverType: use.receiverType?.kind === 'namedType' ? use.receiverType.name : '',
  };
}

function conclude(context: ConcludeContext<SwaggerFact>): void {
  const { program, facts } = context;
  const support = row?.report;
  if (!support || !program.analyzers.publishAot) return;
  for (const fact of facts) {
    if (!fact.value.isReported) continue;
    context.report({ ...fact.anchor, file: fact.file }, { id: support.id, severity: support.severity, message: messageOf(fact.value.method, row, support), fixes: () => openApiFix(program, facts) });
  }
}

/** All calls at once, with the package. Nothing where a call or a using of Swashbuckle's would be left. */
function openApiFix(program: ProgramContext, facts: readonly Fact<SwaggerFact>[]): readonly Fix[] {
  const usings = program.files.flatMap((file) => file.root.usings.map((unit) => unit.text));
  if (program.frameworkVersion < 9 || usings.some((text) => /\b(?:Swashbuckle|Microsoft\.OpenApi)\b/.test(text))) return [];
  const code = facts.map((fact) => callEdit(program, fact));
  const packages = packageEdits(program);
  if (!packages || code.includes(undefined)) return [];
  return [{ title: 'Replace Swashbuckle by AddOpenApi and MapOpenApi', applicability: 'unsafe', edits: [...code.filter((edit) => edit !== undefined), ...packages] }];
}

function callEdit(program: ProgramContext, { file, anchor, value }: Fact<SwaggerFact>): TextEdit | undefined {
  const source = program.source(file);
  if (!source || !value.statement) return undefined;
  const { base } = anchor.unit;
  const span = { start: base + value.statement.start, end: base + value.statement.end };
  if (source.text[span.end - 1] !== ';') return undefined;
  switch (value.method) {
    case 'AddSwaggerGen': return { file, span, newText: `${value.receiver}.AddOpenApi();` };
    case 'UseSwagger':
    case 'MapSwagger': return value.receiverType === 'WebApplication' ? { file, span, newText: `${value.receiver}.MapOpenApi();` } : undefined;
    case 'UseSwaggerUI': return removalEdit(file, anchor.unit, value.statement, source.text);
    default: return undefined;
  }
}

/** Undefined where the reference is not in the project file itself, or versions are managed elsewhere than in a file of the user's. */
function packageEdits(program: ProgramContext): readonly TextEdit[] | undefined {
  const { project } = program;
  const document = projectDocument(project);
  const items = document?.root?.children.filter((group) => group.name === 'ItemGroup').flatMap((group) => group.children) ?? [];
  const named = (id: string): XmlElement | undefined => items.find((item) => item.name === 'PackageReference' && attributeOf(item, 'Include')?.value.toLowerCase() === id.toLowerCase());
  const swashbuckle = named('Swashbuckle.AspNetCore');
  if (!document || !swashbuckle) return undefined;
  if (named(openApi)) return [removeElement(document, swashbuckle)];
  const version = `${program.frameworkVersion}.0.0`;
  const isCentral = project.flag('ManagePackageVersionsCentrally');
  const versions = isCentral ? packageVersionDocument(project, 'Swashbuckle.AspNetCore') : undefined;
  const [added] = addPackageReference(document, openApi, isCentral ? undefined : version);
  const xml = /<PackageReference [^>]*>/.exec(added?.newText ?? '')?.[0];
  if (xml === undefined || (isCentral && !versions)) return undefined;
  // The version of Swashbuckle stays: other projects may use it.
  return [{ file: document.file, span: swashbuckle.span, newText: xml }, ...(versions ? addPackageVersion(versions, openApi, version) : [])];
}

export const swashbuckleRule = defineRule<SwaggerFact>({
  metas: row?.report ? [metaOf(row, row.report)] : [],
  collect({ body }, emit: (at: Anchor, value: SwaggerFact) => void) {
    for (const use of body.uses) {
      const fact = factOf(use, body);
      if (fact) emit(use.anchor, fact);
    }
  },
  conclude,
});
