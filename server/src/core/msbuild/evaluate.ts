/** Project files, file-based apps and loose files to `EvaluatedProject`: the way in of this folder. */
import type { Host } from '../host';
import type { Asked } from '../program/recordingHost';
import { recordingHost } from '../program/recordingHost';
import { Evaluation } from './evaluation';
import type { EvaluationOptions } from './evaluation';
import { unescapeValue } from './expression';
import { evaluateItems } from './items';
import type { Item, ItemMap } from './items';
import { baseName, dirName, extensionOf, joinPath } from './paths';
import type { EvaluatedProject, EvaluatedProperty, GlobalUsing, PackageReference, ResolvedReferences } from './projectModel';
import { aliasesOf } from './referenceAliases';
import { resolveReferences } from './references';
import { responseProperties } from './responseFile';
import { compareVersions, defaultLangVersion, implicitFrameworkDefines, parseTargetFramework } from './targetFramework';
import { parseXml } from './xml';
import { encodeAttribute, encodeText } from './xmlEntities';

export interface EvaluateOptions extends EvaluationOptions {
  /** Evaluate for this one ("net9.0"); without it, the project's only or newest .NET one. */
  readonly targetFramework?: string;
}

/** A directive of a file-based app: `#:kind value`. */
export interface AppDirective {
  readonly kind: string;
  readonly value: string;
}

/** Evaluates a .csproj for one target framework. Never throws; what is wrong with the files is in `problems`. */
export function evaluateProject(path: string, host: Host, options: EvaluateOptions = {}): EvaluatedProject {
  const text = options.overlay?.(path) ?? host.readText(path);
  return evaluateText(path, text ?? '', host, options, 'msbuild');
}

/** Every target framework of a project, each evaluated on its own. */
export function evaluateAllFrameworks(path: string, host: Host, options: EvaluationOptions = {}): readonly EvaluatedProject[] {
  const first = evaluateProject(path, host, options);
  if (first.targetFrameworks.length < 2) return [first];
  return first.targetFrameworks.map((targetFramework) => (targetFramework === first.targetFramework ? first : evaluateProject(path, host, { ...options, targetFramework })));
}

/**
 * Evaluates `dotnet run app.cs`: one file, its `#:` directives, and the defaults of file-based apps (PublishAot, ImplicitUsings,
 * Nullable, the SDK's own target framework).
 */
export function evaluateFileBasedApp(path: string, directives: readonly AppDirective[], host: Host, options: EvaluateOptions = {}): EvaluatedProject {
  return evaluateText(path, fileBasedText(path, directives), host, options, 'fileBased');
}

/** How loose files are compiled. */
export interface LooseOptions {
  /** "net9.0"; the newest installed SDK's without. */
  readonly targetFramework?: string;
  /** Text of a file as the editor has it. */
  readonly textOf?: (path: string) => string | undefined;
}

/**
 * Files without a project, compiled together as a web application would be: its implicit usings and references, nullable
 * enabled. One file with `#:` directives is a file-based app.
 */
export function looseProject(files: readonly string[], host: Host, options: LooseOptions = {}): EvaluatedProject {
  const [first = ''] = files;
  const framework = options.targetFramework ?? newestFramework(host);
  const directives = files.length === 1 ? appDirectives(options.textOf?.(first) ?? host.readText(first) ?? '') : [];
  if (directives.length > 0) return evaluateFileBasedApp(first, directives, host, { targetFramework: options.targetFramework });
  const compile = files.map((f) => `<Compile Include="${encodeAttribute(escapeSpec(f))}" />`).join('');
  const text = `<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>${encodeText(framework)}</TargetFramework><Nullable>enable</Nullable>`
    + '<ImplicitUsings>enable</ImplicitUsings><AllowUnsafeBlocks>true</AllowUnsafeBlocks><EnableDefaultItems>false</EnableDefaultItems>'
    + '<ImportDirectoryBuildProps>false</ImportDirectoryBuildProps><ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets>'
    + `<ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps></PropertyGroup><ItemGroup>${compile}</ItemGroup></Project>`;
  return evaluateText(joinPath(dirName(first), '(loose files).csproj'), text, host, {}, 'loose');
}

