import fc from 'fast-check';
import { Cluster } from '../../../cluster';
import { load, pool, surge, workload } from '../../../../test/support/rollout';
import { runs } from '../../../../test/support/sample';
import { Capacity } from '../capacity';
import { NodesWithSlots } from './nodes-with-slots';
import { Placement } from '../placement';

const ZONE = 'topology.kubernetes.io/zone';
const selector = (app: string) => ({ labelSelector: { matchLabels: { app } } });
const web = (name: string, pod: object = {}) =>
  workload('Deployment', name, { cpu: 2 }, surge(1), { metadata: { labels: { app: name } }, ...pod });
const spread = (app: string) => ({
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: ZONE, whenUnsatisfiable: 'DoNotSchedule', ...selector(app) },
  ],
});
const affinity = (kind: 'podAffinity' | 'podAntiAffinity', topologyKey: string, app: string) => ({
  affinity: { [kind]: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, ...selector(app) }] } },
});
const HOST = 'kubernetes.io/hostname';
const capacity = new Capacity(load(
  web('plain'), web('even', spread('even')), web('apart', affinity('podAntiAffinity', HOST, 'plain')),
  web('zonal', affinity('podAntiAffinity', ZONE, 'plain')), web('beside', affinity('podAffinity', ZONE, 'plain')),
), new Cluster({ pools: [pool('zoned', 4, {}, { zones: ['a', 'b'] })] }));

/** Pods that come to a node or leave it, how many of the last changes are then taken back, and whether nodes are asked for. */
const steps = fc.array(fc.tuple(
  fc.nat(capacity.tasks.length - 1), fc.nat(3), fc.constantFrom(1, -1), fc.nat(3), fc.boolean(),
), { maxLength: 20 });

test('nodes with slots are those of the placement, whatever came, went, or was taken back', () => {
  fc.assert(fc.property(steps, (all) => {
    const placement = new Placement(capacity);
    const nodes = new NodesWithSlots(placement);
    const change = (index: number, node: number, pods: number, back: boolean) => {
      placement.add(capacity.tasks[index], node, pods);
      nodes.changed(node, back);
    };
    const made: (() => void)[] = [];
    for (const [index, node, pods, takenBack, isAsked] of all) {
      if (pods > 0 || placement.count(capacity.tasks[index], node) > 0) {
        change(index, node, pods, false);
        made.push(() => change(index, node, -pods, true));
      }
      const compare = () => capacity.tasks.forEach((task) => expect(nodes.of(task)).toEqual(
        capacity.nodesOf(task).filter((each) => placement.slots(task, each) > 0)));
      if (isAsked) {
        compare();
      }
      made.splice(Math.max(0, made.length - takenBack)).reverse().forEach((takeBack) => takeBack());
      if (takenBack > 0) {
        compare();
      }
    }
  }), { numRuns: runs(300) });
});
