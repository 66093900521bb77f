/** Namespaces whose types a file may name without them, and directives that add one. */
import type { TextEdit } from '../diagnostic';
import type { SourceFile } from '../sourceFile';
import type { CompilationUnit, NamespaceDeclaration, Unit, UsingDirective } from '../syntax/nodes';
import { usingInsertion } from '../syntax/query';
import type { ProgramContext } from './rule';

/** The program that a file belongs to: this one, or a library that it references. */
export function ownerOf(program: ProgramContext, file: string | undefined): ProgramContext | undefined {
  return [program, ...program.libraries].find((each) => each.source(file) !== undefined);
}

function sourceOf(program: ProgramContext, file: string): SourceFile | undefined {
  return ownerOf(program, file)?.source(file);
}

/** Directives that count in a namespace of a file: those of the file, of the namespaces around, and global ones. */
export function usingsAt(program: ProgramContext, file: string, around: string): readonly UsingText[] {
  const owner = ownerOf(program, file) ?? program;
  const source = owner.source(file);
  const global = owner.files.filter(({ path, text }) => path !== file && text.includes('global')).flatMap(({ root }) => root.usings.map(textOf).filter(({ isGlobal }) => isGlobal));
  const ofProject = owner.project.globalUsings.map(({ name, isStatic, alias }) => ({ name, isStatic, alias, isGlobal: true }));
  return [...(source ? usingsIn(source.root, '', around) : []), ...global, ...ofProject];
}

export interface UsingText { readonly name: string; readonly isStatic: boolean; readonly alias: string | undefined; readonly isGlobal: boolean }

function textOf({ root: { isStatic, alias, isGlobal, target }, text }: Unit<UsingDirective>): UsingText {
  return { name: text.slice(target.start, target.end).replace(/\s|^global::/g, ''), isStatic, alias, isGlobal };
}

function usingsIn(scope: CompilationUnit | NamespaceDeclaration, namespace: string, around: string): readonly UsingText[] {
  const inner = scope.namespaces.map((each) => ({ each, name: namespace === '' ? each.name : `${namespace}.${each.name}` })).filter(({ name }) => around === name || around.startsWith(`${name}.`));
  return [...scope.usings.map(textOf), ...inner.flatMap(({ each, name }) => usingsIn(each, name, around))];
}

/** Whether a file may use the types of a namespace by their names everywhere, or in one of its namespaces. */
export function imports(program: ProgramContext, file: string, namespace: string, around = ''): boolean {
  return usingsAt(program, file, around).some((using) => using.name === namespace && !using.isStatic && using.alias === undefined);
}

/** Name of the namespace that a unit of a file is in; '' outside of any. */
export function namespaceOf(file: SourceFile, { base }: Unit): string {
  const within = (scope: CompilationUnit | NamespaceDeclaration, name: string): string | undefined => {
    if (scope.types.some(({ range }) => range.start <= base && base < range.end)) return name;
    for (const inner of scope.namespaces) {
      const found = within(inner, name === '' ? inner.name : `${name}.${inner.name}`);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return within(file.root, '') ?? '';
}

/** What stands before a name of a namespace in a file, and the directive that must be added for that. */
export interface Import { readonly prefix: string; readonly edits: readonly TextEdit[] }

/** The names stay whole where the directive would give a word of the file another meaning. */
export function importing(program: ProgramContext, file: string | undefined, namespace: string, around = ''): Import {
  const source = file === undefined ? undefined : sourceOf(program, file);
  if (!source) return { prefix: `${namespace}.`, edits: [] };
  if (imports(program, source.path, namespace, around)) return { prefix: '', edits: [] };
  const { assembly, references } = program.compilation;
  // A member behind a period keeps its meaning.
  const words = new Set(source.text.match(/(?<![.\w])\w+/g));
  const isTaken = [assembly, ...references].some((each) => each.typesIn(namespace).some(({ name }) => words.has(name) || words.has(name.replace(/Attribute$/, ''))));
  if (isTaken) return { prefix: `${namespace}.`, edits: [] };
  const { offset, newText } = usingInsertion(source);
  return { prefix: '', edits: [{ file: source.path, span: { start: offset, end: offset }, newText: newText(`using ${namespace};`) }] };
}
