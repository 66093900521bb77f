/** The source generators that matter to native programs: what their folders are called and what they are for. */

/** What a generator takes over. `call`: calls that it intercepts. */
export type GeneratorKind = 'json' | 'regex' | 'logging' | 'pinvoke' | 'comInterface' | 'comClass' | 'options' | 'endpoints' | 'configuration';

export interface GeneratorInfo {
  readonly kind: GeneratorKind | undefined;
  /** What it makes, as a heading. */
  readonly title: string;
}

/** By the generator's type name without its namespace: the compiler names a folder after the full name. */
const known: Readonly<Record<string, GeneratorInfo>> = {
  JsonSourceGenerator: { kind: 'json', title: 'JSON serialization' },
  RegexGenerator: { kind: 'regex', title: 'Regular expressions' },
  LoggerMessageGenerator: { kind: 'logging', title: 'Logging' },
  LibraryImportGenerator: { kind: 'pinvoke', title: 'P/Invoke' },
  ComInterfaceGenerator: { kind: 'comInterface', title: 'COM interfaces' },
  ComClassGenerator: { kind: 'comClass', title: 'COM classes' },
  OptionsValidatorGenerator: { kind: 'options', title: 'Options validation' },
  RequestDelegateGenerator: { kind: 'endpoints', title: 'Minimal API endpoints' },
  ConfigurationBindingGenerator: { kind: 'configuration', title: 'Configuration binding' },
  PublicProgramSourceGenerator: { kind: undefined, title: 'Public Program class' },
  ValidationsGenerator: { kind: undefined, title: 'Minimal API validation' },
  XmlCommentGenerator: { kind: undefined, title: 'OpenAPI comments' },
  RazorSourceGenerator: { kind: undefined, title: 'Razor' },
};

/** `folder`: the full name of the generator's type. A generator that is not known goes by its own name. */
export function generatorInfo(folder: string): GeneratorInfo {
  const name = folder.slice(folder.lastIndexOf('.') + 1);
  return Object.hasOwn(known, name) ? known[name] ?? { kind: undefined, title: name } : { kind: undefined, title: name };
}

/** Heading of a kind. */
export function generatorTitle(kind: GeneratorKind): string {
  return Object.values(known).find((info) => info.kind === kind)?.title ?? kind;
}

/** Simple names of the attributes that ask for a generator, without `Attribute`. */
export const attributeKinds: Readonly<Record<string, GeneratorKind>> = {
  JsonSerializable: 'json',
  GeneratedRegex: 'regex',
  LoggerMessage: 'logging',
  LibraryImport: 'pinvoke',
  GeneratedComInterface: 'comInterface',
  GeneratedComClass: 'comClass',
  OptionsValidator: 'options',
};
