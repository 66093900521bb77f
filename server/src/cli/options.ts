/** Command-line arguments, validated. */
import { parseArgs } from 'node:util';
import type { Severity } from '../core/diagnostic';

export const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/** A mistake of the user's, shown as one line; the process ends with status 2. */
export class UsageError extends Error {}

export interface CheckOptions {
  readonly command: 'check';
  readonly paths: readonly string[];
  readonly format: Format;
  readonly failOn: Severity | 'never';
  readonly framework: string | undefined;
  readonly assumeAot: boolean;
  readonly stats: boolean;
  readonly tiers: ReadonlySet<'live' | 'build'>;
}
export interface FixOptions {
  readonly command: 'fix';
  readonly paths: readonly string[];
  readonly unsafe: boolean;
  readonly rules: ReadonlySet<string>;
  readonly dryRun: boolean;
  readonly framework: string | undefined;
  readonly assumeAot: boolean;
}
export interface PublishOptions {
  readonly command: 'publish';
  readonly project: string;
  readonly runtimeIdentifier: string | undefined;
  readonly configuration: string;
  readonly framework: string | undefined;
  readonly format: 'text' | 'json';
}
export type Options = CheckOptions | FixOptions | PublishOptions | { readonly command: 'lsp' } | { readonly command: 'help' } | { readonly command: 'version' };

export const USAGE = `aot-lens: what breaks under Native AOT and trimming in .NET code, without a build

  aot-lens check <path...>   .csproj | .sln | .slnx | .slnf | folder | .cs
      --format text|json|sarif|github     --fail-on error|warning|info|never (default: warning)
      --framework net8.0|net9.0|net10.0   --assume-aot   as if PublishAot were set
      --tier live,build                   also run the SDK's analyzers by "dotnet build" and merge
      --stats                             bound and unbound counts, timings
  aot-lens fix <path...>     applies safe fixes
      --unsafe   all fixes    --rule ID   only these (repeatable)    --dry-run   print a diff
      --framework net8.0|net9.0|net10.0   --assume-aot
  aot-lens publish <csproj>  runs "dotnet publish"; prints warnings at their source lines, size, time
      --rid RID   --configuration Release   --framework TFM   --format text|json
  aot-lens lsp --stdio       the language server, for any editor

Exit status: 0 nothing at or over --fail-on; 1 something; 2 could not run (the reason is on standard error).`;

const SEVERITIES = ['error', 'warning', 'info', 'never'] as const;

/** @throws UsageError */
export function parseOptions(argv: readonly string[]): Options {
  const [command, ...rest] = argv;
  if (command === undefined || command === 'help' || command === '--help' || command === '-h') return { command: 'help' };
  if (helpWanted(rest)) return { command: 'help' };
  if (command === '--version' || command === 'version') return { command: 'version' };
  switch (command) {
    case 'check': return checkOptions(rest);
    case 'fix': return fixOptions(rest);
    case 'publish': return publishOptions(rest);
    case 'lsp': {
      const { values } = parse(rest, { stdio: { type: 'boolean' } });
      if (values.stdio !== true) throw new UsageError('lsp: only standard input and output are served; write "aot-lens lsp --stdio"');
      return { command: 'lsp' };
    }
    default: throw new UsageError(`unknown command "${command}"; "aot-lens help" lists them`);
  }
}

/** `aot-lens check --help` asks for help, too; behind `--` are paths alone. */
function helpWanted(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).some((each) => each === '--help' || each === '-h');
}

function checkOptions(argv: readonly string[]): CheckOptions {
  const { values, positionals } = parse(argv, {
    format: { type: 'string', default: 'text' },
    'fail-on': { type: 'string', default: 'warning' },
    framework: { type: 'string' },
    'assume-aot': { type: 'boolean', default: false },
    stats: { type: 'boolean', default: false },
    tier: { type: 'string', default: 'live' },
  });
  const tiers = String(values.tier).split(',').map((tier) => oneOf('--tier', tier, ['live', 'build'] as const));
  return {
    command: 'check',
    paths: requirePaths('check', positionals),
    format: oneOf('--format', values.format, FORMATS),
    failOn: oneOf('--fail-on', values['fail-on'], SEVERITIES),
    framework: framework(values.framework),
    assumeAot: values['assume-aot'] === true,
    stats: values.stats === true,
    tiers: new Set(tiers),
  };
}

function fixOptions(argv: readonly string[]): FixOptions {
  const { values, positionals } = parse(argv, {
    unsafe: { type: 'boolean', default: false },
    rule: { type: 'string', multiple: true },
    'dry-run': { type: 'boolean', default: false },
    framework: { type: 'string' },
    'assume-aot': { type: 'boolean', default: false },
  });
  const rules = Array.isArray(values.rule) ? values.rule.map(String) : [];
  return {
    command: 'fix',
    paths: requirePaths('fix', positionals),
    unsafe: values.unsafe === true,
    rules: new Set(rules),
    dryRun: values['dry-run'] === true,
    framework: framework(values.framework),
    assumeAot: values['assume-aot'] === true,
  };
}

function publishOptions(argv: readonly string[]): PublishOptions {
  const { values, positionals } = parse(argv, {
    rid: { type: 'string' },
    configuration: { type: 'string', default: 'Release' },
    framework: { type: 'string' },
    format: { type: 'string', default: 'text' },
  });
  const [project, ...more] = requirePaths('publish', positionals);
  if (project === undefined || more.length > 0) throw new UsageError('publish: one project at a time');
  const rid = asText(values.rid);
  if (rid !== undefined && !/^[a-z0-9][a-z0-9.-]*$/.test(rid)) throw new UsageError(`--rid: "${rid}" is no runtime identifier such as linux-x64`);
  return {
    command: 'publish',
    project,
    runtimeIdentifier: rid,
    configuration: asText(values.configuration) ?? 'Release',
    framework: framework(values.framework),
    format: oneOf('--format', values.format, ['text', 'json'] as const),
  };
}

type OptionTable = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

function parse(argv: readonly string[], options: OptionTable): { values: Record<string, unknown>; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    return { values, positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error));
  }
}

function requirePaths(command: string, paths: readonly string[]): readonly string[] {
  if (paths.length === 0) throw new UsageError(`${command}: name a project, solution, folder or C# file`);
  return paths;
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function framework(value: unknown): string | undefined {
  const text = asText(value);
  if (text !== undefined && !/^net\d+\.\d+(-[a-z0-9.]+)?$/.test(text)) throw new UsageError(`--framework: "${text}" is no target framework such as net9.0`);
  return text;
}

function oneOf<T extends string>(option: string, value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(`${option}: "${String(value)}" is not one of ${allowed.join(', ')}`);
  return found;
}
