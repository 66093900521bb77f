/**
 * Reads the lines that `dotnet build` and `dotnet publish` print: Roslyn, ILLink, ILC, NuGet, MSBuild and linkers.
 * Only the parts of MSBuild's canonical error format that are never localized are relied upon: the words "error" and "warning" and the code.
 */
import type { Severity } from '../diagnostic';

/** Where the line says it is. 0-based; `character` is absent where a tool knows only the line, `line` where it knows only the file. */
export interface OutputPlace {
  readonly path: string;
  readonly line: number | undefined;
  readonly character: number | undefined;
  readonly endLine: number | undefined;
  readonly endCharacter: number | undefined;
}

/** One error or warning of the output, before it is brought to a place in the source. */
export interface OutputRecord {
  /** `IL2026`, `NETSDK1207`, `LNK1181`, … or `LINKER` / `MSBUILD` for messages that come without a code. */
  readonly id: string;
  readonly severity: Severity;
  /** `publish` for what only the whole-program analysis, code generation and linking can say; `build` for compiler and SDK. */
  readonly tier: 'build' | 'publish';
  readonly place: OutputPlace | undefined;
  /** Program that spoke where no file is named: `ILC`, `clang`, `LINK`. */
  readonly tool: string | undefined;
  /** Member that a trim or AOT analysis warning is about, as the tool prints it: `Ns.Type.Method(String)`. */
  readonly member: string | undefined;
  readonly message: string;
  /** Project file from the end of the line. */
  readonly project: string | undefined;
  /** NuGet package that the named assembly lies in. */
  readonly package: PackageIdentity | undefined;
}

export interface PackageIdentity {
  readonly id: string;
  readonly version: string;
}

// MSBuild's canonical form: `origin : [subcategory] error|warning [code] : text`. Neither keyword is localized.
const canonical = /:\s+(?:([^:]*?)\s)?(error|warning)(?:\s+([A-Za-z]{1,12}\d{1,6}))?\s*:\s?/;
const projectSuffix = /\s*\[([^[\]]+?(?:proj|\.cs))(?:::[^[\]]*)?\]\s*$/;
const position = /^(.*)\((\d+)(?:-\d+)?(?:,(\d+)(?:-\d+)?(?:,(\d+),(\d+))?)?\)$/;
const packagePath = /[\\/]([^\\/]+)[\\/](\d[^\\/]*)[\\/](?:lib|ref|runtimes|tools|build|analyzers)[\\/]/;
// GNU ld, gold, lld and collect2 print diagnostics in a form of their own, without severity.
const linkerLine = /^(?:.*[\\/])?((?:\S*-)?ld(?:\.\w+)?|ld64\.lld|collect2|lld-link)(?:\.exe)?: (?:error: )?(.+)$/;

/** Reads one line; undefined when it is not an error or warning. Colour codes and a node prefix (`2>`) are ignored. */
export function parseOutputLine(rawLine: string): OutputRecord | undefined {
  const line = stripDecoration(rawLine);
  const suffix = projectSuffix.exec(line);
  const project = suffix?.[1];
  const body = suffix ? line.slice(0, suffix.index) : line;
  const match = canonical.exec(body);
  if (!match) return parseLinkerLine(body, project);
  const origin = body.slice(0, match.index).trim();
  const place = parsePlace(origin);
  const subcategory = match[1] ?? '';
  const tool = place ? undefined : origin;
  const text = body.slice(match.index + match[0].length).trim();
  const isAnalysis = / analysis$/.test(subcategory);
  const id = match[3]?.toUpperCase() ?? (isLinker(tool) ? 'LINKER' : 'MSBUILD');
  const split = isAnalysis || isWholeProgram(tool) ? splitMember(text) : undefined;
  return {
    id,
    severity: match[2] === 'error' ? 'error' : 'warning',
    tier: isAnalysis || isWholeProgram(tool) || isLinker(tool) || isAssemblyWarning(id) || isFromTargets(place, id) ? 'publish' : 'build',
    place: place && isDecompilable(place.path) ? place : undefined,
    tool,
    member: split?.member,
    message: split?.text ?? text,
    project,
    package: place ? packageOfPath(place.path) : undefined,
  };
}

/**
 * Reads a whole output. A summary at its end, several target projects and the second report by ILC of what Roslyn already said
 * repeat facts: each (file, line, id) is kept once, the more precise place first.
 */
