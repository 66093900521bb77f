/**
 * The lowered C# syntax: plain objects that binding and rules work on, named after Roslyn's SyntaxKind.
 *
 * `start`/`end` are UTF-16 offsets **relative to the node's unit** (see Unit): a unit that an edit did not touch keeps its
 * nodes, and everything cached for them, wherever it moves in the file. Absolute offset = unit.base + node.start.
 * Text that the grammar could not parse becomes `{kind: 'Error'}`, which binds to nothing and silences what contains it.
 */
export interface NodeBase {
  readonly start: number;
  readonly end: number;
}

// ---------------------------------------------------------------- names and types

export interface IdentifierName extends NodeBase { readonly kind: 'IdentifierName'; /** without `@`, escapes decoded */ readonly name: string }
export interface GenericName extends NodeBase {
  readonly kind: 'GenericName';
  readonly name: string;
  /** End of the identifier token (start is the node's start). */
  readonly identifierEnd: number;
  /** `OmittedTypeArgument` in unbound names such as `List<>`. */
  readonly typeArguments: readonly TypeSyntax[];
}
export type SimpleName = IdentifierName | GenericName;
export interface QualifiedName extends NodeBase { readonly kind: 'QualifiedName'; readonly left: NameSyntax; readonly right: SimpleName }
export interface AliasQualifiedName extends NodeBase { readonly kind: 'AliasQualifiedName'; /** `global` included */ readonly alias: string; readonly name: SimpleName }
export type NameSyntax = SimpleName | QualifiedName | AliasQualifiedName;

/** `int`, `string`, `object`, `void` …; `var`, `dynamic`, `nint`, `nuint`, `notnull`, `unmanaged` are IdentifierName. */
export interface PredefinedType extends NodeBase { readonly kind: 'PredefinedType'; readonly keyword: string }
/** One entry of `ranks` per bracket pair from left to right: the number of dimensions and the sizes written, if any. */
export interface ArrayType extends NodeBase { readonly kind: 'ArrayType'; readonly elementType: TypeSyntax; readonly ranks: readonly ArrayRank[] }
export interface ArrayRank { readonly rank: number; readonly sizes: readonly Expression[] }
export interface NullableType extends NodeBase { readonly kind: 'NullableType'; readonly elementType: TypeSyntax }
export interface PointerType extends NodeBase { readonly kind: 'PointerType'; readonly elementType: TypeSyntax }
export interface FunctionPointerType extends NodeBase { readonly kind: 'FunctionPointerType'; /** parameters, then the return type last */ readonly types: readonly TypeSyntax[]; readonly unmanaged: boolean }
export interface TupleType extends NodeBase { readonly kind: 'TupleType'; readonly elements: readonly { readonly type: TypeSyntax; readonly name: string | undefined }[] }
export interface RefType extends NodeBase { readonly kind: 'RefType'; readonly readonly: boolean; readonly type: TypeSyntax }
export interface ScopedType extends NodeBase { readonly kind: 'ScopedType'; readonly type: TypeSyntax }
export interface OmittedTypeArgument extends NodeBase { readonly kind: 'OmittedTypeArgument' }
export type TypeSyntax =
  | NameSyntax | PredefinedType | ArrayType | NullableType | PointerType | FunctionPointerType | TupleType | RefType | ScopedType
  | OmittedTypeArgument | ErrorNode;

export interface ErrorNode extends NodeBase { readonly kind: 'Error' }

// ---------------------------------------------------------------- expressions

