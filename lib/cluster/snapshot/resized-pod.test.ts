import { liveNode, plansOnLive } from '../../../test/support/live-plan';
import { workload } from '../../../test/support/rollout';
import { asItStands } from './resized-pod';

const container = { name: 'a', resources: { requests: { cpu: '1', memory: '2Gi' }, limits: { cpu: '2' } } };
const status = (given: object, more: object = {}) => ({ containerStatuses: [{ name: 'a', ...given }], ...more });
const requests = (given: object, more?: object) => asItStands(container, status(given, more)).resources;

describe('a container that is resized in place is counted at the larger', () => {
  test.each<[string, object, object]>([
    ['of what it has', { resources: { requests: { cpu: '3', memory: '1Gi' } } }, { cpu: '3', memory: '2Gi' }],
    ['of what is set aside', { allocatedResources: { cpu: '1500m' } }, { cpu: '1500m', memory: '2Gi' }],
    ['of what is asked', { allocatedResources: { cpu: '500m' } }, { cpu: '1', memory: '2Gi' }],
    ['where one is readable', { allocatedResources: { cpu: 'much' } }, { cpu: '1', memory: '2Gi' }],
  ])('%s', (_, given, expected) => expect(requests(given)).toEqual({ requests: expected, limits: { cpu: '2' } }));

  test('and without what is asked where its node can never give it', () => {
    const conditions = [{ type: 'PodResizePending', reason: 'Infeasible' }];
    expect(requests({ allocatedResources: { cpu: '500m', memory: '2Gi' } }, { conditions })).toMatchObject({
      requests: { cpu: '500m', memory: '2Gi' },
    });
  });

  test('and as it is asked where nothing else is known of it', () =>
    expect(asItStands(container, status({ ready: true }))).toBe(container));
});

test('a pod outside the manifests takes what it has until its resize is done', () => {
  const pod = {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'o', namespace: 'default' },
    spec: { nodeName: 'n1', containers: [{ name: 'a', resources: { requests: { cpu: '1' } } }] },
    status: { phase: 'Running', containerStatuses: [{ name: 'a', resources: { requests: { cpu: '3' } } }] },
  };
  const web = workload('Deployment', 'web', { cpu: 2 }, {});
  expect(plansOnLive([liveNode('n1'), pod], web).restart[0].verdict).toBe('impossible');
  const containerStatuses = [{ name: 'a', resources: { requests: { cpu: '1' } } }];
  const done = { ...pod, status: { ...pod.status, containerStatuses } };
  expect(plansOnLive([liveNode('n1', {}, 'True', { cpu: '6' }), done], web).restart[0].verdict).toBe('proven');
});
