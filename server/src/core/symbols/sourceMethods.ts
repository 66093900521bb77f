/** Method-like members from syntax: methods, constructors, destructors, operators, conversions. */
import { withTypeParameters } from '../binding/scope';
import type { Scope } from '../binding/scope';
import { bindType } from '../binding/typeBinding';
import type { ConstructorDeclaration, ConversionDeclaration, DestructorDeclaration, MethodDeclaration, OperatorDeclaration, Parameter } from '../syntax/nodes';
import { overriddenMember, sameSignature } from './inheritance';
import type { Accessibility, MethodSymbol, NamedTypeSymbol, TypeParameterSymbol, TypeSymbol } from './symbol';
import { SourceMethod } from './sourceMembers';
import type { ExplicitInterface } from './sourceSyntax';
import { accessibilityOf, deferredAttributes, explicitInterfaceOf, refReturnOf, sourceParameters, sourceTypeParameters } from './sourceSyntax';
import type { UnitCell } from './sourceUnits';
import { locationIn } from './sourceUnits';

/** What a member is declared in. */
export interface MemberOwner {
  readonly type: NamedTypeSymbol;
  readonly specialType: (name: 'Void' | 'Object' | 'Boolean' | 'String' | 'Int32' | 'IntPtr') => TypeSymbol;
  /** Receiver and type parameters of the C# 14 extension block around the member. */
  readonly extension?: ExtensionBlock;
}
export interface ExtensionBlock {
  readonly cell: UnitCell;
  readonly receiver: Parameter | undefined;
  /** Makes the block's type parameters for one implementation method. */
  typeParameters(owner: MethodSymbol, scope: () => Scope): readonly TypeParameterSymbol[];
}

/** Flags that modifiers give; interface members differ (§19.4). */
export function inheritanceFlags(
  modifiers: readonly string[], owner: MemberOwner, hasBody: boolean, isExplicit: boolean,
): { readonly accessibility: Accessibility; readonly isStatic: boolean; readonly isVirtual: boolean; readonly isAbstract: boolean; readonly isOverride: boolean; readonly isSealed: boolean } {
  const isInterface = owner.type.typeKind === 'interface';
  const isStatic = modifiers.includes('static') || owner.extension !== undefined;
  const accessibility = isExplicit ? 'private' : accessibilityOf(modifiers, isInterface ? 'public' : 'private');
  const isSealed = modifiers.includes('sealed');
  const canBeVirtual = isInterface && !isStatic && !isSealed && !isExplicit && accessibility !== 'private';
  return {
    accessibility, isStatic, isSealed, isOverride: modifiers.includes('override'),
    isAbstract: modifiers.includes('abstract') || (canBeVirtual && !hasBody && !modifiers.includes('virtual')),
    isVirtual: modifiers.includes('virtual') || (canBeVirtual && hasBody),
  };
}

/** The interface's member that an explicit implementation is for. */
function explicitMethods(method: MethodSymbol, explicit: ExplicitInterface, name: string): readonly MethodSymbol[] {
  return (explicit.type?.membersNamed(name) ?? []).filter((m): m is MethodSymbol => m.kind === 'method' && sameSignature(m, method)).slice(0, 1);
}

