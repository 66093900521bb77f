/**
 * What has been emitted for one project, as it lies on disk, and the ways between it and the source: from an attribute or an
 * intercepted call to the code made for it, and back. Holds no text longer than its stamp is good for.
 */
import type { Span } from '../diagnostic';
import type { Host } from '../host';
import type { EvaluatedProject } from '../msbuild/projectModel';
import type { SourceFile } from '../sourceFile';
import { createSourceFile } from '../syntax/sourceFileFactory';
import { matchCalls } from './calls';
import type { MatchedCall } from './calls';
import { findMember, typesIn } from './declarations';
import { findGeneratedSets } from './generatedFolder';
import type { GeneratedFile, GeneratedSet, GeneratorOutput } from './generatedFolder';
import { readInterceptions } from './interceptors';
import type { Interception } from './interceptors';
import type { CallSite, GeneratedSite } from './sites';
import { callsIn, sitesIn } from './sites';

/** A place in a generated file. */
export interface GeneratedPlace {
  readonly set: GeneratedSet;
  readonly output: GeneratorOutput;
  readonly file: GeneratedFile;
  /** Offsets in the generated text. */
  readonly span: Span;
}

/** An intercepted call of a source file, with the method that stands in for it. */
export interface InterceptedCall {
  readonly call: CallSite;
  readonly place: GeneratedPlace;
  /** Name of the generated method. */
  readonly method: string;
  /** The source has changed since: the call was found by its order only. */
  readonly moved: boolean;
}

/** An interception, and the file that it is in. */
export interface FoundInterception {
  readonly set: GeneratedSet;
  readonly output: GeneratorOutput;
  readonly file: GeneratedFile;
  readonly interception: Interception;
}

interface Parsed {
  readonly stamp: string;
  readonly source: SourceFile | undefined;
  readonly interceptions: readonly Interception[];
}

/** Generated texts that are longer are searched by name only. In UTF-16 code units. */
const maximumParsed = 2_000_000;

export class GeneratedCode {
  readonly sets: readonly GeneratedSet[];
  private readonly parsed = new Map<string, Parsed>();
  private readonly interceptions = new Map<string, readonly FoundInterception[]>();
  private readonly defines: readonly string[];

  /**
   * `evaluations`: the project, for each of its frameworks. `isLeftOver`: files of a set that its last compilation did not write;
   * the compiler writes all that it generates, and deletes nothing.
   */
  constructor(evaluations: readonly EvaluatedProject[], private readonly host: Host, isLeftOver: (set: GeneratedSet) => (file: GeneratedFile) => boolean) {
    this.defines = [...(evaluations[0]?.defines ?? [])];
    this.sets = findGeneratedSets(evaluations, host).map((set) => withoutLeftOvers(set, isLeftOver(set)));
  }

  /** Whether a kind of generator has emitted anything. */
  has(kind: GeneratedSite['kind']): boolean {
    return this.sets.some((set) => set.generators.some((output) => output.kind === kind));
  }

  /** Code that was made for an attribute, in each set that has any. */
  placesOf(site: GeneratedSite): GeneratedPlace[] {
    return this.sets.flatMap((set) => {
      const outputs = set.generators.filter((output) => output.kind === site.kind);
      const found = outputs.map((output) => this.placeIn(set, output, site)).find((place) => place !== undefined);
      return found ? [found] : [];
    });
  }

  /** Intercepted calls of a source file as it stands now. `others`: the project's files, to tell files of one name apart. */
  interceptedCalls(file: SourceFile, others: readonly SourceFile[]): InterceptedCall[] {
    const all: InterceptedCall[] = [];
    for (const set of this.sets) {
      const entries = this.interceptionsOf(set);
      if (entries.length === 0) continue;
      const matches = matchCalls(file, callsIn(file), entries.map((entry) => entry.interception), others);
      for (const [i, match] of matches) {
        const entry = entries[i];
        if (entry) all.push(this.intercepted(entry, match));
      }
    }
    return all.sort((a, b) => a.call.nameStart - b.call.nameStart);
  }

  private intercepted(entry: FoundInterception, match: MatchedCall): InterceptedCall {
    const { set, output, file, interception } = entry;
    const span = { start: interception.method.start, end: interception.method.end };
    return { call: match.call, place: { set, output, file, span }, method: interception.method.name, moved: match.moved };
  }

