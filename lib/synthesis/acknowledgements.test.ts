import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { acknowledge, Acknowledgements } from './acknowledgements';
import { Linter } from './linter';

const REASON = 'one replica on one GPU: a person decides about every drain';
const PDB_RULE = 'disruption-budget-never-allows-eviction';

function budget(chart: Chart, id: string, annotations?: { [key: string]: string }): ApiObject {
  return new ApiObject(chart, id, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: id, annotations },
    spec: { minAvailable: 1 },
  });
}

function annotationsOf(chart: Chart, name: string): { [key: string]: string } {
  return Testing.synth(chart).find((manifest) => manifest.metadata.name === name).metadata.annotations;
}

/** A chart whose acknowledgements all linters understand. */
function projectedChart(): Chart {
  const chart = Testing.chart();
  Acknowledgements.projectTo(chart, Linter.all());
  return chart;
}

test('an acknowledgement is one line unless the app asks for more, and none where only another linter asks', () => {
  const chart = Testing.chart();
  budget(chart, 'web');
  new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' } });
  acknowledge(chart, PDB_RULE, REASON);
  acknowledge(chart, 'kube-score/container-image-pull-policy', 'tags are pinned');
  acknowledge(chart, 'checkov/CKV_K8S_43', 'exact tags');
  expect(annotationsOf(chart, 'web')).toEqual({ [`acknowledge.cdk8s-nim/${PDB_RULE}`]: REASON });
  expect(annotationsOf(chart, 'pod')).toBeUndefined();
});

test('only the linters that are named are written for, on the objects below and by all calls together', () => {
  const app = new App();
  const [first, second] = ['first', 'second'].map((id) => new Chart(app, id));
  [first, second].forEach((chart) => budget(chart, 'web'));
  acknowledge(app, PDB_RULE, REASON);
  Acknowledgements.projectTo(app, [Linter.POLARIS]);
  Acknowledgements.projectTo(second, [Linter.KUBE_SCORE]);
  Acknowledgements.projectTo(second, [Linter.KUBE_LINTER]);
  const keys = (chart: Chart) =>
    Object.keys(annotationsOf(chart, 'web'))
      .filter((key) => !key.startsWith('acknowledge.'))
      .sort();
  const polaris = [
    'polaris.fairwinds.com/pdbDisruptionsIsZero-exempt',
    'polaris.fairwinds.com/pdbMinAvailableGreaterThanHPAMinReplicas-exempt',
  ];
  expect(keys(first)).toEqual(polaris);
  expect(keys(second)).toEqual([
    'ignore-check.kube-linter.io/pdb-max-unavailable', 'ignore-check.kube-linter.io/pdb-min-available', ...polaris,
  ]);
});

test('one acknowledgement silences the prover, kube-linter and polaris', () => {
  const chart = projectedChart();
  budget(chart, 'web');
  acknowledge(chart, PDB_RULE, REASON, { expires: '2027-01-31' });
  expect(annotationsOf(chart, 'web')).toEqual({
    [`acknowledge.cdk8s-nim/${PDB_RULE}`]: `${REASON}; expires 2027-01-31`,
    'ignore-check.kube-linter.io/pdb-max-unavailable': REASON,
    'ignore-check.kube-linter.io/pdb-min-available': REASON,
    'polaris.fairwinds.com/pdbDisruptionsIsZero-exempt': 'true',
    'polaris.fairwinds.com/pdbMinAvailableGreaterThanHPAMinReplicas-exempt': 'true',
  });
});

test('objects created after the call are annotated, objects of other kinds are not', () => {
  const chart = Testing.chart();
  acknowledge(chart, PDB_RULE, REASON);
  budget(chart, 'late');
  new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' } });
  expect(annotationsOf(chart, 'late')).toHaveProperty([`acknowledge.cdk8s-nim/${PDB_RULE}`], REASON);
  expect(annotationsOf(chart, 'config')).toBeUndefined();
});

