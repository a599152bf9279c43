// Runs in a process of its own, because most of the published models are ES modules, which Jest cannot load.
// Reads `[{ module, manifest }]` from stdin, prints a list of problems for each.
import { readFileSync } from 'node:fs';

const problems = [];
for (const { module, manifest } of JSON.parse(readFileSync(0, 'utf8'))) {
  const Model = (await import(module))[manifest.kind];
  try {
    new Model(manifest).validate();
    problems.push([]);
  } catch (error) {
    problems.push(
      (error.errors ?? [error]).map(({ instancePath = '', message }) => `${instancePath} ${message}`.trim()),
    );
  }
}
process.stdout.write(JSON.stringify(problems));
