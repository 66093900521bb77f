/** Target framework monikers: parsing, compatibility (NuGet's framework model, simplified) and the symbols the SDK defines. */

export interface TargetFramework {
  /** ".NETCoreApp", ".NETStandard", ".NETFramework", or "Unsupported". */
  readonly identifier: string;
  /** Major, minor, build, revision. */
  readonly version: readonly number[];
  /** "windows" of net8.0-windows10.0.19041; empty for none. */
  readonly platform: string;
  readonly platformVersion: readonly number[];
}

const unsupported: TargetFramework = { identifier: 'Unsupported', version: [0, 0], platform: '', platformVersion: [0, 0] };

export function parseVersion(text: string): number[] {
  return text.split('.').map((part) => Number.parseInt(part, 10)).map((n) => (Number.isNaN(n) ? 0 : n));
}

/** Parses short names ("net8.0", "net48", "netstandard2.0") and long ones (".NETCoreApp,Version=v8.0"). */
export function parseTargetFramework(moniker: string): TargetFramework {
  const text = moniker.trim().toLowerCase();
  const long = /^\.net(coreapp|standard|framework)\s*,\s*version\s*=\s*v?([\d.]+)/.exec(text);
  if (long) return framework(long[1] ?? '', parseVersion(long[2] ?? '0'));
  const short = /^(netcoreapp|netstandard|net)(\d[\d.]*)(?:-([a-z]+)([\d.]*))?$/.exec(text);
  if (!short) return unsupported;
  const [, family = '', digits = '', platform = '', platformVersion = ''] = short;
  const version = digits.includes('.') ? parseVersion(digits) : digits.split(/(?=.)/).map(Number);
  while (version.length < 2) version.push(0);
  const kind = family === 'netcoreapp' || (family === 'net' && (version[0] ?? 0) >= 5) ? 'coreapp' : family === 'netstandard' ? 'standard' : 'framework';
  return { ...framework(kind, version), platform, platformVersion: platformVersion === '' ? [0, 0] : parseVersion(platformVersion) };
}

function framework(kind: string, version: readonly number[]): TargetFramework {
  const identifier = kind === 'coreapp' ? '.NETCoreApp' : kind === 'standard' ? '.NETStandard' : '.NETFramework';
  return { identifier, version: version.length > 1 ? version : [version[0] ?? 0, 0], platform: '', platformVersion: [0, 0] };
}

/** Negative, zero or positive; missing parts count as zero. */
export function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Version with at least `minimumParts` parts, further parts only while they are not zero ("8.0"). */
export function formatVersion(version: readonly number[], minimumParts: number): string {
  let length = Math.max(version.length, minimumParts);
  while (length > minimumParts && (version[length - 1] ?? 0) === 0) length--;
  return Array.from({ length }, (_, i) => version[i] ?? 0).join('.');
}

/** Can a project for `target` use assets made for `candidate`? */
export function isCompatible(target: TargetFramework, candidate: TargetFramework): boolean {
  if (candidate.platform !== '' && (candidate.platform !== target.platform || compareVersions(candidate.platformVersion, target.platformVersion) > 0)) return false;
  if (candidate.identifier === target.identifier) return target.identifier !== 'Unsupported' && compareVersions(candidate.version, target.version) <= 0;
  if (candidate.identifier !== '.NETStandard') return false;
  return compareVersions(candidate.version, standardOf(target)) <= 0;
}

/** Highest .NET Standard a framework implements (the table of "NET implementation support" in the .NET Standard documentation). */
function standardOf(target: TargetFramework): readonly number[] {
  if (target.identifier === '.NETCoreApp') return compareVersions(target.version, [3, 0]) >= 0 ? [2, 1] : compareVersions(target.version, [2, 0]) >= 0 ? [2, 0] : [1, 6];
  if (target.identifier !== '.NETFramework') return [0, 0];
  if (compareVersions(target.version, [4, 6, 1]) >= 0) return [2, 0];
  if (compareVersions(target.version, [4, 6]) >= 0) return [1, 3];
  if (compareVersions(target.version, [4, 5, 1]) >= 0) return [1, 2];
  return compareVersions(target.version, [4, 5]) >= 0 ? [1, 1] : [0, 0];
}

