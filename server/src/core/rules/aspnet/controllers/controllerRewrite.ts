/** One controller as a static class of endpoints, in the same file. */
import type { TextEdit } from '../../../diagnostic';
import { walk } from '../../../flow/walk';
import { isNamed } from '../../../symbols/types';
import type { Expression, MethodDeclaration, Unit } from '../../../syntax/nodes';
import { indentationAt, newLineOf } from '../../../syntax/query';
import type { ProgramContext } from '../../rule';
import { isDeclared } from '../../json/fixes/contextEdits';
import { editIn } from '../fixes/sourceEdits';
import type { ActionRewrite, RewriteScope } from './actionRewrite';
import { isEndpointMetadata, rewriteAction } from './actionRewrite';
import type { ActionRoute } from './actionRoutes';
import { actionRoutes, controllerRoute, routeParameters } from './actionRoutes';
import type { Action, Controller } from './controllerModel';
import { actionsOf, isApiController, isMethodUnit, isOwnMember, memberOf, mvcNamespace } from './controllerModel';
import { controllerServices } from './controllerServices';

/** What a controller becomes. */
export interface ControllerRewrite {
  readonly controller: Controller;
  /** "MapTodoEndpoints". */
  readonly mapMethod: string;
  readonly edits: readonly TextEdit[];
  /** Namespaces that the new code needs. */
  readonly namespaces: readonly string[];
  readonly isApi: boolean;
  readonly handlers: readonly (ActionRewrite & { readonly verbs: string })[];
}

interface RoutedAction { readonly action: Action; readonly routes: readonly ActionRoute[]; handler: string; name: string | undefined }

/** In words what of it has no equal among endpoints, where something has none. */
export function rewriteController(controller: Controller, program: ProgramContext): ControllerRewrite | string {
  const { declaration, type, source, name } = controller;
  const route = controllerRoute(controller);
  const services = controllerServices(controller);
  const actions = actionsOf(controller);
  if (!isSimpleClass(controller, program)) return 'what the class is or where it is named';
  if (!services) return 'what the class holds';
  if (!route || actions.length === 0) return 'the route';
  const { prefix } = route;
  const routed: RoutedAction[] = [];
  for (const action of actions) {
    const routes = actionRoutes(action, route);
    if (!routes) return `the route of '${action.method.name}'`;
    routed.push({ action, routes, handler: handlerName(action, routed.map(({ handler }) => handler), actions), name: routes.find((route) => route.name !== undefined)?.name });
  }
  const scope: RewriteScope = {
    program, prefix, services: services.services,
    endpointName: (target, keys) => linkName(routed, target, keys, prefix, name),
    isRouteName: (wanted) => routed.some((action) => action.name === wanted),
  };
  const handlers: (ActionRewrite & { readonly verbs: string })[] = [];
  const edits: TextEdit[] = [];
  for (const { action, routes, handler } of routed) {
    const rewrite = rewriteAction(action, routes, scope);
    if (!rewrite) return `'${action.method.name}'`;
    handlers.push({ ...rewrite, verbs: routes.map(({ verb }) => verb).join() });
    edits.push(...rewrite.edits);
    if (handler !== action.method.name) edits.push(editIn({ file: source.path, unit: action.unit }, action.node.nameStart, action.node.nameEnd, handler));
  }
  const helpers = helperEdits(controller, new Set(actions.map(({ unit }) => unit)));
  const conventions = classConventions(controller);
  if (!helpers) return 'a method that is no action';
  if (conventions === undefined) return 'an attribute of the class';
  const mapMethod = `Map${name}Endpoints`;
  const calls = routed.flatMap(({ action, routes, handler, name: endpoint }, index) => routes.map((route) => mapCall(route, handlers[index]?.takesContextAlone === true ? `(Delegate)${handler}` : handler, endpoint, action, routes)));
  if (calls.includes(undefined)) return 'a name for several routes';
  edits.push(...helpers, ...removals(services.removed, source.text, source.path), headerEdit(controller), mapEdit(controller, mapMethod, [`var group = routes.MapGroup("${prefix}")${conventions};`, ...calls.filter((call) => call !== undefined)]));
  const namespaces = ['Microsoft.AspNetCore.Builder', 'Microsoft.AspNetCore.Http', 'Microsoft.AspNetCore.Routing', ...(edits.some(({ newText }) => newText.includes('[From')) ? [mvcNamespace] : []), ...(edits.some(({ newText }) => newText.includes('ILoggerFactory')) ? ['Microsoft.Extensions.Logging'] : [])];
  return { controller, mapMethod, edits, namespaces, isApi: isApiController(type), handlers };

  function mapCall(route: ActionRoute, handler: string, endpoint: string | undefined, action: Action, routes: readonly ActionRoute[]): string | undefined {
    if (endpoint !== undefined && routes.length > 1) return undefined;
    const end = endpoint === undefined ? '' : `.WithName("${endpoint}")`;
    const verb = `${route.verb.charAt(0)}${route.verb.slice(1).toLowerCase()}`;
    return /^(?:GET|POST|PUT|DELETE|PATCH)$/.test(route.verb) ? `group.Map${verb}("${route.template}", ${handler})${end};` : `group.MapMethods("${route.template}", ["${route.verb}"], ${handler})${end};`;
  }

  function headerEdit({ declaration: { header } }: Controller): TextEdit {
    const { root } = header;
    const publicStart = header.text.indexOf('public', root.attributeLists.at(-1)?.end ?? root.start);
    return editIn({ file: source.path, unit: header }, root.start, Math.max(root.end, publicStart), `public static class ${className(controller)}${/\s*$/.exec(header.text.slice(0, root.end))?.[0] ?? ''}`);
  }

  function mapEdit({ declaration: { range } }: Controller, method: string, statements: readonly string[]): TextEdit {
    const newLine = newLineOf(source.text);
    const outer = indentationAt(source.text, declaration.header.base + declaration.header.root.nameStart);
    const step = outer.startsWith('\t') || /\n\t/.test(source.text.slice(range.bodyStart, range.bodyEnd)) ? '\t' : '    ';
    const inner = outer + step;
    const text = [`public static void ${method}(this IEndpointRouteBuilder routes)`, '{', ...statements.map((statement) => step + statement), '}'].map((line) => newLine + inner + line).join('');
    return { file: source.path, span: { start: range.bodyStart, end: range.bodyStart }, newText: text + newLine };
  }
}

