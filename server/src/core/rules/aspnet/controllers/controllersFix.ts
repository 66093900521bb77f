/** Fix of AOT2100, and of IL2026 at AddControllers: simple controllers become minimal API endpoints. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import { bodiesOf } from '../../../binding/bodies';
import type { Fix, TextEdit } from '../../../diagnostic';
import { unwrap } from '../../../flow/walk';
import type { SourceFile } from '../../../sourceFile';
import { mergeFixes } from '../../../text/edit';
import type { SourceCompilation } from '../../../symbols/createCompilation';
import type { CompilationUnit, Expression, Invocation, NamespaceDeclaration, NodeBase, TypeDeclaration } from '../../../syntax/nodes';
import { newLineOf, usingInsertion } from '../../../syntax/query';
import { imports } from '../../imports';
import { metadataEdits } from '../../json/fixes/endpointMetadata';
import { keptDefaults } from '../../json/fixes/lostDefaults';
import { isWithoutReflection } from '../../json/registration/contexts';
import type { ProgramContext } from '../../rule';
import { inPlaceOf, isEmbedded, removalEdit, statementOf } from '../fixes/sourceEdits';
import type { Controller } from './controllerModel';
import { endpointOptions, jsonOptionsCall } from './controllerJson';
import { controllerDeclaredBy, controllersOf } from './controllerModel';
import type { ControllerRewrite } from './controllerRewrite';
import { rewriteController } from './controllerRewrite';

/** What changes how controllers answer, or needs them. */
const otherUses = new RegExp(`\\b(?:${[
  'AddMvc', 'AddMvcCore', 'AddControllersWithViews', 'AddRazorPages', 'MapControllerRoute', 'MapDefaultControllerRoute', 'MapAreaControllerRoute', 'MapDynamicControllerRoute',
  'MapFallbackToController', 'MapFallbackToAreaController', 'MapRazorPages', 'UseMvc', 'UseMvcWithDefaultRoute', 'MvcOptions', 'ApiBehaviorOptions', 'ConfigureApiBehaviorOptions', 'AddMvcOptions',
  'AddFluentValidationAutoValidation', 'ControllerActionDescriptor', 'IActionDescriptorCollectionProvider', 'WebApplicationFactory', 'LowercaseUrls', 'ConstraintMap',
].join('|')})\\b`);

/** A call that stands as a statement of its own. */
interface CallStatement { readonly source: SourceFile; readonly use: SymbolUse; readonly statement: NodeBase; readonly span: { readonly start: number; readonly end: number }; readonly receiver: string; readonly json: Invocation | undefined; readonly body: BoundBody }

/** Moves one controller, or all that can be moved; then MVC goes too where nothing is left of it. `isWhole`: not where some of it must stay. */
export function controllersFix(program: ProgramContext, { only, isWhole = false }: { readonly only?: string; readonly isWhole?: boolean } = {}): readonly Fix[] {
  if (program.files.some(({ text }) => otherUses.test(text))) return [];
  const mapping = onlyCall(program, 'MapControllers');
  const adding = onlyCall(program, 'AddControllers');
  if (!mapping || !adding) return [];
  const { all, hasOthers } = controllersOf(program);
  const chosen = all.filter(({ type }) => only === undefined || type.name === only);
  const results = chosen.map((controller) => ({ controller, result: rewriteController(controller, program) }));
  const rewrites = results.map(({ result }) => result).filter((result) => typeof result !== 'string');
  if (rewrites.length === 0 || clash(rewrites)) return [];
  const isLast = !hasOthers && rewrites.length === all.length;
  const options = adding.json && endpointOptions(adding.json, adding.use.anchor.unit, adding.body, program);
  if ((isWhole && !isLast) || (adding.json && (options === undefined || !isLast))) return [];
  const edits = [...rewrites.flatMap((rewrite) => rewrite.edits), ...mappingEdits(mapping, rewrites, isLast), ...(isLast ? addingEdits(adding, program, options) : []), ...usingEdits(mapping.source, rewrites, program)];
  const types = rewrites.flatMap(({ handlers }) => handlers.flatMap((handler) => handler.types));
  const metadata = metadataEdits(program, types, edits.some(({ newText }) => /\bResults\.Problem\b/.test(newText)));
  const defaults = keptDefaults(program, isWithoutReflection(program) ? rewrites.flatMap(({ handlers }) => handlers.flatMap(({ bodies }) => bodies)) : []);
  const left = results.flatMap(({ controller: { type }, result }) => (typeof result === 'string' ? [{ name: type.name, reason: result }] : []));
  const title = titleOf(rewrites) + defaults.note + (isLast || only !== undefined ? '' : restOf(left));
  return [{ title, applicability: 'unsafe', edits: mergeFixes([{ title, applicability: 'unsafe', edits }, { title, applicability: 'unsafe', edits: metadata }, { title, applicability: 'unsafe', edits: defaults.edits }]).edits }];
}

