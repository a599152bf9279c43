import { gpuNode, liveDeployment, livePod, replicaSet, viewOf } from '../../../test/support/operate';
import { drainPlan } from './drain-plan';

const READY = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
const ROLLING = { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
const on = (nodeName: string, metadata: object = {}) => livePod(2, READY, { spec: { nodeName }, metadata });

function mover(objects: object[], spec: object = ROLLING) {
  const nodes = [gpuNode('gpu-1', 1), gpuNode('gpu-2', 1)];
  const { snapshot } = viewOf(liveDeployment({ spec }), replicaSet(2), ...nodes, ...objects);
  const { movers } = drainPlan('gpu-1', snapshot);
  return movers.map(({ leaving, isDown, room, effect }) => ({ leaving, isDown, room, effect }));
}

test('a rolling update on the other nodes has no downtime', () => {
  expect(mover([on('gpu-1')])).toMatchObject([{ leaving: 'restart', isDown: false, room: 'proven' }]);
});

test('a volume that only one node may have keeps it from that', () => {
  const claim = {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'research-ops' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
  const template = {
    metadata: { labels: { app: 'web' } }, spec: { volumes, containers: [{ name: 'main', image: 'web:2' }] },
  };
  expect(mover([claim, on('gpu-1')], { ...ROLLING, template })).toEqual([
    expect.objectContaining({ leaving: 'evict', isDown: true, effect: 'down for one start, at most 10 min' }),
  ]);
});

test('pods that serve elsewhere go on', () => {
  expect(mover([on('gpu-1'), on('gpu-2', { name: 'web-2-b' })], { ...ROLLING, replicas: 2 })).toEqual([
    expect.objectContaining({ leaving: 'evict', effect: 'no downtime: 1 pod elsewhere serves meanwhile' }),
  ]);
});

test('what no other node has room for is said', () => {
  const template = {
    metadata: { labels: { app: 'web' } },
    spec: { nodeSelector: { only: 'here' }, containers: [{ name: 'main', image: 'web:2' }] },
  };
  expect(mover([on('gpu-1')], { ...ROLLING, template })).toMatchObject([{ leaving: 'evict', room: 'impossible' }]);
});

test('pods of DaemonSets and of the kubelet stay, those of nobody are lost, and of others it is not known', () => {
  const owned = (kind: string) => on('gpu-1', {
    name: kind.toLowerCase(), ownerReferences: [{ kind, name: 'a', controller: true }],
  });
  const bare = on('gpu-1', { name: 'bare', ownerReferences: [] });
  expect(mover([owned('DaemonSet'), owned('Node'), owned('Notebook'), bare])).toEqual([
    { leaving: 'lose', isDown: true, room: 'proven', effect: 'nobody makes it again' },
    { leaving: 'evict', isDown: true, room: 'unknown', effect: 'who makes it again is not known' },
  ]);
});
