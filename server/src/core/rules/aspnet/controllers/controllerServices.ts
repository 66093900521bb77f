/** What a controller gets through its constructor, and the members that hold it: handlers take it as parameters. */
import type { Assignment, Expression, FieldDeclaration, MemberDeclaration, Parameter, Statement, Unit } from '../../../syntax/nodes';
import { isNamed } from '../../../symbols/types';
import type { ParameterSymbol } from '../../../symbols/symbol';
import type { Controller } from './controllerModel';

/** One service. */
export interface ControllerService {
  /** Parameter of the constructor. */
  readonly name: string;
  /** Field that holds it; undefined: the parameter of a primary constructor is used itself. */
  readonly field: string | undefined;
  /** As the constructor writes them, without a name. */
  readonly attributes: string;
  readonly type: string;
  /** A logger whose category is the controller: the class is no type for one any more. */
  readonly isOwnLogger: boolean;
}

export interface ControllerServices {
  readonly services: readonly ControllerService[];
  /** The constructor and the fields, which go. */
  readonly removed: readonly Unit[];
}

/** Undefined where the constructor does more than keep its arguments, or the class has state of its own. */
export function controllerServices(controller: Controller): ControllerServices | undefined {
  const { declaration, type } = controller;
  const constructors = declaration.members.filter(({ root }) => root.kind === 'Constructor');
  const [constructor] = constructors;
  const primary = declaration.header.root.parameters;
  if (constructors.length + (primary ? 1 : 0) > 1) return undefined;
  const root = constructor?.root.kind === 'Constructor' ? constructor.root : undefined;
  if (root && (root.initializer || root.modifiers.includes('static') || !root.modifiers.includes('public'))) return undefined;
  const parameters = primary ?? root?.parameters ?? [];
  const symbols = type.constructors.find(({ isStatic, parameters: own }) => !isStatic && own.length === parameters.length)?.parameters ?? [];
  const unit: Unit = constructor ?? declaration.header;
  const held = root ? assignments(root.body) : new Map<string, string>();
  const fields = instanceFields(declaration.members);
  if (!held || !fields) return undefined;
  if (primary) for (const { unit: { root: field } } of fields) if (!addInitialized(field, held)) return undefined;
  const names = fields.map(({ name }) => name);
  if (fields.some(({ unit: { root: field } }) => !primary && field.variables[0]?.initializer) || [...held.keys()].some((field) => !names.includes(field)) || names.some((field) => !held.has(field))) return undefined;
  const services: ControllerService[] = [];
  for (const parameter of parameters) {
    const symbol = symbols[parameter.name === '' ? -1 : parameters.indexOf(parameter)];
    const service = symbol && serviceOf(parameter, symbol, unit, controller, [...held].filter(([, name]) => name === parameter.name).map(([field]) => field), primary !== undefined);
    if (!service) return undefined;
    services.push(...service);
  }
  if ([...held.values()].some((name) => !parameters.some((parameter) => parameter.name === name))) return undefined;
  return { services, removed: [...(constructor ? [constructor] : []), ...fields.map(({ unit: field }) => field)] };
}

function serviceOf(parameter: Parameter, symbol: ParameterSymbol, unit: Unit, controller: Controller, fields: readonly string[], isPrimary: boolean): readonly ControllerService[] | undefined {
  if (!parameter.type || parameter.default || parameter.modifiers.length > 0 || fields.length > 1) return undefined;
  const isKeyed = symbol.attributes.every(({ fullName }) => /\.(?:FromKeyedServices|FromServices)Attribute$/.test(fullName));
  if (!isKeyed || parameter.type.kind === 'NullableType') return undefined;
  const attributes = parameter.attributeLists.map(({ start, end }) => unit.text.slice(start, end)).join('');
  const isOwnLogger = isNamed(symbol.type, 'Microsoft.Extensions.Logging', 'ILogger') && symbol.type.typeArguments[0] === controller.type;
  const [field] = fields;
  const service = { name: parameter.name, field, attributes, type: unit.text.slice(parameter.type.start, parameter.type.end), isOwnLogger };
  // A parameter of a primary constructor may be used by its own name beside the field.
  return isPrimary && field !== undefined ? [service, { ...service, field: undefined }] : [service];
}

/** Fields of the instance, one variable each; undefined where there is other state. */
function instanceFields(members: readonly Unit<MemberDeclaration>[]): readonly { readonly unit: Unit<FieldDeclaration>; readonly name: string }[] | undefined {
  const found: { readonly unit: Unit<FieldDeclaration>; readonly name: string }[] = [];
  for (const unit of members) {
    const { root } = unit;
    const isStatic = root.modifiers.includes('static') || root.modifiers.includes('const');
    if (root.kind === 'Property' || root.kind === 'Event' || root.kind === 'Indexer') {
      if (!isStatic) return undefined;
    } else if (root.kind === 'Field' && !isStatic) {
      const [variable] = root.variables;
      if (!variable || root.variables.length > 1) return undefined;
      found.push({ unit: unit as Unit<FieldDeclaration>, name: variable.name });
    } else if (root.kind !== 'Field' && root.kind !== 'Method' && root.kind !== 'Constructor') {
      return undefined;
    }
  }
  return found;
}

/** `private readonly IRepo _repo = repo;` of a class with a primary constructor. */
function addInitialized(field: FieldDeclaration, held: Map<string, string>): boolean {
  const [variable] = field.variables;
  const name = variable?.initializer && valueName(variable.initializer);
  if (!variable || name === undefined) return false;
  held.set(variable.name, name);
  return true;
}

/** Field -> parameter; undefined where the body does anything else. */
function assignments(body: Expression | Statement | undefined): Map<string, string> | undefined {
  const held = new Map<string, string>();
  const statements: readonly (Expression | Statement)[] = body?.kind === 'Block' ? body.statements : body ? [body] : [];
  for (const statement of statements) {
    const node = statement.kind === 'ExpressionStatement' ? statement.expression : statement;
    if (node.kind !== 'Assignment' || node.operator !== '=') return undefined;
    for (const { left, right } of pairs(node)) {
      const field = left.kind === 'IdentifierName' ? left.name : left.kind === 'MemberAccess' && left.expression.kind === 'This' ? left.name.name : undefined;
      const name = right && valueName(right);
      if (field === undefined || name === undefined || held.has(field)) return undefined;
      held.set(field, name);
    }
  }
  return held;
}

/** `(a, b) = (c, d)` assigns two. */
function pairs({ left, right }: Assignment): readonly { readonly left: Expression; readonly right: Expression | undefined }[] {
  if (left.kind !== 'Tuple' || right.kind !== 'Tuple') return [{ left, right }];
  return left.arguments.map(({ expression }, index) => ({ left: expression, right: right.arguments[index]?.expression }));
}

/** `repo`, `repo ?? throw …`. */
function valueName(expression: Expression): string | undefined {
  if (expression.kind === 'IdentifierName') return expression.name;
  return expression.kind === 'Binary' && expression.operator === '??' && expression.right.kind === 'ThrowExpression' ? valueName(expression.left) : undefined;
}
