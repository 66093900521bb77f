/** Builds the compilation of one project from its files and references, and carries it over an edit. */
import { isTypeAccessible } from '../binding/accessibility';
import type { Scope } from '../binding/scope';
import { bindProjectUsing } from '../binding/scope';
import type { GlobalUsing } from '../msbuild/projectModel';
import type { SourceFile } from '../sourceFile';
import type { TypeDeclaration, Unit } from '../syntax/nodes';
import { splitAlias } from './aliasedNamespace';
import type { Compilation } from './compilation';
import { NamespaceHolders } from './namespaceHolders';
import type { AssemblySymbol, MemberSymbol, MethodSymbol, NamedTypeSymbol, SpecialType } from './symbol';
import { SourceAssembly } from './sourceAssembly';

/** What of a project's evaluation names and binding depend on. */
export interface CompilationProject {
  readonly assemblyName: string;
  readonly globalUsings: readonly GlobalUsing[];
  readonly nullableEnabled: boolean;
  readonly langVersion: string;
  /** CheckForOverflowUnderflow: what is in neither `checked` nor `unchecked` is checked. */
  readonly isChecked?: boolean;
}

export interface CompilationOptions {
  readonly project: CompilationProject;
  readonly files: readonly SourceFile[];
  readonly references: readonly AssemblySymbol[];
  /** Referenced projects, bound as source; what they reference comes with them. */
  readonly projectReferences: readonly Compilation[];
  /** Aliases of the references that have any; `global` among them is written. */
  readonly aliases?: ReadonlyMap<AssemblySymbol, readonly string[]>;
}

/** A compilation that has source: besides names it knows which unit declares what. */
export interface SourceCompilation extends Compilation {
  readonly assembly: AssemblySymbol;
  readonly sourceAssembly: SourceAssembly;
  readonly project: CompilationProject;
  /** The global namespace as one file sees it: scope of top-level statements, assembly attributes and usings. */
  fileScope(file: SourceFile): Scope;
  /** Makes all symbols of a file: needed once before its units are asked for theirs. */
  realize(file: SourceFile): void;
  /** Scope for the text of a member's unit or a type's header. */
  scopeOf(unit: Unit): Scope | undefined;
  /** Members that a unit declares (a field declaration several); for a header its type, then its primary constructor. */
  declaredSymbols(unit: Unit): readonly (MemberSymbol | NamedTypeSymbol)[];
  /** The type that a type declaration declares, or is a part of. */
  declaredType(declaration: TypeDeclaration): NamedTypeSymbol | undefined;
}

/** Makes a compilation. Cheap: nothing but tables of names is built before it is asked for. */
export function createCompilation(options: CompilationOptions): SourceCompilation {
  return new ProjectCompilation(options);
}

/** Takes over an edited file whose declarations are the same as before: all symbols stay. */
export function updateCompilation(compilation: SourceCompilation, previous: SourceFile, current: SourceFile): SourceCompilation {
  compilation.sourceAssembly.replaceFile(previous, current);
  return compilation;
}

const nothing: readonly never[] = [];

class ProjectCompilation implements SourceCompilation {
  readonly sourceAssembly: SourceAssembly;
  readonly project: CompilationProject;
  readonly references: readonly AssemblySymbol[];
  private readonly sources: readonly AssemblySymbol[];
  private readonly aliases: CompilationOptions['aliases'];
  private readonly metadata: NamespaceHolders;
  /** Names of the projects that stand for a dll of the same name. */
  private readonly hidden: ReadonlySet<string>;
  private readonly holders = new Map<string, readonly AssemblySymbol[]>();
  /** By namespace, then name, as the extension methods: joined keys would be made anew for each question. */
  private readonly types = new Map<string, Map<string, readonly NamedTypeSymbol[]>>();
  private readonly extensions = new Map<string, Map<string, readonly MethodSymbol[]>>();
  private readonly byMetadataName = new Map<string, NamedTypeSymbol | undefined>();
  private readonly specials = new Map<SpecialType, NamedTypeSymbol | undefined>();

  constructor(options: CompilationOptions) {
    const { project, files, references, projectReferences } = options;
    this.project = project;
    this.aliases = options.aliases;
    const referenced = projectReferences.flatMap((other) => [other.assembly, ...other.references.filter((assembly) => assembly.isSource)]);
    this.references = distinctByName([...referenced, ...references]);
    this.sourceAssembly = new SourceAssembly({
      name: project.assemblyName, compilation: () => this,
      projectUsings: () => project.globalUsings.map((using) => bindProjectUsing(using, this)),
    }, files);
    this.sources = [this.sourceAssembly, ...this.references.filter((assembly) => assembly.isSource)];
    this.metadata = NamespaceHolders.of(references);
    this.hidden = new Set(this.sources.slice(1).map((assembly) => assembly.name));
  }

  get assembly(): AssemblySymbol { return this.sourceAssembly; }

  isSeen(assembly: AssemblySymbol, alias = 'global'): boolean {
    const aliases = this.aliases?.get(assembly);
    return aliases === undefined || assembly === this.assembly ? alias === 'global' : aliases.includes(alias);
  }

