import { Cluster } from './cluster';

const poolsOf = (spec: string) => Cluster.fromSpec(spec).pools.map(({ name, nodes, maxNodes, taints, labels }) => [
  name, nodes, maxNodes, labels['node.kubernetes.io/instance-type'], taints.map(({ key, effect }) => `${key}:${effect}`),
]);

test('machines of EKS, GKE and AKS are told apart by their names', () => {
  expect(poolsOf('gpu=2xg5.2xlarge')).toEqual([['gpu', 2, 2, 'g5.2xlarge', []]]);
  expect(poolsOf('gpu=2xg2-standard-8')).toEqual([['gpu', 2, 2, 'g2-standard-8', []]]);
  expect(poolsOf('gpu=1-3xStandard_NC24ads_A100_v4@3.67')).toEqual([['gpu', 1, 3, 'Standard_NC24ads_A100_v4', []]]);
  expect(poolsOf('2xg2-standard-8')).toEqual([['g2-standard-8', 2, 2, 'g2-standard-8', []]]);
});

test('GKE taints nodes with GPUs beside others, and lets pods that ask for them onto those nodes', () => {
  expect(poolsOf('gpu=2xg2-standard-8,cpu=1xe2-standard-4').map(([name, , , , taints]) => [name, taints])).toEqual([
    ['gpu', ['nvidia.com/gpu:NoSchedule']], ['cpu', []],
  ]);
  expect(Cluster.fromSpec('gpu=2xg2-standard-8')._addsTolerations).toBe(true);
  expect(Cluster.fromSpec('gpu=2xg5.2xlarge')._addsTolerations).toBe(false);
  expect(Cluster.fromSpec('gpu=2xStandard_NC24ads_A100_v4')._addsTolerations).toBe(false);
});

test('each provider keeps back its own reserve', () =>
  expect(
    Cluster.fromSpec('a=1xm6i.large,b=1xe2-standard-4,c=1xStandard_D4s_v5').pools.map(({ reserved }) => reserved.cpu),
  ).toEqual(['180m', '389m', '350m']));

test.each([
  ['gpu=2xg2-standard-9', /machine type|instance type 'g2-standard-9' is not in the table/],
  ['gpu=2xStandard_NC5', /VM size 'Standard_NC5' is not in the table/],
  ['gpu=2xg5.2xlarg', /instance type 'g5.2xlarg' is not in the table: did you mean g5.2xlarge\?; write allocatable/],
  ['gpu=2xG5.2xlarge', /'G5.2xlarge' is not in the table: did you mean g5.2xlarge\?/],
  [' , ', /node pools: ' , ' names none; write name=countxinstance-type/],
  ['gpu=2x', /'gpu=2x' is not a pool; write name=countxinstance-type/],
])('fails when a specification is %s', (spec, message) => expect(() => Cluster.fromSpec(spec)).toThrow(message));
