import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { Model } from '../../manifests';
import { check } from '../check';
import { applyBaseline, parseBaseline, toBaseline } from '../engine';
import {
  JSON_PLAN_SCHEMA,
  JSON_REPORT_SCHEMA,
  renderJson,
  renderMarkdown,
  renderRulesMarkdown,
  renderSarif,
  renderTable,
  summaryLine,
  viewOf,
} from '.';
import { gpuNodes } from '../../../test/support/rules';

const TEXT = `# two services
apiVersion: apps/v1
kind: Deployment
metadata:
  name: nim
  namespace: shop
spec:
  replicas: 2
  selector: {matchLabels: {app: nim}}
  template:
    metadata: {labels: {app: nim}}
    spec:
      containers:
        - name: nim
          image: nim:1
          envFrom:
            - secretRef:
                name: gone
          resources:
            limits:
              nvidia.com/gpu: 1
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: nim
  namespace: shop
  annotations:
    acknowledge.cdk8s-nim/disruption-budget-never-allows-eviction: a person decides; expires 2099-01-01
spec:
  minAvailable: 2
  selector: {matchLabels: {app: nim}}
---
apiVersion: example.com/v1
kind: Widget
metadata: {name: w}
`;
const report = check(Model.load([{ file: 'k8s/app one.yaml', text: TEXT }]), {
  skipRules: ['pods-not-counted'], cluster: gpuNodes(2),
});
const view = viewOf(report);

test('findings stand at the true line of the file', () => {
  const lines = TEXT.split('\n');
  const places = report.findings.map(({ rule, location }) => [
    rule.id, lines[location.line - 1].slice(location.column - 1),
  ]);
  expect(places).toEqual([
    ['update-cannot-finish', 'replicas: 2'],
    ['secret-missing', 'gone'],
    ['disruption-budget-never-allows-eviction', '2'],
  ]);
});

test('the summary counts open findings, and says what was set aside and not looked at', () => {
  expect(summaryLine(view)).toBe('2 errors, 0 warnings in 3 objects (1 workload); 1 acknowledged');
  expect([...report.ignoredKinds]).toEqual([['Widget', 1]]);
});

test('the table names object, severity, witness, fix and place, without colour unless asked', () => {
  const table = renderTable(view);
  expect(table).toMatchInlineSnapshot(`
"Deployment/nim in namespace shop
  error an update with maxSurge 1 and maxUnavailable 0 can never finish on this cluster
      - a new shop/Deployment/nim pod needs 1 nvidia.com/gpu and stays Pending
      - pool gpu has 2 nvidia.com/gpu on 2 nodes, held by shop/Deployment/nim (old) (2)
      - an old pod may not stop before a new one is ready (maxSurge 1, maxUnavailable 0)
    fix: Write one of these, each proven: a rolling update with maxSurge 0 and maxUnavailable 1 (finishes, no downtime); or strategy Recreate (finishes, downtime up to 30 s).
    k8s/app one.yaml:8:3  update-cannot-finish
  error Secret gone is not among the manifests of namespace shop
    fix: Add the Secret, an ExternalSecret or a SealedSecret; where it exists outside the manifests, declare it with --declared-secret namespace/name or the annotation cdk8s-nim/declared-secrets; where it may be absent, write optional: true.
    k8s/app one.yaml:18:23  secret-missing

2 errors, 0 warnings in 3 objects (1 workload); 1 acknowledged
updates: 1 impossible
not looked at: pods outside these manifests are not counted beyond the reserve of each pool; give them with --cluster <snapshot.json> or --live
not looked at: whether what pods need to start is there: Secret/gone; not in the input, and taken to exist
kinds not looked at: Widget (1)
"
`);
  expect(renderTable(view, { colour: true })).toContain('\u001b[31merror\u001b[0m');
});

