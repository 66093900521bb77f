/** Units of one file by kind and text: where the next version of the file looks for units that it can take over. */
import type { Unit } from './nodes';

/** How many are compared: in a file of thousands that all are new, each must not be compared with all. */
const maximumCompared = 1000;

/** Units of one kind in the order of the file, with what the version after has taken of them. */
class UnitList {
  readonly units: Unit[] = [];
  private readonly taken = new Set<Unit>();
  private next = 0;

  /**
   * The first one with this text that has not been taken, from behind the one taken last: an edit leaves nearly all where they
   * were. Texts are compared, not hashed: those of the same unit are of the same length and others seldom are.
   */
  take(text: string): Unit | undefined {
    const { units } = this;
    for (let i = 0; i < Math.min(units.length, maximumCompared); i++) {
      const index = (this.next + i) % units.length;
      const unit = units[index];
      if (unit?.text !== text || this.taken.has(unit)) continue;
      this.taken.add(unit);
      this.next = index + 1;
      return unit;
    }
    return undefined;
  }
}

export class UnitStore {
  private readonly lists = new Map<string, UnitList>();

  constructor(private previous: UnitStore | undefined) {}

  /** Everything has been asked for: lets go of the version before, or all versions there ever were would stay in memory. */
  seal(): void {
    this.previous = undefined;
  }

  /**
   * The previous version's unit with this kind and text, moved to `base`; otherwise a new one. Equal texts in one file are
   * handed out each once. Without a kind the unit is neither taken over nor kept for the next version.
   */
  get<T>(kind: string | undefined, text: string, base: number, make: () => { readonly root: T; readonly hasError: boolean }): Unit<T> {
    if (kind === undefined) return { base, text, ...make() };
    const reused = this.previous?.lists.get(kind)?.take(text) as Unit<T> | undefined;
    const unit: Unit<T> = reused ?? { base, text, ...make() };
    unit.base = base;
    const known = this.lists.get(kind);
    if (known) known.units.push(unit);
    else {
      const list = new UnitList();
      list.units.push(unit);
      this.lists.set(kind, list);
    }
    return unit;
  }
}
