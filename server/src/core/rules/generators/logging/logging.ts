/** SYSLIB1001 to SYSLIB1027: what the logging generator says of `[LoggerMessage]` methods, as far as one declaration tells it. */
import { stringOf } from '../../../symbols/attributeValues';
import type { AttributeData, AttributeValue, MethodSymbol, ParameterSymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, containsError, isNamed, isVoid } from '../../../symbols/types';
import type { Attribute, MethodDeclaration, TypeDeclaration, Unit } from '../../../syntax/nodes';
import type { BodyContext } from '../../rule';
import { defineRule } from '../../rule';
import { typesAround } from '../enclosingTypes';
import { loggerSource } from './loggingField';
import { loggingMetas } from './loggingMetas';
import { logTemplates } from './loggingTemplate';

const logging = 'Microsoft.Extensions.Logging';
const qualifier = /^(?:information|info|warning|warn|error|err):/i;

/** A method with one attribute, all of whose arguments are known. */
interface LogMethod {
  readonly symbol: MethodSymbol;
  readonly unit: Unit<MethodDeclaration>;
  readonly attribute: Attribute;
  readonly type: TypeDeclaration;
  readonly eventId: number | undefined;
  readonly eventName: string | undefined;
  readonly hasLevel: boolean;
  readonly message: string;
}

export const loggingRule = defineRule({
  metas: loggingMetas,
  checkBody(context) {
    const { body, program } = context;
    const [unit] = body.units;
    if (!unit || body.owner.kind !== 'member' || body.owner.symbol.kind !== 'method' || (unit.root as { readonly kind: string }).kind !== 'Method') return;
    const { symbol } = body.owner;
    const written = unit.root as MethodDeclaration;
    if (written.attributeLists.length === 0) return;
    const applied = logAttributes(symbol);
    const [data] = applied;
    const nodes = body.uses.filter((use) => use.kind === 'attribute' && use.symbol?.kind === 'method' && use.symbol.containingType.name === 'LoggerMessageAttribute');
    const attribute = nodes[0]?.node as Attribute | undefined;
    // Two attributes on one method mix what they say.
    if (!data?.attributeClass || !data.attributeConstructor || !attribute || applied.length !== 1 || nodes.length !== 1) return;
    const file = program.source(body.file);
    const type = file && typesAround(file, unit.base + written.start).at(-1);
    if (type?.header.root.typeKind !== 'class') return;
    const said = argumentsOf(data);
    if (said && isKnown(symbol)) check(context, { symbol, unit: unit as Unit<MethodDeclaration>, attribute, type, ...said });
  },
});

function isKnown(method: MethodSymbol): boolean {
  return !containsError(method.returnType) && method.parameters.every((parameter) => !containsError(parameter.type) && parameter.name !== '');
}

/** Undefined where an argument is no constant. */
function argumentsOf(data: AttributeData): Pick<LogMethod, 'eventId' | 'eventName' | 'hasLevel' | 'message'> | undefined {
  let eventId: number | undefined;
  let eventName: string | undefined;
  let hasLevel = false;
  let message = '';
  const read = (name: string, value: AttributeValue): boolean => {
    if (value === undefined) return false;
    if (/^level$/i.test(name)) hasLevel = true;
    if (/^eventId$/i.test(name) && value.kind === 'primitive') eventId = Number(value.value);
    if (name === 'EventName') eventName = stringOf(value);
    if (/^message$/i.test(name)) message = stringOf(value) ?? '';
    return true;
  };
  const positional = data.attributeConstructor?.parameters ?? [];
  if (positional.length !== data.constructorArguments.length || !data.constructorArguments.every((value, i) => read(positional[i]?.name ?? '', value))) return undefined;
  for (const [name, value] of data.namedArguments) if (!read(name, value)) return undefined;
  return { eventId, eventName, hasLevel, message };
}

