/** What evaluation of a project file gives to the rest of the engine. One instance per project and target framework. */
import type { Asked } from '../program/recordingHost';
import type { Diagnostic, Span } from '../diagnostic';
import type { AnalyzerConfigFiles } from '../suppression/editorConfig';
import type { XmlDocument } from './xml';

/** A property with the place that set it last. */
export interface EvaluatedProperty {
  readonly value: string;
  /** Undefined when the SDK's defaults set it. */
  readonly origin: { readonly file: string; readonly nameSpan: Span; readonly valueSpan: Span; readonly elementSpan: Span } | undefined;
}

export interface PackageReference {
  readonly id: string;
  /** Requested version or range; undefined when central package management or the lock file gives none. */
  readonly version: string | undefined;
  /** Names that its assemblies are seen under (`extern alias`); without any they are seen under none. */
  readonly aliases: readonly string[];
  readonly origin: { readonly file: string; readonly span: Span } | undefined;
}

export interface GlobalUsing {
  /** Namespace, or type for static and alias usings. */
  readonly name: string;
  readonly isStatic: boolean;
  readonly alias: string | undefined;
}

export interface ResolvedReferences {
  /** Absolute paths of the dlls in the order the compiler gets them. */
  readonly assemblies: readonly string[];
  /** What could not be found, in words ("package Dapper 2.1.0 is not restored"). */
  readonly unresolved: readonly string[];
  /** The framework reference had to come from the index shipped with the extension: its version ("net9.0"). */
  readonly indexFramework: string | undefined;
  /** The framework references that the index then stands for; empty without `indexFramework`. */
  readonly indexPacks: readonly string[];
  /** Package that an assembly path comes from. */
  readonly packageOf: ReadonlyMap<string, { readonly id: string; readonly version: string }>;
  /** Aliases of the assemblies that have any, by file name in lower case; `global` among them is written. */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
}

export interface EvaluatedProject {
  /** Absolute path of the .csproj, or of the .cs file of a file-based app; for loose files a made-up path that does not exist. */
  readonly path: string;
  readonly folder: string;
  readonly kind: 'msbuild' | 'fileBased' | 'loose';
  /** "Microsoft.NET.Sdk.Web", …; empty for non-SDK projects. */
  readonly sdk: string;
  readonly targetFrameworks: readonly string[];
  /** The one this evaluation is for: "net9.0". Empty when none is written. */
  readonly targetFramework: string;
  /** Evaluated properties, names case-insensitive. */
  property(name: string): EvaluatedProperty | undefined;
  /** Property value as MSBuild boolean: true only for "true" in any case. */
  flag(name: string): boolean;
  readonly assemblyName: string;
  readonly rootNamespace: string;
  /** Absolute paths of the C# files to compile, in order. */
  readonly compileFiles: readonly string[];
  readonly globalUsings: readonly GlobalUsing[];
  readonly defines: ReadonlySet<string>;
  readonly langVersion: string;
  readonly nullableEnabled: boolean;
  /** CheckForOverflowUnderflow. */
  readonly isChecked?: boolean;
  readonly noWarn: ReadonlySet<string>;
  readonly warningsAsErrors?: WarningsAsErrors;
  readonly analyzerConfigFiles: AnalyzerConfigFiles;
  readonly packageReferences: readonly PackageReference[];
  /** Absolute paths of referenced projects. */
  readonly projectReferences: readonly string[];
  /** Aliases of the referenced projects that have any. */
  readonly projectAliases: ReadonlyMap<string, readonly string[]>;
  readonly references: ResolvedReferences;
  /** The project file and everything of the user's that it imports, parsed, for rules over MSBuild text. */
  readonly documents: readonly XmlDocument[];
  /** Files whose change makes this evaluation stale, those that are not there included; grows while references are resolved. Sources are in `compileFiles`. */
  readonly dependencies: Asked;
  /** Malformed XML, import cycles, unreadable files. */
  readonly problems: readonly Diagnostic[];
}

/** TreatWarningsAsErrors, WarningsAsErrors and WarningsNotAsErrors. */
export interface WarningsAsErrors {
  readonly all: boolean;
  readonly ids: ReadonlySet<string>;
  readonly except: ReadonlySet<string>;
}

/** Whether building gives a program, by OutputType; loose files are taken for one. */
export function isExecutable(project: EvaluatedProject): boolean {
  return /^(?:win)?exe$/i.test(project.property('OutputType')?.value.trim() ?? 'exe');
}
