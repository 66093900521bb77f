/** `aotLens.explainRule`: the page of a rule, as a Markdown preview. */
import { commands, env, languages, window } from 'vscode';
import { codeOf } from '../diagnosticKeys';
import { rulePage, rulePageOnline } from '../rulePages';
import type { Services } from '../services';

/** `argument`: a rule id, from a link or a key binding; without it, the rules on the cursor's line are offered. */
export async function explainRule(services: Services, argument: unknown): Promise<void> {
  const id = typeof argument === 'string' ? argument : await ruleAtCursor(services.extension.extensionPath);
  if (id === undefined) return;
  const page = rulePage(services.extension.extensionPath, id);
  if (page) {
    await commands.executeCommand('markdown.showPreview', page);
    return;
  }
  const online = rulePageOnline(id);
  if (online) await env.openExternal(online);
  else void window.showInformationMessage(`There is no page about "${id}".`);
}

async function ruleAtCursor(extensionPath: string): Promise<string | undefined> {
  const editor = window.activeTextEditor;
  const line = editor?.selection.active.line;
  const ids = new Set<string>();
  for (const diagnostic of editor ? languages.getDiagnostics(editor.document.uri) : []) {
    const id = codeOf(diagnostic);
    const isHere = line !== undefined && diagnostic.range.start.line <= line && line <= diagnostic.range.end.line;
    if (isHere && id !== undefined && (rulePage(extensionPath, id) ?? rulePageOnline(id))) ids.add(id);
  }
  if (ids.size > 1) return window.showQuickPick([...ids], { title: 'Explain Rule' });
  const [only] = ids;
  return only ?? window.showInputBox({ title: 'Explain Rule', placeHolder: 'IL2026', prompt: 'Id of the rule' });
}
