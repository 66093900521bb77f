/** Attributes (ECMA-334 §22): the constructor, and the properties and fields that named arguments set. */
import type { Attribute, AttributeList, NameSyntax, SimpleName } from '../../syntax/nodes';
import type { NamedTypeSymbol } from '../../symbols/symbol';
import type { BindContext } from '../binderContext';
import type { BoundArg } from '../expressions/bindExpressionCall';
import { identifierOf, recordUse, unknown, value } from '../binderContext';
import { bindConverted, bindValue, settle } from '../expressions/bindExpression';
import { argumentMap, finishArguments, shapesOf } from '../expressions/bindExpressionCall';
import { bindMemberName } from '../expressions/bindExpressionName';
import { accessibleConstructors, bindAttributeType } from '../binderLookup';
import { overloadContext } from '../binderTypes';
import { resolveOverload } from '../overload/overload';

/** All attributes of a declaration. */
export function bindAttributeLists(context: BindContext, lists: readonly AttributeList[]): void {
  for (const list of lists) for (const attribute of list.attributes) bindAttribute(context, attribute);
}

function bindAttribute(context: BindContext, node: Attribute): void {
  const type = bindAttributeType(context, node.name);
  const positional = node.arguments.filter((a) => a.member === undefined);
  const args = positional.map((a): BoundArg => {
    const bound = bindValue(context, a.expression);
    return {
      bound, shape: { name: a.name, refKind: 'none', shape: bound.shape },
      argument: { kind: 'Argument', start: a.start, end: a.end, name: a.name, refKind: 'none', expression: a.expression },
    };
  });
  if (type === undefined) args.forEach((a) => { settle(a.bound); });
  else bindConstructor(context, node, type, args);
  for (const argument of node.arguments) if (argument.member !== undefined) bindNamed(context, type, argument.member, argument.expression);
}

function bindConstructor(context: BindContext, node: Attribute, type: NamedTypeSymbol, args: readonly BoundArg[]): void {
  const result = resolveOverload(accessibleConstructors(context, type), shapesOf(args), { context: overloadContext(context) });
  if (result.kind !== 'method') {
    args.forEach((a) => { settle(a.bound); });
    return;
  }
  finishArguments(context, args, { ...result, reduced: false });
  recordUse(context, 'attribute', result.method, identifierOf(lastName(node.name)), { node, arguments: argumentMap(args, result, undefined) });
}

function lastName(name: NameSyntax): SimpleName {
  switch (name.kind) {
    case 'QualifiedName': return name.right;
    case 'AliasQualifiedName': return name.name;
    default: return name;
  }
}

function bindNamed(context: BindContext, type: NamedTypeSymbol | undefined, member: SimpleName & { readonly kind: 'IdentifierName' }, expression: Parameters<typeof bindValue>[1]): void {
  const receiver = type === undefined ? unknown(member) : value(member, type);
  const left = bindMemberName(context, member, receiver, 'write');
  left.alternative?.choose(false);
  bindConverted(context, expression, left.type);
}
