import { Cluster } from '../../cluster';
import { Model } from '../../manifests';
import { check } from '../check';
import { KubernetesVersion } from '../../kubernetes/kubernetes-version';
import { pool, surge, workload } from '../../../test/support/rollout';
import { planRollout } from './plan-rollout';

const web = (pod: object, spec: object = surge(2)) => workload('Deployment', 'web', {}, spec, pod);
const other = workload('Deployment', 'other', { cpu: 2 }, surge(1));
const cluster = new Cluster({ pools: [pool('cpu', 1, { cpu: '4', extendedResources: {} })] });
const loaded = (minor: number, ...objects: object[]) =>
  Model.load([{ file: 'a.yaml', text: objects.map((each) => JSON.stringify(each)).join('\n---\n') }], undefined, {
    kubernetes: KubernetesVersion.of(`1.${minor}`),
  });

describe.each<[string, number, object]>([
  ['resources of the pod', 34, { resources: { requests: { cpu: '2' } } }],
  ['restartPolicy of init containers', 29, { initContainers: [
    { name: 'side', image: 'a:1', restartPolicy: 'Always', resources: { requests: { cpu: '2' } } },
  ] }],
])('where a version drops %s', (name, since, pod) => {
  const plans = (minor: number) => planRollout(loaded(minor, web(pod), other), cluster).workloads;

  test('nothing is said of its room', () => {
    expect(plans(since)[0].alone.verdict).toBe('impossible');
    const { alone, together, fits, drain } = plans(since - 1)[0];
    expect([alone, together, fits, drain].map(({ verdict }) => verdict)).toEqual(Array(4).fill('unknown'));
    expect(alone.witness.join()).toContain(`what it asks for is not known: ${name}, which Kubernetes 1.${since - 1} drops`);
  });

  test('nor of that of others, whom it may leave more', () => {
    expect(plans(since)[1].drain.verdict).toBe('impossible');
    const { drain } = plans(since - 1)[1];
    expect(drain.verdict).toBe('unknown');
    expect(drain.witness.join()).toContain('what Deployment/web asks for is not known');
  });
});

test('a request that a version drops fits any node', () => {
  const large = web({ resources: { requests: { cpu: '64' } } });
  const found = (minor: number) => check(loaded(minor, large), { cluster }).findings.map(({ rule }) => rule.id);
  expect(found(34)).toContain('requests-fit-no-node');
  expect(found(33)).not.toContain('requests-fit-no-node');
});