export function sourceMethod(cell: UnitCell<MethodDeclaration>, owner: MemberOwner, partners: readonly UnitCell<MethodDeclaration>[] = []): MethodSymbol {
  const syntax = cell.unit.root;
  const typeScope = cell.scope;
  const explicit = explicitInterfaceOf(syntax.explicitInterface, typeScope);
  const { extension } = owner;
  const flags = inheritanceFlags(syntax.modifiers, owner, syntax.body !== undefined, explicit !== undefined);
  const receiver = syntax.modifiers.includes('static') ? undefined : extension?.receiver;
  const parameters = receiver !== undefined ? [receiver, ...syntax.parameters] : syntax.parameters;
  const parts = [syntax, ...partners.map((p) => p.unit.root)];
  const method: MethodSymbol = new SourceMethod({
    name: `${explicit?.prefix ?? ''}${syntax.name}`, containingType: owner.type, ...flags,
    methodKind: explicit === undefined ? 'ordinary' : 'explicitInterface',
    isAsync: syntax.modifiers.includes('async') || partners.some((p) => p.unit.root.modifiers.includes('async')),
    isExtensionMethod: receiver !== undefined || (syntax.modifiers.includes('static') && syntax.parameters[0]?.modifiers.includes('this') === true),
    typeParameters: extension === undefined && syntax.typeParameters.length === 0 ? undefined : (self) => {
      const outer = extension?.typeParameters(self, () => cell.scope) ?? [];
      const inherited = flags.isOverride ? () => overriddenForConstraints(self) : explicit && (() => self.explicitInterfaceImplementations[0]?.typeParameters);
      const own = [cell, ...partners].map((part) => ({ typeParameters: part.unit.root.typeParameters, scope: () => part.scope }));
      return [...outer, ...sourceTypeParameters(syntax.typeParameters, syntax.constraints, self, () => cell.scope, outer.length, inherited, own)];
    },
    parameters: parameters.length === 0 ? undefined : () => sourceParameters(parameters, cell, cell.scope, partners.map((p) => p.unit.root.parameters)),
    returnType: () => bindType(syntax.returnType, cell.scope),
    returnsByRef: refReturnOf(syntax.returnType),
    attributes: deferredAttributes(parts, [undefined, 'method'], cell),
    returnAttributes: deferredAttributes(parts, ['return'], cell),
    explicitInterfaceImplementations: explicit && ((self) => explicitMethods(self, explicit, syntax.name)),
    location: () => locationIn(cell, syntax.nameStart, syntax.nameEnd),
  });
  const scope = withTypeParameters(typeScope, method.typeParameters);
  cell.scope = scope;
  cell.symbols = [method];
  for (const partner of partners) {
    partner.scope = withTypeParameters(partner.scope, method.typeParameters);
    partner.symbols = [method];
  }
  return method;
}

/** Constraints of an override come from the method it overrides, whose signature is compared without looking at constraints. */
function overriddenForConstraints(method: MethodSymbol): readonly TypeParameterSymbol[] | undefined {
  return overriddenMember(method)?.typeParameters;
}

export function sourceConstructor(cell: UnitCell<ConstructorDeclaration>, owner: MemberOwner, partner?: UnitCell<ConstructorDeclaration>): MethodSymbol {
  const syntax = cell.unit.root;
  const isStatic = syntax.modifiers.includes('static');
  const constructor = declared(cell, new SourceMethod({
    name: isStatic ? '.cctor' : '.ctor', containingType: owner.type, accessibility: accessibilityOf(syntax.modifiers, 'private'), isStatic,
    methodKind: isStatic ? 'staticConstructor' : 'constructor',
    parameters: () => sourceParameters(syntax.parameters, cell, cell.scope, partner ? [partner.unit.root.parameters] : []),
    returnType: () => owner.specialType('Void'),
    attributes: deferredAttributes([syntax, ...(partner ? [partner.unit.root] : [])], [undefined, 'method'], cell),
    location: () => locationIn(cell, syntax.nameStart, syntax.nameEnd),
  }));
  if (partner !== undefined) partner.symbols = [constructor];
  return constructor;
}

export function sourceDestructor(cell: UnitCell<DestructorDeclaration>, owner: MemberOwner): MethodSymbol {
  const syntax = cell.unit.root;
  return declared(cell, new SourceMethod({
    name: 'Finalize', containingType: owner.type, accessibility: 'protected', isVirtual: true, methodKind: 'destructor',
    returnType: () => owner.specialType('Void'),
    attributes: deferredAttributes([syntax], [undefined, 'method'], cell),
    location: () => locationIn(cell, syntax.nameStart, syntax.nameEnd),
  }));
}

function declared(cell: UnitCell, method: MethodSymbol): MethodSymbol {
  cell.symbols = [method];
  return method;
}

