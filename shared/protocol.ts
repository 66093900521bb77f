/** The messages between client and server that LSP does not have. Both sides import these types; names and shapes live here only. */

/** 0-based, as LSP's. */
export interface ProtocolPosition {
  readonly line: number;
  readonly character: number;
}

export interface ProtocolRange {
  readonly start: ProtocolPosition;
  readonly end: ProtocolPosition;
}

/**
 * `aotLens/locateMembers`: where members are declared that ILC names without a file. The answer has one entry per name, in order;
 * null where the workspace's sources declare no such thing.
 */
export const LOCATE_MEMBERS = 'aotLens/locateMembers';

export interface LocateMembersParams {
  /** Absolute path of the project whose sources are searched. */
  readonly project: string;
  /** As ILC prints them: `N.Type.Method(String)`, `Program.<>c.<<Main>$>b__0_0()`. */
  readonly members: readonly string[];
}

export interface MemberLocation {
  /** Absolute path. */
  readonly file: string;
  /** The declared name. */
  readonly range: ProtocolRange;
}

export type LocateMembersResult = readonly (MemberLocation | null)[];

/** `aotLens/projects`: the projects that the server knows in the workspace folders. */
export const PROJECTS = 'aotLens/projects';

export interface ProjectsParams {
  /** Absolute path of a file; its project comes first. Absent: order by path. */
  readonly near?: string;
}

export interface ProjectSummary {
  /** Absolute path of the project file. */
  readonly path: string;
  readonly targetFrameworks: readonly string[];
  readonly publishAot: boolean;
  /** `Exe`, `WinExe` or `Library`. */
  readonly outputType: string;
}

export type ProjectsResult = readonly ProjectSummary[];

/** `aotLens/enableNativeAot`: the edits that make a project ready for Native AOT. Nothing is changed by the server. */
export const ENABLE_NATIVE_AOT = 'aotLens/enableNativeAot';

export interface EnableNativeAotParams {
  /** Absolute path of the project file. */
  readonly project: string;
}

export interface EnableNativeAotResult {
  /** Edits by absolute path; empty when there is nothing to change. */
  readonly edits: readonly { readonly file: string; readonly range: ProtocolRange; readonly newText: string }[];
  /** What will not work all the same, one sentence each. */
  readonly notes: readonly string[];
}

/** `aotLens/generatedCode`: what source generators have emitted for a project, read anew from the disk. */
export const GENERATED_CODE = 'aotLens/generatedCode';

export interface GeneratedCodeParams {
  /** Absolute path of the project file. */
  readonly project: string;
  /** Say also which generators emitted nothing, and why: reads the sources. */
  readonly explain: boolean;
}

export interface GeneratedFileSummary {
  /** Hint name. */
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
}

export interface GeneratorSummary {
  /** Full name of the generator's type, and the assembly that holds it. */
  readonly generator: string;
  readonly assembly: string;
  /** What it makes: "JSON serialization". */
  readonly title: string;
  readonly files: readonly GeneratedFileSummary[];
}

/** What one compilation emitted. */
export interface GeneratedSetSummary {
  /** Configuration, framework, runtime identifier: "Debug net9.0". */
  readonly label: string;
  readonly folder: string;
  /** A source file that is newer than what was generated from it; null when all is up to date. */
  readonly newerSource: string | null;
  readonly generators: readonly GeneratorSummary[];
}

export interface GeneratedCodeResult {
  /** The project sets EmitCompilerGeneratedFiles. */
  readonly emits: boolean;
  readonly sets: readonly GeneratedSetSummary[];
  /** Generators that one would expect to emit something, and why they do not. Empty unless asked for. */
  readonly silent: readonly { readonly title: string; readonly reason: string }[];
}

/** `aotLens/generatedFor`: the code that was generated for an attribute or a call. */
export const GENERATED_FOR = 'aotLens/generatedFor';

