/** IL2122: the name of a type, given where an annotated string is expected, does not say its assembly. Reported from .NET 10 on. */
import type { Anchor, BoundBody, EnclosingFunction, SymbolUse } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import { valuesOfBody } from '../../flow/values/valueFlow';
import { unwrap } from '../../flow/walk';
import type { MemberSymbol, MethodSymbol } from '../../symbols/symbol';
import { isString } from '../../symbols/types';
import type { Expression, Unit } from '../../syntax/nodes';
import { anchorOf, parentOf } from '../capability/spans';
import type { BodyContext } from '../rule';
import { defineRule } from '../rule';
import { MemberTypes, backingFieldAnnotation, fieldAnnotation, parameterAnnotation, returnAnnotation } from './annotations';
import { typeNameMetas } from './typeNameMetas';
import { isAssemblyQualified } from './typeNameSyntax';
import { callPlace, isSilenced } from './scope';

export const typeNameRule = defineRule({
  metas: typeNameMetas,
  checkBody(context) {
    const version = context.program.frameworkVersion || 10;
    if (version < 10 || !context.program.analyzers.trim) return;
    for (const use of context.body.uses) checkUse(context, use, version);
    checkInitializers(context, version);
    checkResults(context, version);
  },
});

function isDemand(annotation: number | undefined): boolean {
  return annotation !== undefined && annotation !== MemberTypes.none;
}

function checkUse(context: BodyContext, use: SymbolUse, version: number): void {
  const { symbol } = use;
  if (use.inNameof || !symbol) return;
  if (symbol.kind === 'method') checkCall(context, use, symbol, version);
  else if ((symbol.kind === 'field' && isDemand(fieldAnnotation(symbol, version))) || (symbol.kind === 'property' && symbol.setMethod && isDemand(setterAnnotation(symbol.setMethod, version)))) checkAssignment(context, use, version);
}

function setterAnnotation(setter: MethodSymbol, version: number): number | undefined {
  const value = setter.parameters.at(-1);
  return value && parameterAnnotation(value, setter, version);
}

const callKinds: ReadonlySet<string> = new Set(['call', 'creation', 'attribute', 'constructorInitializer', 'localFunction']);

function checkCall(context: BodyContext, use: SymbolUse, method: MethodSymbol, version: number): void {
  if (!callKinds.has(use.kind) || !use.arguments || method.methodKind === 'localFunction' || isOutOfOrder(use)) return;
  for (const parameter of method.originalDefinition.parameters) {
    if (!isString(parameter.type) || !isDemand(parameterAnnotation(parameter, method, version))) continue;
    const written = use.arguments.find((a) => a.parameter.ordinal === parameter.ordinal);
    const anchor = callPlace(use);
    if (written) reportNames(context, anchor, use.enclosing, namesIn(context.body, written.expression, version), version);
    else if (parameter.hasDefaultValue && parameter.defaultValue?.kind === 'primitive') reportNames(context, anchor, use.enclosing, [parameter.defaultValue.value], version);
  }
}

/** Named arguments in another order: the analyzers lose sight of their values. */
function isOutOfOrder(use: SymbolUse): boolean {
  const written = (use.arguments ?? []).filter((a) => a.argument !== undefined);
  const byPlace = [...written].sort((a, b) => (a.argument?.start ?? 0) - (b.argument?.start ?? 0));
  return byPlace.some((a, i) => a.parameter.ordinal < (byPlace[i - 1]?.parameter.ordinal ?? 0));
}

function checkAssignment(context: BodyContext, use: SymbolUse, version: number): void {
  const target = use.node && findAssignment(use, use.node);
  if (!target) return;
  const isArgument = target.kind === 'AttributeArgument';
  const value = isArgument ? (target as unknown as { readonly expression: Expression }).expression : (target as unknown as { readonly right: Expression }).right;
  reportNames(context, anchorOf(use.anchor.unit, target), use.enclosing, namesIn(context.body, value, version), version);
}

