/** The settings `aotLens.*`: their types, defaults, and a reader that never trusts what it gets. package.json declares the same table. */

export const TRACE_LEVELS = ['off', 'messages', 'verbose'] as const;
export type TraceLevel = (typeof TRACE_LEVELS)[number];

export interface Settings {
  /** Live diagnostics on or off. */
  readonly enable: boolean;
  /** Analyse projects that do not set PublishAot as if they did. */
  readonly assumeAot: boolean;
  /** `dotnet` executable or the folder that holds it; empty: found on PATH. */
  readonly dotnetPath: string;
  readonly publish: {
    /** Empty: asked for, the machine's own being suggested. */
    readonly runtimeIdentifier: string;
    readonly configuration: string;
  };
  readonly generatedCode: {
    /** Lenses above what has generated code, once it has been emitted. */
    readonly codeLens: boolean;
  };
  readonly trace: { readonly server: TraceLevel };
}

export const DEFAULT_SETTINGS: Settings = {
  enable: true,
  assumeAot: false,
  dotnetPath: '',
  publish: { runtimeIdentifier: '', configuration: 'Release' },
  generatedCode: { codeLens: true },
  trace: { server: 'off' },
};

export interface ParsedSettings {
  readonly settings: Settings;
  /** What was ignored and why, one sentence each. */
  readonly problems: readonly string[];
}

/** Reads the object that an editor gives for the section `aotLens`; a value of a wrong type is reported and replaced by its default. */
export function parseSettings(raw: unknown): ParsedSettings {
  const problems: string[] = [];
  const root = objectOf(raw);
  const publish = objectOf(root['publish']);
  const generatedCode = objectOf(root['generatedCode']);
  const trace = objectOf(root['trace']);
  const boolean = (name: string, value: unknown, fallback: boolean): boolean => {
    if (typeof value === 'boolean') return value;
    if (value !== undefined && value !== null) problems.push(`aotLens.${name} must be true or false; ${String(fallback)} is used`);
    return fallback;
  };
  const text = (name: string, value: unknown, fallback: string): string => {
    if (typeof value === 'string') return value.trim();
    if (value !== undefined && value !== null) problems.push(`aotLens.${name} must be a text; "${fallback}" is used`);
    return fallback;
  };
  const level = text('trace.server', trace['server'], DEFAULT_SETTINGS.trace.server);
  const knownLevel = TRACE_LEVELS.find((known) => known === level);
  if (!knownLevel) problems.push(`aotLens.trace.server must be one of ${TRACE_LEVELS.join(', ')}; "off" is used`);
  const settings: Settings = {
    enable: boolean('enable', root['enable'], DEFAULT_SETTINGS.enable),
    assumeAot: boolean('assumeAot', root['assumeAot'], DEFAULT_SETTINGS.assumeAot),
    dotnetPath: text('dotnetPath', root['dotnetPath'], DEFAULT_SETTINGS.dotnetPath),
    publish: {
      runtimeIdentifier: identifier('publish.runtimeIdentifier', text('publish.runtimeIdentifier', publish['runtimeIdentifier'], ''), '', problems),
      configuration: identifier('publish.configuration', text('publish.configuration', publish['configuration'], 'Release'), 'Release', problems) || 'Release',
    },
    generatedCode: { codeLens: boolean('generatedCode.codeLens', generatedCode['codeLens'], DEFAULT_SETTINGS.generatedCode.codeLens) },
    trace: { server: knownLevel ?? 'off' },
  };
  return { settings, problems };
}

/** A runtime identifier or configuration name; anything that `dotnet` could read as an option or a property is refused. */
export function isPublishIdentifier(value: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(value);
}

function identifier(name: string, value: string, fallback: string, problems: string[]): string {
  if (value === '' || isPublishIdentifier(value)) return value;
  problems.push(`aotLens.${name} may hold letters, digits, ".", "-" and "_"; "${fallback}" is used`);
  return fallback;
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
