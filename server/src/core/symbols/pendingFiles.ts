/** Files that have not been parsed yet, by what they may declare. */
import type { SourceFile } from '../sourceFile';
import type { CompilationUnit, NamespaceDeclaration, TypeDeclaration } from '../syntax/nodes';
import type { FileOutline } from '../syntax/outline';

export class PendingFiles {
  private readonly files = new Map<SourceFile, FileOutline>();
  private readonly byName = new Map<string, SourceFile[]>();
  private readonly byNamespace = new Map<string, SourceFile[]>();

  has(file: SourceFile): boolean {
    return this.files.has(file);
  }

  /** True when the file can wait: it has an outline. */
  add(file: SourceFile): boolean {
    const { outline } = file;
    if (outline === undefined) return false;
    this.files.set(file, outline);
    for (const name of outline.typeNames) push(this.byName, name, file);
    for (let prefix = outline.namespace; ; prefix = prefix.slice(0, prefix.lastIndexOf('.'))) {
      push(this.byNamespace, prefix, file);
      if (!prefix.includes('.')) break;
    }
    return true;
  }

  /** Takes a file out and gives its outline; undefined when it is not waiting. */
  take(file: SourceFile): FileOutline | undefined {
    const outline = this.files.get(file);
    this.files.delete(file);
    return outline;
  }

  all(): readonly SourceFile[] {
    return [...this.files.keys()];
  }

  /** Files that may declare a top-level type of this name. */
  named(name: string): readonly SourceFile[] {
    return this.files.size === 0 ? [] : this.waiting(this.byName.get(name));
  }

  /** Files that may declare types directly in a namespace. */
  typesIn(namespace: string): readonly SourceFile[] {
    return this.outlined(namespace, () => true);
  }

  /** Files that may declare extension methods of a name directly in a namespace. */
  extensionsIn(namespace: string, name: string): readonly SourceFile[] {
    return this.outlined(namespace, (outline) => outline.extensionNames.has(name));
  }

  private outlined(namespace: string, isWanted: (outline: FileOutline) => boolean): readonly SourceFile[] {
    if (this.files.size === 0) return [];
    const found = namespace === '' ? this.all() : this.within(namespace);
    return found.filter((file) => {
      const outline = this.files.get(file);
      return outline !== undefined && isWanted(outline) && (outline.namespace === namespace || (namespace === '' && outline.isGlobalToo));
    });
  }

  /** Files whose namespace may be this one, or one below it. */
  within(namespace: string): readonly SourceFile[] {
    return this.files.size === 0 ? [] : this.waiting(this.byNamespace.get(namespace));
  }

  private waiting(files: readonly SourceFile[] | undefined): readonly SourceFile[] {
    return files?.filter((file) => this.files.has(file)) ?? [];
  }
}

function push(map: Map<string, SourceFile[]>, key: string, file: SourceFile): void {
  const files = map.get(key);
  if (files === undefined) map.set(key, [file]);
  else files.push(file);
}

/** Whether a file that has been parsed declares what its outline did not tell. */
export function tellsTooLittle(outline: FileOutline, root: CompilationUnit): boolean {
  if (root.statements.length > 0 || root.attributeLists.length > 0 || root.externAliases.length > 0 || root.usings.some((unit) => unit.root.isGlobal)) return true;
  const isTold = (scope: CompilationUnit | NamespaceDeclaration): boolean =>
    scope.types.every((type) => outline.typeNames.has(type.header.root.name) && extensionsAreTold(type, outline))
    && scope.delegates.every((unit) => outline.typeNames.has(unit.root.name));
  const isEmpty = root.types.length === 0 && root.delegates.length === 0;
  return !(outline.isGlobalToo || isEmpty) || !isTold(root)
    || !root.namespaces.every((namespace) => namespace.name === outline.namespace && namespace.namespaces.length === 0 && isTold(namespace));
}

function extensionsAreTold(type: TypeDeclaration, outline: FileOutline): boolean {
  return type.types.every((nested) => nested.header.root.typeKind !== 'extension')
    && type.members.every(({ root }) => root.kind !== 'Method' || root.parameters[0]?.modifiers.includes('this') !== true || outline.extensionNames.has(root.name));
}
