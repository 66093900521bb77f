/** What is remembered of the bodies that are being edited: of the few edited last, while declarations stay. */
import type { BodyOwner } from './boundBody';
import { StatementMemory } from './statements/statementMemory';

/** Bodies remembered at a time: a bound body is large, and people type in one or two places. */
const maximum = 4;

export class BodyMemories {
  private readonly memories = new Map<object | string, StatementMemory>();
  private declarationVersion = 0;

  /** Memory of a body under these declarations, empty when it has none; undefined for what has no statements. */
  of(owner: BodyOwner, path: string, declarationVersion: number): StatementMemory | undefined {
    if (owner.kind !== 'member' && owner.kind !== 'program') return undefined;
    if (declarationVersion !== this.declarationVersion) this.memories.clear(); // they hold a compilation that is gone
    this.declarationVersion = declarationVersion;
    const key = owner.kind === 'program' ? path : owner.symbol;
    const memory = this.memories.get(key) ?? new StatementMemory();
    this.memories.delete(key);
    this.memories.set(key, memory);
    const [oldest] = this.memories.keys();
    if (this.memories.size > maximum && oldest !== undefined) this.memories.delete(oldest);
    return memory;
  }
}
