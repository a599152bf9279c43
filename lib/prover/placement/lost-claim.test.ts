import { liveNode, plansOnLive } from '../../../test/support/live-plan';
import { workload } from '../../../test/support/rollout';

const claim = (metadata: object = {}, phase = 'Bound') => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'default', ...metadata },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', resources: { requests: { storage: '1Gi' } } },
  status: { phase },
});
const { status: _, ...written } = claim();
const web = workload('Deployment', 'web', { cpu: 1 }, { strategy: { type: 'Recreate' } },
  { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] });
const planned = (live: object) => plansOnLive([liveNode('n1'), live], web, written).restart[0];

test.each([
  ['that is being deleted', claim({ deletionTimestamp: '2026-11-26T10:00:00Z' }),
    'claim data is being deleted, and stays so until no pod mounts it: it takes no new pod'],
  ['whose volume is gone', claim({}, 'Lost'), 'claim data is bound to a volume that is gone (phase Lost)'],
])('a claim %s takes no new pod, though the manifests have it', (__, live, text) => {
  const { verdict, witness } = planned(live);
  expect([verdict, witness[1]]).toEqual(['impossible', text]);
});

test('a claim that is bound does', () => expect(planned(claim()).verdict).toBe('proven'));
