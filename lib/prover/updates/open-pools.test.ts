import { Cluster } from '../../cluster';
import { Model } from '../../manifests';
import { plan } from '..';

const model = (more = '') => Model.load([{ file: 'a.yaml', text: `
apiVersion: apps/v1
kind: Deployment
metadata: {name: llm}
spec:
  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
  selector: {matchLabels: {app: llm}}
  template:
    metadata: {labels: {app: llm}}
    spec: {containers: [{name: a, image: 'a:1', resources: {limits: {nvidia.com/gpu: 1}}}]${more}}
` }]);
const cluster = Cluster.fromEksctl(
  'kind: ClusterConfig\nmanagedNodeGroups: [{name: a, instanceType: g5.2xlarge, desiredCapacity: 1}, {name: b, instanceSelector: {gpus: 1}}]',
);

test('an update that finds no room is unknown where nodes of which nothing is known may hold the pod', () => {
  const [{ verdict, witness }] = plan(model(), { cluster }).workloads;
  expect([verdict, witness[0]]).toEqual(['unknown', expect.stringMatching(/^node group b has several instance types/)]);
});

test('it stays impossible where those nodes do not take the pod', () => {
  const [{ verdict }] = plan(model(', nodeSelector: {eks.amazonaws.com/nodegroup: a}'), { cluster }).workloads;
  expect(verdict).toBe('impossible');
});
