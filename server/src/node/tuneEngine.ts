/** Settings of the JavaScript engine for a process that is short, or mostly waits. */
import { setFlagsFromString } from 'node:v8';

/**
 * Functions run longer (in bytes of bytecode) before they are compiled by the optimizing compiler. With V8's own limit its threads
 * use a third of all CPU of a start, on code that runs but once: bench/check.mjs measures it. To be called before the engine's work.
 */
export function tuneEngine(): void {
  setFlagsFromString('--interrupt-budget=1000000');
}
