import { claim, deployment, judge, mountsData } from '../../../test/support/rules';

const id = 'workloads-share-read-write-once-claim';
const named = (name: string, pod: object = mountsData, replicas = 1) => {
  const made = deployment(pod, { replicas });
  return { ...made, metadata: { ...made.metadata as object, name } };
};
const together = (name: string) => ({
  ...named(name, {
    ...mountsData,
    affinity: {
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
        ],
      },
    },
  }),
});

describe('workloads-share-read-write-once-claim', () => {
  test('fails for two Deployments on one ReadWriteOnce claim', () => {
    expect(judge(id, [claim('ReadWriteOnce'), named('main'), named('worker')])).toEqual([
      {
        pointer: '/spec/template/spec/volumes/0/persistentVolumeClaim/claimName',
        message: 'Deployment/worker mounts claim data as well, which is ReadWriteOnce',
      },
      {
        pointer: '/spec/template/spec/volumes/0/persistentVolumeClaim/claimName',
        message: 'Deployment/main mounts claim data as well, which is ReadWriteOnce',
      },
    ]);
  });

  test.each([
    ['one workload alone', [claim('ReadWriteOnce'), named('main')]],
    ['a claim for many nodes', [claim('ReadWriteMany'), named('main'), named('worker')]],
    ['workloads that are kept on one node', [claim('ReadWriteOnce'), together('main'), together('worker')]],
    ['a workload without replicas', [claim('ReadWriteOnce'), named('main', mountsData, 0)]],
  ])('complies with %s', (_, objects) => expect(judge(id, objects)).toBe('compliant'));

  test('does not apply to pods without such a claim', () =>
    expect(judge(id, [named('main', {})])).toBe('not applicable'));
});
