const { acknowledgedLines, evidence, findingLines, replaceEvidence, textTable } = require('./report');
const { failureReason } = require('./tools');

const base = { validator: 'kube-score', version: 'v1.20.0', input: 'dist/a', objects: 3 };
const error = { check: 'pod-probes', severity: 'error', object: 'Deployment ai/llm', message: 'a|b' };
const warning = { ...error, check: 'deployment-replicas', severity: 'warning', message: 'few' };
const acknowledged = { ...warning, reason: 'one GPU' };
const failing = { ...base, findings: [error, warning], acknowledged: [acknowledged] };
const passing = { ...base, input: 'dist/b', findings: [], acknowledged: [] };
const absent = { ...base, validator: 'polaris', absent: 'polaris cannot be installed: 403 Forbidden' };

test('the table counts errors, warnings and acknowledged findings, and says what did not run', () => {
  const rules = { ...base, validator: 'promtool', notApplicable: 'no PrometheusRule' };
  expect(
    textTable([failing, passing, absent, { ...absent, absent: undefined, leftOut: true }, rules]).split('\n'),
  ).toEqual([
    'validator   version  input   objects  errors  warnings  acknowledged  result',
    'kube-score  v1.20.0  dist/a  3        1       1         1             FAIL',
    'kube-score  v1.20.0  dist/b  3        0       0         0             pass',
    'polaris     v1.20.0  dist/a  -        -       -         -             NOT RUN: absent',
    'polaris     v1.20.0  dist/a  -        -       -         -             not run: left out by --without',
    'promtool    v1.20.0  dist/a  -        -       -         -             no PrometheusRule',
  ]);
});

test('each finding is one line with input, object, validator, check and message', () => {
  expect(findingLines([failing, absent])).toEqual([
    'error: dist/a: Deployment ai/llm: kube-score pod-probes: a|b',
    'warning: dist/a: Deployment ai/llm: kube-score deployment-replicas: few',
  ]);
  expect(acknowledgedLines([failing, absent])).toEqual([
    'acknowledged: dist/a: Deployment ai/llm: kube-score deployment-replicas: one GPU',
  ]);
});

describe('evidence', () => {
  test('is the table, what did not run, what is acknowledged and why, and what is open', () => {
    const page = evidence([failing, absent]);
    expect(page).toContain('| kube-score | v1.20.0 | dist/a | 3 | 1 | 1 | 1 | FAIL |');
    expect(page).toContain('### Not run\n\n- polaris cannot be installed: 403 Forbidden');
    expect(page).toContain('| one GPU | kube-score deployment-replicas | dist/a (1) |');
    expect(page).toContain('- error: dist/a: Deployment ai/llm: kube-score pod-probes: a\\|b');
  });

  test('says none where there is nothing', () => {
    expect(evidence([passing])).toMatch(/### Acknowledged findings\n\nNone\.\n\n### Open findings\n\nNone\.$/);
  });

  test('names each reason once, with all checks that it answers and the objects of each input', () => {
    const other = { ...acknowledged, object: 'Deployment ai/embedding' };
    const page = evidence([
      { ...passing, acknowledged: [acknowledged, acknowledged, other] },
      { ...passing, validator: 'checkov', acknowledged: [{ ...acknowledged, check: 'CKV_1' }] },
      failing,
    ]);
    expect(page).toContain('| one GPU | checkov CKV_1, kube-score deployment-replicas | dist/b (2), dist/a (1) |');
    expect(page.match(/one GPU/g)).toHaveLength(1);
  });
});

describe('replaceEvidence', () => {
  const begin = '<!-- validators: written by npm run verify:manifests -- --write-evidence -->';
  const end = '<!-- end of validators -->';

  test('replaces what is between the markers, and again', () => {
    const once = replaceEvidence(`before\n${begin}\nold\n${end}\nafter\n`, 'new');
    expect(once).toBe(`before\n${begin}\n\nnew\n\n${end}\nafter\n`);
    expect(replaceEvidence(once, 'new')).toBe(once);
  });

  test('fails when a marker is missing or they are in the wrong order', () => {
    for (const page of ['', begin, end, `${end}\n${begin}`]) {
      expect(() => replaceEvidence(page, 'new')).toThrow(/^docs\/evidence\.md: lacks the lines/);
    }
  });
});

test('the reason of a failed installation is its first complaint, without the address of the proxy', () => {
  const output = 'go: downloading example.com/m v1.0.0\n' +
    'go: example.com/m/cmd@v1: reading https://proxy.example.com/m/@v/v1.info: 403 Forbidden\n\tserver response: no\n';
  expect(failureReason(output)).toBe('403 Forbidden');
  expect(failureReason('ERROR: no distribution for a==1 at https://registry.example.com/a')).toBe(
    'ERROR: no distribution for a==1 at (address)',
  );
  expect(failureReason('')).toBe('no message');
});
