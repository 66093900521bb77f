/** All bodies of a file, each bound when asked for. */
import type { AttributeList, CompilationUnit, DelegateDeclaration, Expression, MemberDeclaration, NamespaceDeclaration, Statement, TypeDeclaration, TypeHeader, Unit, UsingDirective } from '../syntax/nodes';
import type { MemberSymbol, MethodSymbol, NamedTypeSymbol, ParameterSymbol } from '../symbols/symbol';
import type { SourceFile } from '../sourceFile';
import type { SourceCompilation } from '../symbols/createCompilation';
import type { BodyOwner, BoundBody } from './boundBody';
import type { BindContext } from './binderContext';
import type { Scope } from './scope';
import { createBodyBuilder, finishBody } from './bodyBuilder';
import type { BodyBuilder } from './bodyBuilder';
import type { StatementMemory } from './statements/statementMemory';
import { arrayType } from '../symbols/types';
import { anonymousType, synthesizedMethod, synthesizedParameter } from './binderSymbols';
import { createLambdaInstance, unknownType } from './binderContext';
import { bindHeader, bindMember, functionContext, parameterEntries } from './declarations/bindDeclaration';
import { bindAttributeLists } from './declarations/bindDeclarationAttribute';
import { bindStatements } from './statements/bindStatement';
import { bindTypeSyntax, declareTypeParameters, withTypeParameters } from './binderLookup';
import { bindName, isName } from './typeBinding';
import { parameterRefKind } from './binderTypes';

/** One body that can be bound: its units are what the result depends on besides the declarations of the program. */
export interface BodySource {
  readonly units: readonly Unit[];
  readonly owner: BodyOwner;
  /** `memory` is what a binding of an earlier version of the body left, under the same declarations. */
  bind(memory?: StatementMemory): BoundBody;
}

interface FileContext {
  readonly file: SourceFile;
  readonly compilation: SourceCompilation;
  readonly sources: BodySource[];
  /** Parameters of primary constructors, by type; shared by all bodies of the file. */
  readonly primaryParameters: Map<NamedTypeSymbol, readonly ParameterSymbol[]>;
}

/** Bodies in source order: usings and assembly attributes, type headers, members, delegates, top-level statements. */
export function bodiesOf(file: SourceFile, compilation: SourceCompilation): readonly BodySource[] {
  const context: FileContext = { file, compilation, sources: [], primaryParameters: new Map() };
  const root = file.root;
  compilation.sourceAssembly.realize(file);
  addFileBody(context, root);
  addNamespace(context, root);
  if (root.statements.length > 0) addProgram(context, root.statements);
  return context.sources;
}

function addFileBody(context: FileContext, root: CompilationUnit): void {
  const { file, compilation } = context;
  const usings = allUsings(root, compilation.sourceAssembly.usingScope(file), compilation);
  const units: Unit[] = [...usings.map((u) => u.unit), ...root.attributeLists];
  if (units.length === 0) return;
  add(context, units, { kind: 'file' }, (start) => {
    for (const { unit, scope } of usings) bindUsing(start(unit, scope), unit.root);
    for (const unit of root.attributeLists) bindAttributeLists(start(unit, compilation.sourceAssembly.fileScope(file)), [unit.root]);
  });
}

interface ScopedUsing {
  readonly unit: Unit<UsingDirective>;
  readonly scope: Scope;
}

/** A using sees the namespaces around it, but not its sibling usings (§14.5). */
function allUsings(node: CompilationUnit | NamespaceDeclaration, scope: Scope, compilation: SourceCompilation): ScopedUsing[] {
  const inner = node.namespaces.flatMap((n) => allUsings(n, compilation.sourceAssembly.scopeOfNamespace(n)?.withoutUsings() ?? scope, compilation));
  return [...node.usings.map((unit) => ({ unit, scope })), ...inner];
}

/** A namespace is no use of a type; targets of static and alias usings are. */
function bindUsing(context: BindContext, node: UsingDirective): void {
  if (!node.isStatic && isName(node.target) && bindName(node.target, context.scope)?.kind === 'namespace') return;
  bindTypeSyntax(context, node.target);
}

/** What a unit declares, and the scope inside it. */
function declarationOf(context: FileContext, unit: Unit): { readonly scope: Scope; readonly symbols: readonly (MemberSymbol | NamedTypeSymbol)[] } | undefined {
  const scope = context.compilation.sourceAssembly.scopeOf(unit);
  return scope && { scope, symbols: context.compilation.sourceAssembly.declaredSymbols(unit) };
}

function addNamespace(context: FileContext, node: CompilationUnit | NamespaceDeclaration): void {
  for (const type of node.types) addType(context, type);
  for (const unit of node.delegates) addDelegate(context, unit);
  for (const inner of node.namespaces) addNamespace(context, inner);
}

