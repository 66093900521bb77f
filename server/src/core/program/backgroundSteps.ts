/** The order in which a program is bound in the background. */

/** A file that has been looked at, and how far the work is. */
export interface BackgroundStep { readonly path: string; readonly done: number; readonly total: number }

interface FileWork { readonly path: string; readonly bind: () => void }

/** Declares all files of a program, then binds them, then those of its libraries: a step each. */
export function* bindInSteps(own: readonly (FileWork & { readonly declare: () => void })[], shared: readonly FileWork[]): Generator<BackgroundStep, void> {
  const total = own.length + shared.length;
  let done = 0;
  for (const { path, declare } of own) {
    declare();
    yield { path, done, total };
  }
  for (const { path, bind } of [...own, ...shared]) {
    bind();
    yield { path, done: ++done, total };
  }
}
