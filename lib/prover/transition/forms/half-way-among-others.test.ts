import { asked, halfWay, Revision, SURGE } from '../../../../test/support/half-way-deployment';
import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';

const two = [liveNode('n1'), liveNode('n2')];
/** Both nodes of four cores have a pod of three, and one that asks for far too much waits. */
const typo: Revision[] = [{ tag: '1', cpu: 3, nodes: ['n1', 'n2'] }, { tag: '2', cpu: 20, nodes: [''] }];

describe('beside another Deployment that changes as well', () => {
  const other = (tag: string, cpu = 1) => {
    const { spec: { template: { spec: of } } } = asked(tag, cpu, 1);
    const labels = { app: 'other' };
    return {
      ...asked(tag, cpu, 1), metadata: { name: 'other', namespace: 'default' },
      spec: {
        replicas: 1, strategy: SURGE, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: of },
      },
    };
  };
  const runs = livePod('other-1', 'Deployment/other', 'n1', 1, { labels: { app: 'other' } });
  const verdicts = (
    nodes: readonly object[], revisions: readonly Revision[], wanted: object, beside: object = other('2'),
  ) => plansOnLive([...nodes, ...halfWay(2, revisions), other('1'), runs], wanted, beside).change
    .map(({ verdict: each }) => each);

  test('both finish where each finds room wherever the other is', () =>
    expect(verdicts(two, typo, asked('3', 1, 2))).toEqual(['proven', 'proven']));

  test('an old pod that waits may come to what the other leaves, with what its former template asks for', () => {
    const waits: Revision[] = [{ tag: '1', cpu: 3, nodes: ['n2', ''] }, { tag: '2', cpu: 20, nodes: [''] }];
    expect(verdicts(two, waits, asked('3', 1, 2), other('2', 1))[1]).toBe('proven');
    expect(verdicts(two, waits, asked('3', 1, 2), other('2', 2))[1]).toBe('unknown');
  });

  test('a workload that comes leaves nothing to old pods that wait', () => {
    const waits: Revision[] = [{ tag: '1', cpu: 2, nodes: ['n1', 'n2'] }, { tag: '2', cpu: 3, nodes: [''] }];
    const comes = plansOnLive([...two, ...halfWay(2, waits)], asked('3', 1, 2), other('2')).change;
    expect(comes.map(({ verdict: each }) => each)).toEqual(['proven', 'proven']);
  });

  test('more than all nodes hold is impossible, whoever stands there', () => {
    expect(verdicts(two, typo, asked('3', 5, 2))[0]).toBe('impossible');
    expect(verdicts(two, typo, asked('3', 1, 2), other('2', 5))[1]).toBe('impossible');
  });
});

describe('fails when', () => {
  test('pods of former templates keep others off that change as well', () => {
    const apart = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'other' } } },
    ] } } };
    const other = (tag: string) => ({ ...asked(tag, 1, 1), metadata: { name: 'other', namespace: 'default' } });
    const live = [...two, ...halfWay(2, [{ ...typo[0], pod: apart }, typo[1]]), other('1')];
    expect(plansOnLive(live, asked('3', 1, 2), other('2')).change.map(({ verdict: each }) => each))
      .toEqual(['unknown', 'unknown']);
  });
});
