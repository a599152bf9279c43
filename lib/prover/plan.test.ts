import { load, noSurge, pool, surge, workload } from '../../test/support/rollout';
import { Cluster } from '../cluster';
import { fixOf, plan, PlanOptions } from './plan';

const web = (name: string, cpu: number, spec: object = surge(1)) => workload('Deployment', name, { cpu }, spec);
const cluster = new Cluster({ pools: [pool('a', 1)] });
const model = (...objects: object[]) => load(...objects);
const from = (...objects: object[]) => ({ model: load(...objects), name: 'git:main', prune: true });
const planned = (objects: object[], options: PlanOptions = { cluster }) => plan(model(...objects), options);

describe('a plan', () => {
  test('has a verdict for each workload, in the order of the manifests', () => {
    const report = planned([web('small', 1), web('large', 5)]);
    expect(report.workloads.map(({ verdict }) => verdict)).toEqual(['proven', 'impossible']);
    expect([...report.byWorkload].map(([{ name }, { verdict }]) => [name, verdict]))
      .toEqual([['small', 'proven'], ['large', 'impossible']]);
    expect([report.cluster, report.from]).toEqual([cluster, undefined]);
  });

  test('looks for remedies where the nodes are known, unless they are not wanted', () => {
    const found = (options: PlanOptions) => planned([web('large', 5)], options).remedies.byWorkload.size;
    expect([found({ cluster }), found({ cluster, remedies: true }), found({ cluster, remedies: false }), found({})])
      .toEqual([1, 1, 0, 0]);
  });

  test('has an order where one is asked for and the nodes are known', () => {
    const order = (options: PlanOptions) => planned([web('a', 1), web('b', 1)], options).order?.steps.length;
    expect([order({ cluster, order: true }), order({ cluster }), order({ order: true })])
      .toEqual([2, undefined, undefined]);
  });

  test('says where it starts from, and how the change goes with the best remedies', () => {
    const options = { cluster, from: from(web('large', 5)) };
    const report = planned([web('large', 6)], options);
    expect([report.from, report.workloads[0].verdict]).toEqual(['git:main', 'impossible']);
    expect(report.curedChange?.()).toBeDefined();
    expect([planned([web('large', 6)], { ...options, remedies: false }).curedChange,
      planned([web('large', 6)]).curedChange]).toEqual([undefined, undefined]);
    const same = planned([web('large', 5)], options);
    expect(same.workloads[0].verdict).toBe('proven');
  });

  test('tells what could not be read, and what was not looked at', () => {
    const odd = web('a', 1, { replicas: 'many' });
    expect(planned([odd]).unread)
      .toEqual(['Deployment/a: /spec/replicas must be a whole number of at least 0, is "many"']);
    expect(planned([web('a', 1)]).unread).toEqual([]);
    const { notLookedAt, remedies } = planned([web('large', 5)]);
    expect(notLookedAt).toEqual(expect.arrayContaining([...remedies.untried]));
  });

  test('has who calls whom', () => expect(planned([web('a', 1)]).connections).toBeDefined());
});

describe('a fix of all', () => {
  const fixed = (objects: object[], options: PlanOptions = { cluster }) => {
    const written = model(...objects);
    return fixOf(plan(written, options), written, options);
  };

  const cures = (...args: Parameters<typeof fixed>) => fixed(...args)?.chosen.map(({ remedy }) => remedy.cures);

  test('is a remedy for each update that may not finish, and each drain that does not', () => {
    expect(cures([web('large', 5)])).toEqual(['update', 'drain']);
    expect(cures([web('large', 6)], { cluster, from: from(web('large', 5)) })).toEqual(['update', 'drain']);
  });

  test('is none where nothing is to be mended, nothing helps, or no nodes are known', () => {
    const large = new Cluster({ pools: [pool('a', 3)] });
    expect([cures([web('small', 1, noSurge(1))], { cluster: large }), cures([web('large', 5)], {})])
      .toEqual([undefined, undefined]);
  });

  test('is none where remedies were not looked for', () => {
    const written = model(web('large', 5));
    expect(fixOf(plan(written, { cluster, remedies: false }), written)).toBeUndefined();
  });
});
