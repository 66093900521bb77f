/** One run of MSBuild's first pass: properties, imports and choices in document order; item elements are kept for the second pass. */
import type { Diagnostic, Span } from '../diagnostic';
import type { Host } from '../host';
import { evaluateCondition } from './condition';
import type { ConditionScope } from './condition';
import { expand, unescapeValue } from './expression';
import { expandGlob, hasWildcard } from './glob';
import { dirName, joinPath } from './paths';
import type { EvaluatedProperty } from './projectModel';
import { reservedProperty } from './reserved';
import { packagesLabel, sdkPropsText, sdkTargetsText } from './sdkDefaults';
import { defaultLangVersion, parseTargetFramework } from './targetFramework';
import { attributeOf, parseXml } from './xml';
import type { XmlDocument, XmlElement } from './xml';

/** An item element with the conditions around it, to be looked at when all properties are known. */
export interface PendingItem {
  readonly element: XmlElement;
  readonly file: string;
  readonly isUser: boolean;
  /** Conditions of the item's groups, outermost first; the element's own is in its attribute. */
  readonly conditions: readonly string[];
}

export interface EvaluationOptions {
  /** Unsaved text of a file; undefined: read it from the host. */
  readonly overlay?: (path: string) => string | undefined;
  /** Win over what files say, as `-p:` does. */
  readonly globalProperties?: Readonly<Record<string, string>>;
}

interface StoredProperty {
  /** Undefined: unknown. */
  readonly value: string | undefined;
  readonly origin: EvaluatedProperty['origin'];
}

/**
 * Whose text it is: the user's, a part of the SDK's defaults, or what a restore or a package wrote, whose places nobody is shown. What the
 * SDK imports is the user's but for the packages' part; what packages import is theirs.
 */
type Owner = 'user' | 'sdk' | 'package';

interface Source {
  readonly document: XmlDocument;
  readonly owner: Owner;
}

/** Files imported into one project, at most: an import loop that changes its path each time ends here. */
const maxImports = 400;
const sdkDocuments = new Map<string, XmlDocument>();

/** Ids of problems that evaluation itself reports; the pages are in docs/rules/. */
export const problemIds = { xml: 'AOT1001', import: 'AOT1002', condition: 'AOT1003' } as const;

export class Evaluation {
  readonly pendingItems: PendingItem[] = [];
  readonly documents: XmlDocument[] = [];
  readonly problems: Diagnostic[] = [];
  readonly sdks: string[] = [];
  private readonly properties = new Map<string, StoredProperty>();
  private readonly globals = new Map<string, string>();
  private readonly stack: string[] = [];
  private readonly imported = new Set<string>();

  constructor(readonly path: string, readonly host: Host, private readonly options: EvaluationOptions) {
    for (const [name, value] of Object.entries(options.globalProperties ?? {})) this.globals.set(name.toLowerCase(), value);
  }

  /** Evaluates a project's text with the SDKs it names around it. `isUser`: the text is the user's and its places can be shown. */
  run(document: XmlDocument, isUser: boolean): void {
    const sdks = document.root ? namedSdks(document.root) : [];
    for (const sdk of sdks) this.importSdk(sdk, 'props');
    this.evaluateDocument({ document, owner: isUser ? 'user' : 'sdk' });
    for (const sdk of sdks) this.importSdk(sdk, 'targets');
  }

  /** Text of a file as the editor has it, or on disk. */
  read(path: string): string | undefined {
    return this.options.overlay?.(path) ?? this.host.readText(path);
  }

  stored(name: string): StoredProperty | undefined {
    return this.properties.get(name.toLowerCase());
  }

  setDefault(name: string, value: string): void {
    if (!this.properties.has(name.toLowerCase())) this.properties.set(name.toLowerCase(), { value, origin: undefined });
  }

  globalValue(name: string): string | undefined {
    return this.globals.get(name.toLowerCase());
  }

  scope(file: string): ConditionScope {
    return {
      host: this.host, projectFolder: dirName(this.path), thisFile: file,
      property: (name) => this.propertyValue(name, file),
    };
  }

  propertyValue(name: string, file: string): string | undefined {
    const lower = name.toLowerCase();
    const global = this.globals.get(lower);
    if (global !== undefined) return global;
    if (lower === '_defaultlangversion') return defaultLangVersion(parseTargetFramework(this.propertyValue('TargetFramework', file) ?? ''));
    const reserved = reservedProperty(lower, this.path, file, this.host);
    if (reserved !== undefined) return reserved;
    const stored = this.properties.get(lower);
    return stored ? stored.value : environmentValue(this.host, name);
  }