export function className({ name }: Controller): string {
  return `${name}Endpoints`;
}

/** A public class right below ControllerBase with attributes that go over, in annotated code, which nothing else of the program names. */
function isSimpleClass(controller: Controller, program: ProgramContext): boolean {
  const { type, declaration: { header, types }, source } = controller;
  const { bases, baseArguments } = header.root;
  if (type.containingType || bases.length !== 1 || baseArguments || type.interfaces.length > 0 || !isNamed(type.baseType ?? type, mvcNamespace, 'ControllerBase') || controller.name === '') return false;
  if (header.hasError || types.length > 0 || source.nullableDirectives.length > 0 || source.isGenerated || !program.project.nullableEnabled || /^\s*#/m.test(source.text.slice(header.base, controller.declaration.range.end))) return false;
  if (isDeclared(program, className(controller)) || ['Results', 'IResult', `Map${controller.name}Endpoints`].some((name) => isDeclared(program, name))) return false;
  const mention = new RegExp(`\\b${type.name}\\b`, 'g');
  const mentions = program.files.reduce((sum, file) => sum + (file.text.match(mention)?.length ?? 0), 0);
  const own = controller.source.text.slice(header.base, controller.declaration.range.end);
  const constructors = controller.declaration.members.filter(({ root }) => root.kind === 'Constructor').length;
  const loggers = own.match(new RegExp(`\\bILogger<\\s*${type.name}\\s*>`, 'g'))?.length ?? 0;
  return mentions === 1 + constructors + loggers;
}

/** `.RequireAuthorization()` and the like for attributes of the class; undefined for those that have no equal. */
function classConventions({ type, declaration: { header } }: Controller): string | undefined {
  const written = header.root.attributeLists.flatMap(({ attributes }) => attributes);
  if (written.length !== type.attributes.length) return undefined;
  let conventions = '';
  for (const [index, attribute] of type.attributes.entries()) {
    const node = written[index];
    const { fullName } = attribute;
    if (!node || fullName === `${mvcNamespace}.ApiControllerAttribute` || fullName === `${mvcNamespace}.RouteAttribute`) continue;
    const list = node.arguments.map(({ start, end }) => header.text.slice(start, end));
    const properties = node.arguments.flatMap((argument, i) => (argument.member ? [list[i] ?? ''] : []));
    const positional = node.arguments.flatMap((argument, i) => (argument.member ? [] : [list[i] ?? '']));
    const creation = `new ${header.text.slice(node.name.start, node.name.end).replace(/(?:Attribute)?$/, 'Attribute')}(${positional.join(', ')})${properties.length > 0 ? ` { ${properties.join(', ')} }` : ''}`;
    if (fullName === 'Microsoft.AspNetCore.Authorization.AuthorizeAttribute') conventions += `.RequireAuthorization(${list.length === 0 ? '' : properties.length === 0 ? positional.join(', ') : creation})`;
    else if (fullName === 'Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute') conventions += '.AllowAnonymous()';
    else if (fullName === `${mvcNamespace}.ProducesAttribute` && positional.length === 1 && /^"application\/json"$|^MediaTypeNames\.Application\.Json$/.test(positional[0] ?? '') && properties.length === 0) continue;
    else if (isEndpointMetadata(attribute)) conventions += `.WithMetadata(${creation})`;
    else return undefined;
  }
  return conventions;
}

/** Overloads need names of their own: a method group must be one method. */
function handlerName({ method, node }: Action, taken: readonly string[], actions: readonly Action[]): string {
  const others = new Set([...taken, ...actions.map(({ method: { name } }) => name)]);
  if (!taken.includes(method.name)) return method.name;
  const [first] = node.parameters;
  const by = first ? `${method.name.replace(/Async$/, '')}By${first.name.charAt(0).toUpperCase()}${first.name.slice(1)}` : `${method.name}2`;
  let name = by;
  for (let i = 2; others.has(name); i++) name = `${by}${String(i)}`;
  return name;
}

/** The action that a link is about: of those whose route parameters are all given, the one with most of them. It gets a name. */
function linkName(routed: readonly RoutedAction[], target: string, keys: readonly string[], prefix: string, controller: string): string | undefined {
  const fitting = routed.filter(({ action, routes }) => action.method.name === target && routes.length === 1)
    .map((each) => ({ each, parameters: routeParameters(`${prefix}/${each.routes[0]?.template ?? ''}`) }))
    .filter(({ parameters }) => parameters.every(({ name }) => keys.some((key) => key.toLowerCase() === name.toLowerCase())));
  const most = Math.max(...fitting.map(({ parameters }) => parameters.length));
  const [best, ...rest] = fitting.filter(({ parameters }) => parameters.length === most);
  if (!best || rest.length > 0 || /Async$/.test(target) || routed.some(({ action, routes }) => action.method.name === target && routes.length > 1)) return undefined;
  return best.each.name ??= `${controller}_${best.each.handler}`;
}

/** Methods that are no actions become static; undefined where one uses the instance. */
function helperEdits(controller: Controller, actions: ReadonlySet<Unit>): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const unit of controller.declaration.members) {
    if (!isMethodUnit(unit) || actions.has(unit) || unit.root.modifiers.includes('static')) continue;
    const { root } = unit;
    if (root.modifiers.includes('public') || root.modifiers.includes('override') || root.explicitInterface || usesInstance(unit, controller)) return undefined;
    const head = root.attributeLists.at(-1)?.end ?? root.start;
    const at = head + (/\basync\b/.exec(unit.text.slice(head, root.returnType.start))?.index ?? root.returnType.start - head);
    edits.push(editIn({ file: controller.source.path, unit }, at, at, 'static '));
  }
  return edits;
}

