import { Cluster } from '../../lib/cluster';
import { Model } from '../../lib/manifests';
import { check } from '../../lib/prover';
import { plan } from '../../lib/prover/plan';

const cluster = Cluster.fromNodeList(JSON.stringify({
  apiVersion: 'v1', kind: 'List', items: [{
    kind: 'Node', metadata: { name: 'gpu' },
    status: { allocatable: { 'cpu': '8', 'memory': '32Gi', 'pods': '10', 'nvidia.com/gpu': '9' } },
  }],
}));

const deployment = (replicas: string, gpus: string, labels = 'app: web', more = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: ${replicas}
  ${more}
  selector: {matchLabels: {${labels}}}
  template:
    metadata: {labels: {${labels}}}
    spec: {containers: [{name: a, image: "x:1", resources: {limits: {nvidia.com/gpu: ${gpus}}}}]}
`;

function judged(text: string) {
  const model = Model.load([{ file: 'a.yaml', text }]);
  const [workload] = plan(model, { cluster }).workloads;
  const { findings } = check(model, { cluster });
  return { verdict: workload?.verdict, witness: workload?.witness.join('\n') ?? '', findings };
}

const ODD = ['"2 "', '1gi', '-1', '.nan', '1e400', '25%', '[2]', '{a: 2}', 'true', '2026-01-01', '"0x2"', '1.2.3'];

test.each(ODD)('nothing is proven about a Deployment that asks for %s GPUs, and the field is named', (gpus) => {
  const { verdict, findings } = judged(deployment('1', gpus));
  expect(verdict).not.toBe('proven');
  expect(findings.map(({ pointer }) => pointer).join()).toContain('nvidia.com~1gpu');
});

test.each(['"2"', ...ODD.slice(0, -1)])('nothing is proven about a Deployment of %s replicas', (replicas) => {
  const { verdict, findings } = judged(deployment(replicas, '1'));
  expect(verdict).not.toBe('proven');
  expect(findings.map(({ pointer }) => pointer)).toContain('/spec/replicas');
});

test.each([['010', 8], ['0b11', 3], ['1_0', 10]])('replicas: %s are those that kubectl applies: %d', (text, count) => {
  expect(Model.load([{ file: 'a.yaml', text: deployment(text, '1') }]).workloads[0].replicas).toBe(count);
});

test.each(['on', 'yes', 'off', 'No'])('the label app: %s is a boolean to kubectl, and refused', (word) => {
  const { verdict, findings } = judged(deployment('1', '1', `app: ${word}`));
  expect(verdict).not.toBe('proven');
  expect(findings.filter(({ severity }) => severity === 'error').map(({ pointer }) => pointer).join()).toMatch(/app/);
});

test('suspend and paused are read as kubectl reads yes', () => {
  const job = `
apiVersion: batch/v1
kind: Job
metadata: {name: once}
spec:
  suspend: yes
  template: {spec: {restartPolicy: Never, containers: [{name: a, image: "x:1", resources: {limits: {nvidia.com/gpu: 99}}}]}}
`;
  expect(check(Model.load([{ file: 'a.yaml', text: job }])).findings.map(({ pointer }) => pointer))
    .not.toContain('/spec/suspend');
  const paused = judged(deployment('1', '1', 'app: web', 'paused: yes'));
  expect(paused.findings.map(({ pointer }) => pointer)).not.toContain('/spec/paused');
});
