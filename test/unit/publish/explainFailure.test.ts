import { test } from 'node:test';
import assert from 'node:assert/strict';
import { explainFailure, explainMissingDotnet, type FailureContext } from '../../../server/src/core/publish/explainFailure';

const context: FailureContext = { platform: 'linux', runtimeIdentifier: 'linux-x64', exitCode: 1, osRelease: 'ID=ubuntu\nID_LIKE=debian\n' };
const linker = "/x.targets(292,5): error : Platform linker ('clang' or 'gcc') not found in PATH. Ensure you have all the required prerequisites [/a.csproj]";

const commands: readonly [name: string, context: Partial<FailureContext>, lines: readonly string[], command: RegExp | undefined, what: RegExp][] = [
  ['Ubuntu without clang', {}, [linker], /^sudo apt-get install clang zlib1g-dev$/, /linker was not found/],
  ['Alpine without clang', { osRelease: 'ID=alpine\n' }, [linker], /^sudo apk add clang build-base zlib-dev$/, /linker was not found/],
  ['Rocky without clang', { osRelease: 'ID="rocky"\nID_LIKE="rhel centos fedora"\n' }, [linker], /^sudo dnf install clang zlib-devel$/, /linker was not found/],
  ['macOS without Xcode', { platform: 'osx' }, [linker], /^xcode-select --install$/, /linker was not found/],
  ['Windows without the workload', { platform: 'windows' }, ['x : error : Platform linker not found. Ensure …'], /Workload\.VCTools/, /linker was not found/],
  ['Windows on ARM', { platform: 'windows', runtimeIdentifier: 'win-arm64' }, ['x : error : Platform linker not found. …'], /VC\.Tools\.ARM64/, /linker was not found/],
  ['no zlib', {}, ['/usr/bin/ld.bfd: cannot find -lz: No such file', 'clang : error : linker command failed with exit code 1'], /^sudo apt-get install zlib1g-dev$/, /library "z"/],
  ['no objcopy', {}, ["error : Symbol stripping tool ('llvm-objcopy' or 'objcopy') not found in PATH."], /apt-get/, /strips symbols/],
  ['other system', { runtimeIdentifier: 'win-x64' }, ['x : error : Cross-OS native compilation is not supported. [/a]'], undefined, /win-x64 cannot be made/],
  ['old framework', {}, ['x(1,1): error NETSDK1207: Ahead-of-time … [/a]'], undefined, /not available for the target framework/],
  ['no runtime pack', {}, ['x : error NU1101: Unable to find package runtime.linux-x64.Microsoft.DotNet.ILCompiler'], /^dotnet restore -r linux-x64$/, /could not be restored/],
  ['cross processor', { runtimeIdentifier: 'linux-arm64' }, ['/usr/bin/ld: unrecognised emulation mode: aarch64linux'], undefined, /cannot make programs for linux-arm64/],
  ['compile errors', {}, ['/p.cs(1,1): error CS1002: ; expected [/a]'], undefined, /does not compile \(CS1002\)/],
  ['unknown SDK error', {}, ['/p.csproj(1,1): error NETSDK9999: something new [/a]'], undefined, /NETSDK9999/],
  ['killed', { exitCode: undefined, signal: 'SIGKILL' }, ['  Generating native code'], undefined, /half-way \(SIGKILL\)/],
  ['killed inside a shell', { exitCode: 143 }, [], undefined, /half-way/],
  ['nothing known', { exitCode: 7 }, ['?'], undefined, /status 7/],
];

for (const [name, changes, lines, command, what] of commands) {
  test(name, () => {
    const failure = explainFailure(lines, { ...context, ...changes });
    assert.match(failure.what, what);
    if (command) assert.match(failure.command ?? '', command);
    else assert.equal(failure.command, undefined);
    assert.ok(failure.why.length > 0 && failure.remedy.length > 0);
  });
}

test('a missing SDK is explained for each system', () => {
  assert.match(explainMissingDotnet({ platform: 'windows' }).command ?? '', /winget/);
  assert.match(explainMissingDotnet({ platform: 'osx' }).command ?? '', /brew/);
  assert.match(explainMissingDotnet({ platform: 'linux', osRelease: 'ID=alpine' }).command ?? '', /apk/);
  assert.match(explainMissingDotnet({ platform: 'linux' }).command ?? '', /apt-get/);
});
