import { Cluster, NodePool } from '../../cluster';
import { container, deployment, gpuNodes, gpus, judge, Json, object } from '../../../test/support/rules';

describe('duplicate-object', () => {
  test('names the object, its namespace and the place of the first', () =>
    expect(judge('duplicate-object', [deployment(), deployment()])).toEqual([
      {
        pointer: '/metadata/name',
        message: 'Deployment/web in namespace shop is already defined at app.yaml:1; the last one applied wins',
      },
    ]));
});

describe('required-field-missing', () => {
  const id = 'required-field-missing';
  const missing = (pointer: string) => ({ pointer, message: `${pointer} is missing; the API server refuses the object` });
  const job = { template: { spec: { containers: [container()], restartPolicy: 'Never' } } };
  test('names the field, and the name before any other', () => {
    expect(judge(id, [{ kind: 'ConfigMap', metadata: {} }])).toEqual([
      { pointer: '/metadata/name', message: 'metadata.name is missing; the API server refuses the object' },
      missing('/apiVersion'),
    ]);
    expect(judge(id, [object('Service', 'web', { spec: { type: 'ClusterIP' } })])).toEqual([missing('/spec/ports')]);
    expect(judge(id, [deployment({ containers: [{ name: 'app' }, { image: 'app:1.0.0' }] })])).toEqual([
      missing('/spec/template/spec/containers/0/image'),
      missing('/spec/template/spec/containers/1/name'),
    ]);
  });
  test.each<[string, Json]>([
    ['generateName instead of a name', { apiVersion: 'batch/v1', kind: 'Job', metadata: { generateName: 'load-' }, spec: job }],
    ['a Job, whose selector the API server writes', object('Job', 'load', { spec: job }, 'batch/v1')],
    ['an external name, which has no ports', object('Service', 'web', { spec: { type: 'ExternalName', externalName: 'example.com' } })],
  ])('complies with %s', (_, manifest) => expect(judge(id, [manifest])).toBe('compliant'));
});

describe('requests-fit-no-node', () => {
  const id = 'requests-fit-no-node';
  const large = { containers: [container(gpus(2))], nodeSelector: { tier: 'gpu' } };
  const pool = (name: string, gpuCount: string) =>
    new NodePool({
      name,
      nodes: 1,
      labels: { tier: name },
      allocatable: { cpu: '8', memory: '32Gi', extendedResources: { 'nvidia.com/gpu': gpuCount } },
    });
  test('says of every pool why it refuses, of those the pod may not run on too', () =>
    expect(judge(id, [deployment(large)], { cluster: new Cluster({ pools: [pool('gpu', '1'), pool('big', '8')] }) })).toEqual([
      {
        pointer: '/spec/template/spec/containers',
        message: 'one pod asks for more than any node it may run on offers',
        witness: [
          'pool gpu: a pod needs 2 nvidia.com/gpu, an empty node offers 1 nvidia.com/gpu',
          'pool big: nodeSelector tier=gpu does not match, the pool has tier=big',
        ],
      },
    ]));
  test('complies when one of the pools it may run on is large enough', () => {
    const cluster = new Cluster({ pools: [pool('gpu', '1'), pool('big', '8')] });
    expect(judge(id, [deployment({ containers: [container(gpus(2))] })], { cluster })).toBe('compliant');
  });
  test('does not apply without replicas, or without nodes', () => {
    expect(judge(id, [deployment(large, { replicas: 0 })], { cluster: gpuNodes(1) })).toBe('not applicable');
    expect(judge(id, [deployment(large)])).toBe('not applicable');
  });
});
