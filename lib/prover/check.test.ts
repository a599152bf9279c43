import { container, deployment, gpuNodes, gpus, Json, modelOf, object } from '../../test/support/rules';
import { ALL_RULES, check, CheckOptions } from './check';
import { RULES } from './engine';

const ACKNOWLEDGE = 'acknowledge.cdk8s-nim/secret-missing';
const env = { envFrom: [{ secretRef: { name: 'none' } }] };
const lacking = (annotations: object = {}) => deployment({ containers: [container(env)] }, {}, { annotations });
const ids = (objects: Json[], options?: CheckOptions) =>
  check(modelOf(objects), options).findings.map(({ rule: { id } }) => id);
const only = (...rules: string[]) => ({ rules });

describe('which rules are run', () => {
  test('is all, those that are named, or those that are not left out', () => {
    expect(ids([lacking()])).toContain('secret-missing');
    expect([ids([lacking()], only('secret-missing')), ids([lacking()], only('config-map-missing'))])
      .toEqual([['secret-missing'], []]);
    expect(ids([lacking()], { skipRules: ['secret-missing'] })).not.toContain('secret-missing');
    expect(ids([lacking()], { rules: ['secret-missing'], skipRules: ['secret-missing'] })).toEqual([]);
  });

  test('is told by ids that there are, else it fails', () => {
    for (const options of [only('secret-missing', 'odd'), { skipRules: ['odd'] }]) {
      expect(() => check(modelOf([]), options)).toThrow("there is no rule 'odd'; 'cdk8s-nim rules' lists them");
    }
    expect(ALL_RULES.map(({ id }) => id)).toEqual(expect.arrayContaining(['secret-missing', 'unreadable-field']));
    expect(ALL_RULES.length).toBeGreaterThan(RULES.length + 1);
  });

  test('says of fields that could not be read only where that is asked', () => {
    const odd = deployment({}, { progressDeadlineSeconds: 'x' });
    expect(ids([odd], only('secret-missing'))).toEqual([]);
    expect(ids([odd])).toHaveLength(1);
  });
});

describe('findings that are acknowledged', () => {
  const report = (annotations: object, options: CheckOptions = {}) => check(modelOf([lacking(annotations)]),
    { ...only('secret-missing'), ...options })
    .findings.map(({ rule: { id }, acknowledgement }) => [id, acknowledgement?.reason]);

  test('stay with their reason', () => {
    expect(report({ [ACKNOWLEDGE]: 'known' })).toEqual([['secret-missing', 'known']]);
  });

  test('are open again from the day on which the reason expires', () => {
    const annotations = { [ACKNOWLEDGE]: 'known; expires 2026-06-30' };
    const [on, after] = ['2026-06-30', '2026-07-01'].map((today) => report(annotations, { today })
      .filter(([id]) => id === 'secret-missing').map(([, reason]) => reason !== undefined));
    expect([on, after]).toEqual([[true], [false]]);
    const today = new Date().toISOString().slice(0, 10);
    expect(report({ [ACKNOWLEDGE]: `known; expires ${today}` })).toEqual([['secret-missing', 'known']]);
  });

  test('that are not there any more are told, unless their rule was not asked', () => {
    const sound = (options: CheckOptions) => ids([deployment({}, {}, { annotations: {
      [ACKNOWLEDGE]: 'known', 'acknowledge.cdk8s-nim/pods-do-not-fit-cluster': 'known' } })], options);
    const without = sound({ skipRules: ['secret-missing'] });
    expect(sound({}).length - without.length).toBe(1);
    expect(without).toEqual([]);
    expect(sound({ cluster: gpuNodes(1), skipRules: ['secret-missing'] })).toContain('acknowledgement-unused');
  });
});