function check(context: BodyContext, method: LogMethod): void {
  const { symbol, unit, attribute, message } = method;
  const { root } = unit;
  const at = (id: string, node: { readonly start: number; readonly end: number }, text: string): void => { context.report({ unit, start: node.start, end: node.end }, { id, message: text }); };
  const name = { start: root.nameStart, end: root.nameEnd };
  const { names, isValid } = logTemplates(message);
  let isKept = isValid;
  const drop = (id: string, node: { readonly start: number; readonly end: number }, text: string): void => {
    at(id, node, text);
    isKept = false;
  };
  if (!isValid) at('SYSLIB1022', name, `Logging method '${symbol.name}' contains malformed format strings`);
  if (symbol.name.startsWith('_')) drop('SYSLIB1001', name, 'Logging method names cannot start with _');
  if (!isVoid(symbol.returnType)) drop('SYSLIB1007', root.returnType, 'Logging methods must return void');
  if (root.typeParameters.length > 0) drop('SYSLIB1011', name, 'Logging methods cannot be generic');
  if (!root.modifiers.includes('partial')) drop('SYSLIB1010', root, 'Logging methods must be partial');
  if (root.body !== undefined) drop('SYSLIB1016', { start: bodyStart(method, root.body), end: root.body.end }, 'Logging methods cannot have a body');
  const className = method.type.header.root.name;
  if (method.eventId !== undefined && isRepeated(method, (said) => said.eventId === method.eventId)) at('SYSLIB1006', attribute, `Multiple logging methods are using event id ${method.eventId} in class ${className}`);
  if (method.eventName !== undefined && isRepeated(method, (said) => said.eventName === method.eventName)) at('SYSLIB1025', attribute, `Multiple logging methods are using event name ${method.eventName} in class ${className}`);
  if (qualifier.test(message)) at('SYSLIB1012', attribute, 'Remove redundant qualifier (Info:, Warning:, Error:, etc) from the logging message since it is implicit in the specified log level.');
  const found = checkParameters(context, method, new Set(names.map((template) => template.toLowerCase())));
  if (!isKept || !found) return;
  const { hasLogger, hasLevel } = found;
  if (symbol.isStatic && !hasLogger) at('SYSLIB1008', root, `One of the arguments to the static logging method '${symbol.name}' must implement the Microsoft.Extensions.Logging.ILogger interface`);
  if (!symbol.isStatic && hasLogger) at('SYSLIB1009', root, 'Logging methods must be static');
  if (!symbol.isStatic && !hasLogger) checkField(context, method);
  if (!method.hasLevel && !hasLevel) at('SYSLIB1017', root, 'A LogLevel value must be supplied in the LoggerMessage attribute or as a parameter to the logging method');
  const parameters = new Set(symbol.parameters.map((parameter) => parameter.name.toLowerCase()));
  const reported = new Set<string>();
  for (const template of names) {
    const key = template.toLowerCase();
    if (reported.has(key) || parameters.has(key) || (key.startsWith('@') && parameters.has(key.slice(1)))) continue;
    reported.add(key);
    at('SYSLIB1014', attribute, `Template '${template}' is not provided as argument to the logging method`);
  }
}

/** With the arrow of an expression body. */
function bodyStart({ unit }: LogMethod, body: NonNullable<MethodDeclaration['body']>): number {
  return body.kind === 'Block' ? body.start : unit.text.lastIndexOf('=>', body.start);
}

/** Whether a method before this one, in the same part of the class, says the same. */
function isRepeated({ symbol, unit, type }: LogMethod, isSame: (said: NonNullable<ReturnType<typeof argumentsOf>>) => boolean): boolean {
  const before = new Set<unknown>(type.members.slice(0, type.members.findIndex((member) => member.base === unit.base)));
  return symbol.containingType.members.some((member) => {
    if (member.kind !== 'method' || !before.has(member.location?.unit)) return false;
    const said = logAttributes(member).map(argumentsOf);
    return said.length === 1 && said[0] !== undefined && isSame(said[0]);
  });
}

function logAttributes(method: MethodSymbol): readonly AttributeData[] {
  return method.attributes.filter((attribute) => attribute.fullName === `${logging}.LoggerMessageAttribute`);
}

