import { Cluster } from '../../../cluster';
import { Model } from '../../../manifests';
import { plan } from '../..';

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

const surging = (replicas: number, limit: string, gpus = 1) => {
  const [{ verdict, witness }, { verdict: steady }] = [plan(Model.load([{ file: 'a.yaml', text: `
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: gpu}
spec: {${limit}template: {spec: {requirements: [{key: node.kubernetes.io/instance-type, operator: In, values: [g5.2xlarge]}]}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: llm}
spec:
  replicas: ${replicas}
  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
  selector: {matchLabels: {app: llm}}
  template:
    metadata: {labels: {app: llm}}
    spec: {containers: [{name: a, image: 'a:1', resources: {limits: {nvidia.com/gpu: ${gpus}}}}]}
` }]), { cluster: Cluster.fromSpec('cpu=1xm5.large') })].flatMap(({ workloads: [llm], steadyState }) => [llm, steadyState]);
  return [verdict, steady, witness[0]];
};

test('an update that needs more nodes than are counted of a NodePool without limits is unknown, by its name', () => {
  expect(surging(60, '')).toEqual(
    ['unknown', 'unknown', 'Karpenter NodePool gpu may start more than the 50 nodes that are counted']);
  expect(surging(20, '').slice(0, 2)).toEqual(['proven', 'proven']);
});

test('it stays impossible where the limits end there, or where no such node holds the pod', () => {
  expect(surging(60, 'limits: {nvidia.com/gpu: 50}, ').slice(0, 2)).toEqual(['impossible', 'impossible']);
  expect(surging(60, '', 2).slice(0, 2)).toEqual(['impossible', 'impossible']);
});
