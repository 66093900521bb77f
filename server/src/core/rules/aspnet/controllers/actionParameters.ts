/** Parameters of actions as handlers have them, with the checks that MVC makes before an action runs. */
import type { AttributeData, NamedTypeSymbol, ParameterSymbol, PropertySymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isNamed, isString, isValueType, nullableUnderlying } from '../../../symbols/types';
import type { Parameter } from '../../../syntax/nodes';
import { typeName } from '../../json/typeModel';
import type { ProgramContext } from '../../rule';
import type { ActionRoute } from './actionRoutes';
import { routeParameters } from './actionRoutes';
import type { Action } from './controllerModel';
import { isApiController } from './controllerModel';

/** What a handler's parameter list and the begin of its body are made of. */
export interface HandlerParameters {
  /** Texts of the parameters in their order; those that are optional come last. */
  readonly written: readonly { readonly node: Parameter; readonly text: string; readonly isOptional: boolean }[];
  /** Statements before all others; some may answer 400. */
  readonly checks: readonly string[];
  readonly hasFailingCheck: boolean;
  /** What the generator of endpoints tells handlers apart by, and what it leaves out: default values. */
  readonly signature: string;
  readonly defaults: string;
  /** Types that are read from a body. */
  readonly bodies: readonly TypeSymbol[];
}

const sources: ReadonlySet<string> = new Set(['FromRoute', 'FromQuery', 'FromHeader', 'FromBody', 'FromServices']);

/** Value types that both read from text in the same way, and the default value as it is written. */
const defaults: Readonly<Record<string, string>> = {
  Int16: '0', Int32: '0', Int64: '0', Byte: '0', UInt16: '0', UInt32: '0', UInt64: '0', Double: '0', Single: '0', Decimal: '0', Boolean: 'false',
  Guid: 'default', DateTime: 'default', DateOnly: 'default', DateTimeOffset: 'default', TimeSpan: 'default',
};

interface ParameterPlan { readonly text: string; readonly isOptional: boolean; readonly check?: string; readonly fails?: boolean; readonly isBody?: boolean }

/** Undefined where one is bound in a way that endpoints do not have. */
export function handlerParameters(action: Action, prefix: string, routes: readonly ActionRoute[], program: ProgramContext): HandlerParameters | undefined {
  const written: HandlerParameters['written'][number][] = [];
  const checks: string[] = [];
  const bodies: TypeSymbol[] = [];
  let hasFailingCheck = false;
  for (const parameter of action.method.parameters) {
    const node = action.node.parameters[parameter.ordinal];
    const plan = node && planOf(parameter, node, action, prefix, routes, program);
    if (!node || !plan) return undefined;
    written.push({ node, text: plan.text, isOptional: plan.isOptional });
    if (plan.check !== undefined) checks.push(plan.check);
    if (plan.isBody === true) bodies.push(parameter.type);
    hasFailingCheck ||= plan.fails === true;
  }
  const { parameters } = action.method;
  return {
    written, checks, hasFailingCheck, bodies,
    signature: parameters.map((parameter) => `${typeName(parameter.type)}${parameter.nullableAnnotated === true ? '?' : ''} ${parameter.name}`).join(),
    defaults: written.map(({ text }) => /=[^=\]]*$/.exec(text)?.[0] ?? '').join(),
  };
}

