import { Cluster } from '../../../cluster';
import { keyOf } from '../../../manifests';
import { claimOf, mounting, storageClass } from '../../../../test/support/storage';
import { load, noSurge, pool, surge, workload } from '../../../../test/support/rollout';
import { planTransition } from '..';

type Places = { [name: string]: { [node: string]: number } };

const CLAIM = claimOf('data', { storageClassName: 'zonal' });
const ZONAL = storageClass('zonal', 'ebs.csi.aws.com');
const db = (cpu: number, tag: string, spec: object = surge(1), pod: object = {}) =>
  workload('Deployment', 'db', {}, spec, {
    ...mounting('data'), ...pod,
    containers: [{ name: 'main', image: `main:${tag}`, resources: { requests: { cpu: String(cpu) } } }],
  });
const other = (replicas: number, cpu = 3) => workload('Deployment', 'other', { cpu }, surge(replicas));

/** `alone together` of db on two nodes of four cores in each of two zones, and why. */
function judged(from: object[], to: object[], stands: Places) {
  const zone = (name: string) => pool(name, 2, { cpu: '4', extendedResources: {} }, { zones: [`zone-${name}`] });
  const model = load(...from, CLAIM, ZONAL);
  const places = new Map(model.workloads.map(({ name, manifest }) =>
    [keyOf(manifest), new Map(Object.entries(stands[name] ?? {}))]));
  const before = { model, name: 'snapshot', prune: false, places };
  const cluster = new Cluster({ pools: [zone('a'), zone('b')] });
  const { workloads } = planTransition(load(...to, CLAIM, ZONAL), before, cluster);
  return workloads.find(({ name }) => name === 'db')!;
}
const verdicts = (from: object[], to: object[], stands: Places) => {
  const { alone, together } = judged(from, to, stands);
  return `${alone.verdict} ${together.verdict}`;
};
const roll = (cpu = 1, spec?: object, pod?: object) => [db(cpu, '1', spec, pod), db(cpu, '2', spec, pod)];

describe('a new pod beside the old one, whose volume one node holds (step T2e)', () => {
  test('finishes on that node, and waits for ever on another of its zone', () => {
    const [before, after] = roll();
    const { verdict, witness } = judged([before], [after], { db: { 'a-1': 1 } });
    expect(verdict).toBe('possible');
    expect(witness).toEqual([
      'claim data is ReadWriteOnce: it stays attached to node a-1 of the running pod, which has room for the new one',
      'on any other node, such as a-2, the new pod waits for the volume (Multi-Attach error)',
      'the old pod may not stop before the new one is ready (maxSurge 1, maxUnavailable 0)',
    ]);
  });

  test('never finishes where that node has no room for both', () => {
    const [before, after] = roll(3);
    expect(judged([before], [after], { db: { 'a-1': 1 } }).witness[0]).toMatch(/which has no room for the new one$/);
    expect(verdicts([before], [after], { db: { 'a-1': 1 } })).toBe('impossible impossible');
  });

  test('always does where no other node has any', () => {
    const [before, after] = roll();
    const full = { db: { 'a-1': 1 }, other: { 'a-2': 1, 'b-1': 1, 'b-2': 1 } };
    expect(verdicts([before, other(3, 4)], [after, other(3, 4)], full)).toBe('proven proven');
  });

  test('cannot come to nodes of another zone', () => {
    const [before, after] = roll();
    expect(verdicts([before, other(1, 4)], [after, other(1, 4)], { db: { 'a-1': 1 }, other: { 'a-2': 1 } }))
      .toBe('proven proven');
  });

  test('may go first where others change as well, whose old pods stand', () => {
    const [before, after] = roll();
    const stands = { db: { 'a-1': 1 }, other: { 'b-1': 1 } };
    expect(verdicts([before, other(1)], [after, other(1, 2)], stands)).toBe('possible possible');
    // Others may leave the room that it lacks.
    const tight = { db: { 'a-1': 1 }, other: { 'a-1': 1 } };
    expect(verdicts([before, other(1)], [after, other(1, 1)], tight)).toMatch(/^impossible (?!impossible|proven)/);
  });

  describe('cannot stand beside it', () => {
    const stands = { db: { 'a-1': 1 }, other: { 'b-1': 1 } };
    const label = { labelSelector: { matchLabels: { app: 'db' } } };
    const term = (topologyKey: string) => ({
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, ...label }] } },
    });
    const spread = (maxSkew: number) => ({
      topologySpreadConstraints: [{
        maxSkew, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule', ...label,
      }],
    });
    const change = (pod: object, cpu = 1) => {
      const [before, after] = [db(1, '1', surge(1), pod), db(cpu, '2', surge(1), pod)];
      return verdicts([before, other(1)], [after, other(1, 2)], stands);
    };

    test('where anti-affinity keeps the two apart', () => {
      expect([change(term('kubernetes.io/hostname')), change(term('kubernetes.io/hostname'), 2)])
        .toEqual(['impossible impossible', 'impossible impossible']);
    });

    test('where spread lets no second one into the zone', () => {
      expect([change(spread(1)), change(spread(1), 2)]).toEqual(['impossible impossible', 'impossible impossible']);
      expect(change(spread(2))).not.toContain('impossible');
    });
  });

  test('is not asked where the old pod stops first', () => {
    const [before, after] = roll(1, noSurge(1));
    expect(verdicts([before], [after], { db: { 'a-1': 1 } })).toBe('proven proven');
  });
});
