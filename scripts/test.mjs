// `npm test`: brings what a fresh clone lacks, then runs the named test groups (all without a name).
import path from 'node:path';
import { build, ensureOracle, ensurePackages, ensureVsCodeHost, missingDotnet, missingNativeToolchain, pass, root } from './setup.mjs';

const groups = process.argv.slice(2);
const wants = (...names) => groups.length === 0 || names.some((name) => groups.includes(name));
const missing = [];

ensurePackages();
build();
const dotnet = missingDotnet();
if (dotnet) missing.push(dotnet);
else if (wants('unit', 'differential')) ensureOracle();
if (wants('dotnet', 'vscode', 'ui')) missing.push(missingNativeToolchain());
if (wants('vscode', 'ui')) missing.push(ensureVsCodeHost());
const known = missing.filter(Boolean);
for (const sentence of known) console.error(sentence);
if (known.length > 0 && process.env.CI) process.exit(2); // in CI nothing may be left out
process.exitCode = pass(process.execPath, [path.join(root, 'test/run.mjs'), ...groups]);
