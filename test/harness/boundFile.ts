/** Binds C# files as a loose project of a framework, as the command line does. */
import path from 'node:path';
import { bodiesOf } from '../../server/src/core/binding/bodies';
import type { BoundBody } from '../../server/src/core/binding/boundBody';
import type { Host } from '../../server/src/core/host';
import { MetadataCache } from '../../server/src/core/metadata/metadataCache';
import { looseProject } from '../../server/src/core/msbuild/index';
import { createCompilation } from '../../server/src/core/symbols/createCompilation';
import { initParser } from '../../server/src/core/syntax/parser';
import { createSourceFile } from '../../server/src/core/syntax/sourceFileFactory';
import { createNodeHost } from '../../server/src/node/nodeHost';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** What binding needs of the machine, loaded once. */
export interface BindingHarness {
  /** Bodies of each file, in the order given; the files are one compilation. */
  bind(files: readonly { readonly path: string; readonly text: string }[], targetFramework: string): readonly (readonly BoundBody[])[];
}

/** Loads the parser from the installed packages. */
export async function createBindingHarness(): Promise<BindingHarness> {
  const root = process.env.PROJECT_ROOT ?? '.';
  await initParser({
    treeSitterWasm: path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.wasm'),
    grammarWasm: path.join(root, 'node_modules/tree-sitter-c-sharp/tree-sitter-c_sharp.wasm'),
  });
  const host: Host = createNodeHost({ log: quiet, bundleFolder: path.join(root, 'dist') });
  const cache = new MetadataCache(host);
  return {
    bind: (files, targetFramework) => {
      const texts = new Map(files.map((f) => [f.path, f.text]));
      const project = looseProject([...texts.keys()], host, { targetFramework, textOf: (file) => texts.get(file) });
      const sources = files.map((f) => createSourceFile(f.path, f.text, { defines: [...project.defines] }));
      const compilation = createCompilation({ project, files: sources, references: cache.bind(project.references), projectReferences: [] });
      return sources.map((source) => bodiesOf(source, compilation).map((body) => body.bind()));
    },
  };
}
