/** The assembly that a project's own files make. Only name tables are built up front; a type comes into being when looked up. */
import type { BoundUsing } from '../binding/imports';
import { GlobalImports, importsOf } from '../binding/imports';
import type { Scope } from '../binding/scope';
import { NamespaceScope } from '../binding/scope';
import { bindUsing } from '../binding/typeBinding';
import type { SourceFile } from '../sourceFile';
import type { CompilationUnit, NamespaceDeclaration, TypeDeclaration, TypeHeader, Unit } from '../syntax/nodes';
import type { Compilation } from './compilation';
import type { ExtensionMember } from './extensionMembers';
import { extensionMembersOf } from './extensionMembers';
import { PendingFiles, tellsTooLittle } from './pendingFiles';
import type { AssemblySymbol, AttributeData, MemberSymbol, MethodSymbol, NamedTypeSymbol } from './symbol';
import { attributesOf } from './sourceSyntax';
import type { SourceTypeContext } from './sourceType';
import { groupParts, headerOf, SourceNamedType } from './sourceType';
import type { DelegatePart, TypePart, UnitCell } from './sourceUnits';
import { lazy } from './sourceUnits';

/** What a source assembly needs besides its files. */
export interface SourceAssemblyOptions {
  readonly name: string;
  readonly compilation: () => Compilation;
  /** Global usings of the project, bound. */
  readonly projectUsings: () => readonly BoundUsing[];
}

type Declarations = CompilationUnit | NamespaceDeclaration;

const noMembers: readonly never[] = [];

/** Numbers kept free for the declarations of each file. */
const declarationsOfFile = 1_000_000;

export class SourceAssembly implements AssemblySymbol, SourceTypeContext {
  readonly kind = 'assembly';
  readonly isSource = true;
  readonly path = undefined;
  /** Namespaces of the files declared so far. */
  private readonly declaredNamespaces = new Set(['']);
  private readonly pending = new PendingFiles();
  private hasSurprise = false;
  /** Place of each part among all declarations, so that the order in which files are parsed changes nothing. */
  private readonly order = new WeakMap<TypePart, number>();
  private readonly fileOrder = new Map<string, number>();
  private readonly partsByNamespace = new Map<string, Map<string, TypePart[]>>();
  private readonly types = new Map<readonly TypePart[], readonly SourceNamedType[]>();
  private readonly cells = new WeakMap<Unit, UnitCell>();
  private readonly partOf = new WeakMap<TypeDeclaration | Unit, TypePart>();
  private readonly namespaceScopes = new WeakMap<NamespaceDeclaration, NamespaceScope>();
  private readonly fileScopes = new Map<string, NamespaceScope>();
  private readonly files = new Map<string, SourceFile>();
  private readonly realized = new WeakSet<SourceFile>();
  /** Names of the types that are static, or have extension methods in a part that another may make static; by namespace. */
  private readonly staticNames = new Map<string, Set<string>>();
  private readonly staticTypes = new Map<string, { readonly ofNames: number; readonly types: readonly SourceNamedType[] }>();
  /** Names of the types that have extension blocks, by namespace. */
  private readonly extensionContainers = new Map<string, ReadonlySet<string>>();
  /** Place of the next part of the file that is being entered. */
  private nextOrder = 0;
  private readonly globalImports: () => GlobalImports;
  private readonly lazyAttributes: () => readonly AttributeData[];
  private readonly lazyModuleAttributes: () => readonly AttributeData[];
  private readonly friends: () => ReadonlySet<string>;

  constructor(readonly options: SourceAssemblyOptions, files: readonly SourceFile[]) {
    for (const file of files) this.files.set(file.path, file);
    this.globalImports = lazy(() => new GlobalImports(this.bindGlobalUsings()), new GlobalImports([]));
    this.lazyAttributes = lazy(() => this.bindAttributes('assembly'), []);
    this.lazyModuleAttributes = lazy(() => this.bindAttributes('module'), []);
    this.friends = lazy(() => this.friendNames(), new Set());
    files.forEach((file, i) => this.fileOrder.set(file.path, i * declarationsOfFile));
    const parsed = files.filter((file) => !this.pending.add(file));
    this.declareAll(parsed);
    const program = parsed.find((file) => file.root.statements.length > 0);
    if (program !== undefined) this.addPart('', { declaration: programDeclaration(), file: program.path, outer: this.fileScope(program) }, files.length * declarationsOfFile);
  }

  get name(): string { return this.options.name; }
  get assembly(): AssemblySymbol { return this; }
  compilation(): Compilation { return this.options.compilation(); }

  // -------------------------------------------------------------- files that are not parsed yet

  /** Whether a file turned out to declare what its outline did not tell: what was looked up before may be wrong, a new assembly is due. */
  get isOutdated(): boolean { return this.hasSurprise; }

