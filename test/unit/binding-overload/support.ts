/** A small hand-made framework: just enough types to pose questions to conversions, inference and overload resolution. */
import type { Compilation } from '../../../server/src/core/symbols/compilation';
import type { AssemblySymbol, AttributeData, MethodSymbol, NamedTypeSymbol, ParameterSymbol, RefKind, SpecialType, TypeKind, TypeParameterSymbol, TypeSymbol } from '../../../server/src/core/symbols/symbol';
import type { BindingContext } from '../../../server/src/core/binding/conversions/conversion';
import type { ArgumentShape, ExpressionShape, LambdaShape } from '../../../server/src/core/binding/shape';
import { constructType, tupleType } from '../../../server/src/core/symbols/construct';
import { arrayType, collectInterfaces } from '../../../server/src/core/symbols/types';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const assembly: AssemblySymbol = {
  kind: 'assembly', name: 'Hand', isSource: true, path: undefined, attributes: [], moduleAttributes: [], givesAccessTo: () => false,
  typesNamed: () => [], typesIn: () => [], namespaces: new Set(), extensionMethods: () => [],
};
const byName = new Map<string, NamedTypeSymbol>();
const specials = new Map<SpecialType, NamedTypeSymbol>();

interface TypeOptions {
  readonly kind?: TypeKind;
  readonly namespace?: string;
  readonly special?: SpecialType;
  /** `out T` and `in T` write variance. */
  readonly parameters?: readonly string[];
  readonly base?: (...p: TypeSymbol[]) => TypeSymbol;
  readonly interfaces?: (...p: TypeSymbol[]) => TypeSymbol[];
  readonly members?: (self: NamedTypeSymbol, ...p: TypeSymbol[]) => MethodSymbol[];
  readonly isRefLike?: boolean;
  readonly isSealed?: boolean;
}

function named(type: TypeSymbol): NamedTypeSymbol {
  if (type.kind !== 'namedType') throw new Error('a named type was expected');
  return type;
}

function typeParameter(text: string, ordinal: number, owner: NamedTypeSymbol | MethodSymbol): TypeParameterSymbol {
  const words = text.split(' ');
  const name = words[words.length - 1] ?? text;
  return {
    kind: 'typeParameter', name, ordinal, owner, ownerKind: owner.kind === 'method' ? 'method' : 'type',
    variance: words.includes('out') ? 'out' : words.includes('in') ? 'in' : 'none', constraintTypes: [], hasReferenceTypeConstraint: words.includes('class'),
    hasValueTypeConstraint: words.includes('struct'), hasUnmanagedConstraint: false, hasConstructorConstraint: false, allowsRefLike: false, attributes: [], location: undefined,
  };
}

