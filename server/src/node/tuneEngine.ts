/** Settings of the JavaScript engine for a process that is short, or mostly waits. */
import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the engine's own threads from costing more than they bring; `bench/check.mjs` and `bench/keystrokes.mjs` measure it. To be
 * called before the engine's work: WebAssembly that is compiled already is not touched.
 */
export function tuneEngine(): void {
  // Functions run longer (in bytes of bytecode) before the optimizing compiler takes them: at a start most run but once.
  setFlagsFromString('--interrupt-budget=1000000');
  // The optimizing compiler needs half a second for the parser's tables of branches, more than it saves in 30 000 lines.
  setFlagsFromString('--no-wasm-tier-up');
  setFlagsFromString('--no-wasm-dynamic-tiering');
  // Collections of the young generation are short: several threads mostly wait for each other.
  setFlagsFromString('--no-parallel-scavenge');
}

/**
 * From now on keeps what is garbage from growing to several times what is used, as the engine's own rule allows in a large project: less than half the memory
 * while declarations are edited, for a twentieth more CPU. Not for a start, which would collect more often for nothing.
 */
export function limitGarbage(): void {
  setFlagsFromString('--heap-growing-percent=50');
}

/** Back to the engine's own rule: compiled code fits the settings that there are when it is kept. */
export function allowGarbage(): void {
  setFlagsFromString('--heap-growing-percent=0');
}
