import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { Model } from '../../manifests';
import { docsOf, RuleContext, RULES, runRules, toFindings } from '.';
import { container, deployment, gpuNodes, Json, modelOf, object } from '../../../test/support/rules';
import { runs } from '../../../test/support/sample';

test('every rule has its own id, a sentence each of why and what instead, and a source', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  for (const { id, title, explanation, remediation, upstream } of RULES) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(id.length).toBeLessThan(64);
    expect(title).not.toMatch(/\.$/);
    expect([explanation, remediation]).toEqual([
      expect.stringMatching(/^[A-Za-z].*\.$/), expect.stringMatching(/^[A-Z].*\.$/),
    ]);
    expect(new URL(upstream).protocol).toBe('https:');
  }
});

test('a rule is described in the page of all rules, under its id', () => {
  expect(docsOf(RULES.find(({ id }) => id === 'secret-missing')!)).toBe('docs/rules/README.md#secret-missing');
});

const FOLDER = join(__dirname, '../rules');
const FILES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => file.slice(0, -3));

test('every file of the folder of rules is one registered rule, named after it', () => {
  expect(RULES.map(({ id }) => id).sort()).toEqual(FILES.sort());
});

test.each(FILES)('%s has a test of its own name', (rule) => {
  const file = join(FOLDER, `${rule}.test.ts`);
  expect(existsSync(file) && readFileSync(file, 'utf8')).toContain(`describe('${rule}', () => {`);
});

test('every test in the folder of rules is of one rule', () => {
  const tests = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.test.ts'.length));
  expect(tests.filter((rule) => !FILES.includes(rule))).toEqual([]);
});

const KEYS = [
  'spec',
  'template',
  'metadata',
  'labels',
  'annotations',
  'selector',
  'matchLabels',
  'matchExpressions',
  'containers',
  'initContainers',
  'env',
  'envFrom',
  'valueFrom',
  'secretKeyRef',
  'name',
  'namespace',
  'ports',
  'port',
  'targetPort',
  'volumes',
  'volumeMounts',
  'emptyDir',
  'sizeLimit',
  'resources',
  'limits',
  'requests',
  'nvidia.com/gpu',
  'strategy',
  'rollingUpdate',
  'maxSurge',
  'maxUnavailable',
  'replicas',
  'affinity',
  'ingress',
  'egress',
  'from',
  'to',
  'podSelector',
  'startupProbe',
  'failureThreshold',
];
const VALUES = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('Recreate', 'Memory', '25%', '-1', '1e99', 'ReadWriteOnce', 'Always'),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    VALUES,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('tree'), { maxKeys: 6 }),
  ),
}));
const KINDS = [
  ...new Set(RULES.flatMap(({ kinds }) => kinds)), 'Secret', 'PersistentVolumeClaim', 'PersistentVolume', 'Namespace',
  'ExternalSecret',
];

/** A sound manifest with something absurd in one place. */
const damaged = fc
  .tuple(fc.constantFrom('metadata', 'spec', 'template', 'containers', 'strategy', 'selector'), tree)
  .map(([key, value]) => {
    const replace = (node: unknown): unknown =>
      Array.isArray(node)
        ? node.map(replace)
        : typeof node === 'object' && node !== null
          ? Object.fromEntries(
              Object.entries(node).map(([name, child]) => [name, name === key ? value : replace(child)]),
            )
          : node;
    return replace(deployment({ containers: [container({ ports: [{ containerPort: 80 }] })] })) as Json;
  });

test('no rule throws on any manifest, with and without nodes, and every finding points to a line', () => {
  const manifest = fc.oneof(
    fc.record({
      apiVersion: fc.constantFrom('v1', 'apps/v1', 'batch/v1', 'policy/v1'), kind: fc.constantFrom(...KINDS),
      metadata: tree, spec: tree,
    }),
    damaged,
  );
  fc.assert(
    fc.property(fc.array(manifest, { minLength: 1, maxLength: 5 }), fc.boolean(), (manifests, hasNodes) => {
      const model = Model.load([{ file: 'fuzz.yaml', text: manifests.map((each) => stringify(each)).join('---\n') }]);
      const { findings } = runRules(RULES, new RuleContext(model, { cluster: hasNodes ? gpuNodes(2) : undefined }));
      for (const { location, fingerprint } of toFindings(findings)) {
        expect(location.line).toBeGreaterThan(0);
        expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
      }
    }),
    { numRuns: runs(500) },
  );
});

describe('fingerprints', () => {
  const broken = (extra: Json[] = []) =>
    deployment({ containers: [...extra, container({ volumeMounts: [{ name: 'gone', mountPath: '/x' }] })] });
  const prints = (objects: Json[]) =>
    toFindings(runRules(RULES, new RuleContext(modelOf(objects))).findings)
      .map(({ rule, fingerprint }) => `${rule.id} ${fingerprint}`)
      .sort();
  test('stay when objects are put in another order and a container is put in front', () => {
    const account = deployment({ serviceAccountName: 'gone' }, {}, { name: 'other' });
    expect(prints([account, broken([container({ name: 'proxy' })])])).toEqual(prints([broken(), account]));
  });
  test('differ between objects, and between two findings of the same place', () => {
    expect(
      new Set(
        prints([
          broken(), object('Service', 'web', { spec: { ports: [{ port: 1 }], selector: { app: 'x' } } }),
          deployment({}, {}, { name: 'x' }),
        ]),
      ).size,
    ).toBe(1);
    expect(new Set(prints([broken(), broken()])).size).toBe(3);
  });
});

test('fields of the wrong type are reported once, as unreadable', () => {
  const { findings } = runRules(RULES, new RuleContext(modelOf([deployment({}, { replicas: 'many' })])));
  expect(findings.map(({ rule, violation }) => [rule.id, violation.pointer])).toEqual([
    ['unreadable-field', '/spec/replicas'],
  ]);
});
