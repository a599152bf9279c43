import { stringify } from 'yaml';
import { noSurge, surge, workload } from '../../../test/support/rollout';
import { Snapshot } from '../../cluster/snapshot';
import { Model } from '../../manifests';
import { check } from '../check';
import { planRollout } from '.';

const node = {
  kind: 'Node', metadata: { name: 'n' }, spec: {},
  status: { allocatable: { cpu: '100', memory: '100Gi', pods: '100' }, nodeInfo: { kubeletVersion: 'v1.36.2' } },
};
const meta = (name: string, owner?: [kind: string, name: string], namespace = 'default') => ({
  name,
  namespace,
  ...(owner && { ownerReferences: [{ apiVersion: 'apps/v1', kind: owner[0], name: owner[1], controller: true }] }),
});
const pod = (name: string, owner?: [string, string], spec: object = {}, namespace = 'default') => ({
  apiVersion: 'v1', kind: 'Pod', metadata: meta(name, owner, namespace), status: { phase: 'Running' },
  spec: { nodeName: 'n', containers: [{ name: 'a', image: 'a', resources: { requests: { cpu: '1' } } }], ...spec },
});
const quota = (hard: object, used?: object, spec: object = {}) => ({
  apiVersion: 'v1', kind: 'ResourceQuota', metadata: meta('q'), spec: { hard, ...spec },
  ...(used && { status: { used } }),
});
const claim = (name: string, owner?: [string, string]) => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: meta(name, owner),
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
});
const app = (spec: object = surge(2)) => workload('Deployment', 'a', { cpu: '1' }, spec);
const running = [pod('a-1-x', ['ReplicaSet', 'a-1']), pod('a-1-y', ['ReplicaSet', 'a-1'])];

function read(written: object[], live: object[]) {
  const snapshot = Snapshot.read('cluster.json', [
    Buffer.from(JSON.stringify({ kind: 'List', items: [node, ...live] })),
  ]);
  const text = written.map((each) => stringify(each)).join('---\n');
  const model = Model.load([{ file: 'a.yaml', text }], undefined, { live: snapshot.objects });
  return { model, cluster: snapshot.clusterFor(model) };
}

function verdict(written: object[], live: object[]) {
  const { model, cluster } = read(written, live);
  return planRollout(model, cluster).workloads[0].verdict;
}

test('pods outside the manifests take of a live quota, those of the manifests are counted once', () => {
  const beside = (pods: number) => verdict([app()], [quota({ pods }), ...running, pod('other')]);
  expect([beside(4), beside(3), beside(2)]).toEqual(['proven', 'impossible', 'impossible']);
});

test('the witness says how much is taken outside the manifests', () => {
  const { model, cluster } = read([app()], [quota({ 'requests.cpu': '3' }), ...running, pod('other')]);
  expect(planRollout(model, cluster).workloads[0].witness[0]).toBe(
    'ResourceQuota q allows 3 of requests.cpu, of which 1 is taken outside these manifests: at most 2 pods of Deployment/a at once, and 3 are needed',
  );
});

test('the rules see them too', () => {
  const findings = (pods: number) => {
    const { model, cluster } = read([app()], [quota({ pods }), ...running, pod('other')]);
    return check(model, { cluster }).findings.map(({ rule }) => rule.id).filter((id) => id.startsWith('quota-'));
  };
  expect([findings(4), findings(3), findings(2)]).toEqual([[], ['quota-blocks-surge'], ['quota-too-small']]);
});

test('only pods that the quota counts, of its namespace, take of it', () => {
  const beside = (other: object) => verdict([app()], [quota({ 'requests.cpu': '4' }), ...running, other]);
  expect(beside(pod('other', undefined, {}, 'blue'))).toBe('proven');
  expect(
    beside(pod('other', undefined, { containers: [{ name: 'a', image: 'a', resources: { requests: { cpu: '2' } } }] })),
  ).toBe('impossible');
  const scoped = (priorityClassName: string) =>
    verdict(
      [workload('Deployment', 'a', { cpu: '1' }, surge(2), { priorityClassName: 'high' })],
      [
        quota({ pods: '3' }, undefined, {
          scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] },
        }),
        { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 5 },
        ...running,
        pod('other', undefined, { priorityClassName }),
      ],
    );
  expect([scoped('low'), scoped('high')]).toEqual(['proven', 'impossible']);
});