export interface GeneratedForParams {
  /** Absolute path of a source file. */
  readonly file: string;
  readonly position: ProtocolPosition;
  /** All JSON types of the context at the position, not one. */
  readonly wholeContext?: boolean;
}

export interface GeneratedPlaceSummary {
  /** File name, and the compilation: "AppJson.Todo.g.cs", "Debug net9.0". */
  readonly name: string;
  readonly label: string;
  /** Absolute path of the generated file. */
  readonly path: string;
  readonly range: ProtocolRange;
  /** The source is newer: the code may not be for what is written now. */
  readonly isStale: boolean;
}

export interface GeneratedForResult {
  /** Project of the file; null when it has none. */
  readonly project: string | null;
  readonly places: readonly GeneratedPlaceSummary[];
  /** Why there is none: nothing at the position asks for code; nothing has been written to disk; the generator made none. */
  readonly missing: 'nothingHere' | 'notEmitted' | 'notGenerated' | null;
}

/** `aotLens/generatedOrigin`: what in the source a place in generated code was made for. */
export const GENERATED_ORIGIN = 'aotLens/generatedOrigin';

export interface GeneratedOriginParams {
  readonly project: string;
  /** Absolute path of a generated file. */
  readonly file: string;
  readonly position: ProtocolPosition;
}

export type GeneratedOriginResult = readonly MemberLocation[];

/** `aotLens/emitGeneratedFiles`: the edits that set EmitCompilerGeneratedFiles in a project, or take it out. Nothing is changed by the server. */
export const EMIT_GENERATED_FILES = 'aotLens/emitGeneratedFiles';

export interface EmitGeneratedFilesParams {
  readonly project: string;
  readonly emit: boolean;
}

export interface EmitGeneratedFilesResult {
  readonly edits: EnableNativeAotResult['edits'];
}

/** `aotLens/featureSupport`: the support table of ASP.NET Core for a project's framework, with what the project uses of it. */
export const FEATURE_SUPPORT = 'aotLens/featureSupport';

export interface FeatureSupportParams {
  /** Absolute path of the project file. */
  readonly project: string;
}

export interface FeatureUseSummary extends MemberLocation {
  /** Method, attribute or class as written. */
  readonly name: string;
}

export interface FeatureSupportRow {
  readonly feature: string;
  /** `unavailable`: this framework version does not have the feature. */
  readonly status: 'full' | 'partial' | 'none' | 'unavailable';
  readonly uses: readonly FeatureUseSummary[];
  /** May be empty. */
  readonly advice: string;
  /** Address of the documentation. */
  readonly docs: string;
  /** Rule that reports uses; null where there is none. */
  readonly ruleId: string | null;
}

export interface FeatureSupportResult {
  /** "net9.0"; empty when the project names none. */
  readonly framework: string;
  readonly publishAot: boolean;
  readonly rows: readonly FeatureSupportRow[];
}

/**
 * `aotLens/projectStatus` (server to client): how an open document is analysed. Sent with its diagnostics whenever that has changed, to
 * clients that ask for it in their InitializationOptions.
 */
export const PROJECT_STATUS = 'aotLens/projectStatus';

/** `initializationOptions` of `initialize`. */
export interface InitializationOptions {
  readonly projectStatus?: boolean;
}

export interface ProjectStatusParams {
  /** Of the document. */
  readonly uri: string;
  readonly status: ProjectStatus;
}

export interface ProjectStatus {
  /** Absolute path of the project file; null for a source file without one. */
  readonly project: string | null;
  /** "net9.0"; empty when the project names none. */
  readonly framework: string;
  /** `compatible`: a library that is to work in native programs. `off`: the project asks for neither. `disabled`: by the user's settings. */
  readonly analysis: 'nativeAot' | 'compatible' | 'trimming' | 'off' | 'disabled';
  /** References that could not be found, in words, with what to do: what needs them is not reported. */
  readonly unresolved: readonly string[];
}