/** Declares a type. */
export function declare(name: string, options: TypeOptions = {}): NamedTypeSymbol {
  const kind = options.kind ?? 'class';
  let members: readonly MethodSymbol[] | undefined;
  const type: Mutable<NamedTypeSymbol> = {
    kind: 'namedType', name, typeKind: kind, specialType: options.special, namespace: options.namespace ?? 'System', arity: options.parameters?.length ?? 0,
    typeParameters: [], typeArguments: [], containingType: undefined, containingAssembly: assembly, get originalDefinition(): NamedTypeSymbol { return type; },
    tupleElementNames: undefined, accessibility: 'public', isStatic: false, isAbstract: kind === 'interface', isSealed: options.isSealed ?? kind !== 'class', isReadOnly: false,
    isRefLike: options.isRefLike ?? false, isRecord: false, isFileLocal: false, isUnboundGeneric: false,
    get baseType(): NamedTypeSymbol | undefined {
      if (options.base) return named(options.base(...type.typeParameters));
      if (kind === 'interface' || options.special === 'Object') return undefined;
      return specials.get(kind === 'struct' ? 'ValueType' : kind === 'enum' ? 'Enum' : kind === 'delegate' ? 'MulticastDelegate' : 'Object');
    },
    get interfaces(): readonly NamedTypeSymbol[] { return (options.interfaces?.(...type.typeParameters) ?? []).map(named); },
    get allInterfaces(): readonly NamedTypeSymbol[] { return collectInterfaces(type.interfaces, type.baseType); },
    get members(): readonly MethodSymbol[] { return members ??= options.members?.(type, ...type.typeParameters) ?? []; },
    membersNamed: (wanted) => type.members.filter((m) => m.name === wanted),
    nestedTypes: [], nestedTypesNamed: () => [],
    get constructors(): readonly MethodSymbol[] { return type.members.filter((m): m is MethodSymbol => m.name === '.ctor'); },
    get enumUnderlyingType() { return kind === 'enum' ? specials.get('Int32') : undefined; },
    get delegateInvokeMethod() { return type.members.find((m): m is MethodSymbol => m.name === 'Invoke'); },
    attributes: [], location: undefined,
  };
  type.typeParameters = (options.parameters ?? []).map((p, i) => typeParameter(p, i, type));
  type.typeArguments = type.typeParameters;
  byName.set(`${type.namespace}.${name}${type.arity > 0 ? `\`${type.arity}` : ''}`, type);
  if (options.special) specials.set(options.special, type);
  return type;
}

/** `[type, 'ref' | 'params' | 'optional' …]`. */
export type ParameterText = TypeSymbol | readonly [TypeSymbol, ...string[]];

interface MethodOptions {
  readonly in?: NamedTypeSymbol;
  readonly generic?: readonly string[];
  readonly returns?: TypeSymbol | ((...p: TypeParameterSymbol[]) => TypeSymbol);
  readonly isStatic?: boolean;
  readonly isOverride?: boolean;
  readonly attributes?: readonly AttributeData[];
}

/** Declares a method; the parameters see its type parameters. */
export function method(name: string, parameters: (...p: TypeParameterSymbol[]) => readonly ParameterText[], options: MethodOptions = {}): MethodSymbol {
  const result: Mutable<MethodSymbol> = {
    kind: 'method', name, methodKind: name === '.ctor' ? 'constructor' : 'ordinary', get originalDefinition(): MethodSymbol { return result; }, typeParameters: [], typeArguments: [],
    parameters: [], returnType: world.void, returnsByRef: 'none', returnAttributes: [], isExtensionMethod: false, isAsync: false, isVararg: false, isInitOnly: false,
    associatedSymbol: undefined, explicitInterfaceImplementations: [], containingSymbol: undefined, containingType: options.in ?? world.object,
    accessibility: 'public', isStatic: options.isStatic ?? true, isVirtual: false, isAbstract: false, isOverride: options.isOverride ?? false, isSealed: false, attributes: options.attributes ?? [], location: undefined,
  };
  result.typeParameters = (options.generic ?? []).map((p, i) => typeParameter(p, i, result));
  result.typeArguments = result.typeParameters;
  result.parameters = parameters(...result.typeParameters).map((p, i): ParameterSymbol => {
    const [type, ...words] = 'kind' in p ? [p] : p;
    const refKind = (['ref', 'out', 'in'] as const).find((r) => words.includes(r)) ?? ('none' satisfies RefKind);
    return {
      kind: 'parameter', name: words.find((w) => w.startsWith('name:'))?.slice(5) ?? `p${i}`, ordinal: i, type, refKind, isParams: words.includes('params'), isThis: false, isOptional: words.includes('optional'),
      hasDefaultValue: words.includes('optional'), defaultValue: undefined, nullableAnnotated: undefined, attributes: [], location: undefined,
    };
  });
  const returns = options.returns ?? world.void;
  result.returnType = typeof returns === 'function' ? returns(...result.typeParameters) : returns;
  return result;
}

function delegateMember(self: NamedTypeSymbol, parameters: readonly TypeSymbol[], returns: TypeSymbol): MethodSymbol[] {
  return [method('Invoke', () => parameters, { in: self, returns, isStatic: false })];
}

function special(name: SpecialType, kind: TypeKind, options: TypeOptions = {}): NamedTypeSymbol {
  return declare(name, { kind, special: name, ...options });
}

const object = special('Object', 'class');
type WorldName =
  | 'object' | 'valueType' | 'enumType' | 'delegate' | 'multicast' | 'array' | 'void' | 'bool' | 'char' | 'byte' | 'short' | 'int' | 'uint' | 'long' | 'ulong' | 'double' | 'decimal' | 'string' | 'comparable' | 'nullable' | 'enumerable0' | 'enumerable' | 'list' | 'dictionary' | 'span' | 'readOnlySpan' | 'task' | 'taskOf' | 'action' | 'action1' | 'func1' | 'func2' | 'func3' | 'tuple2';
/** The types that the tests use. */
export const world: Readonly<Record<WorldName, NamedTypeSymbol>> = {
  object,
  valueType: special('ValueType', 'class'),
  enumType: special('Enum', 'class', { base: () => world.valueType }),
  delegate: special('Delegate', 'class'),
  multicast: special('MulticastDelegate', 'class', { base: () => world.delegate }),
  array: special('Array', 'class'),
  void: special('Void', 'struct'),
  bool: special('Boolean', 'struct'),
  char: special('Char', 'struct'),
  byte: special('Byte', 'struct'),
  short: special('Int16', 'struct'),
  int: special('Int32', 'struct', { interfaces: (): TypeSymbol[] => [world.comparable] }),
  uint: special('UInt32', 'struct'),
  long: special('Int64', 'struct'),
  ulong: special('UInt64', 'struct'),
  double: special('Double', 'struct'),
  decimal: special('Decimal', 'struct'),
  string: special('String', 'class', { isSealed: true, interfaces: (): TypeSymbol[] => [world.comparable] }),
  comparable: declare('IComparable', { kind: 'interface' }),
  nullable: special('Nullable', 'struct', { parameters: ['T'] }),
  enumerable0: declare('IEnumerable', { kind: 'interface', namespace: 'System.Collections' }),
  enumerable: declare('IEnumerable', { kind: 'interface', namespace: 'System.Collections.Generic', parameters: ['out T'], interfaces: (): TypeSymbol[] => [world.enumerable0] }),
  list: declare('List', { namespace: 'System.Collections.Generic', parameters: ['T'], interfaces: (t) => [constructType(world.enumerable, [t])], members: (self) => [method('.ctor', () => [], { in: self })] }),
  dictionary: declare('Dictionary', { namespace: 'System.Collections.Generic', parameters: ['K', 'V'] }),
  span: declare('Span', { kind: 'struct', parameters: ['T'], isRefLike: true }),
  readOnlySpan: declare('ReadOnlySpan', { kind: 'struct', parameters: ['T'], isRefLike: true }),
  task: declare('Task', { namespace: 'System.Threading.Tasks' }),
  taskOf: declare('Task', { namespace: 'System.Threading.Tasks', parameters: ['T'], base: (): TypeSymbol => world.task }),
  action: declare('Action', { kind: 'delegate', members: (self) => delegateMember(self, [], world.void) }),
  action1: declare('Action', { kind: 'delegate', parameters: ['in T'], members: (self, t) => delegateMember(self, [t], world.void) }),
  func1: declare('Func', { kind: 'delegate', parameters: ['out R'], members: (self, r) => delegateMember(self, [], r) }),
  func2: declare('Func', { kind: 'delegate', parameters: ['in T', 'out R'], members: (self, t, r) => delegateMember(self, [t], r) }),
  func3: declare('Func', { kind: 'delegate', parameters: ['in T', 'in U', 'out R'], members: (self, t, u, r) => delegateMember(self, [t, u], r) }),
  tuple2: declare('ValueTuple', { kind: 'struct', parameters: ['A', 'B'] }),
};

const compilation: Compilation = {
  assembly, references: [], typesNamed: () => [], namespaceExists: () => false, extensionMethods: () => [],
  isSeen: () => true, typeByMetadataName: (name) => byName.get(name), specialType: (name) => specials.get(name),
};

/** Context of a language version. */
export function contextOf(languageVersion = 14): BindingContext {
  return { compilation, languageVersion };
}

export function of(definition: NamedTypeSymbol, ...typeArguments: TypeSymbol[]): NamedTypeSymbol {
  return constructType(definition, typeArguments);
}
export function arrayOf(element: TypeSymbol): TypeSymbol {
  return arrayType(element);
}
export function tupleOf(...elements: TypeSymbol[]): TypeSymbol {
  return tupleType(elements, undefined, compilation);
}
export function value(type: TypeSymbol): ExpressionShape {
  return { kind: 'typed', type };
}
export function literal(type: TypeSymbol, constant: string | number | bigint | boolean): ExpressionShape {
  return { kind: 'typed', type, constant: { kind: 'primitive', value: constant } };
}
export function args(...shapes: readonly (ExpressionShape | ArgumentShape)[]): ArgumentShape[] {
  return shapes.map((s): ArgumentShape => ('shape' in s ? s : { name: undefined, refKind: 'none', shape: s }));
}

interface LambdaOptions {
  readonly parameters?: number;
  readonly explicit?: readonly TypeSymbol[];
  readonly isAsync?: boolean;
  readonly isStatement?: boolean;
}

/** An expression-bodied lambda whose body's type follows from the parameter types. */
export function lambda(body: (...types: TypeSymbol[]) => ExpressionShape, options: LambdaOptions = {}): ExpressionShape {
  const shape: LambdaShape = {
    isAsync: options.isAsync ?? false, parameterCount: options.explicit?.length ?? options.parameters ?? body.length, explicitReturnType: undefined,
    explicitParameters: options.explicit?.map((type) => ({ type, refKind: 'none' })),
    bind: (types) => ({ returns: [body(...types)], isStatementExpression: options.isStatement ?? false, isExpressionBody: true, returnsVoid: false, hasErrors: false }),
  };
  return { kind: 'lambda', lambda: shape };
}

/** `Name<arg>` of a type, for messages. */
export function display(type: TypeSymbol | undefined): string {
  switch (type?.kind) {
    case 'namedType': return type.typeArguments.length === 0 ? type.name : `${type.name}<${type.typeArguments.map(display).join(', ')}>`;
    case 'array': return `${display(type.elementType)}[]`;
    case 'typeParameter': return type.name;
    default: return type?.kind ?? 'nothing';
  }
}