function findAssignment(use: SymbolUse, node: AnyNode): AnyNode | undefined {
  if (node.kind === 'Assignment' || node.kind === 'AttributeArgument') return node;
  const parent = parentOf(use, node);
  if (parent?.kind === 'AttributeArgument' && (parent as unknown as { readonly member: unknown }).member === node) return parent;
  if (parent?.kind !== 'Assignment') return undefined;
  const { left, operator } = parent as unknown as { readonly left: unknown; readonly operator: string };
  return left === node && ['=', '+=', '??='].includes(operator) ? parent : undefined;
}

/** `= "…"` of a field, a property, a parameter's default. */
function checkInitializers(context: BodyContext, version: number): void {
  const { owner, units } = context.body;
  const [unit] = units;
  if (!unit || owner.kind !== 'member') return;
  const enclosing: EnclosingFunction = { symbol: undefined, parent: undefined, node: undefined };
  const root = unit.root as Initialized;
  if (owner.symbol.kind === 'field') {
    for (const variable of root.variables ?? []) {
      const field = owner.symbol.containingType.membersNamed(variable.name).find((m) => m.kind === 'field');
      if (field && variable.initializer && isDemand(fieldAnnotation(field, version))) reportInitializer(context, unit, variable.initializer, enclosing, version);
    }
  } else if (owner.symbol.kind === 'property' && root.initializer && isDemand(backingFieldAnnotation(owner.symbol, version))) reportInitializer(context, unit, root.initializer, enclosing, version);
  if (owner.symbol.kind !== 'method') return;
  for (const parameter of owner.symbol.parameters) {
    const value = root.parameters?.[parameter.ordinal]?.default;
    if (value && isDemand(parameterAnnotation(parameter, owner.symbol, version))) reportInitializer(context, unit, value, enclosing, version);
  }
}

interface Initialized {
  readonly variables?: readonly { readonly name: string; readonly initializer: Expression | undefined }[];
  readonly initializer?: Expression;
  readonly parameters?: readonly { readonly default: Expression | undefined }[];
}

/** The clause begins with its equals sign. */
function reportInitializer(context: BodyContext, unit: Unit, value: Expression, enclosing: EnclosingFunction, version: number): void {
  const equals = unit.text.lastIndexOf('=', value.start - 1);
  reportNames(context, { unit, start: equals < 0 ? value.start : equals, end: value.end }, enclosing, namesIn(context.body, value, version), version);
}

/** Names returned from a member with an annotated result. */
function checkResults(context: BodyContext, version: number): void {
  const { body } = context;
  if (body.owner.kind !== 'member') return;
  const getter = resultOwner(body.owner.symbol);
  if (!getter || !isString(getter.returnType) || !isDemand(returnAnnotation(getter, version))) return;
  const enclosing: EnclosingFunction = { symbol: getter, parent: undefined, node: undefined };
  for (const { expression } of body.returnsOf(undefined)) {
    const unit = body.unitOf(expression);
    if (unit) reportNames(context, anchorOf(unit, expression), enclosing, namesIn(body, expression, version), version);
  }
}

function resultOwner(member: MemberSymbol): MethodSymbol | undefined {
  return member.kind === 'method' ? member : member.kind === 'property' ? member.getMethod : undefined;
}

/** Strings that an expression may be, as far as they are followed. */
function namesIn(body: BoundBody, expression: Expression, version: number): readonly unknown[] {
  const constant = body.constantOf(unwrap(expression));
  if (constant?.kind === 'primitive') return [constant.value];
  return valuesOfBody(body, version).valueOf(expression).flatMap((value) => (value.kind === 'string' ? [value.text] : []));
}

function reportNames(context: BodyContext, anchor: Anchor, enclosing: EnclosingFunction, names: readonly unknown[], version: number): void {
  for (const name of names) {
    if (typeof name !== 'string' || isAssemblyQualified(name) !== false || isSilenced(context.body, anchor, enclosing, version)) continue;
    context.report(anchor, { id: 'IL2122', message: `Type '${name}' is not assembly qualified. Type name strings used for dynamically accessing a type should be assembly qualified.` });
  }
}