  /** Truth of a condition attribute; unknown counts as false and is noted when the user wrote it. */
  holds(condition: { readonly value: string; readonly valueSpan: Span } | undefined, source: { readonly file: string; readonly isUser: boolean }, scope: ConditionScope): boolean {
    if (!condition) return true;
    const truth = evaluateCondition(condition.value, scope);
    if (truth === undefined && source.isUser) {
      this.report(problemIds.condition, 'hint', source.file, condition.valueSpan, 'The live analysis cannot evaluate this condition and takes it as false. The build decides.');
    }
    return truth === true;
  }

  report(id: string, severity: Diagnostic['severity'], file: string, span: Span, message: string): void {
    if (this.problems.some((p) => p.id === id && p.file === file && p.span.start === span.start && p.span.end === span.end)) return;
    this.problems.push({ id, severity, tier: 'live', file, span, message });
  }

  private importSdk(sdk: string, part: 'props' | 'targets'): void {
    if (!this.sdks.includes(sdk)) this.sdks.push(sdk);
    const key = `${sdk}/${part}`;
    let document = sdkDocuments.get(key);
    if (!document) {
      document = parseXml(this.path, part === 'props' ? sdkPropsText(sdk) : sdkTargetsText(sdk));
      // The number of SDKs is small, but their names are the user's text.
      if (sdkDocuments.size > 60) sdkDocuments.clear();
      sdkDocuments.set(key, document);
    }
    // Parsed once for all projects, so that its file is not this project's.
    this.evaluateDocument({ document: { ...document, file: this.path }, owner: 'sdk' });
  }

  private evaluateDocument(source: Source): void {
    const { document } = source;
    const isUser = source.owner === 'user';
    if (isUser) {
      this.documents.push(document);
      for (const problem of document.problems) this.report(problemIds.xml, 'error', document.file, problem.span, problem.message);
    }
    if (!document.root) return;
    if (isUser && document.root.name !== 'Project') {
      this.report(problemIds.xml, 'error', document.file, document.root.nameSpan, `The root element is <${document.root.name}>. An MSBuild file starts with <Project>.`);
      return;
    }
    this.children(document.root, source, []);
  }

  private children(parent: XmlElement, source: Source, conditions: readonly string[]): void {
    for (const element of parent.children) this.element(element, source, conditions);
  }

  private element(element: XmlElement, source: Source, conditions: readonly string[]): void {
    const file = source.document.file;
    const isUser = source.owner === 'user';
    const where = { file, isUser };
    const condition = attributeOf(element, 'Condition');
    switch (element.name) {
      case 'PropertyGroup':
        if (this.holds(condition, where, this.besideFile(file))) for (const property of element.children) this.property(property, source);
        break;
      case 'ItemGroup':
        for (const item of element.children) {
          this.pendingItems.push({ element: item, file, isUser, conditions: condition ? [...conditions, condition.value] : conditions });
        }
        break;
      case 'ImportGroup':
        if (this.holds(condition, where, this.besideFile(file))) this.children(element, source, conditions);
        break;
      case 'Import':
        if (this.holds(condition, where, this.besideFile(file))) this.import(element, source);
        break;
      case 'Choose':
        this.choose(element, source, conditions);
        break;
    }
  }

  /** Conditions of imports and groups of properties look for files beside the file that they stand in; all others, beside the project. */
  private besideFile(file: string): ConditionScope {
    return { ...this.scope(file), conditionFolder: dirName(file) };
  }

  private choose(element: XmlElement, source: Source, conditions: readonly string[]): void {
    const where = { file: source.document.file, isUser: source.owner === 'user' };
    const chosen = element.children.find((c) => c.name === 'When' && this.holds(attributeOf(c, 'Condition'), where, this.scope(where.file)))
      ?? element.children.find((c) => c.name === 'Otherwise');
    if (chosen) this.children(chosen, source, conditions);
  }

  private property(element: XmlElement, source: Source): void {
    const file = source.document.file;
    const scope = this.scope(file);
    const lower = element.name.toLowerCase();
    const isUser = source.owner === 'user';
    if (!this.holds(attributeOf(element, 'Condition'), { file, isUser }, scope)) return;
    if (this.globals.has(lower)) return;
    const value = expand(element.text, scope);
    if (value === undefined && source.owner === 'package') return; // what the user wrote stays known
    const valueSpan = element.contentSpan ?? element.nameSpan;
    const origin = isUser ? { file, nameSpan: element.nameSpan, valueSpan, elementSpan: element.span } : undefined;
    const before = this.properties.get(lower);
    // A default of the SDK that only repeats or extends the user's value leaves the user's place in charge of it.
    this.properties.set(lower, { value, origin: origin ?? (before?.origin && (value ?? '').includes(before.value ?? '') && before.value !== '' ? before.origin : undefined) });
  }

