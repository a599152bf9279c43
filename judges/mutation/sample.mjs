// The mutants that the instrumenter of Stryker makes of files, and which of them a sample runs.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Loaded when it is used: types are checked where the judges are not installed, too. */
const INSTRUMENTER = '../node_modules/@stryker-mutator/instrumenter/dist/src/index.js';

const silent = { debug() {}, info() {}, warn() {}, isDebugEnabled: () => false };
const options = { ignorers: [], excludedMutations: [], plugins: null };

/** Names a mutant in every run on the same text: `file:line:column-line:column operator replacement`, lines from 1. */
function keyOf({ file, location: { start, end }, mutatorName, replacement }) {
  const range = `${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
  return `${file}:${range} ${mutatorName} ${replacement}`;
}

/** A mutant with its file relative to the root and lines and columns counted from 1. */
function described(root, { id, fileName, location, mutatorName, replacement }) {
  const position = ({ line, column }) => ({ line: line + 1, column: column + 1 });
  const file = path.relative(root, fileName);
  const mutant = {
    id, file, mutatorName, replacement, location: { start: position(location.start), end: position(location.end) },
  };
  return { ...mutant, key: keyOf(mutant) };
}

/** Puts the mutants of ranges of files (`true`: of all) into their text, each behind a switch. */
async function instrumented(root, ranges) {
  const sources = [...ranges].map(([file, mutate]) => {
    const name = path.join(root, file);
    return { name, mutate, content: readFileSync(name, 'utf8') };
  });
  const { Instrumenter } = await import(INSTRUMENTER);
  const { files, mutants } = await new Instrumenter(silent).instrument(sources, options);
  return {
    mutants: mutants.map((mutant) => described(root, mutant)),
    files: files.map(({ name, content }) => ({ file: path.relative(root, name), content })),
  };
}

/** All mutants of files. */
export const mutantsOf = async (root, files) =>
  (await instrumented(root, new Map(files.map((file) => [file, true])))).mutants;

/** The text of files in which drawn mutants wait behind switches, and these mutants under the ids of the switches. */
export async function switched(root, drawn) {
  const position = ({ line, column }) => ({ line: line - 1, column: column - 1 });
  const ranges = new Map(drawn.map(({ file }) => [file, []]));
  drawn.forEach(({ file, location: { start, end } }) =>
    ranges.get(file).push({ start: position(start), end: position(end) }));
  const { files, mutants } = await instrumented(root, ranges);
  const keys = new Set(drawn.map(({ key }) => key));
  // The range of a mutant holds those nested in it as well.
  return { files, mutants: mutants.filter(({ key }) => keys.has(key)) };
}

/** `size` of the mutants, each equally likely: those the hashes of whose keys with the seed come first. */
export function draw(mutants, size, seed) {
  const hash = (key) => createHash('sha256').update(`${seed} ${key}`).digest('hex');
  return mutants.map((mutant) => ({ mutant, hash: hash(mutant.key) }))
    .sort((one, two) => (one.hash < two.hash ? -1 : 1)).slice(0, size).map(({ mutant }) => mutant);
}
