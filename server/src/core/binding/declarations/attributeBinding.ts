/** Attributes on source declarations (ECMA-334 §22): class, constructor and constant arguments. */
import type { Attribute, AttributeArgument, AttributeList } from '../../syntax/nodes';
import type { AttributeData, AttributeValue, MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import { isMemberAccessible } from '../accessibility';
import { evaluateConstant } from './attributeBindingConstant';
import { constantShape } from './attributeBindingShape';
import type { BindingContext } from '../conversions/conversion';
import { lookupMembers } from '../lookup';
import { resolveOverload } from '../overload/overload';
import type { ResolvedOverload } from '../overload/overloadTypes';
import type { Scope } from '../scope';
import { accessContext, compilationOf } from '../scope';
import { bindAttributeClass, nameText } from '../typeBinding';

/** All attributes of the lists, in order. Those whose class is unknown keep the name as written. */
export function bindAttributes(lists: readonly AttributeList[], scope: Scope): readonly AttributeData[] {
  return lists.flatMap((list) => list.attributes.map((attribute) => sourceAttribute(attribute, scope)));
}

function sourceAttribute(syntax: Attribute, scope: Scope): AttributeData {
  return new SourceAttribute(syntax, bindAttributeClass(syntax.name, scope), scope);
}

/** Constructor and arguments are bound when first asked for: most attributes are only asked for their name. */
class SourceAttribute implements AttributeData {
  readonly fullName: string;
  private knownChoice: ConstructorChoice | undefined;
  private knownArguments: ReadonlyMap<string, AttributeValue> | undefined;

  constructor(readonly syntax: Attribute, readonly attributeClass: NamedTypeSymbol | undefined, private readonly scope: Scope) {
    this.fullName = attributeClass === undefined ? nameText(syntax.name) : fullNameOf(attributeClass);
  }

  get attributeConstructor(): MethodSymbol | undefined { return this.choice.constructor; }
  get constructorArguments(): readonly AttributeValue[] { return this.choice.values; }

  get namedArguments(): ReadonlyMap<string, AttributeValue> {
    if (this.knownArguments !== undefined) return this.knownArguments;
    this.knownArguments = new Map(); // for bad input that asks again meanwhile
    return this.knownArguments = bindNamed(this.attributeClass, this.syntax, this.scope);
  }

  private get choice(): ConstructorChoice {
    if (this.knownChoice !== undefined) return this.knownChoice;
    this.knownChoice = noConstructor;
    if (this.attributeClass !== undefined) this.knownChoice = bindConstructor(this.attributeClass, this.syntax, this.scope);
    return this.knownChoice;
  }
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

/** Overload resolution over the accessible constructors, as for an object creation (§22.3.2). */
function bindConstructor(type: NamedTypeSymbol, syntax: Attribute, scope: Scope): ConstructorChoice {
  const positional = syntax.arguments.filter((argument) => argument.member === undefined);
  const from = accessContext(scope);
  const context: BindingContext = { compilation: compilationOf(scope), languageVersion };
  const candidates = type.constructors.filter((constructor) => !constructor.isStatic && isMemberAccessible(constructor, from));
  const result = resolveOverload(candidates, positional.map((argument) => ({ name: argument.name, refKind: 'none', shape: constantShape(argument.expression, scope, context) })), { context });
  return result.kind === 'method' ? { constructor: result.method, values: argumentValues(result, positional, scope) } : noConstructor;
}

/** No version changes which constructor fits arguments that an attribute may have. */
const languageVersion = 14;

/** One value for each parameter: written, collected for params, or the default. */
function argumentValues(choice: ResolvedOverload, args: readonly AttributeArgument[], scope: Scope): readonly AttributeValue[] {
  const { parameters } = choice.method;
  return parameters.map((parameter, i) => {
    const own = args.filter((_, at) => choice.argumentToParameter[at] === i);
    if (choice.expanded && i === parameters.length - 1 && parameter.type.kind === 'array') {
      const { elementType } = parameter.type;
      return { kind: 'array', values: own.map((argument) => evaluateConstant(argument.expression, scope, elementType)) };
    }
    const [first] = own;
    return first === undefined ? parameter.defaultValue : evaluateConstant(first.expression, scope, parameter.type);
  });
}