/** The candidate closest to the target: same identifier before .NET Standard, then the highest version. */
export function nearest<T>(target: TargetFramework, candidates: readonly T[], frameworkOf: (candidate: T) => TargetFramework): T | undefined {
  let best: T | undefined;
  let bestRank: readonly number[] = [];
  for (const candidate of candidates) {
    const tfm = frameworkOf(candidate);
    if (!isCompatible(target, tfm)) continue;
    const rank = [tfm.identifier === target.identifier ? 1 : 0, tfm.version[0] ?? 0, tfm.version[1] ?? 0, tfm.version[2] ?? 0, tfm.platform === '' ? 0 : 1];
    if (best === undefined || compareVersions(rank, bestRank) > 0) {
      best = candidate;
      bestRank = rank;
    }
  }
  return best;
}

/** "net9.0" -> 9 for .NET 5 and later (and .NET Core), else 0. */
export function frameworkMajor(moniker: string): number {
  const tfm = parseTargetFramework(moniker);
  return tfm.identifier === '.NETCoreApp' ? (tfm.version[0] ?? 0) : 0;
}

const coreVersions = ['1.0', '1.1', '2.0', '2.1', '2.2', '3.0', '3.1'];
const standardVersions = ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '2.0', '2.1'];
const desktopVersions = ['2.0', '3.0', '3.5', '4.0', '4.5', '4.5.1', '4.5.2', '4.6', '4.6.1', '4.6.2', '4.7', '4.7.1', '4.7.2', '4.8', '4.8.1'];

/** Symbols that the SDK adds for a framework (target AddImplicitDefineConstants). */
export function implicitFrameworkDefines(tfm: TargetFramework): string[] {
  const version = formatVersion(tfm.version, 2);
  const underscored = version.replace(/\./g, '_');
  const below = (versions: readonly string[]): string[] => versions.filter((v) => compareVersions(parseVersion(v), tfm.version) <= 0);
  const greater = (prefix: string, v: string): string => `${prefix}${v.replace(/\./g, '_')}_OR_GREATER`;
  switch (tfm.identifier) {
    case '.NETCoreApp': {
      const modern = compareVersions(tfm.version, [5]) >= 0;
      const result = modern ? ['NET', `NET${underscored}`, 'NETCOREAPP'] : ['NETCOREAPP', `NETCOREAPP${underscored}`];
      for (const v of below(coreVersions)) result.push(greater('NETCOREAPP', v));
      for (let major = 5; major <= (tfm.version[0] ?? 0); major++) result.push(`NET${major}_0_OR_GREATER`);
      return [...result, ...platformDefines(tfm)];
    }
    case '.NETStandard':
      return ['NETSTANDARD', `NETSTANDARD${underscored}`, ...below(standardVersions).map((v) => greater('NETSTANDARD', v))];
    case '.NETFramework':
      return ['NETFRAMEWORK', `NET${underscored.replace(/_/g, '')}`, ...below(desktopVersions).map((v) => `NET${v.replace(/\./g, '')}_OR_GREATER`)];
    default:
      return [];
  }
}

function platformDefines(tfm: TargetFramework): string[] {
  if (tfm.platform === '') return [];
  const name = tfm.platform.toUpperCase();
  const version = formatVersion(tfm.platformVersion, 2);
  // Without a version the SDK takes the lowest it supports; for Windows that is 7.0.
  const effective = version === '0.0' ? '7.0' : version;
  return tfm.platform === 'windows' ? [name, `${name}${effective.replace(/\./g, '_')}`, `${name}7_0_OR_GREATER`] : [name];
}

/** Highest C# version the compiler of this SDK generation offers a framework by default. */
export function defaultLangVersion(tfm: TargetFramework): string {
  if (tfm.identifier === '.NETCoreApp') {
    if (compareVersions(tfm.version, [3, 0]) < 0) return '7.3';
    if (compareVersions(tfm.version, [5]) < 0) return '8.0';
    return `${Math.min(14, 9 + (tfm.version[0] ?? 5) - 5)}.0`;
  }
  return tfm.identifier === '.NETStandard' && compareVersions(tfm.version, [2, 1]) >= 0 ? '8.0' : '7.3';
}

/** Newest first; a release before its previews. */
export function byVersionDescending(a: string, b: string): number {
  const order = compareVersions(parseVersion(b.replace(/-.*/, '')), parseVersion(a.replace(/-.*/, '')));
  if (order !== 0) return order;
  const [previewA, previewB] = [a.includes('-'), b.includes('-')];
  return previewA === previewB ? (a < b ? 1 : -1) : previewA ? 1 : -1;
}

/** Of the frameworks that a project has, the one that a reference from a project of `from` gets; undefined when none fits. */
export function nearestFramework(from: string, available: readonly string[]): string | undefined {
  return nearest(parseTargetFramework(from), available, parseTargetFramework);
}
