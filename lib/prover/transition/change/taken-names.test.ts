import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';
import { workload } from '../../../../test/support/rollout';

const set = (replicas: number, labels: object = {}) =>
  workload('StatefulSet', 'db', { cpu: 1 }, { replicas, selector: { matchLabels: { app: 'db', ...labels } } });
const bare = (name: string) => ({ ...livePod(name, 'Pod/none', 'n1'), metadata: {
  name, namespace: 'default', labels: { app: 'db' } } });
const said = (live: object[], ...asked: object[]) =>
  plansOnLive([liveNode('n1'), ...live], ...asked).change.map(({ verdict, witness }) => [verdict, witness[0]])[0];
const TAKEN = ['impossible', expect.stringContaining('pod db-1 is there and is none of its own')];

test('a StatefulSet makes no pod of a name that another one has', () => {
  const one = [set(1), livePod('db-0', 'StatefulSet/db', 'n1')];
  expect(said([...one, bare('db-1')], workload('StatefulSet', 'db', { cpu: 1 }, { replicas: 2,
    selector: { matchLabels: { app: 'other' } } }))[0]).toBe('impossible');
  expect(said([...one, { ...bare('db-1'), metadata: { name: 'db-1', namespace: 'default', labels: {} } }], set(2)))
    .toEqual(TAKEN);
  expect(said([...one, { ...bare('db-1'), metadata: { name: 'db-1', namespace: 'other', labels: {} } }], set(2))[0])
    .toBe('proven');
  expect(said([...one, { ...bare('db-2'), metadata: { name: 'db-2', namespace: 'default', labels: {} } }], set(2))[0])
    .toBe('proven');
});

test('what it takes over, and its own pods, are no others', () => {
  expect(said([bare('db-0'), bare('db-1')], set(2))[0]).not.toBe('impossible');
  const own = [0, 1].map((ordinal) => livePod(`db-${ordinal}`, 'StatefulSet/db', 'n1'));
  expect(said([set(2), ...own], set(2))[0]).toBe('proven');
});
