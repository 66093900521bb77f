/** An assembly of a reference list: symbols over the shared tables of its file, made when first asked for. */
import type { AssemblySymbol, AttributeData, MethodSymbol, NamedTypeSymbol, SpecialType, TypeParameterSymbol, TypeSymbol } from '../symbols/symbol';
import { errorType } from '../symbols/types';
import type { ExtensionMember } from '../symbols/extensionMembers';
import { attributesOf, stringArgument } from './customAttribute';
import { extensionMembersIn } from './extensionBlocks';
import type { MetadataModule } from './metadataModule';
import { splitArity } from './metadataModule';
import { MetadataNamedType } from './namedType';
import type { ReferenceSet } from './referenceSet';
import { Col, Table } from './schema';
import type { SignatureScope } from './signature';
import { readType } from './signature';
import type { Token } from './tables';
import { rowOf, tableOf, token } from './tables';

const internalsVisibleTo = 'System.Runtime.CompilerServices.InternalsVisibleToAttribute';

export class MetadataAssembly implements AssemblySymbol {
  readonly kind = 'assembly';
  readonly isSource = false;
  private readonly types: (MetadataNamedType | undefined)[] = [];
  private readonly references = new Map<number, TypeSymbol>();
  private cachedAttributes: readonly AttributeData[] | undefined;
  private cachedModuleAttributes: readonly AttributeData[] | undefined;
  private friends: ReadonlySet<string> | undefined;
  private readonly cachedExtensionMembers = new Map<string, readonly ExtensionMember[]>();
  private typeSpecDepth = 0;
  private coreLibrary: boolean | undefined;

  constructor(readonly module: MetadataModule, readonly set: ReferenceSet) {}

  get name(): string { return this.module.assemblyName; }
  get path(): string { return this.module.path; }
  get namespaces(): ReadonlySet<string> { return this.module.namespaces; }
  get referencedNames(): readonly string[] { return this.module.referencedNames; }
  /** Whether System.Object is defined here: only this assembly has special types. */
  get isCoreLibrary(): boolean { return this.coreLibrary ??= this.module.definesObject; }

  get attributes(): readonly AttributeData[] {
    return this.cachedAttributes ??= attributesOf(this.scope([], []), this, token(Table.Assembly, 1));
  }

  get moduleAttributes(): readonly AttributeData[] {
    return this.cachedModuleAttributes ??= attributesOf(this.scope([], []), this, token(Table.Module, 1));
  }

  givesAccessTo(assemblyName: string): boolean {
    this.friends ??= new Set(this.attributes.filter((a) => a.fullName === internalsVisibleTo).map((a) => (stringArgument(a) ?? '').split(',')[0]?.trim().toLowerCase() ?? ''));
    return this.friends.has(assemblyName.toLowerCase());
  }

  typesNamed(namespace: string, name: string): readonly NamedTypeSymbol[] {
    return this.module.typeRows(namespace, name).map((row) => this.type(row));
  }

  typesIn(namespace: string): readonly NamedTypeSymbol[] {
    return this.module.allTypeRows(namespace).map((row) => this.type(row));
  }

  readonly hasTypesIn = (namespace: string): boolean => this.module.hasTypesIn(namespace);
  readonly refersTo = (namespace: string, metadataName: string): boolean => this.module.refersTo(namespace, metadataName);

  extensionMethods(namespace: string, name: string): readonly MethodSymbol[] {
    const methods: MethodSymbol[] = [];
    for (const row of this.module.extensionMethodRows(namespace, name)) {
      const method = this.type(rowOf(this.module.declaringType(token(Table.MethodDef, row)))).method(row);
      if (method !== undefined) methods.push(method);
    }
    return methods;
  }

  /** Undefined for the many assemblies without a block, so that nothing is looked up in them. */
  get extensionMembers(): AssemblySymbol['extensionMembers'] {
    return this.module.extensionGroups.size === 0 ? undefined : this.extensionMembersOf;
  }

  private readonly extensionMembersOf = (namespace: string): readonly ExtensionMember[] => {
    let found = this.cachedExtensionMembers.get(namespace);
    if (found === undefined) {
      found = this.typesIn(namespace).flatMap((type) => (type instanceof MetadataNamedType ? extensionMembersIn(this, this.module.extensionGroups.get(type.row) ?? []) : []));
      this.cachedExtensionMembers.set(namespace, found);
    }
    return found;
  };

  /** Symbol of a TypeDef row. */
  type(row: number): MetadataNamedType {
    return this.types[row] ??= new MetadataNamedType(this, row);
  }

  /** Type definition behind a TypeDef or TypeRef; an error type for what the reference list does not have. */
  resolve(type: Token): TypeSymbol {
    const row = rowOf(type);
    if (tableOf(type) === Table.TypeDef && row <= this.module.tables.rowCount(Table.TypeDef)) return this.type(row);
    if (tableOf(type) !== Table.TypeRef) return errorType('?');
    let found = this.references.get(row);
    if (found === undefined) {
      this.references.set(row, errorType('?')); // a reference whose scope is itself, in corrupt data
      found = this.resolveReference(row);
      this.references.set(row, found);
    }
    return found;
  }

  private resolveReference(row: number): TypeSymbol {
    const { tables } = this.module;
    const name = tables.text(Table.TypeRef, row, Col.TypeRef.name);
    const namespace = tables.text(Table.TypeRef, row, Col.TypeRef.namespace);
    const scope = tables.coded(Table.TypeRef, row, Col.TypeRef.scope, 'ResolutionScope');
    let found: TypeSymbol | undefined;
    if (tableOf(scope) === Table.TypeRef) {
      const outer = this.resolve(scope);
      found = outer instanceof MetadataNamedType ? outer.nestedTypeWithMetadataName(name) : undefined;
    } else if (tableOf(scope) === Table.AssemblyRef) {
      found = this.set.typeIn(tables.text(Table.AssemblyRef, rowOf(scope), Col.AssemblyRef.name), namespace, name);
    } else {
      found = this.topLevelType(namespace, name);
    }
    return found ?? errorType(splitArity(name).name);
  }

  /** Top-level type defined here, by its metadata name. */
  topLevelType(namespace: string, metadataName: string): MetadataNamedType | undefined {
    const row = this.module.typeRow(namespace, metadataName);
    return row === undefined ? undefined : this.type(row);
  }

  special(type: SpecialType): TypeSymbol {
    return this.set.special(type);
  }

  /** Meaning of tokens and type variables inside a declaration. */
  scope(typeParameters: readonly TypeSymbol[], methodTypeParameters: readonly TypeParameterSymbol[]): SignatureScope {
    const scope: SignatureScope = {
      typeParameters,
      methodTypeParameters,
      special: (type) => this.set.special(type),
      typedReference: () => this.set.typeAnywhere('System', 'TypedReference') ?? errorType('TypedReference'),
      nameOf: (type) => this.module.typeName(type),
      resolve: (type) => tableOf(type) === Table.TypeSpec ? this.resolveSpecification(rowOf(type), scope) : this.resolve(type),
    };
    return scope;
  }

  private resolveSpecification(row: number, scope: SignatureScope): TypeSymbol {
    if (this.typeSpecDepth > 20) return errorType('?');
    this.typeSpecDepth++;
    const type = readType(this.module.tables.blob(Table.TypeSpec, row, Col.TypeSpec.signature), scope);
    this.typeSpecDepth--;
    return type;
  }
}
