/** Attributes on source declarations (ECMA-334 §22): class, constructor and constant arguments. */
import type { Attribute, AttributeArgument, AttributeList } from '../../syntax/nodes';
import type { AttributeData, AttributeValue, MethodSymbol, NamedTypeSymbol, ParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import { lazy } from '../../symbols/sourceUnits';
import { isEnumType, isObject, sameType } from '../../symbols/types';
import { isMemberAccessible } from '../accessibility';
import { constantType, evaluateConstant } from './attributeBindingConstant';
import { lookupMembers } from '../lookup';
import type { Scope } from '../scope';
import { accessContext, compilationOf } from '../scope';
import { bindAttributeClass, nameText } from '../typeBinding';

/** All attributes of the lists, in order. Those whose class is unknown keep the name as written. */
export function bindAttributes(lists: readonly AttributeList[], scope: Scope): readonly AttributeData[] {
  return lists.flatMap((list) => list.attributes.map((attribute) => sourceAttribute(attribute, scope)));
}

/** Constructor and arguments are bound when first asked for: most attributes are only asked for their name. */
function sourceAttribute(syntax: Attribute, scope: Scope): AttributeData {
  const attributeClass = bindAttributeClass(syntax.name, scope);
  const choice = lazy(() => (attributeClass === undefined ? noConstructor : bindConstructor(attributeClass, syntax, scope)), noConstructor);
  const named = lazy(() => bindNamed(attributeClass, syntax, scope), new Map<string, AttributeValue>());
  return {
    attributeClass,
    fullName: attributeClass === undefined ? nameText(syntax.name) : fullNameOf(attributeClass),
    get constructor() { return choice().constructor; },
    get constructorArguments() { return choice().values; },
    get namedArguments() { return named(); },
  };
}

/** The chosen constructor with a value for each of its parameters. */
interface ConstructorChoice {
  readonly constructor: MethodSymbol | undefined;
  readonly values: readonly AttributeValue[];
}
const noConstructor: ConstructorChoice = { constructor: undefined, values: [] };

function bindNamed(type: NamedTypeSymbol | undefined, syntax: Attribute, scope: Scope): Map<string, AttributeValue> {
  const values = new Map<string, AttributeValue>();
  for (const { member, expression } of syntax.arguments) {
    if (member !== undefined) values.set(member.name, evaluateConstant(expression, scope, type && typeOfMember(type, member.name, scope)));
  }
  return values;
}

function typeOfMember(type: NamedTypeSymbol, name: string, scope: Scope): TypeSymbol | undefined {
  const [member] = lookupMembers(type, name, { compilation: compilationOf(scope), from: accessContext(scope) }).members;
  return member?.kind === 'field' || member?.kind === 'property' ? member.type : undefined;
}

function fullNameOf(type: NamedTypeSymbol): string {
  if (type.containingType !== undefined) return `${fullNameOf(type.containingType)}.${type.name}`;
  return type.namespace === '' ? type.name : `${type.namespace}.${type.name}`;
}

/**
 * Chooses the constructor. Attribute arguments are constants, typeof and arrays of them, so identity, `object`, params and the few
 * implicit constant conversions decide; the best sum of single matches wins.
 */
function bindConstructor(type: NamedTypeSymbol, syntax: Attribute, scope: Scope): ConstructorChoice {
  const positional = syntax.arguments.filter((argument) => argument.member === undefined);
  const from = accessContext(scope);
  let best: { readonly constructor: MethodSymbol; readonly mapping: readonly ParameterSymbol[]; readonly score: number } | undefined;
  for (const constructor of type.constructors) {
    if (!isMemberAccessible(constructor, from)) continue;
    const mapping = mapArguments(constructor.parameters, positional);
    if (mapping === undefined) continue;
    const score = positional.reduce((sum, argument, i) => sum + matchScore(argument, mapping[i], scope), 0);
    if (best === undefined || score > best.score) best = { constructor, mapping, score };
  }
  if (best === undefined || best.score < 0) return noConstructor;
  return { constructor: best.constructor, values: argumentValues(best.constructor, positional, best.mapping, scope) };
}

/** The parameter of each argument; undefined when the counts or names do not fit. */
function mapArguments(parameters: readonly ParameterSymbol[], args: readonly AttributeArgument[]): readonly ParameterSymbol[] | undefined {
  const mapping: ParameterSymbol[] = [];
  const last = parameters.at(-1);
  for (const [i, argument] of args.entries()) {
    const named = argument.name === undefined ? undefined : parameters.find((p) => p.name === argument.name);
    const parameter = argument.name === undefined ? parameters[i] ?? (last?.isParams === true ? last : undefined) : named;
    if (parameter === undefined) return undefined;
    mapping.push(parameter);
  }
  const isComplete = parameters.every((p) => p.isParams || p.isOptional || mapping.includes(p));
  return isComplete ? mapping : undefined;
}

/** Unlikely matches weigh so much that one of them rules a constructor out. */
const noMatch = -1000;

function matchScore(argument: AttributeArgument, parameter: ParameterSymbol | undefined, scope: Scope): number {
  if (parameter === undefined) return noMatch;
  const value = evaluateConstant(argument.expression, scope);
  const type = constantType(argument.expression, value, scope);
  const score = typeScore(type, value, parameter.type);
  if (score > noMatch || !parameter.isParams || parameter.type.kind !== 'array') return score;
  return typeScore(type, value, parameter.type.elementType) - 1;
}

function typeScore(type: TypeSymbol | undefined, value: AttributeValue, target: TypeSymbol): number {
  if (type !== undefined && sameType(type, target)) return 10;
  if (value?.kind === 'primitive' && value.value === null) return target.kind === 'namedType' && target.typeKind === 'struct' ? noMatch : 5;
  if (isObject(target)) return 2;
  if (type === undefined) return value?.kind === 'array' && target.kind !== 'array' ? noMatch : 1;
  if (value?.kind === 'primitive' && typeof value.value === 'number') return numericScore(value.value, target);
  return type.kind === 'array' && target.kind === 'array' && isObject(target.elementType) ? 3 : noMatch;
}

function numericScore(value: number, target: TypeSymbol): number {
  if (isEnumType(target)) return value === 0 ? 3 : noMatch;
  const special = target.kind === 'namedType' ? target.specialType : undefined;
  return special !== undefined && ['Int64', 'UInt32', 'UInt64', 'Int16', 'UInt16', 'Byte', 'SByte', 'Double', 'Single'].includes(special) ? 4 : noMatch;
}

/** One value for each parameter: written, collected for params, or the default. */
function argumentValues(constructor: MethodSymbol, args: readonly AttributeArgument[], mapping: readonly ParameterSymbol[], scope: Scope): readonly AttributeValue[] {
  return constructor.parameters.map((parameter) => {
    const own = args.filter((_, i) => mapping[i] === parameter);
    const [first] = own;
    if (parameter.isParams && parameter.type.kind === 'array') {
      const value = first && own.length === 1 ? evaluateConstant(first.expression, scope, parameter.type) : undefined;
      if (value?.kind === 'array') return value;
      const { elementType } = parameter.type;
      return { kind: 'array', values: own.map((argument) => evaluateConstant(argument.expression, scope, elementType)) };
    }
    return first === undefined ? parameter.defaultValue : evaluateConstant(first.expression, scope, parameter.type);
  });
}