/** `value`: number and bigint for numeric literals (suffix and type in `literalType`), string for string and char, boolean, null. */
export interface Literal extends NodeBase {
  readonly kind: 'Literal';
  readonly literalType: 'int' | 'uint' | 'long' | 'ulong' | 'float' | 'double' | 'decimal' | 'string' | 'utf8' | 'char' | 'bool' | 'null' | 'default';
  readonly value: number | bigint | string | boolean | null;
}
export interface InterpolatedString extends NodeBase {
  readonly kind: 'InterpolatedString';
  readonly parts: readonly (string | Interpolation)[];
}
export interface Interpolation extends NodeBase { readonly kind: 'Interpolation'; readonly expression: Expression; readonly alignment: Expression | undefined; readonly format: string | undefined }
export interface Parenthesized extends NodeBase { readonly kind: 'Parenthesized'; readonly expression: Expression }
export interface TupleExpression extends NodeBase { readonly kind: 'Tuple'; readonly arguments: readonly Argument[] }
/** `a.B`, `a->B` (arrow). */
export interface MemberAccess extends NodeBase { readonly kind: 'MemberAccess'; readonly expression: Expression; readonly name: SimpleName; readonly arrow: boolean }
/** `a?.B(c)[d]`: `whenNotNull` starts at the leftmost MemberBinding or ElementBinding. `a?.b = c` is an Assignment whose left is this. */
export interface ConditionalAccess extends NodeBase { readonly kind: 'ConditionalAccess'; readonly expression: Expression; readonly whenNotNull: Expression }
export interface MemberBinding extends NodeBase { readonly kind: 'MemberBinding'; readonly name: SimpleName }
export interface ElementBinding extends NodeBase { readonly kind: 'ElementBinding'; readonly arguments: readonly Argument[] }
export interface ElementAccess extends NodeBase { readonly kind: 'ElementAccess'; readonly expression: Expression; readonly arguments: readonly Argument[] }
export interface Invocation extends NodeBase { readonly kind: 'Invocation'; readonly expression: Expression; readonly arguments: readonly Argument[] }
export interface Argument extends NodeBase {
  readonly kind: 'Argument';
  readonly name: string | undefined;
  readonly refKind: 'none' | 'ref' | 'out' | 'in';
  /** `out var x` and `out T x` are DeclarationExpression. */
  readonly expression: Expression;
}
/** `new T(args) { … }`. */
export interface ObjectCreation extends NodeBase { readonly kind: 'ObjectCreation'; readonly type: TypeSyntax; readonly arguments: readonly Argument[] | undefined; readonly initializer: Initializer | undefined }
/** `new(args) { … }`. */
export interface ImplicitObjectCreation extends NodeBase { readonly kind: 'ImplicitObjectCreation'; readonly arguments: readonly Argument[]; readonly initializer: Initializer | undefined }
export interface AnonymousObjectCreation extends NodeBase { readonly kind: 'AnonymousObjectCreation'; readonly members: readonly { readonly name: string | undefined; readonly expression: Expression }[] }
export interface ArrayCreation extends NodeBase { readonly kind: 'ArrayCreation'; readonly type: ArrayType; readonly initializer: Initializer | undefined }
export interface ImplicitArrayCreation extends NodeBase { readonly kind: 'ImplicitArrayCreation'; readonly rank: number; readonly initializer: Initializer }
export interface StackAllocCreation extends NodeBase { readonly kind: 'StackAlloc'; readonly type: TypeSyntax | undefined; readonly initializer: Initializer | undefined }
/** `object`: `{ A = 1, [i] = 2 }`; `collection`: `{ 1, { k, v } }`; `array`: elements or nested array initializers. */
export interface Initializer extends NodeBase {
  readonly kind: 'Initializer';
  readonly initializerKind: 'object' | 'collection' | 'array';
  /** object: Assignment whose left is IdentifierName or ImplicitElementAccess; otherwise values; `{ k, v }` is a nested Initializer. */
  readonly expressions: readonly Expression[];
}
export interface ImplicitElementAccess extends NodeBase { readonly kind: 'ImplicitElementAccess'; readonly arguments: readonly Argument[] }
export interface Cast extends NodeBase { readonly kind: 'Cast'; readonly type: TypeSyntax; readonly expression: Expression }
export interface PrefixUnary extends NodeBase { readonly kind: 'PrefixUnary'; /** `+ - ! ~ ++ -- & * ^` */ readonly operator: string; readonly operand: Expression }
export interface PostfixUnary extends NodeBase { readonly kind: 'PostfixUnary'; /** `++ -- !` (`!` suppresses nullability) */ readonly operator: string; readonly operand: Expression }
/** Arithmetic, comparison, logic, shift and `??`. */
export interface Binary extends NodeBase { readonly kind: 'Binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
/** `=`, compound assignments and `??=`. */
export interface Assignment extends NodeBase { readonly kind: 'Assignment'; readonly operator: string; readonly left: Expression; readonly right: Expression }
export interface Conditional extends NodeBase { readonly kind: 'Conditional'; readonly condition: Expression; readonly whenTrue: Expression; readonly whenFalse: Expression }
export interface IsType extends NodeBase { readonly kind: 'IsType'; readonly expression: Expression; readonly type: TypeSyntax }
export interface IsPattern extends NodeBase { readonly kind: 'IsPattern'; readonly expression: Expression; readonly pattern: Pattern }
export interface AsExpression extends NodeBase { readonly kind: 'As'; readonly expression: Expression; readonly type: TypeSyntax }
export interface Await extends NodeBase { readonly kind: 'Await'; readonly expression: Expression }
export interface ThrowExpression extends NodeBase { readonly kind: 'ThrowExpression'; readonly expression: Expression }
export interface TypeOf extends NodeBase { readonly kind: 'TypeOf'; readonly type: TypeSyntax }
export interface SizeOf extends NodeBase { readonly kind: 'SizeOf'; readonly type: TypeSyntax }
export interface DefaultExpression extends NodeBase { readonly kind: 'DefaultExpression'; readonly type: TypeSyntax }
export interface Checked extends NodeBase { readonly kind: 'Checked'; readonly checked: boolean; readonly expression: Expression }
export interface RefExpression extends NodeBase { readonly kind: 'RefExpression'; readonly expression: Expression }
/** `__makeref(x)`, `__reftype(x)`, `__refvalue(x, T)`. */
export interface TypedReferenceExpression extends NodeBase { readonly kind: 'TypedReference'; readonly keyword: string; readonly expression: Expression; readonly type: TypeSyntax | undefined }
export interface This extends NodeBase { readonly kind: 'This' }
export interface Base extends NodeBase { readonly kind: 'Base' }
/** Lambdas of every form and `delegate (…) { … }` (`anonymousMethod`). */
export interface Lambda extends NodeBase {
  readonly kind: 'Lambda';
  readonly attributeLists: readonly AttributeList[];
  readonly isAsync: boolean;
  readonly isStatic: boolean;
  readonly returnType: TypeSyntax | undefined;
  /** Undefined for `delegate { … }` without a parameter list. A parameter without a type has `type: undefined`. */
  readonly parameters: readonly Parameter[] | undefined;
  readonly anonymousMethod: boolean;
  readonly body: Block | Expression;
  /** Offset of `=>` or of the `delegate` keyword. */
  readonly arrow: number;
}
/** `switch` expression. */
export interface SwitchExpression extends NodeBase { readonly kind: 'SwitchExpression'; readonly expression: Expression; readonly arms: readonly SwitchArm[] }
export interface SwitchArm extends NodeBase { readonly kind: 'SwitchArm'; readonly pattern: Pattern; readonly when: Expression | undefined; readonly expression: Expression }
export interface WithExpression extends NodeBase { readonly kind: 'With'; readonly expression: Expression; readonly initializer: Initializer }
export interface RangeExpression extends NodeBase { readonly kind: 'Range'; readonly left: Expression | undefined; readonly right: Expression | undefined }
export interface CollectionExpression extends NodeBase { readonly kind: 'CollectionExpression'; readonly elements: readonly (Expression | Spread)[] }
export interface Spread extends NodeBase { readonly kind: 'Spread'; readonly expression: Expression }
/** `out var x`, `var (a, b)`, `T x` in a deconstruction. */
export interface DeclarationExpression extends NodeBase { readonly kind: 'DeclarationExpression'; readonly type: TypeSyntax; readonly designation: Designation }
export type Designation = SingleDesignation | DiscardDesignation | ParenthesizedDesignation;
export interface SingleDesignation extends NodeBase { readonly kind: 'SingleDesignation'; readonly name: string }
export interface DiscardDesignation extends NodeBase { readonly kind: 'DiscardDesignation' }
export interface ParenthesizedDesignation extends NodeBase { readonly kind: 'ParenthesizedDesignation'; readonly designations: readonly Designation[] }

export interface QueryExpression extends NodeBase { readonly kind: 'Query'; readonly clauses: readonly QueryClause[] }
export type QueryClause =
  | (NodeBase & { readonly kind: 'FromClause'; readonly type: TypeSyntax | undefined; readonly name: string; readonly nameStart: number; readonly expression: Expression })
  | (NodeBase & { readonly kind: 'LetClause'; readonly name: string; readonly nameStart: number; readonly expression: Expression })
  | (NodeBase & { readonly kind: 'WhereClause'; readonly condition: Expression })
  | (NodeBase & { readonly kind: 'JoinClause'; readonly type: TypeSyntax | undefined; readonly name: string; readonly nameStart: number; readonly inExpression: Expression; readonly leftExpression: Expression; readonly rightExpression: Expression; readonly into: string | undefined })
  | (NodeBase & { readonly kind: 'OrderByClause'; readonly orderings: readonly (NodeBase & { readonly expression: Expression; readonly descending: boolean })[] })
  | (NodeBase & { readonly kind: 'SelectClause'; readonly expression: Expression })
  | (NodeBase & { readonly kind: 'GroupClause'; readonly element: Expression; readonly by: Expression })
  /** `into x`: what follows starts a new query over it. */
  | (NodeBase & { readonly kind: 'IntoClause'; readonly name: string; readonly nameStart: number });

export type Expression =
  | IdentifierName | GenericName | AliasQualifiedName | PredefinedType
  /** Types in expression position that are not names: only as the operand of a member access, e.g. `int?.Parse` does not exist but `(int, int)[]` in nameof does. */
  | NullableType | ArrayType | PointerType | TupleType
  | Literal | InterpolatedString | Parenthesized | TupleExpression | MemberAccess | ConditionalAccess | MemberBinding | ElementBinding
  | ElementAccess | Invocation | ObjectCreation | ImplicitObjectCreation | AnonymousObjectCreation | ArrayCreation | ImplicitArrayCreation
  | StackAllocCreation | Initializer | ImplicitElementAccess | Cast | PrefixUnary | PostfixUnary | Binary | Assignment | Conditional | IsType
  | IsPattern | AsExpression | Await | ThrowExpression | TypeOf | SizeOf | DefaultExpression | Checked | RefExpression
  | TypedReferenceExpression | This | Base | Lambda | SwitchExpression | WithExpression | RangeExpression | CollectionExpression
  | DeclarationExpression | QueryExpression | ErrorNode;

// ---------------------------------------------------------------- patterns

/** `42`, `nameof(x)`, `Color.Red`: or a type, which only binding can tell (`is Foo`). */
export interface ConstantPattern extends NodeBase { readonly kind: 'ConstantPattern'; readonly expression: Expression }
export interface DeclarationPattern extends NodeBase { readonly kind: 'DeclarationPattern'; readonly type: TypeSyntax; readonly designation: Designation }
export interface TypePattern extends NodeBase { readonly kind: 'TypePattern'; readonly type: TypeSyntax }
export interface VarPattern extends NodeBase { readonly kind: 'VarPattern'; readonly designation: Designation }
export interface DiscardPattern extends NodeBase { readonly kind: 'DiscardPattern' }
export interface RelationalPattern extends NodeBase { readonly kind: 'RelationalPattern'; readonly operator: string; readonly expression: Expression }
export interface BinaryPattern extends NodeBase { readonly kind: 'BinaryPattern'; readonly operator: 'and' | 'or'; readonly left: Pattern; readonly right: Pattern }
export interface NotPattern extends NodeBase { readonly kind: 'NotPattern'; readonly pattern: Pattern }
export interface ParenthesizedPattern extends NodeBase { readonly kind: 'ParenthesizedPattern'; readonly pattern: Pattern }
/** `T (p, q) { A: r, B.C: s } x`: positional and property parts, each optional. */
export interface RecursivePattern extends NodeBase {
  readonly kind: 'RecursivePattern';
  readonly type: TypeSyntax | undefined;
  readonly positional: readonly Subpattern[] | undefined;
  readonly properties: readonly Subpattern[] | undefined;
  readonly designation: Designation | undefined;
}
/** `name`: path of member names before the colon (`B.C`); empty for a positional one without a name. */
export interface Subpattern extends NodeBase { readonly kind: 'Subpattern'; readonly name: readonly IdentifierName[]; readonly pattern: Pattern }
export interface ListPattern extends NodeBase { readonly kind: 'ListPattern'; readonly patterns: readonly Pattern[]; readonly designation: Designation | undefined }
export interface SlicePattern extends NodeBase { readonly kind: 'SlicePattern'; readonly pattern: Pattern | undefined }
export type Pattern =
  | ConstantPattern | DeclarationPattern | TypePattern | VarPattern | DiscardPattern | RelationalPattern | BinaryPattern | NotPattern
  | ParenthesizedPattern | RecursivePattern | ListPattern | SlicePattern | ErrorNode;

// ---------------------------------------------------------------- statements

export interface Block extends NodeBase { readonly kind: 'Block'; readonly statements: readonly Statement[] }
export interface LocalDeclaration extends NodeBase { readonly kind: 'LocalDeclaration'; readonly isConst: boolean; readonly isUsing: boolean; readonly isAwait: boolean; readonly type: TypeSyntax; readonly variables: readonly VariableDeclarator[] }
export interface VariableDeclarator extends NodeBase { readonly kind: 'VariableDeclarator'; readonly name: string; readonly nameStart: number; readonly nameEnd: number; readonly initializer: Expression | undefined }
export interface ExpressionStatement extends NodeBase { readonly kind: 'ExpressionStatement'; readonly expression: Expression }
export interface If extends NodeBase { readonly kind: 'If'; readonly condition: Expression; readonly then: Statement; readonly else: Statement | undefined }
export interface While extends NodeBase { readonly kind: 'While'; readonly condition: Expression; readonly body: Statement }
export interface DoWhile extends NodeBase { readonly kind: 'DoWhile'; readonly condition: Expression; readonly body: Statement }
export interface For extends NodeBase { readonly kind: 'For'; readonly declaration: LocalDeclaration | undefined; readonly initializers: readonly Expression[]; readonly condition: Expression | undefined; readonly incrementors: readonly Expression[]; readonly body: Statement }
/** `variable` is a DeclarationExpression (`var x`, `var (a, b)`) or, for an existing tuple of targets, a Tuple. */
export interface ForEach extends NodeBase { readonly kind: 'ForEach'; readonly isAwait: boolean; readonly variable: Expression; readonly expression: Expression; readonly body: Statement }
export interface Using extends NodeBase { readonly kind: 'Using'; readonly isAwait: boolean; readonly declaration: LocalDeclaration | undefined; readonly expression: Expression | undefined; readonly body: Statement }
export interface Lock extends NodeBase { readonly kind: 'Lock'; readonly expression: Expression; readonly body: Statement }
export interface Fixed extends NodeBase { readonly kind: 'Fixed'; readonly declaration: LocalDeclaration; readonly body: Statement }
export interface Try extends NodeBase { readonly kind: 'Try'; readonly body: Block; readonly catches: readonly CatchClause[]; readonly finally: Block | undefined }
export interface CatchClause extends NodeBase { readonly kind: 'Catch'; readonly type: TypeSyntax | undefined; readonly name: string | undefined; readonly filter: Expression | undefined; readonly body: Block }
export interface Switch extends NodeBase { readonly kind: 'Switch'; readonly expression: Expression; readonly sections: readonly SwitchSection[] }
export interface SwitchSection extends NodeBase { readonly kind: 'SwitchSection'; readonly labels: readonly SwitchLabel[]; readonly statements: readonly Statement[] }
/** `default:` has no pattern. */
export interface SwitchLabel extends NodeBase { readonly kind: 'SwitchLabel'; readonly pattern: Pattern | undefined; readonly when: Expression | undefined }
export interface Return extends NodeBase { readonly kind: 'Return'; readonly expression: Expression | undefined }
export interface Throw extends NodeBase { readonly kind: 'Throw'; readonly expression: Expression | undefined }
export interface Yield extends NodeBase { readonly kind: 'Yield'; /** undefined for `yield break` */ readonly expression: Expression | undefined }
export interface Labeled extends NodeBase { readonly kind: 'Labeled'; readonly label: string; readonly statement: Statement | undefined }
/** `break`, `continue`, `goto label`, `goto case e`, `goto default`. */
export interface Jump extends NodeBase { readonly kind: 'Jump'; readonly jump: 'break' | 'continue' | 'goto' | 'gotoCase' | 'gotoDefault'; readonly label: string | undefined; readonly expression: Expression | undefined }
/** `checked { }`, `unchecked { }`, `unsafe { }`. */
export interface ModifiedBlock extends NodeBase { readonly kind: 'ModifiedBlock'; readonly modifier: string; readonly block: Block }
export interface Empty extends NodeBase { readonly kind: 'Empty' }
export interface LocalFunction extends NodeBase {
  readonly kind: 'LocalFunction';
  readonly attributeLists: readonly AttributeList[];
  readonly modifiers: readonly string[];
  readonly returnType: TypeSyntax;
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly typeParameters: readonly TypeParameter[];
  readonly constraints: readonly ConstraintClause[];
  readonly parameters: readonly Parameter[];
  readonly body: Block | Expression | undefined;
}
export type Statement =
  | Block | LocalDeclaration | ExpressionStatement | If | While | DoWhile | For | ForEach | Using | Lock | Fixed | Try | Switch | Return
  | Throw | Yield | Labeled | Jump | ModifiedBlock | Empty | LocalFunction | ErrorNode;

// ---------------------------------------------------------------- declarations

export interface AttributeList extends NodeBase { readonly kind: 'AttributeList'; /** `return`, `assembly`, `field` …: the target specifier */ readonly target: string | undefined; readonly attributes: readonly Attribute[] }
export interface Attribute extends NodeBase { readonly kind: 'Attribute'; readonly name: NameSyntax; readonly arguments: readonly AttributeArgument[]; readonly hasArgumentList: boolean }
/** `name`: constructor parameter (`name: v`); `member`: property or field (`Member = v`). */
export interface AttributeArgument extends NodeBase { readonly kind: 'AttributeArgument'; readonly name: string | undefined; readonly member: IdentifierName | undefined; readonly expression: Expression }
export interface Parameter extends NodeBase {
  readonly kind: 'Parameter';
  readonly attributeLists: readonly AttributeList[];
  /** `this`, `ref`, `out`, `in`, `readonly`, `params`, `scoped`. */
  readonly modifiers: readonly string[];
  readonly type: TypeSyntax | undefined;
  /** Empty for an unnamed receiver of an extension block. */
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly default: Expression | undefined;
}
export interface TypeParameter extends NodeBase { readonly kind: 'TypeParameter'; readonly attributeLists: readonly AttributeList[]; readonly variance: 'none' | 'in' | 'out'; readonly name: string }
/** `where T : class, IFoo, new()`. `flags` holds `class`, `class?`, `struct`, `unmanaged`, `notnull`, `default`, `new`, `allows ref struct`. */
export interface ConstraintClause extends NodeBase { readonly kind: 'ConstraintClause'; readonly name: string; readonly flags: readonly string[]; readonly types: readonly TypeSyntax[] }

export interface UsingDirective extends NodeBase {
  readonly kind: 'UsingDirective';
  readonly isGlobal: boolean;
  readonly isStatic: boolean;
  readonly alias: string | undefined;
  readonly target: TypeSyntax;
}

/**
 * The body-sized piece of a file that is lowered, cached and re-bound as a whole. `base` is the absolute offset in the file
 * of the unit's first character and is updated in place when the text before it changes; the rest never changes.
 */
export interface Unit<T = unknown> {
  base: number;
  /** The (masked) source text of the unit: the cache key. */
  readonly text: string;
  readonly root: T;
  /** True when the parser reported an error anywhere inside. */
  readonly hasError: boolean;
}

interface MemberBase extends NodeBase {
  readonly attributeLists: readonly AttributeList[];
  /** `public`, `static`, `async`, `partial`, `required`, … in source order. */
  readonly modifiers: readonly string[];
  /** Identifier token (of `this` for an indexer, of the operator token for an operator, of the type name for a constructor). */
  readonly nameStart: number;
  readonly nameEnd: number;
}
export interface MethodDeclaration extends MemberBase {
  readonly kind: 'Method';
  readonly name: string;
  readonly explicitInterface: NameSyntax | undefined;
  readonly returnType: TypeSyntax;
  readonly typeParameters: readonly TypeParameter[];
  readonly constraints: readonly ConstraintClause[];
  readonly parameters: readonly Parameter[];
  readonly body: Block | Expression | undefined;
}
export interface ConstructorDeclaration extends MemberBase {
  readonly kind: 'Constructor';
  readonly parameters: readonly Parameter[];
  readonly initializer: (NodeBase & { readonly keyword: 'base' | 'this'; readonly arguments: readonly Argument[] }) | undefined;
  readonly body: Block | Expression | undefined;
}
export interface DestructorDeclaration extends MemberBase { readonly kind: 'Destructor'; readonly body: Block | Expression | undefined }
/** `operator +`, `operator checked +`, `operator +=`. */
export interface OperatorDeclaration extends MemberBase { readonly kind: 'Operator'; readonly operator: string; readonly checked: boolean; readonly explicitInterface: NameSyntax | undefined; readonly returnType: TypeSyntax; readonly parameters: readonly Parameter[]; readonly body: Block | Expression | undefined }
export interface ConversionDeclaration extends MemberBase { readonly kind: 'Conversion'; readonly direction: 'implicit' | 'explicit'; readonly checked: boolean; readonly explicitInterface: NameSyntax | undefined; readonly type: TypeSyntax; readonly parameters: readonly Parameter[]; readonly body: Block | Expression | undefined }
export interface Accessor extends NodeBase { readonly kind: 'Accessor'; readonly attributeLists: readonly AttributeList[]; readonly modifiers: readonly string[]; readonly accessor: 'get' | 'set' | 'init' | 'add' | 'remove'; /** the keyword token */ readonly keywordStart: number; readonly body: Block | Expression | undefined }
export interface PropertyDeclaration extends MemberBase {
  readonly kind: 'Property';
  readonly name: string;
  readonly explicitInterface: NameSyntax | undefined;
  readonly type: TypeSyntax;
  readonly accessors: readonly Accessor[];
  /** `=> e`: then there are no accessors. */
  readonly expressionBody: Expression | undefined;
  readonly initializer: Expression | undefined;
}
export interface IndexerDeclaration extends MemberBase { readonly kind: 'Indexer'; readonly explicitInterface: NameSyntax | undefined; readonly type: TypeSyntax; readonly parameters: readonly Parameter[]; readonly accessors: readonly Accessor[]; readonly expressionBody: Expression | undefined }
export interface FieldDeclaration extends MemberBase { readonly kind: 'Field'; readonly type: TypeSyntax; readonly variables: readonly VariableDeclarator[]; /** size expression of `fixed int x[4]` is dropped */ readonly isFixed: boolean }
/** Field-like events have variables; others have accessors and a name. */
export interface EventDeclaration extends MemberBase { readonly kind: 'Event'; readonly name: string | undefined; readonly explicitInterface: NameSyntax | undefined; readonly type: TypeSyntax; readonly variables: readonly VariableDeclarator[]; readonly accessors: readonly Accessor[] }
export interface EnumMember extends MemberBase { readonly kind: 'EnumMember'; readonly name: string; readonly value: Expression | undefined }
export interface DelegateDeclaration extends MemberBase { readonly kind: 'Delegate'; readonly name: string; readonly returnType: TypeSyntax; readonly typeParameters: readonly TypeParameter[]; readonly constraints: readonly ConstraintClause[]; readonly parameters: readonly Parameter[] }
export type MemberDeclaration =
  | MethodDeclaration | ConstructorDeclaration | DestructorDeclaration | OperatorDeclaration | ConversionDeclaration | PropertyDeclaration
  | IndexerDeclaration | FieldDeclaration | EventDeclaration | EnumMember | DelegateDeclaration | (MemberBase & { readonly kind: 'Error' });

/** A type's header (everything but its members). `extension` is a C# 14 extension block: its receiver is the one parameter. */
export interface TypeHeader extends MemberBase {
  readonly kind: 'TypeHeader';
  readonly typeKind: 'class' | 'struct' | 'interface' | 'enum' | 'record' | 'recordStruct' | 'extension';
  readonly name: string;
  readonly typeParameters: readonly TypeParameter[];
  readonly constraints: readonly ConstraintClause[];
  /** Primary constructor's (or extension block's) parameters; undefined without a list. */
  readonly parameters: readonly Parameter[] | undefined;
  readonly bases: readonly TypeSyntax[];
  /** `class D(int x) : B(x)`: the arguments of the first base with their parentheses. */
  readonly baseArguments: (NodeBase & { readonly arguments: readonly Argument[] }) | undefined;
}
/** Not lowered as one unit: header and members are units of their own. */
export interface TypeDeclaration {
  readonly kind: 'Type';
  readonly header: Unit<TypeHeader>;
  readonly members: readonly Unit<MemberDeclaration>[];
  readonly types: readonly TypeDeclaration[];
  /** Absolute span of the whole declaration, and of the braces' inside (for fixes that insert members); updated like `Unit.base`. */
  range: { start: number; end: number; bodyStart: number; bodyEnd: number };
}
export interface NamespaceDeclaration {
  readonly kind: 'Namespace';
  /** Full dotted name as written (`A.B`). */
  readonly name: string;
  readonly fileScoped: boolean;
  readonly usings: readonly Unit<UsingDirective>[];
  readonly types: readonly TypeDeclaration[];
  readonly delegates: readonly Unit<DelegateDeclaration>[];
  readonly namespaces: readonly NamespaceDeclaration[];
}
/** A whole file. The file itself stands for the global namespace's declarations in it. */
export interface CompilationUnit {
  readonly kind: 'CompilationUnit';
  readonly externAliases: readonly string[];
  readonly usings: readonly Unit<UsingDirective>[];
  readonly attributeLists: readonly Unit<AttributeList>[];
  readonly types: readonly TypeDeclaration[];
  readonly delegates: readonly Unit<DelegateDeclaration>[];
  readonly namespaces: readonly NamespaceDeclaration[];
  /** Top-level statements in order, one unit each. */
  readonly statements: readonly Unit<Statement>[];
  readonly hasErrors: boolean;
}
