/**
 * Symbols by key, each for as long as somebody uses it: tables of metadata definitions outlive the compilations whose types they are
 * constructed with.
 */
export class WeakTable<T extends WeakKey> {
  private readonly entries = new Map<string, WeakRef<T>>();
  /** Size at which entries of what is gone are removed: twice what was left the last time. */
  private limit = 16;

  /** The symbol of a key, made where there is none. */
  get(key: string, make: () => T): T {
    const found = this.entries.get(key)?.deref();
    if (found !== undefined) return found;
    const made = make();
    this.entries.set(key, new WeakRef(made));
    if (this.entries.size > this.limit) this.sweep();
    return made;
  }

  private sweep(): void {
    for (const [key, entry] of this.entries) if (entry.deref() === undefined) this.entries.delete(key);
    this.limit = Math.max(16, 2 * this.entries.size);
  }
}