  /** Assemblies that may have something in a namespace, source first. */
  private holdersOf(namespace: string): readonly AssemblySymbol[] {
    let holders = this.holders.get(namespace);
    if (holders === undefined) {
      const { alias, dotted } = splitAlias(namespace);
      const metadata = this.metadata.assembliesOf(dotted);
      holders = metadata.length === 0 ? this.sources : [...this.sources, ...metadata.filter((assembly) => !this.hidden.has(assembly.name))];
      if (this.aliases !== undefined) holders = holders.filter((assembly) => this.isSeen(assembly, alias));
      this.holders.set(namespace, holders);
    }
    return holders;
  }

  typesNamed(namespace: string, name: string): readonly NamedTypeSymbol[] {
    let types = this.types.get(namespace);
    if (types === undefined) this.types.set(namespace, types = new Map<string, readonly NamedTypeSymbol[]>());
    let found = types.get(name);
    if (found === undefined) types.set(name, found = this.inHolders(namespace, (assembly, dotted) => assembly.typesNamed(dotted, name)));
    return found;
  }

  namespaceExists(namespace: string): boolean {
    const { alias, dotted } = splitAlias(namespace);
    if (dotted === '' && alias !== undefined) return this.references.some((assembly) => this.isSeen(assembly, alias));
    const hasIt = (assembly: AssemblySymbol): boolean => (assembly.hasNamespace?.(dotted) ?? assembly.namespaces.has(dotted)) && this.isSeen(assembly, alias);
    return this.sources.some(hasIt) || this.metadata.assembliesOf(dotted).some((assembly) => !this.hidden.has(assembly.name) && hasIt(assembly));
  }

  extensionMethods(namespace: string, name: string): readonly MethodSymbol[] {
    let methods = this.extensions.get(namespace);
    if (methods === undefined) this.extensions.set(namespace, methods = new Map<string, readonly MethodSymbol[]>());
    let found = methods.get(name);
    if (found === undefined) {
      const from = { assembly: this.assembly, type: undefined };
      const declared = this.inHolders(namespace, (assembly, dotted) => assembly.extensionMethods(dotted, name));
      found = declared.length === 0 ? declared : declared.filter((method) => isTypeAccessible(method.containingType, from) && (method.accessibility === 'public' || method.containingType.containingAssembly === this.assembly
          || method.containingType.containingAssembly.givesAccessTo(this.assembly.name)));
      methods.set(name, found);
    }
    return found;
  }

  /** What all assemblies have of something, mostly one of them or none. */
  private inHolders<T>(namespace: string, find: (assembly: AssemblySymbol, dotted: string) => readonly T[]): readonly T[] {
    const { dotted } = splitAlias(namespace);
    let all: readonly T[] = nothing;
    for (const assembly of this.holdersOf(namespace)) {
      const found = find(assembly, dotted);
      if (found.length > 0) all = all.length === 0 ? found : [...all, ...found];
    }
    return all;
  }

  typeByMetadataName(fullName: string): NamedTypeSymbol | undefined {
    if (!this.byMetadataName.has(fullName)) this.byMetadataName.set(fullName, this.findByMetadataName(fullName));
    return this.byMetadataName.get(fullName);
  }

  private findByMetadataName(fullName: string): NamedTypeSymbol | undefined {
    const [outermost = '', ...nested] = fullName.split('+');
    const dot = outermost.lastIndexOf('.');
    const [name, arity] = splitArity(outermost.slice(dot + 1));
    const candidates = this.typesNamed(dot < 0 ? '' : outermost.slice(0, dot), name).filter((type) => type.arity === arity);
    let type = candidates.find((candidate) => candidate.containingAssembly === this.assembly || candidate.accessibility === 'public') ?? candidates[0];
    for (const part of nested) {
      const [nestedName, nestedArity] = splitArity(part);
      type = type?.nestedTypesNamed(nestedName).find((candidate) => candidate.arity === nestedArity);
    }
    return type;
  }

  specialType(type: SpecialType): NamedTypeSymbol | undefined {
    if (!this.specials.has(type)) this.specials.set(type, this.findSpecial(type));
    return this.specials.get(type);
  }

  /** The core library's own type: source or another library may have a type of the same name. */
  private findSpecial(type: SpecialType): NamedTypeSymbol | undefined {
    const candidates = this.typesNamed('System', type).filter((candidate) => candidate.arity === (type === 'Nullable' ? 1 : 0));
    return candidates.find((candidate) => candidate.specialType === type) ?? candidates.find((candidate) => candidate.accessibility === 'public');
  }

  fileScope(file: SourceFile): Scope {
    return this.sourceAssembly.fileScope(file);
  }

  realize(file: SourceFile): void {
    this.sourceAssembly.realize(file);
  }

  scopeOf(unit: Unit): Scope | undefined {
    return this.sourceAssembly.scopeOf(unit);
  }

  declaredSymbols(unit: Unit): readonly (MemberSymbol | NamedTypeSymbol)[] {
    return this.sourceAssembly.declaredSymbols(unit);
  }

  declaredType(declaration: TypeDeclaration): NamedTypeSymbol | undefined {
    return this.sourceAssembly.typeOf(declaration);
  }
}

function splitArity(name: string): readonly [string, number] {
  const tick = name.indexOf('`');
  return tick < 0 ? [name, 0] : [name.slice(0, tick), Number(name.slice(tick + 1))];
}

/** A project reference hides a package's or an older build's dll of the same name. */
function distinctByName(assemblies: readonly AssemblySymbol[]): readonly AssemblySymbol[] {
  const byName = new Map<string, AssemblySymbol>();
  for (const assembly of assemblies) if (!byName.has(assembly.name)) byName.set(assembly.name, assembly);
  return [...byName.values()];
}
