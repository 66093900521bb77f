#!/usr/bin/env node
/**
 * Starts a bundle with its compiled code from the last time: compiling it costs more than half of a short run. The build makes one
 * launcher for each bundle. The code lies beside the bundle, named after the bundle's content and the engine's version; where it is
 * missing, it is written when the process ends. A folder that cannot be written is no error. Code that was compiled with other
 * settings of the engine does not fit: such a run compiles the bundle anew and leaves the file to the others.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import { tuneEngine } from './tuneEngine';

/** File name of the bundle, and a hash of its content; replaced by the build. */
declare const AOT_LENS_BUNDLE: string;
declare const AOT_LENS_BUNDLE_HASH: string;

function readCode(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined; // the first start
  }
}

/** A run that used less CPU, in microseconds, compiled too little for its code to be of use to others. */
const leastCpu = 400_000;

function keepCode(script: Script, file: string): void {
  if (process.cpuUsage().user < leastCpu) return;
  const temporary = `${file}.${String(process.pid)}`;
  try {
    writeFileSync(temporary, script.createCachedData());
    renameSync(temporary, file); // at once, since several processes may start and end at a time
  } catch {
    return; // an installation for all users
  }
}

function start(): void {
  // What the engine compiled fits its settings of that time only.
  tuneEngine();
  const bundle = path.join(__dirname, AOT_LENS_BUNDLE);
  const codeFile = `${bundle}.${AOT_LENS_BUNDLE_HASH}-${process.versions.v8}.cache`;
  const cachedData = readCode(codeFile);
  // Bundles are ASCII, which takes less to read this way, and one function expression each.
  const script = new Script(readFileSync(bundle, 'latin1'), { filename: bundle, cachedData });
  if (cachedData === undefined) process.on('exit', () => { keepCode(script, codeFile); });
  const main = script.runInThisContext() as (exports: object, require: NodeJS.Require, module: object, file: string, folder: string) => void;
  const module = { exports: {} };
  main(module.exports, createRequire(bundle), module, bundle, __dirname);
}

// The language server is in a bundle of its own, not in the command line's, too: what only starts it need not read that one.
if (AOT_LENS_BUNDLE === 'cli.main.js' && process.argv.slice(2).join(' ') === 'lsp --stdio') createRequire(__filename)('./server.js');
else start();
