/** Routes of controllers and actions: `[Route]`, `[HttpGet]` and the like, and how MVC combines them. */
import { stringOf } from '../../../symbols/attributeValues';
import type { AttributeData } from '../../../symbols/symbol';
import type { Action, Controller } from './controllerModel';
import { mvcNamespace, textArgument } from './controllerModel';

/** One `Map…` call. */
export interface ActionRoute {
  /** "GET". */
  readonly verb: string;
  /** Below the prefix of the class. */
  readonly template: string;
  /** Name of the endpoint, where one is written. */
  readonly name: string | undefined;
}

const verbs: Readonly<Record<string, string>> = { HttpGet: 'GET', HttpPost: 'POST', HttpPut: 'PUT', HttpDelete: 'DELETE', HttpPatch: 'PATCH', HttpHead: 'HEAD', HttpOptions: 'OPTIONS' };

/** Whether an attribute is about routes only, and so goes with them. */
export function isRouteAttribute({ fullName }: AttributeData): boolean {
  const name = shortName(fullName);
  return name !== undefined && (name === 'Route' || name in verbs);
}

function shortName(fullName: string): string | undefined {
  const [, name] = /^Microsoft\.AspNetCore\.Mvc\.(\w+)Attribute$/.exec(fullName) ?? [];
  return name;
}

/** `prefix` goes for all actions; `rest`, from the segment with `[action]` on, comes before the template of each. */
export interface ControllerRoute { readonly prefix: string; readonly rest: string }

/** Undefined where there is more than one, or what it says is not known. */
export function controllerRoute({ type, name }: Controller): ControllerRoute | undefined {
  const routes = type.attributes.filter(({ fullName }) => fullName === `${mvcNamespace}.RouteAttribute`);
  const [route] = routes;
  if (!route || routes.length > 1 || route.namedArguments.size > 0) return undefined;
  const template = textArgument(route);
  if (template === undefined) return undefined;
  const segments = template.replace(/^~?\//, '').split('/');
  const first = segments.findIndex((segment) => /(?<!\[)\[action\]/i.test(segment));
  const prefix = withoutTokens(segments.slice(0, first < 0 ? undefined : first).join('/'), name, undefined);
  return prefix === undefined ? undefined : { prefix, rest: first < 0 ? '' : segments.slice(first).join('/') };
}

/** Undefined: not reached by attributes alone, or in a way that has no simple form. */
export function actionRoutes({ controller, method }: Action, { rest }: ControllerRoute): readonly ActionRoute[] | undefined {
  const attributes = method.attributes.filter(isRouteAttribute);
  const templates = attributes.flatMap((attribute) => (shortName(attribute.fullName) === 'Route' ? [attribute] : []));
  const methods = attributes.filter((attribute) => !templates.includes(attribute));
  if (methods.length === 0 || templates.length > 1) return undefined;
  const [own] = templates;
  const routes: ActionRoute[] = [];
  for (const attribute of methods) {
    const template = attribute.constructorArguments.length > 0 ? textArgument(attribute) : '';
    const inherited = own && textArgument(own);
    if (template === undefined || (own && (inherited === undefined || attribute.constructorArguments.length > 0))) return undefined;
    if ([attribute, ...templates].some(({ namedArguments }) => namedArguments.has('Order'))) return undefined;
    const written = inherited ?? template;
    const plain = withoutTokens(rest === '' || /^~?\//.test(written) ? written : [rest, ...(written === '' ? [] : [written])].join('/'), controller.name, method.name.replace(/(?<=.)Async$/, ''));
    const name = nameOf(attribute) ?? (own && nameOf(own));
    if (plain === undefined || /^~?\//.test(plain)) return undefined;
    routes.push({ verb: verbs[shortName(attribute.fullName) ?? ''] ?? '', template: plain, name });
  }
  return routes;
}

function nameOf({ namedArguments }: AttributeData): string | undefined {
  const value = namedArguments.get('Name');
  return stringOf(value);
}

/** `[controller]` and `[action]` replaced, `[[` read as `[`; undefined for other tokens, and for what a route cannot hold then. */
function withoutTokens(template: string, controller: string, action: string | undefined): string | undefined {
  const unknown: string[] = [];
  const plain = template.replace(/\[\[|\]\]|\[([^[\]]*)\]/g, (text: string, token: string | undefined) => {
    if (token === undefined) return text.charAt(0);
    const value = token.toLowerCase() === 'controller' ? controller : token.toLowerCase() === 'action' ? action : undefined;
    if (value === undefined) unknown.push(token);
    return value ?? text;
  });
  return unknown.length === 0 && !/["\\\r\n]|\{\{/.test(plain) ? plain : undefined;
}

/** A `{name:constraint?}` of a template. */
export interface RouteParameter { readonly name: string; readonly isOptional: boolean; readonly constraints: string }

export function routeParameters(template: string): readonly RouteParameter[] {
  return [...template.matchAll(/\{\**(\w+)((?::[^{}?]*)?)(=[^{}]*)?(\?)?\}/g)].map(([, name = '', constraints = '', value, mark]) => ({ name, isOptional: mark !== undefined || value !== undefined, constraints }));
}