test('pods that wait, or run on a node that cannot be read, count in a quota; those of a node that is gone do not', () => {
  const beside = (nodeName?: string, ...more: object[]) =>
    verdict([app()], [quota({ pods: 3 }), ...running, pod('other', undefined, { nodeName }), ...more]);
  const unread = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'odd' }, spec: {}, status: {} };
  expect([beside(), beside('odd', unread), beside('gone')]).toEqual(['impossible', 'impossible', 'proven']);
});

describe('claims', () => {
  const data = { metadata: { name: 'data' }, spec: claim('').spec };
  const set = workload('StatefulSet', 'a', {}, { replicas: 2, serviceName: 'a', volumeClaimTemplates: [data] });
  const beside = (storage: string, ...live: object[]) =>
    verdict([set], [quota({ 'requests.storage': storage }), ...live]);
  test('of templates are counted once, others besides', () => {
    const own = [claim('data-a-0'), claim('data-a-1')];
    expect([beside('20Gi', ...own), beside('20Gi', own[0], claim('other')), beside('30Gi', own[0], claim('other'))])
      .toEqual(['proven', 'impossible', 'proven']);
    // None of them is made again.
    expect(beside('20Gi', ...own, claim('other'))).toBe('proven');
  });
  test('of a replica that is gone stay', () => expect(beside('20Gi', claim('data-a-2'))).toBe('impossible'));
  test('of a pod are counted with it', () => {
    const spec = { volumes: [{ name: 'tmp', ephemeral: { volumeClaimTemplate: { spec: claim('').spec } } }] };
    expect(beside('30Gi', pod('p', undefined, spec), claim('p-tmp', ['Pod', 'p']))).toBe('proven');
    expect(beside('29Gi', pod('p', undefined, spec), claim('p-tmp', ['Pod', 'p']))).toBe('impossible');
  });
});

test('ReplicaSets outside the manifests count, those of an own Deployment as its revisions', () => {
  const replicaSet = (name: string, owner?: string) => ({
    apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: meta(name, owner ? ['Deployment', owner] : undefined),
  });
  const beside = (sets: number) =>
    verdict(
      [app({ ...surge(1), revisionHistoryLimit: 0 })],
      [quota({ 'count/replicasets.apps': sets }), replicaSet('a-1', 'a'), replicaSet('b-1', 'b'), replicaSet('c')],
    );
  expect([beside(4), beside(3)]).toEqual(['proven', 'impossible']);
});

describe('what a quota says is used', () => {
  const pools = (written: object[]) => {
    const { model, cluster } = read(written, []);
    return planRollout(model, cluster).workloads[0].verdict;
  };
  test('counts where the pods are not known, less what the manifests account for', () => {
    const used = (count: number, status?: object) => pools([{ ...app(), status }, quota({ pods: 6 }, { pods: count })]);
    expect([used(3), used(4), used(5), used(6)]).toEqual(['proven', 'possible', 'possible', 'impossible']);
    expect([used(5, { replicas: 2 }), used(6, { replicas: 2 })]).toEqual(['proven', 'impossible']);
  });
  test('counts beside a snapshot for pods that have finished', () => {
    const live = { ...app(), status: { replicas: 2 } };
    const beside = (used: number) =>
      verdict([app()], [quota({ 'count/pods': 5 }, { 'count/pods': used }), live, ...running, pod('other')]);
    expect([beside(4), beside(5)]).toEqual(['proven', 'impossible']);
  });
  test('does not count where every pod is known', () =>
    expect(verdict([app(noSurge(2))], [quota({ pods: 2 }, { pods: 9 }), ...running])).toBe('proven'));
});
