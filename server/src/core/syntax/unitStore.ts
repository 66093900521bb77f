/** Units of one file by kind and text: where the next version of the file looks for units that it can take over. */
import type { Unit } from './nodes';

export class UnitStore {
  private readonly units = new Map<string, Unit[]>();
  private readonly taken = new Map<string, number>();

  constructor(private readonly previous: UnitStore | undefined) {}

  /**
   * The previous version's unit with this kind and text, moved to `base`; otherwise a new one. Equal texts in one file are
   * handed out in order, each once. Without a kind the unit is neither taken over nor kept for the next version.
   */
  get<T>(kind: string | undefined, text: string, base: number, make: () => { readonly root: T; readonly hasError: boolean }): Unit<T> {
    if (kind === undefined) return { base, text, ...make() };
    const key = `${kind}:${text}`;
    const reused = this.take(key) as Unit<T> | undefined;
    const unit: Unit<T> = reused ?? { base, text, ...make() };
    unit.base = base;
    const known = this.units.get(key);
    if (known) known.push(unit);
    else this.units.set(key, [unit]);
    return unit;
  }

  private take(key: string): Unit | undefined {
    const candidates = this.previous?.units.get(key);
    if (candidates === undefined) return undefined;
    const index = this.taken.get(key) ?? 0;
    this.taken.set(key, index + 1);
    return candidates[index];
  }
}