function addDelegate(context: FileContext, unit: Unit<DelegateDeclaration>): void {
  const cell = declarationOf(context, unit);
  const type = cell?.symbols.find((s): s is NamedTypeSymbol => s.kind === 'namedType');
  if (cell === undefined || type === undefined) return;
  const invoke = type.delegateInvokeMethod;
  add(context, [unit], { kind: 'type', symbol: type }, (start) => { bindMember(start(unit, cell.scope), unit.root, invoke === undefined ? [] : [invoke], type); });
}

function addType(context: FileContext, declaration: TypeDeclaration): void {
  const header = declaration.header;
  if (header.root.typeKind === 'extension') {
    addExtensionBlock(context, declaration);
    return;
  }
  const cell = declarationOf(context, header);
  const type = cell?.symbols.find((s): s is NamedTypeSymbol => s.kind === 'namedType');
  if (cell !== undefined && type !== undefined) {
    const primary = primaryConstructor(type, header);
    const parameters = primaryOf(type);
    if (parameters.length > 0) context.primaryParameters.set(type, parameters);
    add(context, [header], { kind: 'type', symbol: type }, (start) => {
      bindHeader(start(header, cell.scope), header.root, type, primary, runsBaseConstructor(type, header));
    });
    for (const member of declaration.members) addMember(context, member, type);
  }
  for (const nested of declaration.types) addType(context, nested);
}

/** C# 14 `extension(R r) { … }`: the receiver and the block's type parameters are known in all its members. */
function addExtensionBlock(context: FileContext, declaration: TypeDeclaration): void {
  const { header } = declaration;
  const cell = declarationOf(context, header);
  const type = cell?.symbols.find((s): s is NamedTypeSymbol => s.kind === 'namedType');
  if (cell === undefined || type === undefined) return;
  const inBlock = (outer: BindContext): BindContext => {
    const inner = withTypeParameters(outer, declareTypeParameters(outer, header.root.typeParameters, header.root.constraints));
    const receivers = (header.root.parameters ?? []).map((p, i) => synthesizedParameter(p.name, i, p.type === undefined ? unknownType : bindTypeSyntax({ ...inner, builder: undefined }, p.type), parameterRefKind(p)));
    // Type parameters and receivers are new symbols each time: nothing that was bound with others can be taken over.
    return { ...inner, memory: undefined, frame: { parent: outer.frame, entries: parameterEntries(receivers) } };
  };
  add(context, [header], { kind: 'type', symbol: type }, (start) => { bindHeader(inBlock(start(header, cell.scope)), header.root, type, undefined, false); });
  for (const member of declaration.members) addMember(context, member, type, member.root.kind === 'Method' ? undefined : inBlock);
}

/** The constructor that a header with a parameter list declares. */
function primaryConstructor(type: NamedTypeSymbol, header: Unit<TypeHeader>): MethodSymbol | undefined {
  return header.root.parameters === undefined ? undefined : type.constructors.find((c) => c.location?.unit === header);
}

/** Parameters of the primary constructor, whichever part declares it. */
function primaryOf(type: NamedTypeSymbol): readonly ParameterSymbol[] {
  for (const constructor of type.constructors) {
    const root = (constructor.location?.unit as Unit | undefined)?.root;
    if (isHeader(root) && root.parameters !== undefined) return constructor.parameters;
  }
  return [];
}

function isHeader(root: unknown): root is TypeHeader {
  return typeof root === 'object' && root !== null && 'kind' in root && root.kind === 'TypeHeader';
}

/** A default or primary constructor without base arguments calls the base constructor unwritten; it belongs to one part. */
function runsBaseConstructor(type: NamedTypeSymbol, header: Unit<TypeHeader>): boolean {
  if (type.typeKind !== 'class' || type.isStatic) return false;
  if (header.root.parameters !== undefined) return true;
  const isDefault = (c: MethodSymbol): boolean => !c.isStatic && c.parameters.length === 0 && (c.location === undefined || isHeader((c.location.unit as Unit).root));
  const isImplicit = type.constructors.some(isDefault) && primaryOf(type).length === 0;
  return isImplicit && type.location?.unit === header;
}

function addMember(context: FileContext, unit: Unit<MemberDeclaration>, type: NamedTypeSymbol, around: (outer: BindContext) => BindContext = (outer) => outer): void {
  const node = unit.root;
  const cell = declarationOf(context, unit);
  if (cell === undefined || node.kind === 'Error') return;
  if (node.kind === 'Delegate') {
    addDelegate(context, unit as Unit<DelegateDeclaration>);
    return;
  }
  const symbols = cell.symbols.filter((s): s is MemberSymbol => s.kind !== 'namedType');
  const first = symbols[0];
  if (first === undefined) return;
  add(context, [unit], { kind: 'member', symbol: first }, (start) => {
    const inside = around(start(unit, cell.scope));
    bindMember({ ...inside, isStatic: first.isStatic }, node, symbols, type);
  });
}

