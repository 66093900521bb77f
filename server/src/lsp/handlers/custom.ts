/** The requests of shared/protocol.ts: what the client's commands ask. Nothing here changes a file. */
import type { EnableNativeAotParams, EnableNativeAotResult, LocateMembersParams, LocateMembersResult, ProjectsParams, ProjectsResult } from '../../../../shared/protocol';
import { ENABLE_NATIVE_AOT, LOCATE_MEMBERS, PROJECTS } from '../../../../shared/protocol';
import { locateMember } from '../../core/program/locateMember';
import { discoverProjects, enableNativeAotFix, findProjectOf } from '../../core/msbuild/index';
import { parseMemberName } from '../../core/publish/memberName';
import { toRange } from '../convert';
import { isProject, type Session } from '../session';

export function registerCustomRequests(session: Session): void {
  const { connection } = session;
  connection.onRequest(LOCATE_MEMBERS, (params: LocateMembersParams): LocateMembersResult => {
    const files = session.workspace.program(params.project).files;
    return params.members.map((printed) => {
      const found = locateMember(files, parseMemberName(printed));
      return found ? { file: found.file, range: toRange(session.lineIndex(found.file), found.span) } : null;
    });
  });
  connection.onRequest(PROJECTS, (params: ProjectsParams): ProjectsResult => projects(session, params));
  connection.onRequest(ENABLE_NATIVE_AOT, (params: EnableNativeAotParams): EnableNativeAotResult => enableNativeAot(session, params));
}

function projects(session: Session, { near }: ProjectsParams): ProjectsResult {
  const found = session.folders.flatMap((folder) => discoverProjects(folder, session.host));
  const nearest = near === undefined ? undefined : isProject(near) ? near : findProjectOf(near, session.host);
  const ordered = [...new Set(nearest === undefined ? found : [nearest, ...found])];
  return ordered.map((path) => {
    const project = session.workspace.evaluate(path);
    return {
      path,
      targetFrameworks: project.targetFrameworks,
      publishAot: project.flag('PublishAot'),
      outputType: project.property('OutputType')?.value ?? 'Library',
    };
  });
}

/** The notes are what the project's own diagnostics will say once Native AOT is on: errors only. */
function enableNativeAot(session: Session, { project }: EnableNativeAotParams): EnableNativeAotResult {
  const fix = enableNativeAotFix(session.workspace.evaluate(project));
  const edits = (fix?.edits ?? []).map((edit) => ({ file: edit.file, range: toRange(session.lineIndex(edit.file), edit.span), newText: edit.newText }));
  const notes = session.workspace.program(project).analyzeProject().filter((d) => d.severity === 'error').map((d) => d.message);
  return { edits, notes };
}
