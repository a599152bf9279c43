import { changedForScheduler } from './changed-for-scheduler';

const term = { topologyKey: 'zone', labelSelector: { matchLabels: { app: 'a' } } };
const affinity = (extra: object) => ({
  podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ ...term, ...extra }] },
});

test('defaults, tokens and the order of keys change nothing', () => {
  const volumes = [{ name: 'd', persistentVolumeClaim: { claimName: 'd' } }];
  const asked = { affinity: affinity({}), containers: [{ name: 'a', ports: [{ containerPort: 1 }] }], volumes };
  const stored = {
    ...asked, schedulerName: 'default-scheduler', hostNetwork: false, schedulingGates: [],
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: term.labelSelector, topologyKey: 'zone' }],
      },
    },
    volumes: [...volumes, { name: 'kube-api-access-x', projected: {} }],
  };
  expect(changedForScheduler(asked, stored)).toEqual([]);
});

test('a selector that the server completes itself changes nothing', () => {
  const completed = { ...affinity({ matchLabelKeys: ['rev'] }) };
  const matchExpressions = [{ key: 'rev', operator: 'In', values: ['1'] }];
  const labelSelector = { ...term.labelSelector, matchExpressions };
  const stored = affinity({ matchLabelKeys: ['rev'], labelSelector });
  expect(changedForScheduler({ affinity: completed }, { affinity: stored })).toEqual([]);
});

test.each([
  ['affinity', {}, { affinity: affinity({}) }],
  ['schedulerName', {}, { schedulerName: 'mine' }],
  ['nodeName', {}, { nodeName: 'a' }],
  ['hostPort', {}, { containers: [{ ports: [{ hostPort: 80 }] }] }],
  ['volumes', {}, { volumes: [{ name: 'a', persistentVolumeClaim: { claimName: 'a' } }] }],
  ['schedulingGates', {}, { schedulingGates: [{ name: 'kueue' }] }],
  ['topologySpreadConstraints', { topologySpreadConstraints: [{ maxSkew: 1 }] }, {}],
])('a change of %s is named', (name, asked, stored) => expect(changedForScheduler(asked, stored)).toEqual([name]));
