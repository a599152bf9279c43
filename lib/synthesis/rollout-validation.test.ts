import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Validation, ValidationViolation } from 'cdk8s-cli/lib/plugins';
import { inTemporaryFolder } from '../../test/support/workspace';
import { RolloutValidation, RolloutValidationProperties } from './rollout-validation';

const nim = (name: string, spec = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: 2
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers: [{name: nim, image: 'nim:1', ${spec}resources: {limits: {nvidia.com/gpu: 1}}}]
`;
const FULL = 'gpu=2xg5.2xlarge';

interface Told {
  readonly status: string;
  readonly summary?: string;
  readonly violations: ValidationViolation[];
  readonly metadata: { [name: string]: { path: string } };
}

/** What the CLI is told of the manifests among files, by their names. */
function validated(files: { [name: string]: string }, properties?: RolloutValidationProperties): Told {
  return inTemporaryFolder((folder) => {
    const violations: ValidationViolation[] = [];
    const told: { status?: string; summary?: string } = {};
    const metadata: Told['metadata'] = {};
    const manifests = Object.entries(files).map(([name, text]) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    }).filter((file) => file.endsWith('.yaml'));
    void new RolloutValidation(properties).validate({
      manifests, metadata,
      report: {
        addViolation: (violation: ValidationViolation) => violations.push(violation),
        submit: (status: string, { summary }: { summary?: string }) => Object.assign(told, { status, summary }),
      },
    });
    const inFolder = (text: string | undefined) => text?.replace(`${folder}/`, '');
    return {
      status: told.status!, summary: told.summary, metadata,
      violations: violations.map((each) => ({
        ...each,
        violatingResources: each.violatingResources.map((resource: ValidationViolation['violatingResources'][number]) =>
          ({ ...resource, manifestPath: inFolder(resource.manifestPath)! })),
      })),
    };
  });
}
const rulesOf = ({ violations }: Told): string[] => violations.map(({ ruleName }) => ruleName);

test('an update that cannot finish is a violation with rule, object, place, witness and page', () => {
  const { status, violations } = validated({ 'app.yaml': nim('nim') }, { nodes: FULL });
  const found = violations.find(({ ruleName }) => ruleName === 'update-cannot-finish (error)')!;
  expect(status).toBe('failure');
  expect(found.recommendation).toMatch(/^Deployment\/nim: .*\n(.*\n)*.*held by Deployment\/nim \(old\) \(2\)/);
  expect(found.fix).toMatch(/ See (file|https):\/\/.*docs\/rules\/README.md#update-cannot-finish$/);
  expect(found.violatingResources).toEqual([
    { resourceName: 'Deployment/nim', manifestPath: 'app.yaml:5', locations: ['/spec/strategy'] },
  ]);
});

test('a third GPU makes it succeed, and the end is summed up', () => {
  const { status, summary } = validated({ 'app.yaml': nim('nim') }, { nodes: 'gpu=3xg5.2xlarge' });
  expect(status).toBe('success');
  expect(summary).toMatch(/^0 errors?, \d+ warning/);
});

test('without nodes nothing is proven about capacity', () => {
  expect(rulesOf(validated({ 'app.yaml': nim('nim') }))).not.toContain('update-cannot-finish (error)');
});

test('all manifests are checked together, whatever the order in which they are given', () => {
  const service = `apiVersion: v1
kind: Service
metadata: {name: nim}
spec: {selector: {app: nim}, ports: [{port: 1}]}
`;
  const alone = rulesOf(validated({ 'b.yaml': service }));
  expect(alone.some((rule) => rule.startsWith('service-selects-no-pod'))).toBe(true);
  const both = rulesOf(validated({ 'b.yaml': service, 'a.yaml': nim('nim') }));
  expect(both.some((rule) => rule.startsWith('service-selects-no-pod'))).toBe(false);
  const [one, two] = [['b.yaml', 'a.yaml'], ['a.yaml', 'b.yaml']].map((names) => {
    const texts: { [name: string]: string } = { 'a.yaml': nim('one'), 'b.yaml': nim('two') };
    return validated(Object.fromEntries(names.map((name) => [name, texts[name]])), { nodes: FULL });
  });
  expect(one).toEqual(two);
});

test('the construct of an object is named as the app has recorded it, and of namesakes what they stand in', () => {
  const resources = { nim: { path: 'app/chat/nim/Service' }, other: { path: 'app/other/Deployment' } };
  const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: nim}\nspec: {ports: [{port: 1}]}\n';
  const { metadata } = validated({
    'app.yaml': [nim('nim'), service, nim('other'), nim('third')].join('---\n'),
    'construct-metadata.json': JSON.stringify({ version: '1.0.0', resources }),
  }, { nodes: FULL });
  expect(metadata).toMatchObject({
    'Deployment/nim': { path: 'app/chat/nim' }, 'Deployment/other': { path: 'app/other/Deployment' },
  });
  expect(metadata).not.toHaveProperty(['Deployment/third']);
});

test('declared secrets, skipped rules and failOn decide what fails', () => {
  const text = nim('nim', 'envFrom: [{secretRef: {name: gone}}], ').replace('Deployment', 'StatefulSet');
  const status = (properties: RolloutValidationProperties) => validated({ 'app.yaml': text }, properties).status;
  expect(status({})).toBe('failure');
  expect(status({ declaredSecrets: ['default/gone'] })).toBe('success');
  expect(status({ skipRules: ['secret-missing'] })).toBe('success');
  expect(status({ skipRules: ['secret-missing'], failOn: 'error' })).toBe('success');
  expect(status({ skipRules: ['secret-missing'], failOn: 'warning' })).toBe('failure');
});

test('the version of the cluster is what is written', () => {
  const old = 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {maxUnavailable: 1}\n';
  const served = (kubernetes?: string) =>
    rulesOf(validated({ 'a.yaml': old }, { kubernetes })).some((rule) => rule.startsWith('api-version-not-served'));
  expect(served('1.35')).toBe(true);
  expect(served()).toBe(true);
});

test('fails when a manifest is no YAML, with file, line and column', async () => {
  await expect(inTemporaryFolder((folder) => {
    writeFileSync(join(folder, 'app.yaml'), 'kind: [');
    return new RolloutValidation().validate({ manifests: [join(folder, 'app.yaml')], metadata: {}, report: {} });
  })).rejects.toThrow(/app\.yaml:1:\d+: /);
});

test.each([
  ['an unknown property', { node: 'x' },
    "cdk8s.yaml: RolloutValidation has no property 'node'; write one of nodes, kubernetes, declaredSecrets, skipRules, " +
    'failOn'],
  ['a version that is no text', { kubernetes: 1.35 },
    "cdk8s.yaml: kubernetes of RolloutValidation is no text; write a quoted version such as '1.35'"],
  ['nodes that are no text', { nodes: 2 },
    'cdk8s.yaml: nodes of RolloutValidation is no text; write a file or pools such as gpu=2xg5.2xlarge'],
  ['another severity', { failOn: 'info' },
    "cdk8s.yaml: failOn of RolloutValidation is 'info'; write error or warning"],
  ['a text for a list', { skipRules: 'secret-missing' },
    'cdk8s.yaml: skipRules of RolloutValidation is no list of names; write [secret-missing]'],
  ['a list of something else', { declaredSecrets: ['a/b', 1] },
    'cdk8s.yaml: declaredSecrets of RolloutValidation is no list of names; write [namespace/name]'],
])('fails when given %s', (_, properties, message) => {
  expect(() => new RolloutValidation(properties as object)).toThrow(new Error(message));
});

test('is what the cdk8s CLI expects of a plugin', () => {
  const plugin: Validation = new RolloutValidation();
  expect(plugin.validate).toBeInstanceOf(Function);
});
