/**
 * What the tables of an assembly say of its names: enough to tell that an assembly has nothing to do with a name. Of some hundred
 * references a program touches few; with summaries kept from an earlier run the others are not even read.
 */

/** Names by namespace. */
export interface NamesByNamespace {
  readonly namespaces: readonly string[];
  names(namespace: string): ReadonlySet<string> | undefined;
}

export interface ModuleSummary {
  readonly assemblyName: string;
  /** Four part version as one comparable number list. */
  readonly version: readonly number[];
  /** Simple names, in lower case, of the assemblies that this one refers to or forwards types to. */
  readonly referencedNames: readonly string[];
  /** Whether System.Object is defined in it. */
  readonly definesObject: boolean;
  /** Whether it has any forwarded types, and any C# 14 extension blocks. */
  readonly hasForwards: boolean;
  readonly hasExtensionGroups: boolean;
  /** Top-level types, without arity. */
  readonly types: NamesByNamespace;
  /** Extension methods in top-level static classes. */
  readonly extensionMethods: NamesByNamespace;
}

/** A summary as JSON holds it: names of a namespace are one text, since most are never looked at. */
type Row = readonly [
  stamp: string, assemblyName: string, version: readonly number[], referencedNames: readonly string[], flags: number,
  types: Readonly<Record<string, string>>, extensionMethods: Readonly<Record<string, string>>,
];

/** Raised whenever the rows, or what they are made from, change their meaning. */
const format = '2';
/** Files remembered; those that were summed up first go first. */
const maximumFiles = 4000;
/** No name that C# can write contains it. */
const separator = '\n';

/**
 * Summaries of files by path and stamp; as one text they are kept between runs: a line for each file, its path before its row. Rows are
 * read when they are asked for: a project references a third of those that are kept.
 */
export class ModuleSummaries {
  /** @param rows JSON of each row, by path */
  private constructor(private readonly rows: Map<string, string>) {}

  /** Reads what an earlier run kept; whatever is no such text counts as empty. */
  static parse(text: string | undefined): ModuleSummaries {
    const rows = new Map<string, string>();
    const [version, ...lines] = text?.split('\n') ?? [];
    for (const line of version === format ? lines : []) {
      const end = line.indexOf('\t');
      if (end > 0) rows.set(line.slice(0, end), line.slice(end + 1));
    }
    return new ModuleSummaries(rows);
  }

  /** Undefined for a file that is not known, or has changed since. */
  get(path: string, stamp: string): ModuleSummary | undefined {
    const row = parsed(this.rows.get(path));
    if (!isRow(row) || row[0] !== stamp) return undefined;
    const [, assemblyName, version, referencedNames, flags, types, extensionMethods] = row;
    return {
      assemblyName, version, referencedNames, definesObject: (flags & 1) !== 0, hasForwards: (flags & 2) !== 0, hasExtensionGroups: (flags & 4) !== 0,
      types: new JoinedNames(types), extensionMethods: new JoinedNames(extensionMethods),
    };
  }

  set(path: string, stamp: string, summary: ModuleSummary): void {
    const flags = Number(summary.definesObject) + 2 * Number(summary.hasForwards) + 4 * Number(summary.hasExtensionGroups);
    const row: Row = [stamp, summary.assemblyName, summary.version, summary.referencedNames, flags, joined(summary.types), joined(summary.extensionMethods)];
    this.rows.delete(path);
    if (!/[\t\n]/.test(path)) this.rows.set(path, JSON.stringify(row));
  }

  toText(): string {
    return [format, ...[...this.rows].slice(-maximumFiles).map(([path, row]) => `${path}\t${row}`)].join('\n');
  }
}

function joined(list: NamesByNamespace): Record<string, string> {
  return Object.fromEntries(list.namespaces.map((namespace) => [namespace, [...list.names(namespace) ?? []].join(separator)]));
}

function parsed(json: string | undefined): unknown {
  if (json === undefined) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined; // cut off while it was written, or not ours
  }
}

function isRow(value: unknown): value is Row {
  if (!Array.isArray(value) || value.length !== 7) return false;
  const [stamp, assemblyName, version, referencedNames, flags, types, extensionMethods] = value as unknown[];
  return typeof stamp === 'string' && typeof assemblyName === 'string' && typeof flags === 'number'
    && isArrayOf(version, 'number') && isArrayOf(referencedNames, 'string') && isNames(types) && isNames(extensionMethods);
}

function isArrayOf(value: unknown, type: string): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === type);
}

function isNames(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every((names) => typeof names === 'string');
}

/** Splits the names of a namespace when they are asked for. */
class JoinedNames implements NamesByNamespace {
  private readonly sets = new Map<string, ReadonlySet<string>>();

  constructor(private readonly texts: Readonly<Record<string, string>>) {}

  get namespaces(): readonly string[] { return Object.keys(this.texts); }

  names(namespace: string): ReadonlySet<string> | undefined {
    let names = this.sets.get(namespace);
    if (names === undefined && Object.hasOwn(this.texts, namespace)) this.sets.set(namespace, names = new Set(this.texts[namespace]?.split(separator)));
    return names;
  }
}
