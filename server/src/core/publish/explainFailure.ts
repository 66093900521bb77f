/** Says why a publish failed and what to do about it, from the lines it printed. */

export type Platform = 'linux' | 'osx' | 'windows';

export interface FailureContext {
  readonly platform: Platform;
  /** Text of /etc/os-release on Linux: which package manager to name. */
  readonly osRelease?: string;
  readonly runtimeIdentifier: string;
  readonly exitCode: number | undefined;
  /** Signal that ended the process. */
  readonly signal?: string;
}

export interface Failure {
  /** What happened, one sentence. */
  readonly what: string;
  /** Why, one sentence. */
  readonly why: string;
  /** What to do, one sentence. */
  readonly remedy: string;
  /** Shell command that installs what is missing; undefined where none helps. */
  readonly command: string | undefined;
}

interface Cause {
  readonly pattern: RegExp;
  readonly explain: (match: RegExpExecArray, context: FailureContext) => Failure;
}

// In order of telling: the first that matches any line wins, so causes come before their consequences.
const causes: readonly Cause[] = [
  {
    pattern: /Cross-OS native compilation is not supported/,
    explain: (_, c) => failure(
      `A program for ${c.runtimeIdentifier} cannot be made on this operating system.`,
      'Native AOT uses the linker of the operating system it runs on.',
      'Choose a runtime identifier of this operating system, or publish in a container, a virtual machine or CI of the target system.',
    ),
  },
  {
    pattern: /Platform linker not found|Platform linker \(.*\) not found|Requested linker \(.*\) not found|Symbol stripping tool .* not found/,
    explain: (match, c) => failure(match[0].startsWith('Symbol') ? 'The tool that strips symbols was not found.' : 'The platform linker was not found.',
      'Native AOT ends with the C/C++ linker of the operating system, which the .NET SDK does not contain.', ...toolchain(c)),
  },
  {
    pattern: /cannot find -l(\w+)|unable to find library -l(\w+)|library ['"]?-?l?(\w+)['"]? not found/,
    explain: (match, c) => failure(`The linker did not find the library "${match[1] ?? match[2] ?? match[3] ?? ''}".`,
      'Its development files are not installed on this machine.', ...library(match[1] ?? match[2] ?? match[3] ?? '', c)),
  },
  {
    pattern: /unrecogni[sz]ed emulation mode|is incompatible with|file in wrong format|machine type '?\w+'? conflicts/,
    explain: (_, c) => failure(`The linker cannot make programs for ${c.runtimeIdentifier}.`,
      'The installed toolchain is for another processor than the runtime identifier names.',
      'Install the cross toolchain and a sysroot for the target processor, or publish on a machine of that kind.'),
  },
  {
    pattern: /undefined reference to|undefined symbol|LNK2001|LNK2019/,
    explain: () => failure('The linker found references to native functions that no library defines.',
      'A native library is missing, or the C library of this machine is of another kind (glibc, musl) or older than the target expects.',
      'Publish on the distribution that the program shall run on, for example in its SDK container image.'),
  },
  {
    pattern: /LNK1181: cannot open input file '([^']+)'/,
    explain: (match, c) => failure(`The linker did not find "${match[1] ?? ''}".`, 'The Windows SDK or the C++ build tools are incomplete.', ...toolchain(c)),
  },
  {
    pattern: /\b(NETSDK1207)\b/,
    explain: () => failure('Native AOT is not available for the target framework.', 'It needs net7.0, and net8.0 for ASP.NET Core.', 'Raise TargetFramework to net8.0 or later.'),
  },
  {
    pattern: /\b(NETSDK1203|NETSDK1204)\b/,
    explain: (_, c) => failure(`Native AOT does not know the runtime identifier ${c.runtimeIdentifier}, or cannot run on this machine.`,
      'There is no compiler package for that combination.', 'Choose another runtime identifier, such as linux-x64, win-x64 or osx-arm64.'),
  },
  {
    pattern: /\b(NETSDK1083)\b/,
    explain: (_, c) => failure(`The runtime identifier ${c.runtimeIdentifier} is not known.`, 'The SDK accepts portable identifiers only.', 'Choose one such as linux-x64, win-x64 or osx-arm64.'),
  },
  {
    pattern: /\b(NETSDK1045)\b/,
    explain: () => failure('The installed .NET SDK is older than the target framework.', 'An SDK builds its own version of .NET and earlier ones.', 'Install a newer .NET SDK from https://dotnet.microsoft.com/download.'),
  },
  {
    pattern: /\b(?:NU1101|NU1102|NU1301|NETSDK1112|NETSDK1094|NETSDK1082)\b|runtime pack for .* was not (?:available|downloaded)/,
    explain: (_, c) => failure(`A package that publishing for ${c.runtimeIdentifier} needs could not be restored.`,
      'The runtime pack and the Native AOT compiler come from NuGet and are not in its cache.',
      'Check the connection to the package source (dotnet nuget list source) and publish again.', `dotnet restore -r ${c.runtimeIdentifier}`),
  },
  {
    pattern: /\b(MSB1003|MSB1009)\b/,
    explain: () => failure('There is no project at the given path.', 'The file was moved, renamed or deleted.', 'Choose the project again.'),
  },
  {
    pattern: /No space left on device|not enough space on the disk/i,
    explain: () => failure('The disk is full.', 'A native publish writes some hundred megabytes.', 'Free space and publish again.'),
  },
  {
    pattern: /OutOfMemoryException|exited with code 137|Cannot allocate memory/,
    explain: () => failure('The native compiler ran out of memory.', 'Compiling the whole program needs a few gigabytes.', 'Close other programs or raise the memory limit of the container, and publish again.'),
  },
  {
    pattern: /: error ((?:CS|RDG|SYSLIB|IL|AOT)\d+)\s*:/,
    explain: (match) => failure(`The code does not compile (${match[1] ?? ''}).`, 'The compiler reported errors.', 'Correct the errors in the Problems panel and publish again.'),
  },
  {
    pattern: /: error ((?:NETSDK|MSB|NU)\d+)\s*: (.+?)(?: \[[^\]]*\])?$/,
    explain: (match) => failure(`The SDK refused the project (${match[1] ?? ''}).`, match[2] ?? '', 'Correct the project file and publish again.'),
  },
];

