/** Members that the compiler adds to records (C# specification, records), delegates, structs and classes without constructors. */
import { constructType } from './construct';
import type { Compilation } from './compilation';
import type { AttributeData, MemberSymbol, MethodSymbol, NamedTypeSymbol, ParameterSymbol, PropertySymbol, SourceLocation, SpecialType, TypeSymbol } from './symbol';
import { sameSignature } from './inheritance';
import { SourceMethod, SourceProperty } from './sourceMembers';
import { SourceParameter } from './sourceParameters';
import type { MethodSource } from './sourceMembers';
import { errorType } from './types';

/** What synthesized members need to know of the type that they are added to. */
export interface SynthesisContext {
  readonly type: NamedTypeSymbol;
  readonly compilation: () => Compilation;
  /** Primary constructor of a record with a parameter list. */
  readonly primaryConstructor: MethodSymbol | undefined;
  readonly location: () => SourceLocation | undefined;
}

function special(context: SynthesisContext, type: SpecialType): TypeSymbol {
  return context.compilation().specialType(type) ?? errorType(type);
}

function named(context: SynthesisContext, fullName: string): TypeSymbol {
  return context.compilation().typeByMetadataName(fullName) ?? errorType(fullName);
}

type Options = Partial<Omit<MethodSource, 'name' | 'containingType' | 'returnType' | 'parameters' | 'location'>>;

function method(
  context: SynthesisContext, name: string, returnType: () => TypeSymbol, parameters: readonly (readonly [string, () => TypeSymbol, ParameterSymbol['refKind']?])[], options: Options = {},
): MethodSymbol {
  return new SourceMethod({
    accessibility: 'public', methodKind: 'ordinary', ...options, name, containingType: context.type, returnType,
    parameters: parameters.length === 0 ? undefined : () => parameters.map(([parameterName, type, refKind], ordinal) => new SourceParameter({ name: parameterName, ordinal, type, refKind })),
    location: context.location,
  });
}

/** The default constructor of a class (protected in an abstract one) or struct. */
export function defaultConstructor(context: SynthesisContext): MethodSymbol {
  const accessibility = context.type.isAbstract && context.type.typeKind === 'class' ? 'protected' : 'public';
  return method(context, '.ctor', () => special(context, 'Void'), [], { methodKind: 'constructor', accessibility });
}

/** Constructor, Invoke, BeginInvoke and EndInvoke of a delegate type (§21.2). */
export function delegateMembers(context: SynthesisContext, invoke: MethodSymbol): readonly MethodSymbol[] {
  const voidType = (): TypeSymbol => special(context, 'Void');
  const asyncResult = (): TypeSymbol => named(context, 'System.IAsyncResult');
  const constructor = method(context, '.ctor', voidType, [['object', () => special(context, 'Object')], ['method', () => special(context, 'IntPtr')]], { methodKind: 'constructor' });
  const begin = new SourceMethod({
    name: 'BeginInvoke', containingType: context.type, accessibility: 'public', isVirtual: true, methodKind: 'ordinary', returnType: asyncResult,
    parameters: () => [
      ...invoke.parameters,
      new SourceParameter({ name: 'callback', ordinal: invoke.parameters.length, type: () => named(context, 'System.AsyncCallback') }),
      new SourceParameter({ name: 'object', ordinal: invoke.parameters.length + 1, type: () => special(context, 'Object') }),
    ],
    location: context.location,
  });
  const end = new SourceMethod({
    name: 'EndInvoke', containingType: context.type, accessibility: 'public', isVirtual: true, methodKind: 'ordinary', returnType: () => invoke.returnType, returnAttributes: () => invoke.returnAttributes,
    parameters: () => [
      ...invoke.parameters.filter((p) => p.refKind !== 'none'),
      new SourceParameter({ name: 'result', ordinal: invoke.parameters.length, type: asyncResult }),
    ],
    location: context.location,
  });
  return [constructor, invoke, begin, end];
}