  /** Parses a file if it waits for that, and enters what it declares. */
  declareFile(file: SourceFile): void {
    if (this.pending.has(file)) this.enter(file);
  }

  private declareAll(files: readonly SourceFile[]): void {
    for (const file of files) this.enter(file);
  }

  private enter(file: SourceFile): void {
    const outline = this.pending.take(file);
    if (outline !== undefined && tellsTooLittle(outline, file.root)) this.hasSurprise = true;
    this.nextOrder = this.fileOrder.get(file.path) ?? 0;
    this.declare(file.root, '', file.path, this.fileScope(file));
  }

  // -------------------------------------------------------------- tables

  private declare(declarations: Declarations, namespace: string, file: string, scope: NamespaceScope): void {
    for (const type of declarations.types) {
      if (type.header.root.typeKind === 'extension') continue;
      this.addPart(namespace, { declaration: type, file, outer: scope });
      if (type.types.some((nested) => nested.header.root.typeKind === 'extension')) this.extensionContainers.set(namespace, new Set([...this.extensionContainers.get(namespace) ?? [], type.header.root.name]));
    }
    for (const unit of declarations.delegates) this.addPart(namespace, { declaration: { kind: 'DelegatePart', unit }, file, outer: scope });
    for (const nested of declarations.namespaces) {
      const full = namespace === '' ? nested.name : `${namespace}.${nested.name}`;
      for (let prefix = full; prefix !== '' && !this.declaredNamespaces.has(prefix); prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('.')))) this.declaredNamespaces.add(prefix);
      this.declare(nested, full, file, this.namespaceScope(nested, namespace, scope));
    }
  }

  private addPart(namespace: string, part: TypePart, order = this.nextOrder++): void {
    this.registerPart(part);
    this.order.set(part, order);
    const { name, modifiers } = headerOf(part);
    if (modifiers.includes('static') || (modifiers.includes('partial') && hasExtensionMethod(part))) {
      const names = this.staticNames.get(namespace);
      if (names === undefined) this.staticNames.set(namespace, new Set([name]));
      else names.add(name);
    }
    let byName = this.partsByNamespace.get(namespace);
    if (byName === undefined) this.partsByNamespace.set(namespace, byName = new Map<string, TypePart[]>());
    const parts = byName.get(name);
    if (parts === undefined) byName.set(name, [part]);
    else parts.push(part);
  }

  typesNamed(namespace: string, name: string): readonly SourceNamedType[] {
    this.declareAll(this.pending.named(name));
    const parts = this.partsByNamespace.get(namespace)?.get(name);
    if (parts === undefined) return [];
    let types = this.types.get(parts);
    if (types === undefined) {
      const inOrder = [...parts].sort((a, b) => this.orderOf(a) - this.orderOf(b));
      this.types.set(parts, types = groupParts(inOrder).map((group) => new SourceNamedType(this, group, namespace, undefined)));
    }
    return types;
  }

  private orderOf(part: TypePart | undefined): number {
    return (part && this.order.get(part)) ?? 0;
  }

  get namespaces(): ReadonlySet<string> {
    this.declareAll(this.pending.all());
    return this.declaredNamespaces;
  }

  readonly hasNamespace = (namespace: string): boolean => {
    for (const file of this.declaredNamespaces.has(namespace) ? [] : this.pending.within(namespace)) {
      this.enter(file);
      if (this.declaredNamespaces.has(namespace)) break;
    }
    return this.declaredNamespaces.has(namespace);
  };

  typesIn(namespace: string): readonly SourceNamedType[] {
    this.declareAll(this.pending.typesIn(namespace));
    return this.declaredTypes(namespace, this.partsByNamespace.get(namespace)?.keys() ?? []);
  }

  /** Types of these names in the files declared so far, in order of their first parts. */
  private declaredTypes(namespace: string, names: Iterable<string>): readonly SourceNamedType[] {
    const parts = this.partsByNamespace.get(namespace);
    const first = (name: string): number => Math.min(...(parts?.get(name) ?? []).map((part) => this.orderOf(part)));
    return Array.from(names, (name) => ({ name, order: first(name) }))
      .sort((a, b) => a.order - b.order).flatMap(({ name }) => this.typesNamed(namespace, name));
  }

  /** Found through static classes only: their members are made, no others'. */
  extensionMethods(namespace: string, name: string): readonly MethodSymbol[] {
    this.declareAll(this.pending.extensionsIn(namespace, name));
    const found: MethodSymbol[] = [];
    for (const type of this.staticTypesOf(namespace)) {
      for (const member of type.membersNamed(name)) if (member.kind === 'method' && member.isExtensionMethod) found.push(member);
    }
    return found;
  }

  /** The static types declared so far that may hold extension methods: in order, and the same list until there are more. */
  private staticTypesOf(namespace: string): readonly SourceNamedType[] {
    const names = this.staticNames.get(namespace);
    if (names === undefined) return [];
    let known = this.staticTypes.get(namespace);
    if (known?.ofNames !== names.size) {
      for (const name of names) this.declareAll(this.pending.named(name));
      const types = this.declaredTypes(namespace, names).filter((type) => type.isStatic && type.arity === 0);
      this.staticTypes.set(namespace, known = { ofNames: names.size, types });
    }
    return known.types;
  }

  readonly extensionMembers = (namespace: string): readonly ExtensionMember[] => {
    const names = this.extensionContainers.get(namespace);
    return names === undefined ? noMembers : [...names].flatMap((name) => this.typesNamed(namespace, name)).flatMap(extensionMembersOf);
  };

  // -------------------------------------------------------------- scopes

  /** The global namespace as one file sees it. */
  fileScope(file: SourceFile): NamespaceScope {
    let scope = this.fileScopes.get(file.path);
    if (scope === undefined) {
      const { root } = file;
      const imports = (): ReturnType<typeof importsOf> => {
        const plain = this.usingScope(file);
        const own = root.usings.filter((unit) => !unit.root.isGlobal).map((unit) => bindUsing(unit.root, plain));
        return importsOf(own, root.externAliases, this.globalImports());
      };
      scope = new NamespaceScope(() => this.compilation(), '', undefined, file.path, imports);
      this.fileScopes.set(file.path, scope);
    }
    return scope;
  }

  /** The global namespace as a file's usings see it: with the extern aliases beside them, without each other (§14.5). */
  usingScope({ root, path }: SourceFile): NamespaceScope {
    return new NamespaceScope(() => this.compilation(), '', undefined, path, root.externAliases.length === 0 ? undefined : () => importsOf([], root.externAliases));
  }

  private namespaceScope(declaration: NamespaceDeclaration, around: string, parent: NamespaceScope): NamespaceScope {
    const compilation = (): Compilation => this.compilation();
    const names = declaration.name.split('.');
    let scope = parent;
    names.forEach((name, i) => {
      const full = [around, ...names.slice(0, i), name].filter((part) => part !== '').join('.');
      const outer = scope;
      const imports = i < names.length - 1 ? undefined : (): ReturnType<typeof importsOf> => {
        const plain = new NamespaceScope(compilation, full, outer, parent.file, undefined);
        return importsOf(declaration.usings.map((unit) => bindUsing(unit.root, plain)));
      };
      scope = new NamespaceScope(compilation, full, outer, parent.file, imports);
    });
    this.namespaceScopes.set(declaration, scope);
    return scope;
  }

  private bindGlobalUsings(): readonly BoundUsing[] {
    const written = this.parsedFiles().flatMap((file) => {
      const plain = this.usingScope(file);
      return file.root.usings.filter((unit) => unit.root.isGlobal).map((unit) => bindUsing(unit.root, plain));
    });
    return [...this.options.projectUsings(), ...written];
  }

  /** Files that wait have neither global usings nor attributes of the assembly. */
  private parsedFiles(): readonly SourceFile[] {
    return [...this.files.values()].filter((file) => file.outline === undefined);
  }

  /** Scope inside a namespace declaration of one of the files. */
  scopeOfNamespace(declaration: NamespaceDeclaration): NamespaceScope | undefined {
    return this.namespaceScopes.get(declaration);
  }

  // -------------------------------------------------------------- attributes

  get attributes(): readonly AttributeData[] { return this.lazyAttributes(); }
  get moduleAttributes(): readonly AttributeData[] { return this.lazyModuleAttributes(); }

  private bindAttributes(target: 'assembly' | 'module'): readonly AttributeData[] {
    return this.parsedFiles().flatMap((file) => attributesOf(file.root.attributeLists.map((unit) => unit.root), [target], this.fileScope(file)));
  }

  private friendNames(): ReadonlySet<string> {
    const names = new Set<string>();
    for (const attribute of this.attributes) {
      const argument = attribute.constructorArguments[0];
      if (attribute.fullName !== 'System.Runtime.CompilerServices.InternalsVisibleToAttribute' || argument?.kind !== 'primitive') continue;
      names.add(String(argument.value).split(',')[0]?.trim() ?? '');
    }
    return names;
  }

  givesAccessTo(assemblyName: string): boolean {
    return this.friends().has(assemblyName);
  }

  // -------------------------------------------------------------- units

  cell<T>(unit: Unit<T>, file: string, scope: Scope): UnitCell<T> {
    let cell = this.cells.get(unit);
    if (cell === undefined) this.cells.set(unit, cell = { unit, file, scope, symbols: [] });
    return cell as UnitCell<T>;
  }

  registerPart(part: TypePart): void {
    this.partOf.set(part.declaration.kind === 'Type' ? part.declaration : part.declaration.unit, part);
  }

  /** Symbols that a unit of one of the files declares: members, or the type of a header (then its primary constructor). */
  declaredSymbols(unit: Unit): readonly (MemberSymbol | NamedTypeSymbol)[] {
    return this.cells.get(unit)?.symbols ?? [];
  }

  /** Scope for what is written in a member's or header's unit; undefined while its type was never asked for its members. */
  scopeOf(unit: Unit): Scope | undefined {
    return this.cells.get(unit)?.scope;
  }

  /** The type that a declaration is a part of. */
  typeOf(declaration: TypeDeclaration): NamedTypeSymbol | undefined {
    const symbol = this.declaredSymbols(declaration.header)[0];
    return symbol?.kind === 'namedType' ? symbol : undefined;
  }

  /** Makes the types and members of a file, so that all its units are known. */
  realize(file: SourceFile): void {
    if (this.realized.has(file)) return;
    this.realized.add(file);
    this.declareFile(file);
    this.realizeIn(file.root, '');
  }

  private realizeIn(declarations: Declarations, namespace: string): void {
    for (const type of declarations.types) this.typesNamed(namespace, type.header.root.name).forEach(realizeType);
    for (const unit of declarations.delegates) this.typesNamed(namespace, unit.root.name).forEach(realizeType);
    for (const nested of declarations.namespaces) this.realizeIn(nested, namespace === '' ? nested.name : `${namespace}.${nested.name}`);
  }

  /**
   * Takes over a file whose declarations are the same (equal `declarationKey`): all symbols stay, and find their new text through
   * their cells. Both trees have the same shape.
   */
  replaceFile(previous: SourceFile, current: SourceFile): void {
    this.declareFile(previous);
    const swaps: (() => void)[] = [];
    const unit = (before: Unit | undefined, after: Unit): void => {
      const cell = before && this.cells.get(before);
      if (cell === undefined || before === after) return;
      swaps.push(() => {
        cell.unit = after;
        this.cells.set(after, cell);
      });
    };
    const type = (before: TypeDeclaration | undefined, after: TypeDeclaration): void => {
      if (before === undefined) return;
      const part = this.partOf.get(before);
      swaps.push(() => {
        if (part === undefined) return;
        part.declaration = after;
        this.partOf.set(after, part);
      });
      unit(before.header, after.header);
      after.members.forEach((member, i) => { unit(before.members[i], member); });
      after.types.forEach((nested, i) => { type(before.types[i], nested); });
    };
    const scope = (before: Declarations, after: Declarations): void => {
      after.types.forEach((nested, i) => { type(before.types[i], nested); });
      after.delegates.forEach((delegate, i) => { this.swapDelegate(before.delegates[i], delegate, swaps); unit(before.delegates[i], delegate); });
      after.namespaces.forEach((nested, i) => {
        const old = before.namespaces[i];
        if (old === undefined) return;
        const namespaceScope = this.namespaceScopes.get(old);
        if (namespaceScope !== undefined) this.namespaceScopes.set(nested, namespaceScope);
        scope(old, nested);
      });
    };
    scope(previous.root, current.root);
    // Units may have changed places among themselves (an edit made one text equal to another's): look all up before changing any.
    for (const swap of swaps) swap();
    this.files.set(current.path, current);
  }

  private swapDelegate(before: Unit | undefined, after: DelegatePart['unit'], swaps: (() => void)[]): void {
    const part = before && this.partOf.get(before);
    if (part === undefined) return;
    swaps.push(() => {
      part.declaration = { kind: 'DelegatePart', unit: after };
      this.partOf.set(after, part);
    });
  }
}

/** The class that top-level statements are in (§7.1.3): a part of the `Program` that source may declare besides. */
function programDeclaration(): TypeDeclaration {
  const nowhere = { start: 0, end: 0, nameStart: 0, nameEnd: 0 };
  const root: TypeHeader = {
    ...nowhere, kind: 'TypeHeader', typeKind: 'class', name: 'Program', modifiers: ['partial'], attributeLists: [], typeParameters: [], constraints: [],
    parameters: undefined, bases: [], baseArguments: undefined,
  };
  return { kind: 'Type', header: { base: 0, text: '', root, hasError: false }, members: [], types: [], range: { start: 0, end: 0, bodyStart: 0, bodyEnd: 0 } };
}

function hasExtensionMethod({ declaration }: TypePart): boolean {
  return declaration.kind === 'Type' && declaration.members.some(({ root }) => root.kind === 'Method' && root.parameters[0]?.modifiers.includes('this') === true);
}

function realizeType(type: NamedTypeSymbol): void {
  if (type.members.length >= 0) type.nestedTypes.forEach(realizeType);
}
