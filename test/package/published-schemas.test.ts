import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ValidateFunction } from 'ajv';
import { deployment, modelOf } from '../support/html-report';
import { Cluster } from '../../lib/cluster';
import { Model } from '../../lib/manifests';
import { check } from '../../lib/prover/check';
import { FORMATS, viewOf } from '../../lib/prover/reports';
import { distManifests, ROOT } from '../support/manifests';
import { blocksOf } from '../support/pages';
import { testWith } from '../support/test-with';

const JUDGES = join(ROOT, 'judges', 'node_modules');
const folder = mkdtempSync(join(tmpdir(), 'schemas-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ofDocs = (title: string): string => blocksOf('docs/gitops.md').find(({ code }) => code.startsWith(title))!.code;
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

testWith('check-jsonschema').each([
  ['action.yml', 'github-actions', () => textOf('action.yml')],
  ['the workflow of a new app', 'github-workflows', () => textOf('template/ci/github.yml')],
  ['the workflow of docs/gitops.md', 'github-workflows', () => ofDocs('# .github/workflows/rollout.yml')],
  ['the GitLab file of a new app', 'gitlab-ci', () => textOf('template/ci/gitlab.yml')],
  ['the GitLab file of docs/gitops.md', 'gitlab-ci', () => ofDocs('# .gitlab-ci.yml')],
])('%s is valid for the schema that is published of it', (_, schema, text) => {
  const validate = (content: string): number | null => {
    writeFileSync(join(folder, 'file.yml'), content);
    const args = ['-m', 'check_jsonschema', '--builtin-schema', `vendor.${schema}`, join(folder, 'file.yml')];
    const env = { ...process.env, PYTHONPATH: join(ROOT, 'judges', 'python') };
    return spawnSync('python3', args, { env }).status;
  };
  expect([validate(text()), validate(`${text()}\non: 5\nruns: 5\nstages: 5\n`)]).toEqual([0, 1]);
});

/** A validator of the schema of SARIF, by the ajv of its package: the schema is written in draft 4. */
function sarifValidator(): ValidateFunction {
  const judge = join(JUDGES, '@microsoft/jest-sarif');
  const ofJudge = (name: string): any => require(require.resolve(name, { paths: [judge] }));
  const ajv = new (ofJudge('ajv'))({ schemaId: 'auto', meta: false, unknownFormats: 'ignore' });
  ajv.addMetaSchema(ofJudge('ajv/lib/refs/json-schema-draft-04.json'));
  return ajv.compile(JSON.parse(readFileSync(join(judge, 'lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8')));
}

testWith('the published models')('SARIF is valid for the schema of OASIS, with findings and without', () => {
  const validate = sarifValidator();
  const sarifOf = (model: Model, nodes: string): any =>
    JSON.parse(FORMATS.sarif.check!({ view: () => viewOf(check(model, { cluster: Cluster.fromSpec(nodes) })) } as any));
  const production = Model.load([{
    file: 'production.yaml', text: distManifests('production').map((each) => JSON.stringify(each)).join('\n---\n'),
  }]);
  const broken = sarifOf(modelOf(deployment('nim', 1)), 'gpu=1xg5.2xlarge');
  for (const sarif of [broken, sarifOf(production, 'gpu=3xg5.2xlarge,cpu=6xm6i.xlarge')]) {
    expect([validate(sarif), validate.errors]).toEqual([true, null]);
    // As action/prove.js gives each environment a category.
    sarif.runs[0].automationDetails = { id: 'cdk8s-nim/dist-production/' };
    expect(validate(sarif)).toBe(true);
  }
  expect(broken.runs[0].results.length).toBeGreaterThan(0);
  expect(validate({ ...broken, runs: [{ ...broken.runs[0], results: [{ message: 'text' }] }] })).toBe(false);
});

describe('the image of the gate', () => {
  const [{ code }] = blocksOf('docs/gitops.md').filter(({ info }) => info === 'dockerfile');
  const { name, version, bin } = JSON.parse(textOf('package.json'));

  test('copies what npm pack makes and what an exact image has, and installs the command of the gate', () => {
    const lines = code.trimEnd().split('\n').map((line) => line.split(' '));
    expect(lines.map(([instruction]) => instruction)).toEqual(['FROM', 'COPY', 'COPY', 'RUN', 'USER']);
    const [from, kubectl, tarball, install] = lines;
    expect([from[1], kubectl[1]]).toEqual([
      expect.stringMatching(/^node:\d+-slim$/), expect.stringMatching(/^--from=\S+\/kubectl:v\d+\.\d+\.\d+$/),
    ]);
    expect(tarball.slice(1)).toEqual([`${name}-${version}.tgz`, '/tmp/']);
    expect(install.at(-1)).toBe(`/tmp/${name}-${version}.tgz`);
    expect(Object.keys(bin)).toEqual(['cdk8s-nim']);
  });

  testWith('the published models')('is written in the language of Dockerfiles', () => {
    const { validate } = require(join(JUDGES, 'dockerfile-utils')) as { validate(text: string): object[] };
    expect([validate(code), validate(code.replace('COPY', 'COPPY')).length]).toEqual([[], 1]);
  });
});
