// Loaded with --require: writes the CPU time of the whole process, in milliseconds, to standard error when it ends.
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  process.stderr.write(`cpu-at-exit ${(user + system) / 1000}\n`);
});
