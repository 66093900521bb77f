/** Generated files as documents that cannot be edited: of a scheme of their own, so that nobody analyses them as the user's code. */
import { EventEmitter, Uri, workspace, type Disposable, type TextDocument, type TextDocumentContentProvider } from 'vscode';
import { readText } from './files';

export const GENERATED_SCHEME = 'aotlens-generated';

/** The path keeps the file's name and ending, which give the language; the query names the project. */
export function generatedUri(file: string, project: string): Uri {
  return Uri.file(file).with({ scheme: GENERATED_SCHEME, query: project });
}

/** File and project of a generated document; undefined for other documents. */
export function generatedFileOf(uri: Uri): { readonly file: string; readonly project: string } | undefined {
  return uri.scheme === GENERATED_SCHEME ? { file: uri.with({ scheme: 'file', query: '' }).fsPath, project: uri.query } : undefined;
}

export class GeneratedDocuments implements TextDocumentContentProvider, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  /** After the event: registering is when VS Code looks for it. */
  private readonly registration = workspace.registerTextDocumentContentProvider(GENERATED_SCHEME, this);

  /** `isGenerated`: whether a file is one that a generator of the project emitted. Nothing else is shown. */
  constructor(private readonly isGenerated: (file: string, project: string) => Promise<boolean>) {}

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const at = generatedFileOf(uri);
    const text = at && (await this.isGenerated(at.file, at.project)) ? readText(at.file) : undefined;
    return text ?? '// This file is not there any more. Run "AOT Lens: Rebuild Generated Code" to generate it again.\n';
  }

  /** The files may have been written again: open documents are read again. */
  refresh(): void {
    for (const { uri } of workspace.textDocuments) if (uri.scheme === GENERATED_SCHEME) this.changed.fire(uri);
  }

  /** The document with the file's text of now: the editor takes over what has changed of an open one in its own time. */
  async open(uri: Uri): Promise<TextDocument> {
    const document = await workspace.openTextDocument(uri);
    const text = withoutCarriageReturns(await this.provideTextDocumentContent(uri));
    if (withoutCarriageReturns(document.getText()) === text) return document;
    await new Promise<void>((resolve) => {
      const watched = [
        workspace.onDidChangeTextDocument((event) => { if (event.document === document) done(); }),
        workspace.onDidCloseTextDocument((closed) => { if (closed === document) done(); }),
      ];
      const done = (): void => {
        watched.forEach((each) => { each.dispose(); });
        resolve();
      };
      this.changed.fire(uri);
    });
    return document;
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}

/** An editor has one kind of line break in a document, whatever the file has. */
function withoutCarriageReturns(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