/** At the name of a controller in a program that maps controllers: it alone. */
export function controllerFixesAt(program: ProgramContext, file: string, offset: number): readonly Fix[] {
  const source = program.source(file);
  const at = source && typesIn(source.root).find(({ header: { base, root } }) => base + root.start <= offset && offset <= base + root.end && root.typeKind === 'class');
  const type = at && controllerDeclaredBy(at.header, program);
  return type && program.files.some(({ text }) => text.includes('MapControllers')) ? controllersFix(program, { only: type.name }) : [];
}

function typesIn(scope: CompilationUnit | NamespaceDeclaration): readonly TypeDeclaration[] {
  return [...scope.types, ...scope.namespaces.flatMap(typesIn)];
}

function titleOf(rewrites: readonly ControllerRewrite[]): string {
  const names = rewrites.map(({ controller: { type } }) => type.name);
  const what = names.length > 3 ? `${String(names.length)} controllers` : names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}` : names[0] ?? '';
  return `Move ${what} to minimal API endpoints${rewrites.some(({ isApi }) => isApi) ? ' (parameters that cannot be read are answered without problem details)' : ''}`;
}

/** Which controllers stay; why, of the first of them. */
function restOf([first, ...others]: readonly { readonly name: string; readonly reason: string }[]): string {
  if (!first) return ' (controllers of other projects or in several parts stay, and MVC with them)';
  const names = others.length === 0 ? `${first.name} stays` : others.length === 1 ? `${first.name} and ${others[0]?.name ?? ''} stay` : `${first.name} and ${String(others.length)} others stay`;
  return ` (${names}, and MVC with ${others.length === 0 ? 'it' : 'them'}: ${first.reason}${others.length === 0 ? '' : ` of ${first.name}`} has no equal among endpoints)`;
}

/** The generator of endpoints makes the same code for handlers that differ in default values only, which then throws. */
function clash(rewrites: readonly ControllerRewrite[]): boolean {
  const defaults = new Map<string, string>();
  return rewrites.flatMap(({ handlers }) => handlers).some(({ verbs, signature, defaults: own }) => {
    const key = `${verbs} ${signature}`;
    const known = defaults.get(key) ?? own;
    defaults.set(key, known);
    return known !== own;
  });
}

/** The one call of a method in the program; undefined where there are more, or it is part of something else. */
function onlyCall(program: ProgramContext, name: string): CallStatement | undefined {
  const found: (CallStatement | undefined)[] = [];
  const word = new RegExp(`\\b${name}\\b`);
  for (const source of program.files) {
    if (!word.test(source.text)) continue;
    for (const body of bodiesOf(source, program.compilation as SourceCompilation)) {
      if (!body.units.some(({ text }) => word.test(text))) continue;
      const bound = body.bind();
      for (const use of bound.uses) if (use.kind === 'call' && use.symbol?.kind === 'method' && use.symbol.name === name && use.symbol.containingType.namespace.startsWith('Microsoft.')) found.push(callStatement(use, bound, source));
    }
  }
  return found.length === 1 ? found[0] : undefined;
}

function callStatement(use: SymbolUse, body: BoundBody, source: SourceFile): CallStatement | undefined {
  const node = use.node as Expression | undefined;
  const statement = statementOf(use, body);
  const callee = node?.kind === 'Invocation' ? unwrap(node.expression) : undefined;
  if (node?.kind !== 'Invocation' || node.arguments.length > 0 || callee?.kind !== 'MemberAccess' || !statement) return undefined;
  const { unit } = use.anchor;
  const json = jsonOptionsCall(node, unit);
  if ((statement as unknown as { readonly expression: unknown }).expression !== (json ?? node)) return undefined;
  const end = source.text.indexOf(';', unit.base + (json ?? node).end) + 1;
  return { source, use, body, statement, span: { start: unit.base + statement.start, end: Math.max(end, unit.base + statement.end) }, receiver: unit.text.slice(callee.expression.start, callee.expression.end), json };
}

/** What puts another statement below the one that starts at an offset. */
function lineBreakBefore(offset: number, text: string): string {
  return newLineOf(text) + (/[ \t]*$/.exec(text.slice(0, offset))?.[0] ?? '');
}

function mappingEdits({ source, span, receiver, statement, use: { anchor: { unit } } }: CallStatement, rewrites: readonly ControllerRewrite[], isLast: boolean): readonly TextEdit[] {
  const line = lineBreakBefore(span.start, source.text);
  const calls = rewrites.map(({ mapMethod }) => `${receiver}.${mapMethod}();`);
  if (isLast) return [{ file: source.path, span, newText: inPlaceOf(calls, unit, statement, line) }];
  if (isEmbedded(unit, statement)) return [{ file: source.path, span, newText: inPlaceOf([source.text.slice(span.start, span.end), ...calls], unit, statement, line) }];
  return [{ file: source.path, span: { start: span.end, end: span.end }, newText: calls.map((call) => line + call).join('') }];
}

/** MVC registers services that the rest of the application may use. */
function addingEdits(call: CallStatement, program: ProgramContext, options: string | undefined): readonly TextEdit[] {
  const { source, span, receiver, statement, use: { anchor: { unit } } } = call;
  const uses = (pattern: RegExp): boolean => program.files.some(({ text }) => pattern.test(text));
  const needed = [
    ...(uses(/\.UseAuthentication\(/) && !uses(/\.AddAuthentication\(/) ? ['AddAuthentication'] : []),
    ...(uses(/\.UseAuthorization\(|\[Authorize\b|RequireAuthorization\(/) && !uses(/\.AddAuthorization(?:Builder)?\(/) ? ['AddAuthorization'] : []),
    ...(uses(/\.UseCors\(|\[EnableCors\b|RequireCors\(/) && !uses(/\.AddCors\(/) ? ['AddCors'] : []),
    ...(uses(/\.AddSwaggerGen\(|\.AddOpenApiDocument\(|\.AddSwaggerDocument\(/) && !uses(/\.AddEndpointsApiExplorer\(/) ? ['AddEndpointsApiExplorer'] : []),
  ].map((name) => `${name}()`).concat(options === undefined ? [] : [`ConfigureHttpJsonOptions(${options})`]);
  if (needed.length > 0) return [{ file: source.path, span, newText: inPlaceOf(needed.map((added) => `${receiver}.${added};`), unit, statement, lineBreakBefore(span.start, source.text)) }];
  return [removalEdit(source.path, unit, statement, source.text)];
}

/** Usings for the calls, and for what the endpoints are written with. */
function usingEdits(program: SourceFile, rewrites: readonly ControllerRewrite[], context: ProgramContext): readonly TextEdit[] {
  const wanted = new Map<SourceFile, Set<string>>();
  const want = (file: SourceFile, namespace: string): void => {
    if (namespace !== '' && !imports(context, file.path, namespace)) wanted.set(file, (wanted.get(file) ?? new Set()).add(namespace));
  };
  for (const { controller, namespaces } of rewrites) {
    if (!isInside(program, controller)) want(program, controller.type.namespace);
    for (const namespace of namespaces) want(controller.source, namespace);
  }
  return [...wanted].map(([file, names]) => {
    const { offset, newText } = usingInsertion(file);
    return { file: file.path, span: { start: offset, end: offset }, newText: [...names].sort().map((name) => newText(`using ${name};`)).join('') };
  });
}

/** Whether the code of a file stands in the namespace of a controller. */
function isInside({ root }: SourceFile, { type: { namespace } }: Controller): boolean {
  return root.statements.length === 0 && root.namespaces.some(({ name }) => name === namespace || name.startsWith(`${namespace}.`));
}