export function parseOutput(lines: Iterable<string>): OutputRecord[] {
  const records: OutputRecord[] = [];
  for (const line of lines) {
    const record = parseOutputLine(line);
    if (record) records.push(record);
  }
  return dedupeRecords(records);
}

/** Drops repetitions; see `parseOutput`. Order is kept. */
export function dedupeRecords(records: readonly OutputRecord[]): OutputRecord[] {
  const exact = new Set<string>();
  const compilerLines = new Set<string>();
  for (const record of records) if (record.tier === 'build' && record.place) compilerLines.add(lineKey(record, record.place));
  return records.filter((record) => {
    if (record.tier === 'publish' && record.place && compilerLines.has(lineKey(record, record.place))) return false;
    const key = JSON.stringify([record.id, record.place, record.member, record.message]);
    if (exact.has(key)) return false;
    exact.add(key);
    return true;
  });
}

/** Package id and version from a path in NuGet's global packages folder; undefined for other paths. */
export function packageOfPath(path: string): PackageIdentity | undefined {
  const match = packagePath.exec(path);
  return match?.[1] && match[2] ? { id: match[1], version: match[2] } : undefined;
}

function lineKey(record: OutputRecord, place: OutputPlace): string {
  return `${record.id}|${String(place.line)}|${place.path}`;
}

function stripDecoration(line: string): string {
  const escape = String.fromCharCode(27);
  const plain = line.includes(escape) ? line.split(escape).map((part, i) => (i === 0 ? part : part.replace(/^\[[\d;?]*[A-Za-z]/, ''))).join('') : line;
  return plain.replace(/^\s*(?:\d+(?::\d+)?>)?\s*/, '').trimEnd();
}

function parseLinkerLine(body: string, project: string | undefined): OutputRecord | undefined {
  const match = linkerLine.exec(body);
  if (!match?.[2] || !/cannot find|undefined reference|not found|unrecognised|unrecognized|error|undefined symbol|incompatible/i.test(body)) return undefined;
  return { id: 'LINKER', severity: 'error', tier: 'publish', place: undefined, tool: match[1], member: undefined, message: match[2], project, package: undefined };
}

function parsePlace(origin: string): OutputPlace | undefined {
  const match = position.exec(origin);
  if (match?.[1]) {
    const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Math.max(0, Number(text) - 1));
    return { path: match[1], line: number(match[2]), character: number(match[3]), endLine: number(match[4]), endCharacter: number(match[5]) };
  }
  if (!/[\\/]/.test(origin) && !/\.(?:\w*proj|props|targets|dll|cs)$/i.test(origin)) return undefined;
  return { path: origin, line: undefined, character: undefined, endLine: undefined, endCharacter: undefined };
}

/** Deterministic builds map source roots to `/_/`: such a path exists on no disk. */
function isDecompilable(path: string): boolean {
  return !/^(?:\/_\/|\/_\d+\/|[A-Za-z]:\\_\\)/.test(path);
}

function isWholeProgram(tool: string | undefined): boolean {
  return tool !== undefined && /^(?:ILC|ILLink|ILLINK)$/i.test(tool);
}

function isLinker(tool: string | undefined): boolean {
  return tool !== undefined && (/^(?:clang|gcc|cc|LINK|lld-link|ld|collect2)(?:[-.\d].*)?$/i.test(tool) || /\.(?:obj|o|lib|a)$/i.test(tool));
}

function isAssemblyWarning(id: string): boolean {
  return id === 'IL2104' || id === 'IL3053';
}

/** Messages without a code come from the native targets (`error : Platform linker … not found`). */
function isFromTargets(place: OutputPlace | undefined, id: string): boolean {
  return id === 'MSBUILD' && place !== undefined && /ILCompiler/i.test(place.path);
}

/** Splits `Ns.Type.Method(A,B): text` at the first `: ` outside brackets; no member where that part holds a space. */
function splitMember(text: string): { readonly member: string; readonly text: string } | undefined {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '(' || c === '[') depth++;
    else if (c === ')' || c === ']') depth--;
    else if (depth === 0 && c === ' ') return undefined;
    else if (depth === 0 && c === ':' && text.charAt(i + 1) === ' ') {
      const member = text.slice(0, i);
      return /^[\p{L}_<]/u.test(member) ? { member, text: text.slice(i + 2) } : undefined;
    }
  }
  return undefined;
}
