import { Cluster } from '../../../cluster';
import { Model } from '../../../manifests';
import { headline } from './headline';
import { check } from '../../check';
import { viewOf } from '..';
import { plan } from '../../plan';
import { deployment, modelOf, researchOps } from '../../../../test/support/html-report';

function say(model: Model, nodes?: string, rules: string[] = ['config-map-missing']): string[] {
  const cluster = nodes === undefined ? undefined : Cluster.fromSpec(nodes);
  const planned = plan(model, { cluster });
  const { sentence, detail } = headline(planned, planned.remedies, viewOf(check(model, { cluster, rules })));
  return [sentence, detail.replaceAll('\u00a0', ' ')];
}

const SURGE = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };

describe('the headline', () => {
  test('of research-ops says that all finishes, who pauses, for how long, and what would help', () => {
    expect(say(researchOps(), 'gpu=2xg5.2xlarge')).toEqual([
      'All 5 updates are proven to finish.',
      'reasoning-nim, embedding-nim and qdrant do not serve meanwhile, for up to 21 min 25 s. ' +
      'Proven for reasoning-nim without a pause: a rolling update with maxSurge 1 and maxUnavailable 0, and a ' +
      'ReadWriteMany claim in place of reasoning-nim-cache, and 1 more node in pool gpu: finishes, no downtime, ' +
      'the cost of 1 node while the update lasts. embedding-nim has a remedy as well.',
    ]);
  });

  test('names the updates that can never finish', () => {
    expect(say(modelOf(deployment('nim', 1, SURGE), deployment('web', 0, SURGE)), 'gpu=1xg5.2xlarge')).toEqual([
      '1 of 2 updates can never finish: nim.', 'Proven for nim: strategy Recreate: finishes, downtime up to 30 s.',
    ]);
  });

  test('of a change counts what changes', () => {
    const cluster = Cluster.fromSpec('cpu=4xm6i.large');
    const model = (image: string) => modelOf(deployment('web', 0, SURGE, { image }), deployment('api', 0, SURGE));
    const sayChange = (old: string, asked: string) => {
      const planned = plan(model(asked), { cluster, from: { model: model(old), name: 'old', prune: false } });
      const view = viewOf(check(model(asked), { cluster, rules: ['secret-missing'] }));
      return headline(planned, planned.remedies, view).sentence;
    };
    expect(sayChange('web:1', 'web:2')).toBe('The update is proven to finish.');
    expect(sayChange('web:1', 'web:1')).toBe('No workload changes.');
  });

  test('says of two that both finish, and of one that it does', () => {
    const nodes = 'cpu=2xm6i.large';
    expect(say(modelOf(deployment('web', 0, SURGE), deployment('api', 0, SURGE)), nodes))
      .toEqual(['Both updates are proven to finish.', '']);
    expect(say(modelOf(deployment('web', 0, SURGE)), nodes)).toEqual(['The update is proven to finish.', '']);
  });

  test('says how many findings are open besides', () => {
    const model = modelOf(deployment('web', 0, SURGE, { envFrom: [{ configMapRef: { name: 'gone' } }] }));
    expect(say(model, 'cpu=1xm6i.large')).toEqual([
      'The update is proven to finish.', 'The rules find 1 error and 0 warnings.',
    ]);
  });

  test('says first that the workloads do not fit at all', () => {
    expect(say(modelOf(deployment('one', 1), deployment('two', 1)), 'gpu=1xg5.2xlarge')[0])
      .toBe('The workloads do not all fit on the nodes, even before an update.');
  });

  test('says that nothing is decided without nodes, and that there is nothing to decide without workloads', () => {
    expect(say(researchOps())[0]).toBe('No update is decided yet.');
    expect(say(modelOf(), 'gpu=1xg5.2xlarge')).toEqual(['There is no workload to update.', '']);
    expect(say(modelOf(deployment('web', 0, SURGE)), 'cpu=1xm6i.large')).toEqual([
      'The update is proven to finish.', '',
    ]);
  });

  type Stub = readonly [name: string, verdict: string, more?: object];
  const of = (stubs: readonly Stub[], more: object = {}, overfull = false) => {
    const workloads = stubs.map(([name, verdict, rest]) =>
      ({ name, verdict, downtimeSeconds: { least: 0, most: 0 }, ...rest }));
    const remedies = { byWorkload: new Map() };
    return headline(
      { workloads, steadyState: { verdict: overfull ? 'impossible' : 'proven' } } as never,
      remedies as never, { errors: 0, warnings: 0, ...more } as never,
    );
  };

  test.each<[string, Stub[]]>([
    ['1 of 3 updates can never finish: a.', [['a', 'impossible'], ['b', 'possible'], ['c', 'unknown']]],
    ['1 of 2 updates may wait for ever: b.', [['b', 'possible'], ['c', 'unknown']]],
    ['1 of 2 updates cannot be decided: c.', [['c', 'unknown'], ['d', 'proven']]],
    ['2 of 3 updates can never finish: a and b.', [['a', 'impossible'], ['b', 'impossible'], ['d', 'proven']]],
    ['No update is decided yet.', [['c', 'unknown'], ['d', 'unknown']]],
    ['All 3 updates are proven to finish.', [['a', 'proven'], ['b', 'proven'], ['c', 'proven']]],
    ['1 of 1 update can never finish: a.',
      [['a', 'impossible', { change: { kind: 'unchanged' } }], ['b', 'proven', { change: { kind: 'unchanged' } }]]],
  ])('is %j where the worst of them is so', (sentence, stubs) => expect(of(stubs).sentence).toBe(sentence));

  test('says that the workloads do not fit, but of a change what cannot finish', () => {
    expect(of([['a', 'impossible']], {}, true).sentence).toMatch(/do not all fit/);
    const change = { kind: 'new', replicas: { from: 0, to: 1 }, requests: [] };
    const fits = { verdict: 'possible' };
    expect(of([['a', 'impossible', { change, fits }]], {}, true).sentence).toMatch(/can never finish: a/);
    expect(of([['a', 'possible', { change, fits }], ['b', 'possible', { change, fits }]], {}, true).sentence)
      .toBe('Not everything can finish: all pods together do not fit on the nodes.');
  });

  test('says who does not serve, and for how long at most, or that nothing bounds it', () => {
    const stops = (name: string, most?: number): Stub => [name, 'proven', { downtimeSeconds: { least: 0, most } }];
    const detail = (...stubs: Stub[]) => of(stubs).detail.replaceAll('\u00a0', ' ');
    expect(detail(stops('a', 30), stops('b', 90), ['c', 'proven']))
      .toBe('a and b do not serve meanwhile, for up to 1 min 30 s.');
    expect(detail(stops('a', 30))).toBe('a does not serve meanwhile, for up to 30 s.');
    expect(detail(stops('a', 30), stops('b'))).toBe('a and b do not serve meanwhile, for a time nothing bounds.');
    expect(detail(stops('b'), stops('a', 30))).toBe('b and a do not serve meanwhile, for a time nothing bounds.');
    expect(detail(['a', 'possible', { downtimeSeconds: { least: 0, most: 30 } }])).toBe('');
  });

  test('counts errors and warnings where there are any', () => {
    expect(of([], { errors: 0, warnings: 2 }).detail).toBe('The rules find 0 errors and 2 warnings.');
    expect(of([], { errors: 1, warnings: 1 }).detail).toBe('The rules find 1 error and 1 warning.');
  });
});
