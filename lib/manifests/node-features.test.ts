import { fieldOf } from '../../test/support/fields';
import { neededNodeFeatures } from './node-features';

const needed = (spec: object) => neededNodeFeatures(fieldOf(spec));
const restarting = (action: string) => ({ restartPolicyRules: [{ action: 'Restart' }, { action }] });

test('a node has to declare that it restarts all containers of a pod, whichever of them asks for it', () => {
  const feature = ['RestartAllContainersOnContainerExits'];
  expect(needed({ containers: [{}, restarting('RestartAllContainers')] })).toEqual(feature);
  expect(needed({ containers: [{}], initContainers: [restarting('RestartAllContainers')] })).toEqual(feature);
  expect(needed({ containers: [restarting('Restart')] })).toEqual([]);
});

test('a node has to declare options of bind mounts, and user namespaces on the network of the host', () => {
  const mounting = (...volumeMounts: object[]) => needed({ containers: [{ volumeMounts }] });
  expect(mounting({ bindMountOptions: ['noexec'] })).toEqual(['VolumeBindMountOptions']);
  expect(mounting({ bindMountOptions: [] }, {})).toEqual([]);
  expect(needed({ hostNetwork: true, hostUsers: false })).toEqual(['UserNamespacesHostNetworkSupport']);
  expect([needed({ hostNetwork: true }), needed({ hostUsers: false }), needed({ hostNetwork: true, hostUsers: true })])
    .toEqual([[], [], []]);
});