const binaryOperators: Readonly<Record<string, string>> = {
  '+': 'Addition', '-': 'Subtraction', '*': 'Multiply', '/': 'Division', '%': 'Modulus', '&': 'BitwiseAnd', '|': 'BitwiseOr', '^': 'ExclusiveOr',
  '<<': 'LeftShift', '>>': 'RightShift', '>>>': 'UnsignedRightShift', '==': 'Equality', '!=': 'Inequality', '<': 'LessThan', '>': 'GreaterThan',
  '<=': 'LessThanOrEqual', '>=': 'GreaterThanOrEqual',
};
const unaryOperators: Readonly<Record<string, string>> = {
  '+': 'UnaryPlus', '-': 'UnaryNegation', '!': 'LogicalNot', '~': 'OnesComplement', '++': 'Increment', '--': 'Decrement', true: 'True', false: 'False',
};

/** Where the name of the compound operator is not the binary one's. */
const assignmentNames: Readonly<Record<string, string>> = { '*=': 'Multiplication' };

/** Metadata name of an operator (ECMA-335 §I.10.3): `op_Addition`, `op_CheckedAddition`, `op_AdditionAssignment`. */
export function operatorName(operator: string, parameterCount: number, isChecked: boolean, isStatic = true): string {
  const prefix = isChecked ? 'op_Checked' : 'op_';
  if (!isStatic && (operator === '++' || operator === '--')) return `${prefix}${operator === '++' ? 'Increment' : 'Decrement'}Assignment`;
  const isAssignment = operator.endsWith('=') && !Object.hasOwn(binaryOperators, operator);
  if (isAssignment) return `${prefix}${assignmentNames[operator] ?? binaryOperators[operator.slice(0, -1)] ?? operator}Assignment`;
  return prefix + ((parameterCount === 1 ? unaryOperators[operator] : binaryOperators[operator]) ?? operator);
}

export function sourceOperator(cell: UnitCell<OperatorDeclaration>, owner: MemberOwner): MethodSymbol {
  const syntax = cell.unit.root;
  const isStatic = syntax.modifiers.includes('static');
  const name = operatorName(syntax.operator, syntax.parameters.length, syntax.checked, isStatic);
  return declared(cell, operatorLike(cell, owner, name, 'operator', () => bindType(syntax.returnType, cell.scope)));
}

export function sourceConversion(cell: UnitCell<ConversionDeclaration>, owner: MemberOwner): MethodSymbol {
  const syntax = cell.unit.root;
  const direction = syntax.direction === 'implicit' ? 'Implicit' : 'Explicit';
  const name = syntax.checked ? `op_Checked${direction}` : `op_${direction}`;
  return declared(cell, operatorLike(cell, owner, name, 'conversion', () => bindType(syntax.type, cell.scope)));
}

function operatorLike(
  cell: UnitCell<OperatorDeclaration | ConversionDeclaration>, owner: MemberOwner, name: string, methodKind: 'operator' | 'conversion', returnType: () => TypeSymbol,
): MethodSymbol {
  const syntax = cell.unit.root;
  const explicit = explicitInterfaceOf(syntax.explicitInterface, cell.scope);
  const { extension } = owner;
  const receiver = syntax.modifiers.includes('static') ? undefined : extension?.receiver;
  const method = new SourceMethod({
    name: `${explicit?.prefix ?? ''}${name}`, containingType: owner.type, methodKind,
    ...(extension === undefined ? {} : { typeParameters: (self: MethodSymbol) => extension.typeParameters(self, () => cell.scope) }),
    ...inheritanceFlags(syntax.modifiers, owner, syntax.body !== undefined, explicit !== undefined),
    parameters: () => sourceParameters(receiver === undefined ? syntax.parameters : [receiver, ...syntax.parameters], cell, cell.scope),
    returnType,
    attributes: deferredAttributes([syntax], [undefined, 'method'], cell),
    returnAttributes: deferredAttributes([syntax], ['return'], cell),
    explicitInterfaceImplementations: explicit && ((self) => explicitMethods(self, explicit, name)),
    location: () => locationIn(cell, syntax.nameStart, syntax.nameEnd),
  });
  cell.scope = withTypeParameters(cell.scope, method.typeParameters);
  return method;
}
