import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';

const set = (cpu: number, spec: object = {}) => ({
  apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db', namespace: 'default', generation: 2 },
  spec: {
    replicas: 2, serviceName: 'db', updateStrategy: { type: 'RollingUpdate' },
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'a', image: 'a:1', resources: { requests: { cpu: String(cpu) } } }] },
    }, ...spec,
  },
});
const pod = (ordinal: number, node: string, cpu: number, revision: string) => {
  const made = livePod(`db-${ordinal}`, 'StatefulSet/db', node, cpu, {
    labels: { 'app': 'web', 'controller-revision-hash': revision },
  });
  const ready = { type: 'Ready', status: node === '' ? 'False' : 'True' };
  return { ...made, status: { phase: node === '' ? 'Pending' : 'Running', conditions: [ready] } };
};
const status = { observedGeneration: 2, currentRevision: 'one', updateRevision: 'two' };
/** Of two pods the last one was made anew, and waits. */
const live = (cpu: number, spec: object = {}) => [
  liveNode('n1'), liveNode('n2'), { ...set(cpu, spec), status }, pod(0, 'n1', 1, 'one'), pod(1, '', cpu, 'two'),
];
const verdict = (cpu: number, asked: object, spec: object = {}) =>
  plansOnLive(live(cpu, spec), asked).change.map((plan) => [plan.verdict, plan.witness[0]])[0];
const never = ['impossible', expect.stringMatching(/^pod db-1 fits no node.*: delete it$/)];

// Each verdict is that of a real control plane.
describe('a StatefulSet that makes its pods in order and waits for one that fits no node', () => {
  test('never comes to another template, or back', () =>
    expect([set(1), set(2)].map((asked) => verdict(20, asked))).toEqual([never, never]));

  test('stops that pod where fewer are asked for', () =>
    expect(verdict(20, set(1, { replicas: 1 }))[0]).not.toBe('impossible'));

  test('may go on where the pod finds a node', () => expect(verdict(4, set(1))[0]).not.toBe('impossible'));

  test('is held as well where others have its room now, and stay', () => {
    const full = [...live(4), livePod('other', 'Node/n2', 'n2', 1, { labels: {} })];
    expect(plansOnLive(full, set(1)).change.map((plan) => [plan.verdict, plan.witness[0]])).toEqual([
      ['impossible', expect.stringMatching(/^pod db-1 finds no node beside what stands there now/)],
    ]);
  });

  test('waits for one that starts, and goes on', () => {
    const starting = live(1).map((each) => {
      const { metadata: { name } } = each as { metadata: { name: string } };
      return name !== 'db-1' ? each : { ...pod(1, 'n2', 2, 'two'), status: {
        phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }],
        containerStatuses: [{ name: 'a', restartCount: 0, ready: false, started: false, state: { running: {} } }],
      } };
    });
    expect(plansOnLive(starting, set(3)).change[0].verdict).toBe('proven');
    expect(plansOnLive(starting, set(5)).change[0].verdict).toBe('impossible');
  });

  test('is not held where it makes its pods at once', () => {
    const parallel = { podManagementPolicy: 'Parallel' };
    expect(verdict(20, set(1, parallel), parallel)[0]).not.toBe('impossible');
  });
});
