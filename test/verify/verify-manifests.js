'use strict';
// npm run verify:manifests [-- [folder or example.ts ...] [--data folder] [--without validator,...] [--write-evidence]]
// Judges the rendered manifests with other people's validators. Exit status: 0 nothing open, 1 a finding that nobody
// acknowledged (with CI=true also a validator that could not run), 2 the script itself could not work.
const fs = require('fs');
const os = require('os');
const path = require('path');
const { parseArgs } = require('util');
const { requireSame, stage } = require('./inputs');
const { judge } = require('./judge');
const { loadTypeScript, renderExample, renderMain } = require('./load-typescript');
const { acknowledgedLines, evidence, findingLines, replaceEvidence, textTable } = require('./report');
const { TOOLS, install } = require('./tools');
const { validators } = require('./validators');

const root = path.resolve(__dirname, '..', '..');
const seconds = (start) => `${((Date.now() - start) / 1000).toFixed(1)} s`;

const folders = (folder) =>
  fs.existsSync(folder)
    ? fs
        .readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => path.join(folder, name))
    : [];

/** Every folder of dist/ but the one that eksctl reads, and every example that is a function of the folder's name. */
function defaultInputs() {
  const examples = folders(path.join(root, 'examples')).map((folder) =>
    path.join(folder, `${path.basename(folder)}.ts`),
  );
  return [
    ...folders(path.join(root, 'dist')).filter((folder) => path.basename(folder) !== 'cluster'),
    ...examples.filter((file) => fs.existsSync(file)),
  ];
}

function once(compute) {
  const results = new Map();
  return (key) => {
    if (!results.has(key)) {
      results.set(key, compute(key));
    }
    return results.get(key);
  };
}

function stageInput(source, workFolder, projected) {
  const name = path.relative(root, source) || '.';
  if (path.dirname(source) === path.join(root, 'dist')) {
    // dist/ is silent towards other linters; the copy says which of their findings are accepted.
    const copy = path.join(projected(path.join(workFolder, '..', 'dist')), path.basename(source));
    requireSame(source, copy);
    return stage(name, copy, workFolder);
  }
  if (!source.endsWith('.ts')) {
    return stage(name, source, workFolder);
  }
  const rendered = path.join(workFolder, 'example');
  renderExample(source, rendered, root);
  return stage(path.dirname(name), rendered, workFolder);
}

function installTools(names) {
  const tools = new Map();
  for (const name of names) {
    const start = Date.now();
    const cached = install(name);
    tools.set(name, cached);
    console.log(`${name} ${cached.version}: ${cached.absent ?? 'ready'} (${seconds(start)})`);
  }
  return tools;
}

function validate(validator, tool, input, options) {
  const start = Date.now();
  const result = {
    validator: validator.name,
    version: tool.version,
    input: input.name,
    objects: input.documents.length,
  };
  if (options.without.includes(validator.tool)) {
    return { ...result, leftOut: true };
  }
  if (validator.appliesTo && !validator.appliesTo(input.documents)) {
    return { ...result, notApplicable: validator.notApplicable };
  }
  const prepared = tool.absent === undefined ? options.prepared(validator) : {};
  const absent = tool.absent ?? prepared.absent;
  if (absent !== undefined) {
    return { ...result, absent };
  }
  const run = (folder) =>
    validator.findings({
      binary: tool.binary,
      folder,
      documents: input.documents,
      prepared,
      workFolder: options.workFolder,
    });
  try {
    const asRendered = run(input.rendered);
    const unignored = validator.ignorable ? run(input.unignored) : asRendered;
    const judged = judge({
      tool: validator.tool,
      asRendered,
      unignored,
      documents: input.documents,
      nativeChecks: options.nativeChecks,
    });
    console.log(`${validator.name} on ${input.name}: ${seconds(start)}`);
    return { ...result, ...judged };
  } catch (error) {
    // A validator that gives up has not passed the manifests; the others may say why.
    return {
      ...result,
      findings: [{ check: 'gave up', severity: 'error', object: 'all objects', message: error.message }],
      acknowledged: [],
    };
  }
}

function main(workFolder) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'data': { type: 'string' }, 'without': { type: 'string' }, 'write-evidence': { type: 'boolean' } },
  });
  const options = {
    workFolder,
    dataFolder: path.resolve(values.data ?? path.join(root, '..', 'shared', 'data')),
    without: (values.without ?? '').split(',').filter(Boolean),
    nativeChecks: loadTypeScript(path.join(root, 'lib', 'prover', 'acknowledgements', 'native-checks.ts'), root)
      .NATIVE_CHECKS,
    prepared: once((validator) => validator.prepare?.(options) ?? {}),
  };
  const unknown = options.without.find((name) => !(name in TOOLS));
  if (unknown !== undefined) {
    throw new Error(`--without ${unknown}: no such validator; write one of ${Object.keys(TOOLS).join(', ')}`);
  }
  const sources = positionals.length > 0 ? positionals.map((source) => path.resolve(source)) : defaultInputs();
  const projected = once((folder) => renderMain(folder, root));
  const inputs = sources.map((source, index) => stageInput(source, path.join(workFolder, String(index)), projected));
  if (inputs.length === 0) {
    throw new Error('dist/ holds no manifests; run "npm run synth" first, or name a folder');
  }
  const needed = new Set(validators.filter(({ tool, appliesTo }) => !options.without.includes(tool)
    && (appliesTo === undefined || inputs.some(({ documents }) => appliesTo(documents)))).map(({ tool }) => tool));
  const tools = installTools(needed);
  const tool = (name) => tools.get(name) ?? { version: TOOLS[name].version };
  const results = validators.flatMap((validator) =>
    inputs.map((input) => validate(validator, tool(validator.tool), input, options)),
  );

  const absences = [...new Set(results.flatMap(({ absent }) => absent ?? []))];
  const open = findingLines(results);
  console.log(
    [
      '',
      textTable(results),
      '',
      ...acknowledgedLines(results),
      ...open,
      ...absences.map((absent) => `not run: ${absent}`),
    ].join('\n'),
  );
  if (values['write-evidence']) {
    const page = path.join(root, 'docs', 'evidence.md');
    fs.writeFileSync(page, replaceEvidence(fs.readFileSync(page, 'utf8'), evidence(results)));
  }
  return open.length > 0 || (process.env.CI === 'true' && absences.length > 0) ? 1 : 0;
}

const workFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'verify-manifests-'));
try {
  process.exitCode = main(workFolder);
} catch (error) {
  console.error(process.env.DEBUG ? error : `error: ${error.message}`);
  process.exitCode = 2;
} finally {
  fs.rmSync(workFolder, { recursive: true, force: true });
}
