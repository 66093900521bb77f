/** Keeps our live diagnostics from repeating what another extension (C#, build tasks) already shows on the same line with the same id. */
import { languages, Uri, type Diagnostic, type Disposable, type TextDocument } from 'vscode';
import { factKey, isOurs } from './diagnosticKeys';

export class ForeignDiagnostics implements Disposable {
  private readonly known = new Map<string, string>();
  private readonly subscription: Disposable;

  /** `changed` is called with the files whose foreign facts changed since we last filtered them. */
  constructor(changed: (uris: readonly Uri[]) => void) {
    this.subscription = languages.onDidChangeDiagnostics(({ uris }) => {
      const stale = uris.filter((uri) => {
        const before = this.known.get(uri.toString());
        return before !== undefined && before !== fingerprint(foreignFacts(uri));
      });
      if (stale.length > 0) changed(stale);
    });
  }

  /** The diagnostics that nobody else shows. */
  filter(document: TextDocument | Uri, diagnostics: readonly Diagnostic[]): Diagnostic[] {
    const uri = document instanceof Uri ? document : document.uri;
    const facts = foreignFacts(uri);
    this.known.set(uri.toString(), fingerprint(facts));
    return diagnostics.filter((diagnostic) => {
      const key = factKey(diagnostic);
      return key === undefined || !facts.has(key);
    });
  }

  dispose(): void {
    this.subscription.dispose();
  }
}

function foreignFacts(uri: Uri): Set<string> {
  const facts = new Set<string>();
  for (const diagnostic of languages.getDiagnostics(uri)) {
    const key = isOurs(diagnostic) ? undefined : factKey(diagnostic);
    if (key !== undefined) facts.add(key);
  }
  return facts;
}

function fingerprint(facts: ReadonlySet<string>): string {
  return [...facts].sort().join('\n');
}
