/** Helpers of the guards that need no state: where code starts in a unit, which property guards what, and what conditions are written like. */
import type { BoundBody } from '../binding/boundBody';
import type { AttributeData, AttributeValue, PropertySymbol } from '../symbols/symbol';
import type { Block, Expression, Pattern, Statement } from '../syntax/nodes';
import { forEachChild, unwrap } from './walk';

/** Bits of a set of features that are known to be on. */
export const Feature = { unreferencedCode: 1, dynamicCode: 2, assemblyFiles: 4 } as const;
/** Never executed: everything may be assumed. */
export const unreachable = 15;
/** Namespace of the attributes. */
export const codeAnalysis = 'System.Diagnostics.CodeAnalysis.';

/** Whether a property can be a guard at all: static, `bool`, and nobody can set it. With `[FeatureGuard]` any other is IL4001. */
export function canGuard(property: PropertySymbol): boolean {
  return property.isStatic && property.type.kind === 'namedType' && property.type.specialType === 'Boolean' && !property.setMethod;
}

/** Feature bits that a property guards: one that can, with `[FeatureGuard(typeof(Requires…Attribute))]`, or the built-in one. */
export function guardedFeatures(property: PropertySymbol): number {
  let bits = 0;
  if (canGuard(property)) {
    for (const attribute of property.originalDefinition.attributes) {
      if (attribute.fullName !== `${codeAnalysis}FeatureGuardAttribute`) continue;
      const value = attribute.constructorArguments[0];
      const type = value?.kind === 'type' ? value.value : undefined;
      if (type?.kind === 'namedType') bits |= featureOfAttribute[`${type.namespace}.${type.name}`] ?? 0;
    }
    const { name, namespace } = property.containingType;
    bits |= builtInGuards[`${namespace}.${name}.${property.name}`] ?? 0;
  }
  return bits;
}

/** What the analyzers know by name; the test class is one of theirs, for guards that no framework has. */
const builtInGuards: Readonly<Record<string, number>> = {
  'System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported': Feature.dynamicCode,
  'ILLink.RoslynAnalyzer.TestFeatures.IsUnreferencedCodeSupported': Feature.unreferencedCode,
  'ILLink.RoslynAnalyzer.TestFeatures.IsAssemblyFilesSupported': Feature.assemblyFiles,
};

const featureOfAttribute: Readonly<Record<string, number>> = {
  'System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute': Feature.unreferencedCode,
  'System.Diagnostics.CodeAnalysis.RequiresDynamicCodeAttribute': Feature.dynamicCode,
  'System.Diagnostics.CodeAnalysis.RequiresAssemblyFilesAttribute': Feature.assemblyFiles,
};

/** Facts at the two ways out of a condition. */
export interface Branches { readonly whenTrue: number; readonly whenFalse: number }

/** The statements and expressions that a unit's code starts with, whatever kind of declaration it is. */
export function forEachFunction(root: unknown, onStatement: (node: Statement) => void, onExpression: (node: Expression) => void): void {
  if (typeof root !== 'object' || root === null) return;
  const declaration = root as { readonly kind?: string; readonly body?: unknown };
  if (declaration.kind !== undefined && statementKinds.has(declaration.kind)) {
    onStatement(root as Statement);
    return;
  }
  forEachChild(root, (child) => {
    if (child.kind === 'Block') onStatement(child as Statement);
    else if (child.kind === 'Accessor' || child.kind === 'VariableDeclarator') forEachFunction(child, onStatement, onExpression);
    else if (child.kind !== 'Parameter' && child.kind !== 'AttributeList') onExpression(child as Expression);
  });
}

const statementKinds: ReadonlySet<string> = new Set([
  'Block', 'LocalDeclaration', 'ExpressionStatement', 'If', 'While', 'DoWhile', 'For', 'ForEach', 'Using', 'Lock', 'Fixed', 'Try', 'Switch', 'Return',
  'Throw', 'Yield', 'Labeled', 'Jump', 'ModifiedBlock', 'Empty', 'LocalFunction',
]);

/** Of a negation. */
export function swap(branches: Branches): Branches {
  return { whenTrue: branches.whenFalse, whenFalse: branches.whenTrue };
}

/** What no native program has (measured): code in branches that ask for it is not compiled. */
const absentNatively: ReadonlySet<string> = new Set([
  'System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported', 'System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeCompiled',
  'System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault', 'System.OperatingSystem.IsBrowser', 'System.OperatingSystem.IsWasi',
]);

/** What a condition, or a part of one, always is in a native program. */
export function nativeValue(node: Expression, body: BoundBody): boolean | undefined {
  const constant = booleanValue(body.constantOf(node));
  if (constant !== undefined) return constant;
  if (node.kind !== 'IdentifierName' && node.kind !== 'MemberAccess' && node.kind !== 'Invocation') return undefined;
  const symbol = body.symbolOf(node);
  if (symbol?.kind !== 'property' && symbol?.kind !== 'method') return undefined;
  const { name, namespace } = symbol.containingType;
  const isAbsent = absentNatively.has(`${namespace}.${name}.${symbol.name}`) || (symbol.kind === 'property' && guardedFeatures(symbol) !== 0);
  return isAbsent ? false : undefined;
}

/** Value of `true` or `false`. */
export function booleanLiteral(node: Expression): boolean | undefined {
  return node.kind === 'Literal' && typeof node.value === 'boolean' ? node.value : undefined;
}

/** A constant of type bool. */
export function booleanValue(constant: AttributeValue): boolean | undefined {
  return constant?.kind === 'primitive' && typeof constant.value === 'boolean' ? constant.value : undefined;
}

/** `is true`, `is not false`, `is Enabled` with a constant, …: the constant that the pattern stands for. */
export function patternConstant(pattern: Pattern, body: BoundBody): boolean | undefined {
  if (pattern.kind === 'ConstantPattern') {
    const expression = unwrap(pattern.expression);
    const literal = booleanLiteral(expression);
    if (literal !== undefined) return literal;
    return booleanValue(body.constantOf(expression));
  }
  if (pattern.kind === 'ParenthesizedPattern') return patternConstant(pattern.pattern, body);
  const inner = pattern.kind === 'NotPattern' ? patternConstant(pattern.pattern, body) : undefined;
  return inner === undefined ? undefined : !inner;
}

/** Conditions that the compiler turns into jumps of their own: as an operand or argument they are a value that tells nothing. */
export function isBranching(node: Expression): boolean {
  if (node.kind === 'Parenthesized') return isBranching(node.expression);
  if (node.kind === 'PrefixUnary' && node.operator === '!') return isBranching(node.operand);
  return node.kind === 'Conditional' || (node.kind === 'Binary' && (node.operator === '&&' || node.operator === '||'));
}

/** Whether an attribute of System.Diagnostics.CodeAnalysis is there. */
export function hasCodeAnalysisAttribute(attributes: readonly AttributeData[], name: string): boolean {
  return attributes.some((attribute) => attribute.fullName === `${codeAnalysis}${name}`);
}

/** Whether the first thing that a `catch` block executes is a `try`: what declares only makes no code. */
export function startsWithTry(block: Block): boolean {
  for (const statement of block.statements) {
    if (statement.kind === 'Try') return true;
    if (statement.kind === 'ModifiedBlock' || statement.kind === 'Block') {
      const inner = statement.kind === 'Block' ? statement : statement.block;
      if (inner.statements.length > 0) return startsWithTry(inner);
    } else if (statement.kind !== 'Empty' && statement.kind !== 'LocalFunction' && !(statement.kind === 'LocalDeclaration' && statement.variables.every((v) => !v.initializer))) return false;
  }
  return false;
}
