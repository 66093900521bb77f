/** Where the explanation of a rule is: our page in the extension, or Microsoft's. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Uri } from 'vscode';

/** A rule id has letters and digits only, so it can name no file outside the folder of pages. */
const ruleId = /^[A-Za-z]{2,10}\d{1,6}$/;

/** Page shipped with the extension; undefined when there is none. */
export function rulePage(extensionPath: string, id: string): Uri | undefined {
  if (!ruleId.test(id)) return undefined;
  const file = path.join(extensionPath, 'docs', 'rules', `${id.toUpperCase()}.md`);
  return existsSync(file) ? Uri.file(file) : undefined;
}

/** Microsoft's page of an official id; undefined for ids without pages. */
export function rulePageOnline(id: string): Uri | undefined {
  const name = id.toLowerCase();
  const page = /^il2\d{3}$/.test(name) ? `dotnet/core/deploying/trimming/trim-warnings/${name}`
    : /^il3\d{3}$/.test(name) ? `dotnet/core/deploying/native-aot/warnings/${name}`
      : /^rdg\d{3}$/.test(name) ? `aspnet/core/fundamentals/aot/request-delegate-generator/diagnostics/${name}`
        : /^netsdk\d{4}$/.test(name) ? `dotnet/core/tools/sdk-errors/${name}`
          : undefined;
  return page === undefined ? undefined : Uri.parse(`https://learn.microsoft.com/${page}`);
}
