import { liveNode, livePod, liveSet, plansOnLive, podOfSet, SET_HALF_WAY } from '../../../../test/support/live-plan';

/** Of two pods the last one was made anew, and waits. */
const live = (cpu: number, spec: object = {}) => [
  liveNode('n1'), liveNode('n2'), { ...liveSet(cpu, spec), status: SET_HALF_WAY },
  podOfSet(0, 'n1', 1, 'one'), podOfSet(1, '', cpu, 'two'),
];
const verdict = (cpu: number, asked: object, spec: object = {}) =>
  plansOnLive(live(cpu, spec), asked).change.map((plan) => [plan.verdict, plan.witness[0]])[0];
const never = ['impossible', expect.stringMatching(/^pod db-1 fits no node.*: delete it$/)];

// Each verdict is that of a real control plane.
describe('a StatefulSet that makes its pods in order and waits for one that fits no node', () => {
  test('never comes to another template, or back', () =>
    expect([liveSet(1), liveSet(2)].map((asked) => verdict(20, asked))).toEqual([never, never]));

  test('stops that pod where fewer are asked for', () =>
    expect(verdict(20, liveSet(1, { replicas: 1 }))[0]).not.toBe('impossible'));

  test('may go on where the pod finds a node', () => expect(verdict(4, liveSet(1))[0]).not.toBe('impossible'));

  test('is held as well where others have its room now, and stay', () => {
    const full = [...live(4), livePod('other', 'Node/n2', 'n2', 1, { labels: {} })];
    expect(plansOnLive(full, liveSet(1)).change.map((plan) => [plan.verdict, plan.witness[0]])).toEqual([
      ['impossible', expect.stringMatching(/^pod db-1 finds no node beside what stands there now/)],
    ]);
  });

  test('waits for one that starts, and goes on', () => {
    const starting = live(1).map((each) => {
      const { metadata: { name } } = each as { metadata: { name: string } };
      return name !== 'db-1' ? each : { ...podOfSet(1, 'n2', 2, 'two'), status: {
        phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }],
        containerStatuses: [{ name: 'a', restartCount: 0, ready: false, started: false, state: { running: {} } }],
      } };
    });
    expect(plansOnLive(starting, liveSet(3)).change[0].verdict).toBe('proven');
    expect(plansOnLive(starting, liveSet(5)).change[0].verdict).toBe('impossible');
  });

  test('is not held where it makes its pods at once', () => {
    const parallel = { podManagementPolicy: 'Parallel' };
    expect(verdict(20, liveSet(1, parallel), parallel)[0]).not.toBe('impossible');
  });
});