  /** All interceptions of a set with their files. */
  interceptionsOf(set: GeneratedSet): readonly FoundInterception[] {
    const known = this.interceptions.get(set.folder);
    if (known) return known;
    const found = set.generators.filter((output) => output.kind === undefined || output.kind === 'endpoints' || output.kind === 'configuration')
      .flatMap((output) => output.files.flatMap((file) => (this.parse(file.path)?.interceptions ?? []).map((interception) => ({ set, output, file, interception }))));
    this.interceptions.set(set.folder, found);
    return found;
  }

  /** A generated file, lowered; undefined when it cannot be read. */
  parse(path: string): Parsed | undefined {
    const stamp = this.host.stamp(path);
    const known = this.parsed.get(path);
    if (stamp === undefined || known?.stamp === stamp) return known;
    const text = this.host.readText(path);
    if (text === undefined) return undefined;
    const source = text.length > maximumParsed ? undefined : createSourceFile(path, text, { defines: this.defines });
    const parsed = { stamp, source, interceptions: readInterceptions(text) };
    this.parsed.set(path, parsed);
    return parsed;
  }

  /** The file of a set, by its path. */
  fileAt(path: string): { readonly set: GeneratedSet; readonly output: GeneratorOutput; readonly file: GeneratedFile } | undefined {
    for (const set of this.sets) {
      for (const output of set.generators) {
        const file = output.files.find((each) => each.path === path);
        if (file) return { set, output, file };
      }
    }
    return undefined;
  }

  private placeIn(set: GeneratedSet, output: GeneratorOutput, site: GeneratedSite): GeneratedPlace | undefined {
    if (site.kind === 'json') return this.jsonPlace(set, output, site);
    for (const file of output.files) {
      const source = this.parse(file.path)?.source;
      for (const { name, type } of source ? typesIn(source) : []) {
        if (name !== site.type) continue;
        const { header } = type;
        const member = site.member ? findMember(type, site.member) : type.members.find(({ root }) => root.kind === 'Method' && root.name === 'Validate');
        if (site.member && !member) continue;
        const at = member ?? header;
        return { set, output, file, span: { start: at.base + at.root.nameStart, end: at.base + at.root.nameEnd } };
      }
    }
    return undefined;
  }

  /** Each type of a context has a file of its own, named after the context and the type's property. */
  private jsonPlace(set: GeneratedSet, output: GeneratorOutput, site: GeneratedSite): GeneratedPlace | undefined {
    const context = simpleName(site.type);
    const candidates = [...site.jsonNames.map((name) => ({ suffix: `${context}.${name}.g.cs`, property: name })), { suffix: `${context}.g.cs`, property: undefined }];
    for (const { suffix, property } of candidates) {
      for (const file of output.files) {
        if (file.name !== suffix && !file.name.endsWith(`.${suffix}`)) continue;
        const source = this.parse(file.path)?.source;
        const type = source && [...typesIn(source)].find(({ name }) => name === site.type)?.type;
        if (!type) continue;
        const member = property === undefined ? undefined : findMember(type, { name: property, parameters: undefined });
        const at = member ?? type.header;
        return { set, output, file, span: { start: at.base + at.root.nameStart, end: at.base + at.root.nameEnd } };
      }
    }
    return undefined;
  }
}

/** The name after the last dot, without the number of type parameters. */
export function simpleName(fullName: string): string {
  return fullName.slice(fullName.lastIndexOf('.') + 1).replace(/`\d+$/, '');
}

function withoutLeftOvers(set: GeneratedSet, isLeftOver: (file: GeneratedFile) => boolean): GeneratedSet {
  const generators = set.generators.map((output) => ({ ...output, files: output.files.filter((file) => !isLeftOver(file)) })).filter((output) => output.files.length > 0);
  return { ...set, generators };
}

/** The attribute or member that an offset of a source file is about; the innermost one. */
export function siteAt(file: SourceFile, offset: number): GeneratedSite | undefined {
  const around = sitesIn(file).filter(({ reach }) => reach.start <= offset && offset <= reach.end);
  return around.find(({ span }) => span.start <= offset && offset <= span.end) ?? around[around.length - 1];
}

/** The intercepted call that an offset is about: the innermost one around it, else the only one on its line. */
export function callAt<T extends { readonly call: CallSite }>(calls: readonly T[], offset: number, line: Span): T[] {
  const around = calls.filter(({ call }) => call.span.start <= offset && offset <= call.span.end);
  const smallest = Math.min(...around.map(({ call }) => call.span.end - call.span.start));
  if (around.length > 0) return around.filter(({ call }) => call.span.end - call.span.start === smallest);
  const onLine = calls.filter(({ call }) => line.start <= call.nameStart && call.nameStart <= line.end);
  return onLine.every(({ call }) => call.nameStart === onLine[0]?.call.nameStart) ? onLine : [];
}