describe('a report', () => {
  test('counts objects, workloads and kinds', () => {
    const rollout = (name: string) =>
      ({ ...deployment({}, {}, { name }), apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' });
    const report = check(modelOf([deployment(), rollout('a'), rollout('b'), object('Box', 'x', {}, 'a.io/v1'),
      object('Box', 'y', {}, 'a.io/v1'), object('ConfigMap', 'c')]), only('secret-missing'));
    expect([report.objects, report.workloads, [...report.countedKinds], [...report.ignoredKinds]])
      .toEqual([6, 3, [['Rollout', 2]], [['Box', 2]]]);
    expect(report.tallies.get('secret-missing')).toEqual({ compliant: 0, nonCompliant: 0, notApplicable: 3 });
    expect(report.faults).toEqual([]);
  });

  test('has verdicts, and what they leave out, where the nodes are known', () => {
    const objects = [deployment(gpuPod(1)), deployment(gpuPod(1), {}, { name: 'two' }), deployment(gpuPod(9), {},
      { name: 'large' })];
    const verdictsWith = (options: CheckOptions) => check(modelOf(objects), options).verdicts;
    expect(verdictsWith({})).toBeUndefined();
    const verdicts = verdictsWith({ cluster: gpuNodes(4) })!;
    expect([...verdicts.values()].reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(verdicts.get('impossible')).toBe(1);
    expect(check(modelOf(objects)).notLookedAt).toEqual([]);
    expect(check(modelOf(objects), { cluster: gpuNodes(4) }).notLookedAt.length).toBeGreaterThan(0);
  });

  test('has rules that crash as faults, and throws what no rule has crashed on', () => {
    const plan = { get steadyState(): never {
      throw new TypeError('no plan');
    } } as unknown as CheckOptions['plan'];
    const options = { cluster: gpuNodes(1), plan };
    const { faults, verdicts } = check(modelOf([deployment()]), options);
    expect([faults.length > 0, faults.every(({ error }) => error.message === 'no plan'), verdicts])
      .toEqual([true, true, undefined]);
    expect(() => check(modelOf([deployment()]), { ...options, rules: ['secret-missing'] })).toThrow('no plan');
  });
});

describe('a report of a change', () => {
  const from = (...objects: Json[]) => ({ model: modelOf(objects), name: 'before', prune: true });
  test('tells which findings what runs has as well', () => {
    const other = deployment({ containers: [container(env)] }, {}, { name: 'other' });
    const report = check(modelOf([lacking(), other]), { ...only('secret-missing'), from: from(lacking()) });
    const known = report.before!();
    expect(report.findings.map(({ manifest, fingerprint }) => [manifest.name, known.has(fingerprint)]))
      .toEqual([['web', true], ['other', false]]);
    expect(check(modelOf([lacking()])).before).toBeUndefined();
  });

  test('tells the line of the change that a finding is about', () => {
    const web = deployment({ containers: [container(env)] }, { replicas: 3 });
    const { findings: [finding], changedLine } = check(modelOf([web]),
      { ...only('secret-missing'), from: from(lacking()) });
    expect(changedLine!(finding).line).toBe(finding.manifest.locate('/spec/replicas').line);
    const same = check(modelOf([lacking()]), { ...only('secret-missing'), from: from(lacking()) });
    expect(same.changedLine!(same.findings[0])).toEqual(same.findings[0].location);
    expect(check(modelOf([lacking()])).changedLine).toBeUndefined();
  });

  test('tells what is gone only where the API server has not filled it in', () => {
    const [old, web] = [lacking(), lacking()];
    [old.metadata.labels, web.metadata.labels] = [{ a: 'b', c: 'd' }, { a: 'b' }];
    const lineOf = (isLive: boolean) => {
      const { findings: [finding], changedLine } = check(modelOf([web]),
        { ...only('secret-missing'), from: { ...from(old), isLive } });
      return [changedLine!(finding).line, finding.location.line, finding.manifest.locate('/metadata/labels').line];
    };
    const [gone, own, labels] = lineOf(false);
    expect([gone, lineOf(true)[0]]).toEqual([labels, own]);
  });
});

function gpuPod(count: number): Json {
  return { containers: [container(gpus(count))] };
}