function planOf(parameter: ParameterSymbol, node: Parameter, action: Action, prefix: string, routes: readonly ActionRoute[], program: ProgramContext): ParameterPlan | undefined {
  if (parameter.refKind !== 'none' || node.modifiers.length > 0 || node.name.length !== node.nameEnd - node.nameStart) return undefined;
  const attributes = parameter.attributes.map(({ fullName }) => /^(?:Microsoft\.AspNetCore\.Mvc|Microsoft\.Extensions\.DependencyInjection)\.(\w+)Attribute$/.exec(fullName)?.[1]);
  const [attribute] = attributes;
  if (attributes.length > 1) return undefined;
  const text = action.unit.text.slice(node.start, node.end);
  const plain = { text, isOptional: parameter.isOptional };
  if (attribute === 'FromServices' || attribute === 'FromKeyedServices') return parameter.isOptional ? undefined : plain;
  if (attributes.length > 0 && (attribute === undefined || !sources.has(attribute))) return undefined;
  if (isNamed(parameter.type, 'System.Threading', 'CancellationToken')) return attribute === undefined ? plain : undefined;
  const isMarked = isApiController(action.controller.type);
  const inRoute = routes.map(({ template }) => routeParameters(`${prefix}/${template}`).find(({ name }) => name.toLowerCase() === parameter.name.toLowerCase()));
  const isSimple = isString(parameter.type) || defaultOf(nullableUnderlying(parameter.type) ?? parameter.type) !== undefined;
  if (attribute === 'FromRoute' || (attribute === undefined && isSimple && inRoute.some((found) => found !== undefined))) return routePlan(parameter, plain, inRoute, isMarked);
  if (!isMarked) return undefined;
  if (attribute === 'FromQuery' || (attribute === undefined && isSimple)) {
    const found = valuePlan(parameter, node, plain, attribute === undefined ? [] : inRoute);
    return found && attribute !== undefined && program.frameworkVersion < 9 && found.isOptional && !isString(parameter.type) ? withoutAttribute(found, parameter, node) : found;
  }
  if (attribute === 'FromHeader') return isString(parameter.type) ? valuePlan(parameter, node, plain, []) : undefined;
  return bodyPlan(parameter, attribute, plain, routes, program);
}

/** The generator of .NET 8 emits code that does not compile for default values beside `[FromQuery]`, which says nothing without a name. */
function withoutAttribute(plan: ParameterPlan, { attributes }: ParameterSymbol, { attributeLists, start }: Parameter): ParameterPlan | undefined {
  const last = attributeLists.at(-1);
  return last && attributes.every(({ namedArguments }) => namedArguments.size === 0) ? { ...plan, text: plan.text.slice(last.end - start).trimStart() } : undefined;
}

/** Default value of a simple type; undefined for others, and for enums: endpoints read their names as they are written, and unnamed values. */
function defaultOf(type: TypeSymbol): string | undefined {
  return type.kind === 'namedType' && type.namespace === 'System' && type.typeKind === 'struct' ? defaults[type.name] : undefined;
}

/** Without [ApiController] a value that cannot be read is left out silently: only constraints keep that from happening. */
function routePlan(parameter: ParameterSymbol, plain: ParameterPlan, inRoute: readonly ({ readonly name: string; readonly isOptional: boolean; readonly constraints: string } | undefined)[], isMarked: boolean): ParameterPlan | undefined {
  if (parameter.attributes.some(({ namedArguments }) => namedArguments.size > 0) || parameter.isOptional) return undefined;
  for (const found of inRoute) {
    if (!found || found.name !== parameter.name || (found.isOptional && !nullable(parameter))) return undefined;
    if (!isMarked && !isString(parameter.type) && !/^:(?:int|long|guid|bool|datetime|decimal|double|float)\b/.test(found.constraints)) return undefined;
  }
  return isString(parameter.type) || defaultOf(nullableUnderlying(parameter.type) ?? parameter.type) !== undefined ? plain : undefined;
}

function nullable(parameter: ParameterSymbol): boolean {
  return nullableUnderlying(parameter.type) !== undefined || (isString(parameter.type) && parameter.nullableAnnotated === true);
}

/** Of the query or a header. To MVC, blank text is null; a value that is left out is the type's default. */
function valuePlan(parameter: ParameterSymbol, node: Parameter, plain: ParameterPlan, inRoute: readonly unknown[]): ParameterPlan | undefined {
  if (inRoute.some((found) => found !== undefined)) return undefined;
  const { name, type } = parameter;
  if (isString(type)) {
    if (parameter.isOptional) {
      const value = parameter.defaultValue;
      if (value?.kind !== 'primitive') return undefined;
      const fallback = value.value === null ? 'null' : JSON.stringify(value.value);
      return typeof value.value === 'string' && !/^[\w .,:;-]*$/.test(value.value) ? undefined : { ...plain, check: `if (string.IsNullOrWhiteSpace(${name})) ${name} = ${fallback};` };
    }
    return parameter.nullableAnnotated === true
      ? { ...plain, check: `if (string.IsNullOrWhiteSpace(${name})) ${name} = null;` }
      : { ...plain, check: `if (string.IsNullOrWhiteSpace(${name})) return Results.BadRequest();`, fails: true };
  }
  if (nullableUnderlying(type)) return defaultOf(nullableUnderlying(type) ?? type) === undefined ? undefined : plain;
  const value = defaultOf(type);
  if (value === undefined) return undefined;
  return node.default ? plain : { text: `${plain.text} = ${value}`, isOptional: true };
}

