/**
 * Diagnostics that the server sends by itself (`textDocument/publishDiagnostics`): those of closed files, and of open documents where the
 * client cannot pull.
 */
import type { Diagnostic } from '../core/diagnostic';
import { pathOf, toLspDiagnostic } from './convert';
import type { Session } from './session';

/** The last word on each document; a list that the client has already is not sent again. */
export class PushedDiagnostics {
  /** What was sent last, as text. */
  private readonly sent = new Map<string, string>();
  private readonly waiting = new Set<string>();

  constructor(private readonly session: Session) {}

  /** Files about which the last word was not that there is nothing. */
  get files(): readonly string[] {
    return [...this.sent].filter(([, text]) => text !== '[]').map(([uri]) => pathOf(uri)).filter((file) => file !== undefined);
  }

  send(uri: string, found: readonly Diagnostic[]): void {
    const diagnostics = found.map((d) => toLspDiagnostic(d, (file) => this.session.lineIndex(file)));
    const text = JSON.stringify(diagnostics);
    if ((this.sent.get(uri) ?? '[]') === text) return;
    this.sent.set(uri, text);
    const version = this.session.documents.get(uri)?.version;
    void this.session.connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) });
  }

  /** Sends what an open document has now, once the edits that have already arrived are taken in. */
  schedule(uri: string): void {
    if (this.waiting.size === 0) {
      setImmediate(() => {
        const uris = [...this.waiting];
        this.waiting.clear();
        for (const each of uris) this.sendOpen(each);
      });
    }
    this.waiting.add(uri);
  }

  private sendOpen(uri: string): void {
    const file = pathOf(uri);
    if (file === undefined || this.session.documents.get(uri) === undefined) return;
    try {
      this.send(uri, this.session.diagnosticsOf(file));
      this.session.tellStatus(uri, file);
    } catch (error) {
      this.session.log.error(`${file}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
}