/** The `#:kind value` lines at the head of a file, before its first code (SDK: "file-based apps"). */
export function appDirectives(text: string): AppDirective[] {
  const result: AppDirective[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    const directive = /^\s*#:\s*([A-Za-z]+)\s+(.*\S)\s*$/.exec(line);
    if (directive) result.push({ kind: (directive[1] ?? '').toLowerCase(), value: directive[2] ?? '' });
    else if (!/^\s*(?:$|#|\/\/)/.test(line)) break;
  }
  return result;
}

function escapeSpec(path: string): string {
  return path.replace(/[%*?;@$()]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

function fileBasedText(path: string, directives: readonly AppDirective[]): string {
  const of = (kind: string): string[] => directives.filter((d) => d.kind === kind).map((d) => d.value.trim());
  const split = (value: string, by: string): [string, string] => {
    const at = value.indexOf(by);
    return at < 0 ? [value, ''] : [value.slice(0, at).trim(), value.slice(at + 1).trim()];
  };
  const sdks = of('sdk').map((s) => s.replace('@', '/'));
  const properties = of('property').map((p) => split(p, '=')).filter(([name]) => /^[A-Za-z_][\w.-]*$/.test(name));
  const packages = of('package').map((p) => split(p, '@'));
  return `<Project Sdk="${encodeAttribute(sdks.length > 0 ? sdks.join(';') : 'Microsoft.NET.Sdk')}">`
    + '<PropertyGroup><OutputType>Exe</OutputType><TargetFramework>$(_CurrentFramework)</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>'
    + `<PublishAot>true</PublishAot><EnableDefaultItems>false</EnableDefaultItems>${properties.map(([n, v]) => `<${n}>${encodeText(v)}</${n}>`).join('')}</PropertyGroup>`
    + `<ItemGroup><Compile Include="${encodeAttribute(escapeSpec(path))}" />`
    + packages.map(([id, version]) => `<PackageReference Include="${encodeAttribute(id)}"${version === '' ? '' : ` Version="${encodeAttribute(version)}"`} />`).join('')
    + of('project').map((p) => `<ProjectReference Include="${encodeAttribute(p)}" />`).join('')
    + '</ItemGroup></Project>';
}

function evaluateText(path: string, text: string, outside: Host, written: EvaluateOptions, kind: EvaluatedProject['kind']): EvaluatedProject {
  const asked: Asked = { files: new Set(kind === 'msbuild' ? [path] : []), folders: new Set() };
  const host = recordingHost(outside, asked);
  const overlay = (file: string): string | undefined => {
    asked.files.add(file);
    return written.overlay?.(file);
  };
  const options = { ...written, overlay, globalProperties: { ...responseProperties(host, dirName(path)), ...written.globalProperties } };
  const run = (targetFramework: string | undefined): Evaluation => {
    const evaluation = new Evaluation(path, host, targetFramework === undefined ? options : { ...options, globalProperties: { ...options.globalProperties, TargetFramework: targetFramework } });
    evaluation.setDefault('_CurrentFramework', newestFramework(host));
    evaluation.setDefault('_GlobalPackagesFolder', `${host.nugetRoot}/`);
    const document = parseXml(path, text);
    // Made-up text has no places to show: only its imports are the user's.
    evaluation.run(document, kind === 'msbuild');
    return evaluation;
  };
  let evaluation = run(options.targetFramework);
  const frameworks = listOf(evaluation.propertyValue('TargetFrameworks', path));
  const single = (evaluation.propertyValue('TargetFramework', path) ?? '').trim();
  if (options.targetFramework === undefined && single === '' && frameworks.length > 0) evaluation = run(preferred(frameworks));
  return assemble(evaluation, kind, frameworks, asked);
}

function listOf(text: string | undefined): string[] {
  return [...new Set((text ?? '').split(';').map((s) => s.trim()).filter((s) => s !== ''))];
}

/** The newest .NET of the list: what Native AOT is published for. */
function preferred(frameworks: readonly string[]): string {
  const net = frameworks.filter((f) => parseTargetFramework(f).identifier === '.NETCoreApp');
  return [...net].sort((a, b) => compareVersions(parseTargetFramework(b).version, parseTargetFramework(a).version))[0] ?? frameworks[0] ?? '';
}

/** The framework of the newest installed SDK; of the newest one this engine knows without any. */
function newestFramework(host: Host): string {
  const major = host.dotnetRoots.flatMap((root) => host.readDirectory(joinPath(root, 'sdk'))).map((e) => Number.parseInt(e.name, 10)).filter((n) => !Number.isNaN(n));
  return `net${major.length > 0 ? Math.max(...major) : 10}.0`;
}

function assemble(evaluation: Evaluation, kind: EvaluatedProject['kind'], frameworks: readonly string[], asked: Asked): EvaluatedProject {
  const { path, host } = evaluation;
  const folder = dirName(path);
  const text = (name: string): string => unescapeValue(evaluation.propertyValue(name, path) ?? '');
  const property = (name: string): EvaluatedProperty | undefined => {
    const global = evaluation.globalValue(name);
    if (global !== undefined) return { value: global, origin: evaluation.stored(name)?.origin };
    const stored = evaluation.stored(name);
    return stored?.value === undefined ? undefined : { value: unescapeValue(stored.value), origin: stored.origin };
  };
  const targetFramework = text('TargetFramework').trim();
  const items = evaluateItems(evaluation);
  const of = (type: string): readonly Item[] => items.get(type.toLowerCase()) ?? [];
  const packageReferences = packagesOf(items, text('ManagePackageVersionsCentrally').toLowerCase() === 'true');
  const langVersion = text('LangVersion');
  // Analyzers and build-order references give the compiler no assembly.
  const referenced = of('ProjectReference').filter((i) => i.metadata.get('referenceoutputassembly')?.toLowerCase() !== 'false');
  const projects = new Map(referenced.map((i) => [joinPath(folder, i.identity), aliasesOf(i.metadata.get('aliases'))] as const));
  let references: ResolvedReferences | undefined;
  const project: EvaluatedProject = {
    path, folder, kind,
    sdk: evaluation.sdks[0] ?? '',
    targetFrameworks: frameworks.length > 0 ? frameworks : targetFramework === '' ? [] : [targetFramework],
    targetFramework,
    property,
    flag: (name) => property(name)?.value.toLowerCase() === 'true',
    assemblyName: text('AssemblyName') || nameOf(path),
    rootNamespace: text('RootNamespace'),
    compileFiles: [...new Set(of('Compile').map((i) => joinPath(folder, i.identity)))].filter((f) => extensionOf(f).toLowerCase() === '.cs'),
    globalUsings: usingsOf(of('Using')),
    defines: definesOf(text, targetFramework),
    langVersion: langVersion === '' ? defaultLangVersion(parseTargetFramework(targetFramework)) : langVersion,
    nullableEnabled: /^(enable|annotations)$/i.test(text('Nullable').trim()),
    isChecked: text('CheckForOverflowUnderflow').trim().toLowerCase() === 'true',
    noWarn: idsOf(text('NoWarn')),
    warningsAsErrors: { all: text('TreatWarningsAsErrors').toLowerCase() === 'true', ids: idsOf(text('WarningsAsErrors')), except: idsOf(text('WarningsNotAsErrors')) },
    analyzerConfigFiles: {
      named: [...of('EditorConfigFiles'), ...of('GlobalAnalyzerConfigFiles')].map((i) => joinPath(folder, i.identity)),
      discoversEditorConfigs: text('DiscoverEditorConfigFiles').toLowerCase() !== 'false',
      discoversGlobalConfigs: text('DiscoverGlobalAnalyzerConfigFiles').toLowerCase() !== 'false',
    },
    packageReferences,
    projectReferences: [...projects.keys()],
    projectAliases: new Map([...projects].filter(([, aliases]) => aliases.length > 0)),
    get references() {
      references ??= resolveReferences({
        host, folder, targetFramework, packageReferences,
        frameworkReferences: [...new Set(of('FrameworkReference').map((i) => i.identity))],
        references: of('Reference').map((i) => ({ identity: i.identity, hintPath: i.metadata.get('hintpath'), aliases: aliasesOf(i.metadata.get('aliases')) })),
        extensionsFolder: joinPath(folder, text('MSBuildProjectExtensionsPath') || 'obj'),
        runtimeIdentifier: text('RuntimeIdentifier'), readText: (file) => evaluation.read(file), projectPath: path,
      });
      return references;
    },
    documents: kind === 'msbuild' ? evaluation.documents : evaluation.documents.filter((d) => d.file !== path),
    dependencies: asked,
    problems: evaluation.problems,
  };
  return project;
}

function nameOf(path: string): string {
  const name = baseName(path);
  return name.slice(0, name.length - extensionOf(name).length);
}

function usingsOf(items: readonly Item[]): GlobalUsing[] {
  const seen = new Set<string>();
  const result: GlobalUsing[] = [];
  for (const item of items) {
    const isStatic = item.metadata.get('static')?.toLowerCase() === 'true';
    const alias = item.metadata.get('alias') ?? '';
    const key = `${item.identity}|${isStatic}|${alias}`;
    if (seen.has(key)) continue;
    seen.add(key);
    result.push({ name: item.identity, isStatic, alias: alias === '' ? undefined : alias });
  }
  return result;
}

function definesOf(text: (name: string) => string, targetFramework: string): Set<string> {
  const result = new Set(text('DefineConstants').split(/[;,\s]+/).filter((d) => d !== ''));
  if (text('DisableImplicitFrameworkDefines').toLowerCase() !== 'true') {
    for (const define of implicitFrameworkDefines(parseTargetFramework(targetFramework))) result.add(define);
  }
  if (text('DisableDiagnosticTracing').toLowerCase() === 'true') result.delete('TRACE');
  return result;
}

/** Ids as compilers write them: a bare number is a C# warning. Spaces separate nothing: `A B` is no id, and silences nothing. */
function idsOf(text: string): Set<string> {
  const ids = text.split(/[;,]/).map((id) => id.trim()).filter((id) => id !== '');
  return new Set(ids.map((id) => (/^\d+$/.test(id) ? `CS${id.padStart(4, '0')}` : id)));
}

function packagesOf(items: ItemMap, central: boolean): PackageReference[] {
  const centralVersions = new Map((items.get('packageversion') ?? []).map((i) => [i.identity.toLowerCase(), i.metadata.get('version')] as const));
  const all = [...(items.get('packagereference') ?? []), ...(central ? (items.get('globalpackagereference') ?? []) : [])];
  return all.map((item) => ({
    id: item.identity,
    version: versionOf(item, central ? centralVersions : undefined),
    aliases: aliasesOf(item.metadata.get('aliases')),
    origin: item.origin,
  }));
}

function versionOf(item: Item, central: ReadonlyMap<string, string | undefined> | undefined): string | undefined {
  const own = item.metadata.get('versionoverride') ?? item.metadata.get('version') ?? central?.get(item.identity.toLowerCase());
  return own === undefined || own.trim() === '' ? undefined : own.trim();
}
