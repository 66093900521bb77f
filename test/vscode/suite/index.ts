/** Entry of the suite inside the extension host. Prints one line "N passed, N failed". */

export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, color: false, grep: process.env['AOT_LENS_TEST_GREP'] });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./live.test');
  await import('./project.test');
  await import('./commands.test');
  await import('./files.test');
  await import('./publish.test');
  await import('./generatedCode.test');
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run((failed) => {
      console.log(`${runner.stats?.passes ?? 0} passed, ${failed} failed`);
      resolve(failed);
    });
  });
  if (failures > 0) throw new Error(`${failures} failed`);
}
