import { Capacity } from '../capacity';
import { HOSTNAME, ZONE } from './task';
import { capacityOf, cpuApp, nodesOf } from '../../../../test/support/capacity';
import { listed } from '../../../../test/support/listed-nodes';
import { load, workload } from '../../../../test/support/rollout';
import { namesOf, near, term, web, webOf, zoned } from '../../../../test/support/zoned-web';

const spread = (app: string, topologyKey = ZONE, more: object = {}) => ({ topologySpreadConstraints: [
  { ...term(app, topologyKey), maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', ...more }] });
const OF_REVISION = { matchLabelKeys: ['pod-template-hash'] };

describe('required affinity', () => {
  test('names the others whose pods it wants near, and itself', () => {
    const capacity = capacityOf(zoned(), cpuApp('web', 1, 1, near(term('api', ZONE))), cpuApp('api', 1),
      cpuApp('self', 1, 1, near(term('self'))));
    const [task, , self] = capacity.tasks;
    expect(task.attractions.map(({ topologyKey, targets, satisfied, self: isSelf, claim }) =>
      [topologyKey, namesOf(targets), satisfied, isSelf, claim]))
        .toEqual([[ZONE, ['api'], [false, false], false, undefined]]);
    expect(self.attractions).toMatchObject([{ self: true, satisfied: [false, false] }]);
    expect(namesOf(self.attractions[0].targets)).toEqual(['self']);
  });

  test('is satisfied where the pod of a DaemonSet stands, in its whole domain', () => {
    const agent =
      workload('DaemonSet', 'agent', { cpu: 1 }, {}, { nodeSelector: { 'kubernetes.io/hostname': 'cpu-1' } });
    const task = web(capacityOf(zoned(4), cpuApp('web', 1, 1, near(term('agent', ZONE))), agent));
    expect(task.refusal).toBeUndefined();
    expect(task).toMatchObject({ unmodelled: [], attractions: [{ satisfied: [true, false, true, false] }] });
    const host = web(capacityOf(zoned(4), cpuApp('web', 1, 1, near(term('agent'))), agent));
    expect(host.attractions[0].satisfied).toEqual([true, false, false, false]);
    const bare = web(capacityOf([nodesOf('bare', 2, 8)], cpuApp('web', 1, 1, near(term('agent', 'rack'))),
      workload('DaemonSet', 'agent', { cpu: 1 })));
    expect(bare.attractions[0].satisfied).toEqual([false, false]);
  });

  test('that nobody can ever satisfy closes all nodes', () => {
    const why = `no pod stands that its required pod affinity over ${ZONE} names`;
    expect(webOf(cpuApp('web', 1, 1, near(term('none', ZONE)))))
      .toMatchObject({ refusal: why, eligible: [false, false] });
    expect(webOf(cpuApp('web', 1, 1, near(term('api', ZONE))), cpuApp('api', 1, 0)).refusal).toBe(why);
    expect(webOf(cpuApp('web', 1, 1, near(term('api', ZONE))), cpuApp('api', 1, 1)).refusal).toBeUndefined();
    expect(webOf(cpuApp('web', 1, 0, near(term('web', ZONE)))).refusal).toBeUndefined();
    const open = { ...near(term('none', ZONE)), schedulingGates: [{ name: 'g' }] };
    expect([webOf(cpuApp('web', 1, 1, open))].map(({ refusal, unmodelled }) => [refusal, unmodelled]))
      .toEqual([[undefined, ['scheduling gates']]]);
  });

  test('of one revision, over namespaces that are not known, or to a standing pod of its own kind is open', () => {
    const said = 'required pod affinity of one revision, or over namespaces whose labels are not in the input';
    const own = (more: object, ...objects: object[]) =>
      webOf(cpuApp('web', 1, 1, near(term('web', HOSTNAME, more))), ...objects).unmodelled;
    expect(own({})).toEqual([]);
    expect(own(OF_REVISION)).toEqual([said]);
    expect(own({ mismatchLabelKeys: ['pod-template-hash'] })).toEqual([said]);
    expect(own({ namespaceSelector: { matchLabels: { team: 'a' } } })).toEqual([said]);
    const agent: any = workload('DaemonSet', 'agent', {});
    agent.spec.template.metadata.labels.tier = 'x';
    const app: any =
      cpuApp('web', 1, 1, near({ topologyKey: HOSTNAME, labelSelector: { matchLabels: { tier: 'x' } } }));
    app.spec.template.metadata.labels.tier = 'x';
    expect(webOf(app, agent).unmodelled).toEqual([said]);
  });
});

describe('nodes without a label that pods ask for', () => {
  test('take none of them', () => {
    const nodes = listed({ a: { [ZONE]: 'a', rack: 'r' }, b: {} });
    const task = (pod: object) => web(new Capacity(load(cpuApp('web', 1, 1, pod)), nodes));
    for (const pod of [spread('web', 'rack'), near(term('web', 'rack'))]) {
      expect(task(pod)).toMatchObject({ eligible: [true, false], unmodelled: [] });
    }
    expect(task(spread('web', HOSTNAME))).toMatchObject({ eligible: [true, true] });
    expect(task(spread('web', 'row'))).toMatchObject({ eligible: [false, false] });
  });

  test('are open where the description leaves it open', () => {
    const task = web(capacityOf([nodesOf('cpu', 2, 8)], cpuApp('web', 1, 1, spread('web', ZONE))));
    expect(task).toMatchObject({
      eligible: [true], unmodelled: [`label ${ZONE}, which the description of the nodes does not give`],
    });
  });
});

describe('spread', () => {
  test('counts the pods that it selects, its own among them', () => {
    const two: any = spread('web');
    const task = webOf(cpuApp('web', 1, 2, two));
    expect(task.spreads).toMatchObject([{ topologyKey: ZONE, maxSkew: 1, self: true, perRevision: false,
      domainOf: [0, 1] }]);
    expect(namesOf(task.spreads[0].counted)).toEqual(['web']);
    const others = webOf(cpuApp('web', 1, 2, spread('api')), cpuApp('api', 1));
    expect([namesOf(others.spreads[0].counted), others.spreads[0].self]).toEqual([['api'], false]);
    expect(webOf(cpuApp('web', 1, 2, spread('web', ZONE, OF_REVISION))).spreads[0].perRevision).toBe(true);
  });

  test('that counts nobody is none', () => expect(webOf(cpuApp('web', 1, 2, spread('none'))).spreads).toEqual([]));

  test('that counts pods of a DaemonSet is open', () => {
    const task = webOf(cpuApp('web', 1, 2, spread('agent')), workload('DaemonSet', 'agent', {}));
    expect(task.unmodelled).toEqual(['topology spread that counts the pods of a DaemonSet']);
    expect(task.spreads).toHaveLength(1);
  });
});