/** Endpoints infer a body only where requests of the method have one, and do not ask whether the model is valid. */
function bodyPlan(parameter: ParameterSymbol, attribute: string | undefined, plain: ParameterPlan, routes: readonly ActionRoute[], program: ProgramContext): ParameterPlan | undefined {
  const { type } = parameter;
  if (parameter.isOptional || parameter.attributes.some(({ namedArguments }) => namedArguments.size > 0)) return undefined;
  if (attribute === undefined && (type.kind !== 'namedType' || isServiceLike(type))) return undefined;
  const missing = requiredPattern(type, program, []);
  if (missing === undefined) return undefined;
  const isInferred = routes.every(({ verb }) => /^(?:POST|PUT|PATCH)$/.test(verb));
  const text = attribute === undefined && !isInferred ? `[FromBody] ${plain.text}` : plain.text;
  return { ...plain, text, isBody: true, ...(missing === '' ? {} : { check: `if (${parameter.name} is ${missing}) return Results.BadRequest();`, fails: true }) };
}

/** What may be registered as a service, or is bound from something else than the body. */
function isServiceLike(type: NamedTypeSymbol): boolean {
  return (type.typeKind === 'interface' && type.location !== undefined) || type.isAbstract && type.location !== undefined || (type.location === undefined && type.namespace !== 'System.Collections.Generic')
    || type.members.some((member) => member.isStatic && (member.name === 'TryParse' || member.name === 'BindAsync')) || type.allInterfaces.some(({ name }) => name === 'IParsable');
}

/**
 * A pattern of the values that MVC refuses: a property that is a reference and not nullable is null. Empty: none; undefined: the
 * model is validated in more ways, or elements of a collection are.
 */
function requiredPattern(type: TypeSymbol, program: ProgramContext, outer: readonly NamedTypeSymbol[]): string | undefined {
  if (type.kind === 'array') return elementPattern([type.elementType], program, outer);
  if (type.kind !== 'namedType') return undefined;
  if (type.location === undefined) return type.namespace.startsWith('System') ? elementPattern(type.typeArguments, program, outer) : undefined;
  if (outer.includes(type)) return undefined;
  if (isValidated(type)) return undefined;
  const parts: string[] = [];
  for (const property of propertiesOf(type)) {
    if (property.attributes.some(isUnknownToEndpoints) || property.type.kind === 'typeParameter') return undefined;
    const inner = requiredPattern(nullableUnderlying(property.type) ?? property.type, program, [...outer, type]);
    if (inner === undefined) return undefined;
    const isNeeded = !isValueType(property.type) && property.nullableAnnotated === false;
    const checks = [...(isNeeded ? ['null'] : []), ...(inner === '' ? [] : [inner])];
    if (checks.length > 0) parts.push(`{ ${property.name}: ${checks.join(' or ')} }`);
  }
  return parts.join(' or ');
}

/** Elements are not checked one by one: they must have nothing to check. */
function elementPattern(types: readonly TypeSymbol[], program: ProgramContext, outer: readonly NamedTypeSymbol[]): string | undefined {
  return types.every((type) => requiredPattern(nullableUnderlying(type) ?? type, program, outer) === '') ? '' : undefined;
}

function propertiesOf(type: NamedTypeSymbol): readonly PropertySymbol[] {
  return [...baseTypesAndSelf(type)].flatMap((level) => level.members.filter((member): member is PropertySymbol => member.kind === 'property' && member.accessibility === 'public' && !member.isStatic && !member.isIndexer));
}

/** Enums and what implements a validation of its own. */
function isValidated(type: NamedTypeSymbol): boolean {
  const parameters = type.isRecord ? type.constructors.flatMap((constructor) => constructor.parameters) : [];
  return [...type.attributes, ...parameters.flatMap(({ attributes }) => attributes)].some(isUnknownToEndpoints) || type.allInterfaces.some(({ name }) => name === 'IValidatableObject');
}

/** Attributes of MVC and of data annotations: they check, bind or name values. */
function isUnknownToEndpoints({ fullName, attributeClass }: AttributeData): boolean {
  return /^(?:System\.ComponentModel\.DataAnnotations|Microsoft\.AspNetCore\.Mvc)\./.test(fullName) || attributeClass === undefined
    || [...baseTypesAndSelf(attributeClass)].some((level) => level.name === 'ValidationAttribute');
}
