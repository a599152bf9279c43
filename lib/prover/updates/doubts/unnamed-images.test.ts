import { Cluster, NodePool } from '../../../cluster';
import { Model } from '../../../manifests';
import { plan } from '../../plan';

interface Parts {
  readonly image?: string;
  readonly gpus?: number;
  readonly spec?: string;
  readonly pod?: string;
  readonly kind?: string;
}

const object = (name: string, { image = 'a:1', gpus = 1, spec = '', pod = '', kind = 'Deployment' }: Parts = {}) => `
apiVersion: ${kind === 'Job' ? 'batch/v1' : 'apps/v1'}
kind: ${kind}
metadata: {name: ${name}}
spec:
  ${spec}
  ${kind === 'Job' ? '' : `selector: {matchLabels: {app: ${name}}}`}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      ${pod}
      containers: [{name: main, image: "${image}", resources: {limits: {nvidia.com/gpu: ${gpus}}}}]
`;
const modelOf = (...texts: string[]) => Model.load([{ file: 'app.yaml', text: texts.join('---') }]);
/** One node. */
const clusterOf = (gpus: number) => new Cluster({
  pools: [new NodePool({
    name: 'gpu', nodes: 1, allocatable: { cpu: '8', memory: '32Gi', extendedResources: { 'nvidia.com/gpu': `${gpus}` } },
  })],
});
const verdicts = (after: string[], before?: string[], gpus = 4) =>
  Object.fromEntries(plan(modelOf(...after), {
    cluster: clusterOf(gpus), remedies: false,
    from: before && { model: modelOf(...before), name: 'before', prune: false },
  }).workloads.map(({ name, alone, together }) => [name, [alone.verdict, together.verdict]]));

const SURGE = 'strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}';
const RECREATE = 'strategy: {type: Recreate}';
const SIDECAR = 'initContainers: [{name: side, image: "Side:1", restartPolicy: Always}]';

test.each<[string, Parts]>([
  ['of a Deployment', { image: 'Web:1' }],
  ['of one that is recreated', { image: 'web:', spec: RECREATE }],
  ['of a StatefulSet', { image: 'https://r.example/web', kind: 'StatefulSet' }],
  ['of a DaemonSet', { image: 'FILLED BY THE OPERATOR', kind: 'DaemonSet' }],
  ['of a container that runs before', { pod: 'initContainers: [{name: init, image: "Init:1"}]' }],
  ['of a sidecar', { pod: SIDECAR }],
  ['of a volume', { pod: 'volumes: [{name: model, image: {reference: "Model:1"}}]' }],
])('an update whose new pods no kubelet can start is impossible: the image %s', (_, parts) => {
  expect(verdicts([object('web', parts)])).toEqual({ web: ['impossible', 'impossible'] });
  const before = object('web', { ...parts, image: 'a:1', pod: '' });
  expect(verdicts([object('web', parts)], [before])).toEqual({ web: ['impossible', 'impossible'] });
  const chat = object('chat');
  expect(verdicts([object('web', parts), chat], [chat]).web).toEqual(['impossible', 'impossible']);
});

test.each<[string, Parts]>([
  ['a tool may render', { image: '{{ .Values.image }}' }],
  ['a shell may render', { image: '${REGISTRY}/web:1' }],
  ['ko builds', { image: 'ko://example.com/web' }],
  ['an image stream fills', { image: ' ' }],
  ['waits for a person', { image: 'Web:1', kind: 'StatefulSet', spec: 'updateStrategy: {type: OnDelete}' }],
  ['is paused', { image: 'Web:1', spec: 'paused: true' }],
  ['is a Job, whose pods nobody replaces', {
    image: 'Web:1', kind: 'Job', pod: 'restartPolicy: Never',
  }],
])('what %s is not decided', (_, parts) =>
  expect(verdicts([object('web', parts)])).toEqual({ web: ['unknown', 'unknown'] }));

test('no pod is made where none is wanted, and none is replaced where nothing changes', () => {
  const none = object('web', { image: 'Web:1', spec: 'replicas: 0' });
  expect(verdicts([none])).toEqual({ web: ['proven', 'proven'] });
  const same = object('web', { image: 'Web:1' });
  expect(verdicts([same], [same])).toEqual({ web: ['unknown', 'unknown'] });
  const fewer = [object('web', { image: 'Web:1', spec: 'replicas: 1' })];
  expect(verdicts(fewer, [object('web', { image: 'Web:1', spec: 'replicas: 2' })]).web[1]).toBe('unknown');
});

describe('the room that its old pods keep is not promised to others', () => {
  const before = [object('web', { gpus: 3, spec: SURGE })];
  const after = (image: string, spec = SURGE) =>
    [object('web', { image, spec }), object('chat', { gpus: 2, spec: SURGE })];

  test('a new workload waits for it', () => {
    expect(verdicts(after('a:2'), before).chat).toEqual(['impossible', 'proven']);
    expect(verdicts(after('A:2'), before).chat).toEqual(['impossible', 'unknown']);
  });

  test('those that are recreated give it back all the same', () =>
    expect(verdicts(after('A:2', RECREATE), before).chat[1]).toBe('proven'));

  test('neither is that of those whose new pods the API server refuses', () => {
    const closed = '\napiVersion: v1\nkind: Namespace\n' +
      'metadata: {name: default, labels: {pod-security.kubernetes.io/enforce: baseline}}\n';
    const refused = object('web', { spec: SURGE, pod: 'hostNetwork: true' });
    expect(verdicts([closed, ...after('a:2')], [closed, ...before]).chat[1]).toBe('proven');
    const judged = verdicts([closed, refused, object('chat', { gpus: 2, spec: SURGE })], [closed, ...before]);
    expect([judged.web[1], judged.chat[1]]).toEqual(['impossible', 'unknown']);
  });

  test('what stays as it is needs none', () => {
    const [web, chat] = [object('web', { image: 'A:2' }), object('chat')];
    expect(verdicts([web, chat], [object('web'), chat]).chat).toEqual(['proven', 'proven']);
    expect(verdicts([object('web'), chat], undefined, 3).chat[1]).toBe('proven');
    expect(verdicts([web, chat], undefined, 3).chat[1]).toBe('unknown');
  });

  test('neither does what stands on nodes of its own, unless a quota is shared', () => {
    const quota = '\napiVersion: v1\nkind: ResourceQuota\nmetadata: {name: q}\nspec: {hard: {pods: "4"}}\n';
    const on = (name: string) => `nodeSelector: {kubernetes.io/hostname: ${name}}`;
    const cluster = Cluster.fromNodeList(JSON.stringify({
      kind: 'List', items: ['a', 'b'].map((name) => ({
        kind: 'Node', metadata: { name, labels: { 'kubernetes.io/hostname': name } },
        status: { allocatable: { 'cpu': '8', 'memory': '32Gi', 'pods': '9', 'nvidia.com/gpu': '2' } },
      })),
    }));
    const judged = (...more: string[]) => plan(
      modelOf(object('web', { image: 'A:2', pod: on('a') }), object('chat', { pod: on('b') }), ...more),
      { cluster, remedies: false },
    ).workloads[1].together.verdict;
    expect([judged(), judged(quota)]).toEqual(['proven', 'unknown']);
  });
});