/** Says where the generator has no logger for a method that is not static. */
function checkField(context: BodyContext, { symbol, unit, type }: LogMethod): void {
  const owner = symbol.containingType;
  const { found, hidden } = loggerSource(owner, (candidate) => derivesFrom(candidate, logging, 'ILogger'), context.program.frameworkVersion);
  const { root } = unit;
  const { name } = type.header.root;
  const report = (id: string, message: string): void => { context.report({ unit, start: root.start, end: root.end }, { id, message }); };
  if (found === 'several') report('SYSLIB1020', `Found multiple fields of type Microsoft.Extensions.Logging.ILogger in class ${name}`);
  if (found === 'none') report('SYSLIB1019', `Couldn't find a field of type Microsoft.Extensions.Logging.ILogger in class ${name}`);
  // Each method of the class would say it of the same parameter.
  const first = owner.members.find((member) => member.kind === 'method' && !member.isStatic && logAttributes(member).length > 0);
  if (first !== symbol) return;
  for (const { location } of hidden) {
    if (location && location.file === context.body.file) context.report({ unit: location.unit as Unit, start: location.start, end: location.end }, { id: 'SYSLIB1027', message: `Class '${name}' has a primary constructor parameter of type Microsoft.Extensions.Logging.ILogger that is hidden by a field in the class or a base class, preventing its use` });
  }
}

/** Undefined where the generator gives up at a parameter. */
function checkParameters(context: BodyContext, { symbol, unit, hasLevel: levelIsGiven }: LogMethod, templates: ReadonlySet<string>): { readonly hasLogger: boolean; readonly hasLevel: boolean } | undefined {
  let hasLogger = false;
  let hasException = false;
  let hasLevel = levelIsGiven;
  for (const [i, parameter] of symbol.parameters.entries()) {
    const written = unit.root.parameters[i];
    if (!written) return undefined;
    const report = (id: string, message: string): void => { context.report({ unit, start: written.nameStart, end: written.nameEnd }, { id, message }); };
    const { name, type } = parameter;
    if (parameter.refKind === 'out') report('SYSLIB1024', `Argument '${name}' is using the unsupported out parameter modifier`);
    if (isUnusual(parameter)) return undefined;
    const isLogger: boolean = !hasLogger && derivesFrom(type, logging, 'ILogger');
    const isException: boolean = !hasException && derivesFrom(type, 'System', 'Exception');
    const isLevel: boolean = !hasLevel && isNamed(type, logging, 'LogLevel');
    hasLogger ||= isLogger;
    hasException ||= isException;
    hasLevel ||= isLevel;
    const key = name.toLowerCase();
    const isMentioned = templates.has(key);
    const handled = `Don't include a template for ${name} in the logging message since it is implicitly taken care of`;
    if (isLogger || isException || isLevel) {
      if (isMentioned) report(isLogger ? 'SYSLIB1018' : isException ? 'SYSLIB1013' : 'SYSLIB1002', handled);
    } else if (!isMentioned && !templates.has(`@${key}`)) {
      report('SYSLIB1015', `Argument '${name}' is not referenced from the logging message`);
    }
    if (name.startsWith('_')) report('SYSLIB1003', 'Logging method parameter names cannot start with _');
  }
  return { hasLogger, hasLevel };
}

/** Frameworks differ in what they say about these, or nothing is generated for them. */
function isUnusual({ refKind, isParams, type }: ParameterSymbol): boolean {
  return refKind === 'out' || isParams || (type.kind === 'namedType' && type.isRefLike) || type.kind === 'typeParameter' || type.kind === 'pointer' || type.kind === 'functionPointer' || type.kind === 'dynamic';
}

function derivesFrom(type: TypeSymbol, namespace: string, name: string): boolean {
  if (type.kind !== 'namedType' || type.typeKind === 'struct') return false;
  const matches = (candidate: TypeSymbol): boolean => isNamed(candidate, namespace, name) && candidate.arity === 0;
  return [...baseTypesAndSelf(type)].some(matches) || type.allInterfaces.some(matches);
}