/** The property of a positional record's parameter; its attributes are those with the target `property`, its field's those with `field`. */
export function positionalProperty(context: SynthesisContext, parameter: ParameterSymbol, isReadOnlyStruct: boolean, attributes: (target: 'property' | 'field') => readonly AttributeData[]): PropertySymbol {
  const accessor = (property: PropertySymbol, kind: 'propertyGet' | 'propertySet'): MethodSymbol => new SourceMethod({
    name: `${kind === 'propertyGet' ? 'get_' : 'set_'}${parameter.name}`, containingType: context.type, accessibility: 'public', methodKind: kind, associatedSymbol: property,
    isInitOnly: kind === 'propertySet' && (context.type.typeKind === 'class' || isReadOnlyStruct),
    returnType: () => (kind === 'propertyGet' ? parameter.type : special(context, 'Void')),
    parameters: kind === 'propertyGet' ? undefined : () => [new SourceParameter({ name: 'value', ordinal: 0, type: () => parameter.type })],
    location: () => parameter.location,
  });
  return new SourceProperty({
    name: parameter.name, containingType: context.type, accessibility: 'public', type: () => parameter.type, nullableAnnotated: parameter.nullableAnnotated,
    getMethod: (self) => accessor(self, 'propertyGet'),
    setMethod: (self) => accessor(self, 'propertySet'),
    attributes: () => attributes('property'),
    fieldAttributes: () => attributes('field'),
    location: () => parameter.location,
  });
}

/** Members of a record that are not written: a written one of the same signature wins. `own` has what is written. */
export function recordMembers(context: SynthesisContext, own: readonly MemberSymbol[], baseRecord: NamedTypeSymbol | undefined): readonly MemberSymbol[] {
  const { type } = context;
  const isClass = type.typeKind === 'class';
  const isSealed = type.isSealed;
  const self = (): TypeSymbol => type;
  const bool = (): TypeSymbol => special(context, 'Boolean');
  const object = (): TypeSymbol => special(context, 'Object');
  const virtual = { isVirtual: isClass && !isSealed && baseRecord === undefined, isOverride: isClass && baseRecord !== undefined };
  const protectedOr = isClass && (!isSealed || baseRecord !== undefined) ? 'protected' as const : 'private' as const;
  const added: MemberSymbol[] = [];
  if (isClass) {
    const contract = (property: PropertySymbol): MethodSymbol => method(context, 'get_EqualityContract', () => named(context, 'System.Type'), [], { methodKind: 'propertyGet', associatedSymbol: property, accessibility: protectedOr, ...virtual });
    added.push(new SourceProperty({ name: 'EqualityContract', containingType: type, accessibility: protectedOr, ...virtual, type: () => named(context, 'System.Type'), getMethod: contract, location: context.location }));
    added.push(method(context, '<Clone>$', self, [], virtual));
    added.push(method(context, '.ctor', () => special(context, 'Void'), [['original', self]], { methodKind: 'constructor', accessibility: isSealed ? 'private' : 'protected' }));
  }
  added.push(
    method(context, 'ToString', () => special(context, 'String'), [], { isOverride: true }),
    method(context, 'PrintMembers', bool, [['builder', () => named(context, 'System.Text.StringBuilder')]], { accessibility: protectedOr, ...virtual }),
    method(context, 'op_Inequality', bool, [['left', self], ['right', self]], { methodKind: 'operator', isStatic: true }),
    method(context, 'op_Equality', bool, [['left', self], ['right', self]], { methodKind: 'operator', isStatic: true }),
    method(context, 'GetHashCode', () => special(context, 'Int32'), [], { isOverride: true }),
    method(context, 'Equals', bool, [['obj', object]], { isOverride: true }),
    method(context, 'Equals', bool, [['other', self]], { isVirtual: isClass && !isSealed }),
  );
  if (isClass && baseRecord !== undefined) added.push(method(context, 'Equals', bool, [['other', () => baseRecord]], { isOverride: true, isSealed: true }));
  const parameters = context.primaryConstructor?.parameters ?? [];
  if (parameters.length > 0) added.push(method(context, 'Deconstruct', () => special(context, 'Void'), parameters.map((p) => [p.name, () => p.type, 'out'] as const)));
  return added.filter((member) => !own.some((written) => written.name === member.name && sameSignature(written, member)));
}

/** `IEquatable<R>`, which every record implements. */
export function recordEquatable(context: SynthesisContext): NamedTypeSymbol | undefined {
  const definition = context.compilation().typeByMetadataName('System.IEquatable`1');
  return definition && constructType(definition, [context.type]);
}
