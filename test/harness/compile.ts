/** Compiles C# texts for tests: source files, real reference assemblies, symbols. */
import path from 'node:path';
import type { Host } from '../../server/src/core/host';
import { MetadataCache } from '../../server/src/core/metadata/metadataCache';
import { looseProject } from '../../server/src/core/msbuild/index';
import type { SourceFile } from '../../server/src/core/sourceFile';
import type { SourceCompilation } from '../../server/src/core/symbols/createCompilation';
import { createCompilation } from '../../server/src/core/symbols/createCompilation';
import type { MemberSymbol, NamedTypeSymbol } from '../../server/src/core/symbols/symbol';
import { createSourceFile } from '../../server/src/core/syntax/sourceFileFactory';
import { initParser } from '../../server/src/core/syntax/parser';
import { createNodeHost } from '../../server/src/node/nodeHost';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
let shared: Promise<{ readonly host: Host; readonly cache: MetadataCache }> | undefined;

async function start(): Promise<{ readonly host: Host; readonly cache: MetadataCache }> {
  const root = process.env.PROJECT_ROOT ?? '.';
  await initParser({
    treeSitterWasm: path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.wasm'),
    grammarWasm: path.join(root, 'node_modules/tree-sitter-c-sharp/tree-sitter-c_sharp.wasm'),
  });
  const host = createNodeHost({ log: quiet, bundleFolder: path.join(root, 'dist') });
  return { host, cache: new MetadataCache(host) };
}

/** A compilation with its files, and short ways to its symbols. */
export interface Compiled {
  readonly compilation: SourceCompilation;
  readonly files: readonly SourceFile[];
  /** A type by metadata name. @throws Error when there is none */
  readonly type: (fullName: string) => NamedTypeSymbol;
  /** The one member of a name. @throws Error when there is none */
  readonly member: (typeName: string, name: string) => MemberSymbol;
}

/** Makes one compilation of the texts (one file each: `file0.cs`, …), with the Web SDK's implicit usings. */
export async function compile(texts: readonly string[], tfm = 'net9.0'): Promise<Compiled> {
  const { host, cache } = await (shared ??= start());
  const sources = new Map(texts.map((text, i) => [`/test/file${i}.cs`, text]));
  const project = looseProject([...sources.keys()], host, { targetFramework: tfm, textOf: (file) => sources.get(file) });
  const files = [...sources].map(([file, text]) => createSourceFile(file, text, { defines: [...project.defines] }));
  const compilation = createCompilation({ project, files, references: cache.bind(project.references), projectReferences: [] });
  const type = (fullName: string): NamedTypeSymbol => {
    const found = compilation.typeByMetadataName(fullName);
    if (found === undefined) throw new Error(`no type ${fullName}`);
    return found;
  };
  const member = (typeName: string, name: string): MemberSymbol => {
    const [found] = type(typeName).membersNamed(name);
    if (found === undefined) throw new Error(`no member ${typeName}.${name}`);
    return found;
  };
  return { compilation, files, type, member };
}

/** All types that source declares, nested ones included. */
export function declaredTypes(compilation: SourceCompilation): readonly NamedTypeSymbol[] {
  const all: NamedTypeSymbol[] = [];
  const add = (type: NamedTypeSymbol): void => {
    all.push(type);
    type.nestedTypes.forEach(add);
  };
  for (const namespace of compilation.sourceAssembly.namespaces) compilation.sourceAssembly.typesIn(namespace).forEach(add);
  return all;
}
