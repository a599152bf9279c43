import { Model } from '../../manifests';
import { check } from '../check';
import { applyBaseline, parseBaseline, toBaseline } from '../engine';
import { renderJson, renderMarkdown, renderSarif, renderTable, summaryLine, viewOf } from '.';
import { gpuNodes } from '../../../test/support/rules';

const { version } = require('../../../package.json');

const secretUser = (name: string, secret: string, annotations = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop${annotations}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: main, image: 'a:1', envFrom: [{secretRef: {name: ${secret}}}]}]}
`;
const ACKNOWLEDGED = ", annotations: {acknowledge.cdk8s-nim/secret-missing: 'made by | hand; expires 2099-01-01'}";
const TEXT = [
  secretUser('web', 'gone'), secretUser('api', 'lost', ACKNOWLEDGED),
  'apiVersion: x.io/v1\nkind: Widget\nmetadata: {name: w}\n',
  'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: none, namespace: shop}\nspec: {minAvailable: 1, selector: {matchLabels: {app: none}}}\n',
].join('---\n');
const reportOf = (text: string, nodes = 0) =>
  check(Model.load([{ file: 'k8s/a b.yaml', text }]), nodes > 0 ? { cluster: gpuNodes(nodes) } : {});
const report = reportOf(TEXT);
const view = viewOf(report);

test('the report for a pull request', () => {
  expect(renderMarkdown(view)).toMatchInlineSnapshot(`
"## Rollout check

1 error, 1 warning in 4 objects (2 workloads); 1 acknowledged.
The nodes are not known, so nothing is proven about capacity; give them with --nodes.
Kinds not looked at: Widget (1).

|  | Object | Finding | Where |
| --- | --- | --- | --- |
| error | Deployment/web | Secret gone is not among the manifests of namespace shop<br>Add the Secret, an ExternalSecret or a SealedSecret; where it exists outside the manifests, declare it with --declared-secret namespace/name or the annotation cdk8s-nim/declared-secrets; where it may be absent, write optional: true.<br>\`secret-missing\` | k8s/a b.yaml:8 |
| warning | PodDisruptionBudget/none | no pod in namespace shop has app=none<br>Write the labels of the pod template it is meant for, and put it in the same namespace.<br>\`disruption-budget-selects-no-pod\` | k8s/a b.yaml:26 |

| Object | Accepted | Reason | Until |
| --- | --- | --- | --- |
| Deployment/api | secret-missing | made by \\| hand | 2099-01-01 |
"
`);
});

test('a witness and the verdicts stand in the report for a pull request', () => {
  const nim = `apiVersion: apps/v1
kind: Deployment
metadata: {name: nim}
spec:
  replicas: 1
  selector: {matchLabels: {app: nim}}
  template:
    metadata: {labels: {app: nim}}
    spec: {containers: [{name: main, image: 'a:1', resources: {limits: {nvidia.com/gpu: 1}}}]}
`;
  expect(renderMarkdown(viewOf(reportOf(nim, 1)))).toMatchInlineSnapshot(`
"## Rollout check

1 error, 1 warning in 1 object (1 workload).
Updates: 1 impossible.
Not looked at: pods outside these manifests are not counted beyond the reserve of each pool; give them with --cluster &lt;snapshot.json&gt; or --live.

|  | Object | Finding | Where |
| --- | --- | --- | --- |
| error | Deployment/nim | an update with maxSurge 1 and maxUnavailable 0 can never finish on this cluster<br>Write one of these, each proven: strategy Recreate (finishes, downtime up to 30 s); or a rolling update with maxSurge 0 and maxUnavailable 1 (finishes, downtime up to 30 s); or 1 more node in pool gpu (finishes, no downtime, the cost of 1 node while the update lasts).<br>\`update-cannot-finish\` | k8s/a b.yaml:5 |
| warning | Deployment/nim | after a drain of one node its pods do not fit any more<br>Write one of these, each proven: 1 more node in pool gpu (a drain finishes, downtime up to 30 s, the cost of 1 node while the drain lasts).<br>\`drain-has-nowhere-to-go\` | k8s/a b.yaml:5 |

**Deployment/nim** (update-cannot-finish)

- a new Deployment/nim pod needs 1 nvidia.com/gpu and stays Pending
- pool gpu has 1 nvidia.com/gpu on 1 node, held by Deployment/nim (old) (1)
- an old pod may not stop before a new one is ready (maxSurge 1, maxUnavailable 0)

**Deployment/nim** (drain-has-nowhere-to-go)

- without one node of pool gpu, no node is left for Deployment/nim
"
`);
});

