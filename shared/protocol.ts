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