  private import(element: XmlElement, source: Source): void {
    const file = source.document.file;
    const project = attributeOf(element, 'Project');
    const sdk = attributeOf(element, 'Sdk');
    if (sdk) {
      const name = expand(sdk.value, this.scope(file))?.split('/')[0] ?? '';
      const part = /\.props$/i.test(project?.value ?? '') ? 'props' : 'targets';
      if (/^Sdk\.(props|targets)$/i.test(project?.value ?? '')) this.importSdk(name, part);
      return;
    }
    if (!project) return;
    const written = expand(project.value, this.scope(file));
    if (written === undefined || written.includes('@(')) return;
    for (const one of written.split(';').map((p) => unescapeValue(p.trim())).filter((p) => p !== '')) this.importPath(one, element, project.valueSpan, source);
  }

  private importPath(written: string, element: XmlElement, span: Span, source: Source): void {
    const file = source.document.file;
    // Imports are relative to the file that imports.
    const folder = dirName(file);
    const isUser = source.owner === 'user';
    const from = attributeOf(element, 'Project')?.value ?? '';
    const ofPackage = source.owner === 'package' || /\$\(NuGetPackageRoot/i.test(from) || attributeOf(element, 'Label')?.value === packagesLabel;
    const importer: Importer = { file, span, isUser, owner: ofPackage ? 'package' : 'user' };
    if (hasWildcard(written)) {
      for (const path of expandGlob(this.host, written, folder, () => false, () => false).sort()) this.importFile(path, importer);
      return;
    }
    const path = joinPath(folder, written);
    // Targets of Visual Studio and the SDK are not the user's text.
    if (isUser && /\$\((?:MSBuild(?:Tools|Extensions|Bin|UserExtensions|SDKs)|VSToolsPath)/i.test(from)) return;
    if (this.host.stamp(path) === undefined && this.options.overlay?.(path) === undefined) {
      if (isUser && !ofPackage) this.report(problemIds.import, 'warning', file, span, `The imported file ${path} does not exist. Correct the path, or add Condition="Exists('…')".`);
      return;
    }
    this.importFile(path, importer);
  }

  private importFile(path: string, importer: Importer): void {
    const { owner } = importer;
    if (path === this.path || this.stack.includes(path)) {
      if (owner === 'user') this.report(problemIds.import, 'error', importer.file, importer.isUser ? importer.span : { start: 0, end: 0 }, `${path} imports itself, directly or through another file. Remove one of the imports.`);
      return;
    }
    // MSBuild takes a second import of the same file as a mistake, warns and ignores it.
    if (this.imported.has(path) || this.imported.size >= maxImports) return;
    const text = this.read(path);
    if (text === undefined) return;
    this.imported.add(path);
    this.stack.push(path);
    const document = parseXml(path, text);
    const root = document.root;
    const sdks = root ? namedSdks(root) : [];
    for (const sdk of sdks) if (!this.sdks.includes(sdk)) this.importSdk(sdk, 'props');
    this.evaluateDocument({ document, owner });
    this.stack.pop();
  }
}

/** An import element, and whose text it brings. */
interface Importer {
  readonly file: string;
  readonly span: Span;
  readonly isUser: boolean;
  readonly owner: Owner;
}

/** SDKs of `<Project Sdk="A;B/1.0">` and `<Sdk Name="A" />`. */
export function namedSdks(root: XmlElement): string[] {
  const written = attributeOf(root, 'Sdk')?.value.split(';') ?? [];
  const elements = root.children.filter((c) => c.name === 'Sdk').map((c) => attributeOf(c, 'Name')?.value ?? '');
  return [...written, ...elements].map((s) => (s.split('/')[0] ?? '').trim()).filter((s) => s !== '');
}

function environmentValue(host: Host, name: string): string {
  if (Object.hasOwn(host.environment, name)) return host.environment[name] ?? '';
  const lower = name.toLowerCase();
  const found = Object.keys(host.environment).find((key) => key.toLowerCase() === lower);
  return found === undefined ? '' : (host.environment[found] ?? '');
}