/** Explains a publish that did not succeed. Always answers: an unknown cause is said to be unknown. */
export function explainFailure(lines: readonly string[], context: FailureContext): Failure {
  for (const cause of causes) {
    for (const line of lines) {
      const match = cause.pattern.exec(line);
      if (match) return cause.explain(match, context);
    }
  }
  if (context.signal !== undefined || context.exitCode === undefined || context.exitCode >= 128) {
    return failure(`The publish was ended half-way${context.signal ? ` (${context.signal})` : ''}.`,
      'Another program, the system or a memory limit stopped it.', 'Publish again; if it happens again, free memory first.');
  }
  return failure(`dotnet publish ended with status ${context.exitCode}.`, 'Its output names no known cause.', 'Read the end of the publish output.');
}

/** The answer when `dotnet` itself is not there. */
export function explainMissingDotnet(context: Pick<FailureContext, 'platform' | 'osRelease'>): Failure {
  const manager = packageManager(context.osRelease);
  const command = context.platform === 'windows' ? 'winget install Microsoft.DotNet.SDK.10'
    : context.platform === 'osx' ? 'brew install --cask dotnet-sdk'
      : manager === 'apk' ? 'sudo apk add dotnet10-sdk' : manager === 'dnf' ? 'sudo dnf install dotnet-sdk-10.0' : 'sudo apt-get install dotnet-sdk-10.0';
  return failure('The program "dotnet" was not found.', 'The .NET SDK is not installed or not on PATH.',
    'Install the .NET SDK, or set aotLens.dotnetPath to the executable.', command);
}

function failure(what: string, why: string, remedy: string, command?: string): Failure {
  return { what, why, remedy, command };
}

/** Documented prerequisites: https://learn.microsoft.com/dotnet/core/deploying/native-aot/#prerequisites */
function toolchain(context: FailureContext): [remedy: string, command: string] {
  if (context.platform === 'windows') {
    const arm = context.runtimeIdentifier.endsWith('arm64') ? ' --add Microsoft.VisualStudio.Component.VC.Tools.ARM64' : '';
    return ['Install the workload "Desktop development with C++" of Visual Studio or its Build Tools.',
      `winget install Microsoft.VisualStudio.2022.BuildTools --override "--quiet --wait --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended${arm}"`];
  }
  if (context.platform === 'osx') return ['Install the command line tools of Xcode.', 'xcode-select --install'];
  const remedy = 'Install clang and the development files of zlib.';
  switch (packageManager(context.osRelease)) {
    case 'apk': return [remedy, 'sudo apk add clang build-base zlib-dev'];
    case 'dnf': return [remedy, 'sudo dnf install clang zlib-devel'];
    default: return [remedy, 'sudo apt-get install clang zlib1g-dev'];
  }
}

const developmentPackages: Readonly<Record<string, Readonly<Record<'apt' | 'apk' | 'dnf' | 'brew', string>>>> = {
  z: { apt: 'zlib1g-dev', apk: 'zlib-dev', dnf: 'zlib-devel', brew: 'zlib' },
  ssl: { apt: 'libssl-dev', apk: 'openssl-dev', dnf: 'openssl-devel', brew: 'openssl@3' },
  crypto: { apt: 'libssl-dev', apk: 'openssl-dev', dnf: 'openssl-devel', brew: 'openssl@3' },
  brotlienc: { apt: 'libbrotli-dev', apk: 'brotli-dev', dnf: 'brotli-devel', brew: 'brotli' },
  icuuc: { apt: 'libicu-dev', apk: 'icu-dev', dnf: 'libicu-devel', brew: 'icu4c' },
};

function library(name: string, context: FailureContext): [remedy: string, command: string | undefined] {
  const packages = developmentPackages[name];
  if (!packages) return ['Install the package that holds its development files.', undefined];
  if (context.platform === 'osx') return ['Install it.', `brew install ${packages.brew}`];
  switch (packageManager(context.osRelease)) {
    case 'apk': return ['Install its development package.', `sudo apk add ${packages.apk}`];
    case 'dnf': return ['Install its development package.', `sudo dnf install ${packages.dnf}`];
    default: return ['Install its development package.', `sudo apt-get install ${packages.apt}`];
  }
}

/** By ID and ID_LIKE of os-release(5); apt where it says nothing. */
function packageManager(osRelease: string | undefined): 'apt' | 'apk' | 'dnf' {
  const ids = [...(osRelease ?? '').matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].map((match) => match[1] ?? '').join(' ');
  if (/\balpine\b/.test(ids)) return 'apk';
  return /\b(?:fedora|rhel|centos|rocky|almalinux|amzn|ol)\b/.test(ids) ? 'dnf' : 'apt';
}
