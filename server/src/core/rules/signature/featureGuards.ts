/** IL4000, IL4001: properties with `[FeatureGuard]` that cannot be a guard, or whose value does not say what they promise. */
import { Feature, guardedFeatures } from '../../flow/guards';
import { booleanLiteral, booleanValue, canGuard, hasCodeAnalysisAttribute, patternConstant } from '../../flow/guardsSyntax';
import type { AnyNode } from '../../flow/walk';
import { walk } from '../../flow/walk';
import type { PropertySymbol } from '../../symbols/symbol';
import type { Block, Expression, PropertyDeclaration, Return, Unit } from '../../syntax/nodes';
import { capabilities, isEnabled } from '../capability/requires';
import { anchorOf } from '../capability/spans';
import type { BodyContext } from '../rule';
import { defineRule } from '../rule';
import { featureGuardMetas } from './featureGuardMetas';

export const featureGuardRule = defineRule({
  metas: featureGuardMetas,
  checkBody(context) {
    const { owner } = context.body;
    const version = context.program.frameworkVersion || 10;
    if (version < 9 || !context.program.analyzers.trim || owner.kind !== 'member' || owner.symbol.kind !== 'property') return;
    if (hasCodeAnalysisAttribute(owner.symbol.attributes, 'FeatureGuardAttribute')) checkGuard(context, owner.symbol);
  },
});

function checkGuard(context: BodyContext, property: PropertySymbol): void {
  const [unit] = context.body.units;
  if (!unit) return;
  const isValid = canGuard(property);
  const promised = guardedFeatures(property);
  for (const value of returnedValues(unit)) {
    const anchor = anchorOf(unit, value.kind === 'RefExpression' ? value.expression : value);
    if (!isValid) {
      context.report(anchor, { id: 'IL4001', message: 'Invalid FeatureGuardAttribute. The attribute must be placed on a static boolean property with only a \'get\' accessor.' });
      continue;
    }
    const { whenTrue } = features(context, value);
    for (const c of capabilities) {
      if (!isEnabled(c, context.program.analyzers) || (promised & c.feature & ~whenTrue) === 0) continue;
      context.report(anchor, { id: 'IL4000', message: `Return value does not match FeatureGuardAttribute '${c.attribute}'.` });
    }
  }
}

/** Expressions that the getter returns; an automatic property has none. Functions inside return for themselves. */
function returnedValues(unit: Unit): readonly Expression[] {
  const root = unit.root as Partial<PropertyDeclaration>;
  if (root.expressionBody) return [root.expressionBody];
  const body = root.accessors?.find((a) => a.accessor === 'get')?.body;
  if (!body) return [];
  return isBlock(body) ? returnsIn(body) : [body];
}

function isBlock(body: Block | Expression): body is Block {
  return body.kind === 'Block';
}

function returnsIn(body: Block): readonly Expression[] {
  const found: Expression[] = [];
  walk(body, (node: AnyNode) => {
    if (node.kind === 'Lambda' || node.kind === 'LocalFunction') return false;
    const returned = node.kind === 'Return' ? (node as Return).expression : undefined;
    if (returned) found.push(returned);
    return undefined;
  });
  return found;
}

/** Bits of `Feature` that are known to be on when a condition is true, and when it is false. */
interface Features { readonly whenTrue: number; readonly whenFalse: number }

const nothing: Features = { whenTrue: 0, whenFalse: 0 };
const everything = Feature.unreferencedCode | Feature.dynamicCode | Feature.assemblyFiles;

/** The forms that the analyzers understand in a returned value; `&&` and `||` are not among them. */
function features(context: BodyContext, node: Expression): Features {
  switch (node.kind) {
    case 'Parenthesized': return features(context, node.expression);
    case 'Literal': return node.value === false ? { whenTrue: everything, whenFalse: 0 } : nothing;
    case 'PrefixUnary': return node.operator === '!' && booleanLiteral(node.operand) === undefined ? negate(features(context, node.operand)) : nothing;
    case 'Binary': return comparison(context, node);
    case 'IsPattern':
    case 'IsType': {
      const constant = node.kind === 'IsType' ? booleanValue(context.body.constantOf(node.type)) : patternConstant(node.pattern, context.body);
      return constant === undefined ? nothing : signed(features(context, node.expression), constant);
    }
    case 'IdentifierName':
    case 'MemberAccess': {
      const symbol = context.body.symbolOf(node);
      return symbol?.kind === 'property' ? { whenTrue: guardedFeatures(symbol), whenFalse: 0 } : nothing;
    }
    default: return nothing;
  }
}

function comparison(context: BodyContext, node: Expression & { readonly kind: 'Binary' }): Features {
  if (node.operator !== '==' && node.operator !== '!=') return nothing;
  const isEqual = node.operator === '==';
  const left = booleanLiteral(node.left);
  if (left !== undefined) return signed(features(context, node.right), left === isEqual);
  const right = booleanLiteral(node.right);
  return right === undefined ? nothing : signed(features(context, node.left), right === isEqual);
}

function signed(value: Features, isSame: boolean): Features {
  return isSame ? value : negate(value);
}

function negate(value: Features): Features {
  return { whenTrue: value.whenFalse, whenFalse: value.whenTrue };
}
