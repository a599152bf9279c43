// @ts-check
'use strict';
// npm run release -- staging agent-orchestrator=1.2.3 [web-ui=…]
// npm run release -- production --from staging
// Writes images into release.yaml, renders dist/, and commits both; --no-commit leaves the commit to you. When the app
// or its proof refuses, release.yaml and dist/ are as they were.
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { parseArgs } = require('util');
const { parseDocument } = require('yaml');

const root = path.resolve(__dirname, '..');
const file = path.join(root, 'release.yaml');
const USAGE = 'write for example: npm run release -- staging agent-orchestrator=1.2.3';

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(`error: ${message}`);
  process.exit(1);
}

/** @param {string} path */
function textOf(path) {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch {
    return fail('release.yaml: cannot be read; write it beside main.ts');
  }
}

/** @param {import('yaml').Document.Parsed} document of environments, each with images by service; what else is wrong the app says */
function contentOf(document) {
  const content = document.errors.length > 0 ? undefined : document.toJS();
  const isMap = (/** @type {unknown} */ value) => typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMap(content) && Object.values(content).every(isMap) ? content
    : fail('release.yaml: is no YAML of environments with images; npm run synth says where');
}

/** @param {string[]} args */
function options(args) {
  try {
    return parseArgs({
      args,
      options: { 'from': { type: 'string' }, 'no-commit': { type: 'boolean' } },
      allowPositionals: true,
    });
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    // Node adds how a text may begin with a hyphen.
    const unknown = /'(-[^' ]*)/.exec(message)?.[1] ?? 'an option';
    return fail(`${unknown} ${code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? 'is no option' : 'has no value, or one that it does not take'}; ${USAGE}`);
  }
}

const before = textOf(file);
const { values, positionals: [target, ...changes] } = options(process.argv.slice(2));
const document = parseDocument(before);
/** @type {{ [environment: string]: { [service: string]: string } }} */
const releases = contentOf(document);
const known = Object.keys(releases);

/** @param {string | undefined} environment @returns {{ [service: string]: string }} */
function imagesOf(environment) {
  if (!environment || !known.includes(environment)) {
    fail(`environment '${environment ?? ''}' is not known; write one of ${known.join(', ')}`);
  }
  return releases[environment];
}

/**
 * The image that a service is to run.
 *
 * @param {string} current image
 * @param {string} value a tag, a digest or a whole image
 */
function imageOf(current, value) {
  const repository = current.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  return value.includes('/') ? value : `${repository}${value.startsWith('sha256:') ? '@' : ':'}${value}`;
}

const images = imagesOf(target);
/** @type {[string, string][]} */
const wanted = values.from
  ? Object.entries(imagesOf(values.from)).filter(([service]) => Object.hasOwn(images, service))
  : changes.map((change) => {
      const [, service, value] = /^([^=]+)=(.+)$/.exec(change)
        ?? fail(`'${change}' is not <service>=<version>; ${USAGE}`);
      if (!Object.hasOwn(images, service)) {
        fail(`service '${service}' is not in ${target}; write one of ${Object.keys(images).join(', ')}`);
      }
      return [service, imageOf(images[service], value)];
    });
if (wanted.length === 0) {
  fail(`nothing is to be released to ${target}; ${USAGE}`);
}
const changed = wanted.filter(([service, image]) => images[service] !== image);
if (changed.length === 0) {
  console.log(`${target} has them already`);
  process.exit(0);
}

changed.forEach(([service, image]) => document.setIn([target, service], image));
fs.writeFileSync(file, document.toString({ lineWidth: 0 }));
const { status } = spawnSync(process.execPath, [path.join(__dirname, 'synth.js')], {
  cwd: root, stdio: ['ignore', 'ignore', 'inherit'],
});
if (status !== 0) {
  fs.writeFileSync(file, before);
  fail(`${target} cannot take this release; release.yaml and dist/ are as they were`);
}

/** @param {string} image */
const versionOf = (image) => /@(sha256:.{12})/.exec(image)?.[1] ?? image.replace(/^.*:/, '');
const message =
  `Release ${changed.map(([service, image]) => `${service} ${versionOf(image)}`).join(', ')} to ${target}`;
console.log(message);
if (!values['no-commit']) {
  const paths = ['release.yaml', 'dist'];
  spawnSync('git', ['add', '--', ...paths], { cwd: root, stdio: 'inherit' });
  process.exitCode = spawnSync('git', ['commit', '-q', '-m', message, '--', ...paths], {
    cwd: root, stdio: 'inherit',
  }).status ?? 1;
}