test('of many findings a hundred are shown', () => {
  const many = (count: number) =>
    renderMarkdown(
      viewOf(reportOf(Array.from({ length: count }, (_, index) => secretUser(`web${index}`, 'gone')).join('---\n'))),
    );
  expect(many(101)).toContain('\n\n1 more are not shown.\n');
  expect(many(101).match(/Secret gone/g)).toHaveLength(100);
  expect(many(100)).not.toContain('more are not shown');
});

test('errors are red, warnings yellow, and nothing at all is green', () => {
  const coloured = (text: string) => renderTable(viewOf(reportOf(text)), { colour: true });
  expect(coloured(TEXT)).toContain('\u001b[31m1 error, ');
  expect(coloured(TEXT)).toContain('\u001b[1mDeployment/web\u001b[0m in namespace shop');
  const warning = TEXT.split('---\n')[3];
  expect(coloured(warning)).toContain('\u001b[33m0 errors, 1 warning in');
  expect(coloured(warning)).toContain('  \u001b[33mwarning\u001b[0m ');
  expect(coloured('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n')).toMatch(
    /^\u001b\[32m0 errors, 0 warnings in 1 object/,
  );
});

test('the objects of a table are named once, with an empty line between', () => {
  const two = secretUser('web', 'gone').replace(
    '{secretRef: {name: gone}}',
    '{secretRef: {name: gone}}, {secretRef: {name: lost}}',
  );
  const table = renderTable(viewOf(reportOf(`${two}---\n${secretUser('api', 'lost')}`)));
  expect(table.match(/^Deployment\/web in namespace shop$/gm)).toHaveLength(1);
  expect(table).toContain('secret-missing\n\nDeployment/api in namespace shop\n');
});

test('SARIF describes each rule once, in order, and where its finding stands', () => {
  const [run] = JSON.parse(renderSarif(view)).runs;
  expect(run.tool.driver).toMatchObject({ name: 'cdk8s-nim', semanticVersion: version });
  expect(run.columnKind).toBe('utf16CodeUnits');
  expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual([
    'disruption-budget-selects-no-pod', 'secret-missing',
  ]);
  const secret = report.findings[0].rule;
  expect(run.tool.driver.rules[1]).toEqual({
    id: 'secret-missing', shortDescription: { text: secret.title }, fullDescription: { text: secret.explanation },
    help: { text: `${secret.explanation}\n\n${secret.remediation}\n\ndocs/rules/README.md#secret-missing` },
    helpUri: secret.upstream, defaultConfiguration: { level: 'error' },
  });
  expect(run.results[0]).toMatchObject({
    message: { text: 'Deployment/web: Secret gone is not among the manifests of namespace shop' },
    locations: [{
      logicalLocations: [{
        fullyQualifiedName: 'shop/Deployment/web#/spec/template/spec/containers/0/envFrom/0/secretRef/name',
        kind: 'object',
      }],
    }],
  });
  expect(run.results.map(({ suppressions }: { suppressions: object[] }) => suppressions)).toEqual([
    undefined, [{ kind: 'inSource', justification: 'made by | hand' }], undefined]);
  const known = viewOf(report, applyBaseline(report.findings, toBaseline(view.open)));
  expect(JSON.parse(renderSarif(known)).runs[0].results[0].suppressions).toEqual([
    { kind: 'external', justification: 'in the baseline' },
  ]);
});

test('JSON counts what was found, set aside and not looked at', () => {
  const known = viewOf(report, applyBaseline(report.findings, toBaseline(view.open)));
  const { tool, summary, findings } = JSON.parse(renderJson(known));
  expect(tool).toEqual({ name: 'cdk8s-nim', version });
  expect(summary).toEqual({
    objects: 4, workloads: 2, errors: 0, warnings: 0, acknowledged: 1, baselined: 2, ignoredKinds: { Widget: 1 },
  });
  expect(findings.map(({ status }: { status: string }) => status)).toEqual(['baselined', 'acknowledged', 'baselined']);
  expect(findings[1].acknowledgement).toEqual({ reason: 'made by | hand', expires: '2099-01-01' });
  expect(summaryLine(known)).toBe('0 errors, 0 warnings in 4 objects (2 workloads); 1 acknowledged; 2 in the baseline');
});

test('a baseline is sorted by object and rule, and read back', () => {
  const entries = toBaseline([...report.findings].reverse()).findings.map(({ object, rule }) => [object, rule]);
  expect(entries).toEqual([['shop/Deployment/api', 'secret-missing'], ['shop/Deployment/web', 'secret-missing'],
    ['shop/PodDisruptionBudget/none', 'disruption-budget-selects-no-pod']]);
  const baseline = toBaseline(report.findings);
  expect(parseBaseline('b.json', JSON.stringify(baseline))).toEqual(baseline);
  const { fresh, known, stale } = applyBaseline(report.findings, { version: 1, findings: baseline.findings.slice(1) });
  expect([fresh.length, known.length, stale]).toEqual([1, 2, []]);
});

test.each([
  ['no list', '{"version":1,"findings":{}}'],
  ['entries without fingerprint', '{"version":1,"findings":[{"fingerprint":"a"},{"rule":"b"}]}'],
  ['an entry that is null', '{"version":1,"findings":[null]}'],
  ['no version', '{"findings":[]}'],
])('a baseline with %s is refused', (_, text) => {
  expect(() => parseBaseline('b.json', text)).toThrow(
    'b.json: not a baseline of version 1; write one with --write-baseline',
  );
});

test('a baseline that is no JSON says where it comes from', () => {
  expect(() => parseBaseline('b.json', '{')).toThrow(
    /^b\.json: not JSON[^;]*; write a baseline with --write-baseline$/,
  );
});

test('an acknowledgement of a rule that did not run is not unused', () => {
  const unused = secretUser(
    'web',
    'gone',
    ', annotations: {acknowledge.cdk8s-nim/update-cannot-finish: a person decides}',
  );
  const ids = (options: object) =>
    check(Model.load([{ file: 'a', text: unused }]), options).findings.map(({ rule }) => rule.id);
  expect(ids({})).toEqual(['secret-missing']);
  expect(ids({ cluster: gpuNodes(2) })).toEqual(['secret-missing', 'acknowledgement-unused']);
  expect(ids({ cluster: gpuNodes(2), skipRules: ['update-cannot-finish'] })).toEqual(['secret-missing']);
  expect(ids({ cluster: gpuNodes(2), rules: ['secret-missing'] })).toEqual(['secret-missing']);
});

test('an acknowledgement counts until its last day', () => {
  const expired = (today: string) =>
    check(Model.load([{ file: 'a', text: TEXT }]), { today })
      .findings.filter(({ manifest }) => manifest.name === 'api')
      .map(({ rule, acknowledgement }) => [rule.id, acknowledgement !== undefined]);
  expect(expired('2099-01-01')).toEqual([['secret-missing', true]]);
  expect(expired('2099-01-02')).toEqual([['secret-missing', false], ['acknowledgement-expired', false]]);
});