/** Major version of a LangVersion; words such as `latest` mean the newest, `preview` the one after it. */
function languageVersionOf(langVersion: string): number {
  if (/^preview$/i.test(langVersion)) return newestLanguageVersion + 1;
  const major = Number.parseInt(langVersion, 10);
  return Number.isNaN(major) ? newestLanguageVersion : major;
}

const newestLanguageVersion = 14;

/** The method that top-level statements become (§7.1.3); `return e` gives the exit code. */
function entryPoint(compilation: SourceCompilation): MethodSymbol {
  const string = compilation.specialType('String') ?? unknownType;
  const own = compilation.typesNamed('', 'Program').find((t) => t.containingAssembly === compilation.assembly);
  return synthesizedMethod({
    name: '<Main>$', methodKind: 'ordinary', containingType: own ?? compilation.specialType('Object') ?? anonymousType(compilation, []), containingSymbol: undefined,
    parameters: [synthesizedParameter('args', 0, string.kind === 'error' ? string : arrayType(string))], returnType: compilation.specialType('Int32') ?? unknownType, isStatic: true, isAsync: false,
  });
}

function addProgram(context: FileContext, units: readonly Unit<Statement>[]): void {
  const entry = entryPoint(context.compilation);
  add(context, units, { kind: 'program', symbol: entry }, (start) => {
    const scope = context.compilation.sourceAssembly.fileScope(context.file);
    const first = units[0];
    if (first === undefined) return;
    const outer = functionContext(start(first, scope), entry);
    bindStatements(outer, units.map((u) => u.root), units);
  });
}

/** Registers a body; `start` makes the context of one of its units. */
function add(file: FileContext, units: readonly Unit[], owner: BodyOwner, bind: (start: (unit: Unit, scope: Scope) => BindContext) => void): void {
  file.sources.push({
    units, owner,
    bind: (memory) => {
      const builder = boundOrNothing(memory, (into) => {
        const conversions = { compilation: file.compilation, languageVersion: languageVersionOf(file.compilation.project.langVersion), isChecked: file.compilation.project.isChecked === true };
        bind((unit, scope) => ({
          compilation: file.compilation, conversions, scope, unit, builder: into, memory, primaryParameters: file.primaryParameters, isStatic: false,
          enclosing: { symbol: undefined, parent: undefined, node: undefined }, frame: { parent: undefined, entries: new Map() },
          function: { node: undefined, instance: createLambdaInstance(), isAsync: false, returnType: undefined, yieldType: undefined, returns: [], hasErrors: false },
          inNameof: false, conditionalReceiver: undefined, initializerReceiver: undefined, backingField: undefined,
        }));
      });
      const { sourceAssembly } = file.compilation;
      const scope = (): Scope => (units[0] && sourceAssembly.scopeOf(units[0])) ?? sourceAssembly.fileScope(file.file);
      return finishBody(builder, file.file.path, owner, units, file.compilation, scope, units.flatMap((u) => rootsOf(u.root)));
    },
  });
}

/** A body that leads to more recursion than the stack holds (a chain of 20,000 constants) is bound as if nothing in it were known. */
function boundOrNothing(memory: StatementMemory | undefined, bind: (into: BodyBuilder) => void): BodyBuilder {
  const builder = createBodyBuilder();
  memory?.begin();
  try {
    bind(builder);
  } catch (error) {
    if (error instanceof RangeError) return createBodyBuilder();
    throw error;
  }
  memory?.end(builder);
  return builder;
}

/** Expressions and statements of a declaration, for rules that walk. */
function rootsOf(root: unknown): (Expression | Statement)[] {
  if (typeof root !== 'object' || root === null || !('kind' in root)) return [];
  const node = root as MemberDeclaration | TypeHeader | UsingDirective | AttributeList | Statement;
  switch (node.kind) {
    case 'Method': case 'Constructor': case 'Destructor': case 'Operator': case 'Conversion': return node.body === undefined ? [] : [node.body];
    case 'Property': return [node.expressionBody, ...node.accessors.map((a) => a.body), node.initializer].filter((n) => n !== undefined);
    case 'Indexer': return [node.expressionBody, ...node.accessors.map((a) => a.body)].filter((n) => n !== undefined);
    case 'Field': return node.variables.map((v) => v.initializer).filter((n) => n !== undefined);
    case 'Event': return [...node.variables.map((v) => v.initializer), ...node.accessors.map((a) => a.body)].filter((n) => n !== undefined);
    case 'EnumMember': return node.value === undefined ? [] : [node.value];
    case 'TypeHeader': return node.baseArguments?.arguments.map((a) => a.expression) ?? [];
    case 'Delegate': case 'Error': case 'UsingDirective': case 'AttributeList': return [];
    default: return [node];
  }
}
