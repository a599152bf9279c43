// Which mutants of a group a sample runs.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Instrumenter } from '../node_modules/@stryker-mutator/instrumenter/dist/src/index.js';

const silent = { debug() {}, info() {}, warn() {}, isDebugEnabled: () => false };

/** Names a mutant in every run on the same text: `file:line:column-line:column operator replacement`, lines from 1. */
export function keyOf(root, { fileName, location: { start, end }, mutatorName, replacement }) {
  const range = `${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;
  return `${path.relative(root, fileName)}:${range} ${mutatorName} ${replacement}`;
}

/** Mutants that the instrumenter of Stryker makes of files, by their keys. */
export async function mutantsOf(root, files) {
  const sources = files.map((file) => {
    const name = path.join(root, file);
    return { name, mutate: true, content: readFileSync(name, 'utf8') };
  });
  const options = { ignorers: [], excludedMutations: [], plugins: null };
  const { mutants } = await new Instrumenter(silent).instrument(sources, options);
  return mutants.map((mutant) => keyOf(root, mutant));
}

/** `size` of the keys, each equally likely: those whose hashes with the seed come first. */
export function draw(keys, size, seed) {
  const hash = (key) => createHash('sha256').update(`${seed} ${key}`).digest('hex');
  return keys.map((key) => [hash(key), key]).sort().slice(0, size).map(([, key]) => key);
}