test('a clean report is one line and its notes', () => {
  const clean = viewOf(
    check(Model.load([{ file: 'a.yaml', text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}' }])),
  );
  expect(renderTable(clean)).toBe(
    '0 errors, 0 warnings in 1 object (0 workloads)\nthe nodes are not known, so nothing is proven about capacity; give them with --nodes\n',
  );
});

test('control characters of a manifest do not reach the terminal', () => {
  const text =
    'apiVersion: v1\nkind: Service\nmetadata: {name: "a\\e[31mb"}\nspec: {selector: {app: "\\u202e"}, ports: [{port: 1}]}';
  expect(renderTable(viewOf(check(Model.load([{ file: 'a.yaml', text }]))))).not.toMatch(/[\u001b\u202e]/);
});

test('JSON follows its schema, which is the published file', () => {
  const validate = new Ajv({ validateFormats: false }).compile(JSON_REPORT_SCHEMA);
  const document = JSON.parse(renderJson(view));
  expect(validate(document) || validate.errors).toBe(true);
  expect(validate({ ...document, findings: [{ ...document.findings[0], fingerprint: 'x' }] })).toBe(false);
  expect(document.findings.map(({ status }: { status: string }) => status)).toEqual(['open', 'open', 'acknowledged']);
  const written = (file: string) => JSON.parse(readFileSync(join(__dirname, '../../../docs/rules', file), 'utf8'));
  expect([written('report.schema.json'), written('plan.schema.json')]).toEqual(
    [JSON_REPORT_SCHEMA, JSON_PLAN_SCHEMA].map((schema) => JSON.parse(JSON.stringify(schema))),
  );
});

test.each([0, 1, 999, 1000, 1001, 2500])('JSON of %i findings is written as one document would be', (count) => {
  const [finding] = view.report.findings;
  const json = renderJson(viewOf({ ...report, findings: Array.from({ length: count }, () => finding) }));
  expect(JSON.parse(json).findings).toHaveLength(count);
  expect(json).toBe(`${JSON.stringify(JSON.parse(json), undefined, 2)}\n`);
});

test('SARIF carries rules, true regions, fingerprints and suppressions', () => {
  const {
    $schema,
    version,
    runs: [run],
  } = JSON.parse(renderSarif(view));
  expect([$schema, version, run.tool.driver.name]).toEqual([
    expect.stringContaining('sarif-schema-2.1.0.json'), '2.1.0', 'cdk8s-nim',
  ]);
  for (const result of run.results) {
    expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(['error', 'warning']).toContain(result.level);
    expect(result.partialFingerprints['cdk8sNim/v1']).toMatch(/^[0-9a-f]{16}$/);
  }
  expect(run.results[1].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'k8s/app%20one.yaml' },
    region: { startLine: 18, startColumn: 23 },
  });
  expect(run.results[2].suppressions).toEqual([{ kind: 'inSource', justification: 'a person decides' }]);
  expect(run.results[0]).not.toHaveProperty('suppressions');
  for (const { helpUri, shortDescription } of run.tool.driver.rules) {
    expect([new URL(helpUri).protocol, typeof shortDescription.text]).toEqual(['https:', 'string']);
  }
});

test('Markdown escapes what manifests say', () => {
  const text =
    'apiVersion: v1\nkind: Service\nmetadata: {name: "a|<img src=x>"}\nspec: {selector: {app: "@all"}, ports: [{port: 1}]}';
  const markdown = renderMarkdown(viewOf(check(Model.load([{ file: 'a.yaml', text }]))));
  expect(markdown).toContain('Service/a\\|&lt;img src=x&gt;');
  expect(markdown).not.toMatch(/<img|@all/);
  expect(renderMarkdown(view)).toContain(
    '| PodDisruptionBudget/nim | disruption-budget-never-allows-eviction | a person decides | 2099-01-01 |',
  );
});

describe('baseline', () => {
  test('sets known findings aside, and says which entries are gone', () => {
    const baseline = toBaseline(view.open);
    const result = applyBaseline(report.findings, {
      ...baseline,
      findings: [...baseline.findings, { fingerprint: '0'.repeat(16), rule: 'x', object: 'y' }],
    });
    const compared = viewOf(report, result);
    expect([
      compared.errors, compared.baselined.length, compared.acknowledged.length, result.stale.map(({ rule }) => rule),
    ]).toEqual([0, 2, 1, ['x']]);
    expect(JSON.parse(renderSarif(compared)).runs[0].results[0].suppressions[0].kind).toBe('external');
  });
  test('does not hide a new finding', () => {
    const moved = TEXT.replace(
      'name: gone',
      'name: gone\n            - secretRef:\n                name: gone-too',
    ).replace('# two services', '#\n#\n#');
    const later = check(Model.load([{ file: 'elsewhere.yaml', text: moved }]), {
      skipRules: ['pods-not-counted'], cluster: gpuNodes(2),
    });
    const { fresh } = applyBaseline(later.findings, toBaseline(report.findings));
    expect(fresh.map(({ message }) => message)).toEqual([
      'Secret gone-too is not among the manifests of namespace shop',
    ]);
  });
  test.each([
    ['no JSON', '{', /b\.json: not JSON/],
    ['another version', '{"version":2,"findings":[]}', /not a baseline of version 1/],
    ['null', 'null', /not a baseline/],
  ])('fails when the file holds %s', (_, text, message) =>
    expect(() => parseBaseline('b.json', text)).toThrow(message),
  );
});

test('fails when a rule to run or skip is unknown', () => {
  expect(() => check(Model.load([]), { rules: ['x'] })).toThrow(/there is no rule 'x'/);
  expect(() => check(Model.load([]), { skipRules: ['y'] })).toThrow(/there is no rule 'y'/);
});

test('rules that are not asked for say nothing', () => {
  const ids = (options: object) =>
    check(Model.load([{ file: 'a', text: TEXT }]), options).findings.map(({ rule }) => rule.id);
  expect(ids({ rules: ['secret-missing'] })).toEqual(['secret-missing']);
  expect(ids({ skipRules: ['secret-missing'] })).toEqual(['disruption-budget-never-allows-eviction']);
});

test('the page about the rules is what the rules say; write it with: npx cdk8s-nim rules --output markdown > docs/rules/README.md', () => {
  expect(readFileSync(join(__dirname, '../../../docs/rules/README.md'), 'utf8')).toBe(renderRulesMarkdown());
});
