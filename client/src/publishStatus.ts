/** The status bar item of the publish: running (click ends it), then its result (click shows the output). */
import { StatusBarAlignment, window, type Disposable } from 'vscode';

export class PublishStatus implements Disposable {
  private readonly item = window.createStatusBarItem('aotLens.publish', StatusBarAlignment.Left, 10);
  private running: AbortController | undefined;

  constructor() {
    this.item.name = 'AOT Lens publish';
  }

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  start(label: string, controller: AbortController): void {
    this.running = controller;
    this.item.text = `$(sync~spin) ${label}`;
    this.item.tooltip = 'Native publish is running. Click to cancel.';
    this.item.command = 'aotLens.cancelPublish';
    this.item.show();
  }

  finish(text: string, tooltip: string): void {
    this.running = undefined;
    this.item.text = text;
    this.item.tooltip = tooltip;
    this.item.command = 'aotLens.showPublishOutput';
    this.item.show();
  }

  /** Ends the running publish; false when there is none. */
  cancel(): boolean {
    this.running?.abort();
    return this.running !== undefined;
  }

  dispose(): void {
    this.cancel();
    this.item.dispose();
  }
}
