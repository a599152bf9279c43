import { deployment, Json, judge, only } from '../../../test/support/rules';

const rolling = (maxSurge: number | string, maxUnavailable: number | string) => ({
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
});
const spread = (matchLabelKeys?: string[]) => ({
  topologySpreadConstraints: [{
    topologyKey: 'zone', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { app: 'web' } }, matchLabelKeys,
  }],
});
const app = (name: string) => ({ labelSelector: { matchLabels: { app: name } } });

describe('spread-stuck-while-rolling', () => {
  const id = 'spread-stuck-while-rolling';
  test('fails when old pods are counted while the update surges', () =>
    expect(only(judge(id, [deployment(spread())])).message).toContain('over zone'));
  test('complies with matchLabelKeys or without surge', () => {
    expect(judge(id, [deployment(spread(['pod-template-hash']))])).toBe('compliant');
    expect(judge(id, [deployment(spread(), rolling(0, 1))])).toBe('compliant');
  });
  test('does not apply without a hard constraint', () => expect(judge(id, [deployment()])).toBe('not applicable'));
});

describe('spread-stuck-while-rolling', () => {
  const spread = (...constraints: Json[]) => ({
    topologySpreadConstraints: constraints.map((each) => ({
      topologyKey: 'zone', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', ...each,
    })),
  });
  const id = 'spread-stuck-while-rolling';
  test('names the domain and what is missing', () =>
    expect(judge(id, [deployment(spread(app('web')))])).toEqual([{
      pointer: '/spec/template/spec/topologySpreadConstraints',
      message:
        'the constraint over zone counts old pods while the update surges; it lacks matchLabelKeys: [pod-template-hash]',
    }]));
  test.each<[string, Json]>([
    ['other pods only', app('db')], ['no pod, for want of a selector', {}],
  ])('complies when it counts %s', (_, constraint) =>
    expect(judge(id, [deployment(spread(constraint))])).toBe('compliant'),
  );
  test('does not apply without replicas, or where the constraint is a wish', () => {
    expect(judge(id, [deployment(spread(app('web')), { replicas: 0 })])).toBe('not applicable');
    expect(judge(id, [deployment(spread({ ...app('web'), whenUnsatisfiable: 'ScheduleAnyway' }))])).toBe(
      'not applicable',
    );
  });
});