test('children inherit, and the nearest acknowledgement wins', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  const own = budget(chart, 'own');
  budget(chart, 'inherits');
  Acknowledgements.of(app).add(PDB_RULE, 'for all');
  Acknowledgements.of(own).add(PDB_RULE, 'for this one');
  const key = `acknowledge.cdk8s-nim/${PDB_RULE}`;
  expect([annotationsOf(chart, 'own')[key], annotationsOf(chart, 'inherits')[key]]).toEqual([
    'for this one', 'for all',
  ]);
});

test('checks of other linters can be acknowledged, are merged into lists that exist, and rendering twice changes nothing', () => {
  const chart = projectedChart();
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'pod', annotations: { 'kube-score/ignore': 'pod-networkpolicy' } },
  };
  new ApiObject(chart, 'pod', pod);
  budget(chart, 'pdb');
  acknowledge(chart, 'kube-score/container-image-pull-policy', 'tags are pinned');
  acknowledge(chart, 'kubescape/C-0075', 'tags are pinned', { expires: '2027-05-01' });
  acknowledge(chart, 'kubescape/C-0016', 'the image needs it', { expires: '2027-03-01' });
  const first = annotationsOf(chart, 'pod');
  expect(first).toMatchObject({
    'kube-score.acknowledge.cdk8s-nim/container-image-pull-policy': 'tags are pinned',
    'kube-score/ignore': 'container-image-pull-policy,pod-networkpolicy',
    'kubescape.io/skip-controls': 'C-0016,C-0075',
    'kubescape.io/skip-expiry': '2027-03-01T23:59:59Z',
    'kubescape.io/skip-reason': 'tags are pinned; the image needs it'.split('; ').sort().join('; '),
  });
  expect(annotationsOf(chart, 'pod')).toEqual(first);
  expect(annotationsOf(chart, 'pdb')).not.toHaveProperty(['kube-score/ignore']);
});

test('checks of checkov and kube-linter are silenced by annotations that carry the reason, and nothing else is written', () => {
  const chart = projectedChart();
  new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' } });
  acknowledge(chart, 'checkov/CKV_K8S_43', 'exact tags');
  acknowledge(chart, 'kube-linter/no-read-only-root-fs', 'writes beside its code');
  expect(annotationsOf(chart, 'pod')).toEqual({
    'checkov.io/skip-CKV_K8S_43': 'CKV_K8S_43=exact tags',
    'ignore-check.kube-linter.io/no-read-only-root-fs': 'writes beside its code',
  });
});

test('a reason for checkov has no second equals sign, which checkov cannot read', () => {
  const chart = projectedChart();
  new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' } });
  acknowledge(chart, 'checkov/CKV_K8S_35', 'uid=1000 reads it');
  expect(annotationsOf(chart, 'pod')).toEqual({ 'checkov.io/skip-CKV_K8S_35': 'CKV_K8S_35=uid:1000 reads it' });
});

test.each([
  ['an unknown rule', 'pdb-never', REASON, {}, /there is no rule 'pdb-never'/],
  ['an unknown tool', 'datree/x', REASON, {}, /there is no rule 'datree\/x'/],
  ['an empty reason', PDB_RULE, '  ', {}, /is no reason/],
  ['a reason that nobody sees', PDB_RULE, '\u200b…', {}, /is no reason/],
  ['an expiry within the reason', PDB_RULE, 'soon; expires 2027-01-31', {}, /is no reason/],
  ['a day that does not exist', PDB_RULE, REASON, { expires: '2027-02-30' }, /'2027-02-30' is no day/],
])('fails when given %s, with the construct path', (_, id, reason, options, message) => {
  const chart = Testing.chart();
  expect(() => acknowledge(chart, id, reason, options)).toThrow(message);
  expect(() => acknowledge(chart, id, reason, options)).toThrow(/^test: /);
});

test('fails when a rule is acknowledged twice on the same construct', () => {
  const chart = Testing.chart();
  acknowledge(chart, PDB_RULE, REASON);
  expect(() => acknowledge(chart, PDB_RULE, 'another')).toThrow(/acknowledged here already: one replica/);
});

test('fails on a whole app too, which has no path', () => {
  expect(() => acknowledge(new App(), 'pdb-never', REASON)).toThrow(/^app: there is no rule 'pdb-never'; write/);
});
