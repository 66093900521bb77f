#!/usr/bin/env node
/**
 * Starts the bundle with its compiled code from the last time: compiling it costs more than half of a short run. The build makes one
 * launcher for each front. The code lies beside the bundle, named after the bundle's content and the engine's version; where it is
 * missing, it is written when the process ends. A folder that cannot be written is no error. Code that was compiled with other
 * settings of the engine does not fit: such a run compiles the bundle anew and leaves the file to the others.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import type { Front, start as startFront } from '../main';
import { allowGarbage, tuneEngine } from './tuneEngine';

/** What to start, and a hash of the bundle's content; replaced by the build. */
declare const AOT_LENS_FRONT: Front;
declare const AOT_LENS_BUNDLE_HASH: string;

function readCode(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined; // the first start
  }
}

/** Bytes of compiled code for a character of the bundle. A run that compiled less did too little for its code to be of use to others. */
const leastCode = 1.3;

/** `length` is the bundle's, in characters. */
function keepCode(script: Script, length: number, file: string): void {
  allowGarbage();
  const data = script.createCachedData();
  if (data.length < leastCode * length) return;
  const temporary = `${file}.${String(process.pid)}`;
  try {
    writeFileSync(temporary, data);
    renameSync(temporary, file); // at once, since several processes may start and end at a time
  } catch {
    return; // an installation for all users
  }
}

function start(): void {
  // What the engine compiled fits its settings of that time only.
  tuneEngine();
  const bundle = path.join(__dirname, 'main.js');
  const codeFile = `${bundle}.${AOT_LENS_BUNDLE_HASH}-${process.versions.v8}.cache`;
  const cachedData = readCode(codeFile);
  // Bundles are ASCII, which takes less to read this way, and one function expression each.
  const text = readFileSync(bundle, 'latin1');
  const script = new Script(text, { filename: bundle, cachedData });
  if (cachedData === undefined) process.on('exit', () => { keepCode(script, text.length, codeFile); });
  const load = script.runInThisContext() as (exports: object, require: NodeJS.Require, module: object, file: string, folder: string) => void;
  const module = { exports: {} as { readonly start: typeof startFront } };
  load(module.exports, createRequire(bundle), module, bundle, __dirname);
  module.exports.start(AOT_LENS_FRONT, __dirname);
}

start();
