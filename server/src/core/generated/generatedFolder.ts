/**
 * Where the compiler writes what source generators made: `<folder>/<assembly>/<generator>/<hint name>`. The folder is
 * `CompilerGeneratedFilesOutputPath`, or `generated` in the intermediate folder of a configuration, framework and runtime
 * identifier (`obj/Debug/net9.0/generated`, `artifacts/obj/App/debug_net9.0/generated`).
 */
import type { Host } from '../host';
import { joinPath, relativeBelow } from '../msbuild/paths';
import type { EvaluatedProject } from '../msbuild/projectModel';
import { generatorInfo } from './generators';
import type { GeneratorKind } from './generators';

export interface GeneratedFile {
  /** Hint name, with `/` where it has folders. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

/** What one generator emitted. */
export interface GeneratorOutput {
  /** Simple name of the assembly that holds the generator. */
  readonly assembly: string;
  /** Full name of the generator's type. */
  readonly generator: string;
  readonly title: string;
  readonly kind: GeneratorKind | undefined;
  readonly files: readonly GeneratedFile[];
}

/** What one compilation emitted. */
export interface GeneratedSet {
  readonly folder: string;
  /** "net9.0"; undefined where the folder does not tell. */
  readonly framework: string | undefined;
  /** Which compilation, for people: "Debug net9.0 linux-x64". */
  readonly label: string;
  readonly generators: readonly GeneratorOutput[];
}

const frameworkPattern = /^net(?:\d+\.\d+|standard\d\.\d|coreapp\d\.\d)(?:-[\w.]+)?$/i;
/** Configuration, framework, runtime identifier, and one to spare. */
const maximumDepth = 4;
/** More files than any project's generators make: a folder that is something else is not read to its end. */
const maximumFiles = 20_000;

/** Everything that has been emitted for a project, given its evaluation for each framework. Sorted by label. */
export function findGeneratedSets(evaluations: readonly EvaluatedProject[], host: Host): GeneratedSet[] {
  const sets = new Map<string, GeneratedSet>();
  const add = (folder: string, framework: string | undefined, label: string): void => {
    if (sets.has(folder)) return;
    const generators = readGenerators(folder, host);
    if (generators.length > 0) sets.set(folder, { folder, framework, label, generators });
  };
  for (const folder of outputPaths(evaluations)) {
    const users = evaluations.filter((e) => outputPath(e) === folder);
    const framework = users.length === 1 ? users[0]?.targetFramework : undefined;
    add(folder, framework, framework ?? 'all frameworks');
  }
  const [first] = evaluations;
  if (!first) return [];
  const base = intermediateFolder(first);
  const single = evaluations.length === 1 ? first.targetFramework : undefined;
  const walk = (folder: string, depth: number): void => {
    for (const { name, isDirectory } of host.readDirectory(folder)) {
      if (!isDirectory) continue;
      const path = joinPath(folder, name);
      if (name.toLowerCase() === 'generated') {
        const parts = (relativeBelow(base, folder) ?? '').split(/[/_]/).filter((part) => part !== '');
        add(path, parts.find((part) => frameworkPattern.test(part)) ?? single, parts.join(' ') || 'generated');
      } else if (depth < maximumDepth) {
        walk(path, depth + 1);
      }
    }
  };
  walk(base, 1);
  return [...sets.values()].sort((a, b) => a.label.localeCompare(b.label));
}

/** `obj`, or what stands in for it. */
export function intermediateFolder(project: EvaluatedProject): string {
  return joinPath(project.folder, project.property('BaseIntermediateOutputPath')?.value || 'obj');
}

function outputPath(project: EvaluatedProject): string | undefined {
  const value = project.property('CompilerGeneratedFilesOutputPath')?.value.trim() ?? '';
  return value === '' ? undefined : joinPath(project.folder, value.replace(/\\/g, '/'));
}

function outputPaths(evaluations: readonly EvaluatedProject[]): Set<string> {
  return new Set(evaluations.map(outputPath).filter((folder) => folder !== undefined));
}

function readGenerators(folder: string, host: Host): GeneratorOutput[] {
  let left = maximumFiles;
  const read = (current: string, prefix: string, depth: number, into: GeneratedFile[]): void => {
    for (const { name, isDirectory } of host.readDirectory(current)) {
      if (left <= 0) return;
      const path = joinPath(current, name);
      if (isDirectory && depth < maximumDepth) {
        read(path, `${prefix}${name}/`, depth + 1, into);
      } else if (!isDirectory && /\.cs$/i.test(name)) {
        left--;
        into.push({ name: prefix + name, path });
      }
    }
  };
  const found: GeneratorOutput[] = [];
  for (const assembly of host.readDirectory(folder)) {
    if (!assembly.isDirectory) continue;
    for (const generator of host.readDirectory(joinPath(folder, assembly.name))) {
      if (!generator.isDirectory) continue;
      const files: GeneratedFile[] = [];
      read(joinPath(folder, assembly.name, generator.name), '', 1, files);
      if (files.length === 0) continue;
      files.sort((a, b) => a.name.localeCompare(b.name));
      found.push({ assembly: assembly.name, generator: generator.name, ...generatorInfo(generator.name), files });
    }
  }
  return found.sort((a, b) => a.title.localeCompare(b.title) || a.generator.localeCompare(b.generator));
}