/** Whether a method needs more of the instance than other methods of its kind. */
function usesInstance(unit: Unit<MethodDeclaration>, controller: Controller): boolean {
  const body = controller.bodies.get(unit);
  if (!body) return true;
  let found = false;
  walk(unit.root, (node) => {
    if (node.kind === 'This' || node.kind === 'Base') found = true;
    if (found || (node.kind !== 'IdentifierName' && node.kind !== 'GenericName')) return !found;
    const symbol = body.symbolOf(node as unknown as Expression);
    if (symbol?.kind === 'parameter' && symbol.location?.unit === controller.declaration.header) found = true;
    const member = symbol && memberOf(symbol);
    if (member && !member.isStatic && isOwnMember(controller, member.containingType)) found ||= member.kind !== 'method' || member.containingType !== controller.type || member.accessibility === 'public';
    return !found;
  });
  return found;
}

/** Members with their documentation and their lines. */
function removals(units: readonly Unit[], text: string, file: string): readonly TextEdit[] {
  let kept = '';
  let last = 0;
  return [...units].sort((a, b) => a.base - b.base).map((unit) => {
    let { base: start } = unit;
    let end = unit.base + unit.text.length;
    start -= /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
    for (let line = /[ \t]*\/\/\/[^\n]*\n$/.exec(text.slice(0, start)); line; line = /[ \t]*\/\/\/[^\n]*\n$/.exec(text.slice(0, start))) start -= line[0].length;
    end += /^[ \t]*(?:\r?\n)?/.exec(text.slice(end))?.[0].length ?? 0;
    kept += text.slice(last, start);
    // One of the blank lines around it goes too: around what is left, where its neighbours are removed as well.
    if (/(?:\{[ \t]*|\n[ \t]*)\r?\n$/.test(kept)) end += /^[ \t]*\r?\n/.exec(text.slice(end))?.[0].length ?? 0;
    last = end;
    return { file, span: { start, end }, newText: '' };
  });
}
