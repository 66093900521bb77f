/** The live tier over a file of a class library that a natively published application references; both are written to the disk for it. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRuleSet } from '../../server/src/core/program/analyze';
import type { Diagnostic } from '../../server/src/core/diagnostic';
import { rules } from '../../server/src/core/rules/index';
import { Workspace } from '../../server/src/core/program/workspace';
import { loadParser } from '../../server/src/node/loadParser';
import { createNodeHost } from '../../server/src/node/nodeHost';

const root = process.env['PROJECT_ROOT'] ?? '.';

/** Text of a project file. */
export function projectText(sdk: string, framework: string, properties: string, items = ''): string {
  return `<Project Sdk="${sdk}"><PropertyGroup><TargetFramework>${framework}</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>${properties}</PropertyGroup><ItemGroup>${items}</ItemGroup></Project>`;
}

/** Writes files into a folder of their own, and gives a workspace to look at them. */
export async function inProjects<T>(files: Readonly<Record<string, string>>, action: (folder: string, workspace: Workspace, another: () => Workspace) => T): Promise<T> {
  await loadParser(path.join(root, 'dist'));
  const silent = (): void => undefined;
  const host = createNodeHost({ bundleFolder: path.join(root, 'dist'), log: { debug: silent, info: silent, warn: silent, error: (message) => { throw new Error(message); } } });
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'projects-')));
  const open: Workspace[] = [];
  const another = (): Workspace => {
    const workspace = new Workspace(host, createRuleSet(rules), { assumeAot: false, framework: undefined });
    open.push(workspace);
    return workspace;
  };
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    return action(folder, another(), another);
  } finally {
    for (const workspace of open) workspace.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What an application with these statements concludes about a library that consists of one file. */
export function libraryAnalysis(framework: string, statements: string, text: string): Promise<readonly Diagnostic[]> {
  return inProjects({
    'App/App.csproj': projectText('Microsoft.NET.Sdk', framework, '<OutputType>Exe</OutputType><PublishAot>true</PublishAot>', '<ProjectReference Include="../Lib/Lib.csproj" />'),
    'App/Program.cs': statements, 'Lib/Lib.csproj': projectText('Microsoft.NET.Sdk', framework, '<AllowUnsafeBlocks>true</AllowUnsafeBlocks>'), 'Lib/Lib.cs': text,
  }, (folder, workspace) => {
    const program = workspace.program(path.join(folder, 'App/App.csproj'));
    program.complete();
    return [...program.files.flatMap((file) => program.analyzeFile(file.path)), ...program.libraryConclusions()];
  });
}
