/** What is remembered of the bodies that are being edited: of the few edited last. */
import type { BodyOwner } from './boundBody';
import { StatementMemory } from './statements/statementMemory';

/** Bodies remembered at a time: a bound body is large, and people type in one or two places. */
const maximum = 4;

export class BodyMemories {
  private readonly memories = new Map<object | string, { readonly declarationVersion: number; readonly memory: StatementMemory }>();

  /** Memory of a body under these declarations, empty when it has none; undefined for what has no statements. */
  of(owner: BodyOwner, path: string, declarationVersion: number): StatementMemory | undefined {
    if (owner.kind !== 'member' && owner.kind !== 'program') return undefined;
    const key = owner.kind === 'program' ? path : owner.symbol;
    const known = this.memories.get(key);
    const memory = known?.declarationVersion === declarationVersion ? known.memory : new StatementMemory();
    this.memories.delete(key);
    this.memories.set(key, { declarationVersion, memory });
    const [oldest] = this.memories.keys();
    if (this.memories.size > maximum && oldest !== undefined) this.memories.delete(oldest);
    return memory;
  }
}
