import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';

const web = (kind: string, replicas: number, more: object = {}) => ({
  apiVersion: 'apps/v1', kind, metadata: { name: 'web', namespace: 'default', generation: 1 },
  spec: {
    replicas, selector: { matchLabels: { app: 'web' } }, ...kind === 'StatefulSet' && { serviceName: 'web' },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        nodeSelector: { pool: 'a' },
        containers: [{ name: 'a', image: 'a:1', resources: { requests: { cpu: '1' } } }],
      },
    },
    ...more,
  },
});

/** A node whose label was taken away since its pods came. */
const relabelled = liveNode('n1');
const ready = { status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } };
const pods = (kind: string, ...on: string[]) => on.map((node, index) => {
  const pod = livePod(`web-${index}`, `${kind}/web`, node);
  return { ...pod, spec: { ...pod.spec, nodeSelector: { pool: 'a' } }, ...node === '' ? {} : ready };
});
const scaled = (kind: string, to: number, on: string[], more: object = {}) =>
  plansOnLive([relabelled, web(kind, on.length), ...pods(kind, ...on)], web(kind, to, more)).change[0];

test.each(['Deployment', 'StatefulSet'])('fewer pods of a %s are proven on nodes that take no more of them', (kind) => {
  const { verdict, witness, fits } = scaled(kind, 2, ['n1', 'n1', 'n1']);
  expect([verdict, witness]).toEqual(['proven', ['fewer pods are wanted, and all that stay run: none is made']]);
  expect(fits.verdict).toBe('impossible');
});

test('one that waits goes first, of a StatefulSet if it is one of the last', () => {
  expect(scaled('StatefulSet', 2, ['n1', 'n1', '']).verdict).toBe('proven');
  expect(scaled('StatefulSet', 2, ['', 'n1', 'n1']).verdict).not.toBe('proven');
  expect(scaled('Deployment', 2, ['', 'n1', 'n1']).verdict).toBe('proven');
  expect(scaled('Deployment', 2, ['', '', 'n1']).verdict).not.toBe('proven');
});

test('nor of more pods, or of another template', () => {
  const other = web('Deployment', 2).spec.template;
  const spec = { ...other.spec, containers: [{ ...other.spec.containers[0], image: 'a:2' }] };
  expect(scaled('Deployment', 4, ['n1', 'n1', 'n1']).verdict).not.toBe('proven');
  expect(scaled('Deployment', 2, ['n1', 'n1', 'n1'], { template: { ...other, spec } }).verdict).not.toBe('proven');
});

test('beside pods of higher priority that come, which may evict those that stay, it is not known', () => {
  const high = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 9 };
  const urgent = web('Deployment', 1);
  const rival = {
    ...urgent, metadata: { name: 'rival', namespace: 'default' },
    spec: {
      ...urgent.spec, selector: { matchLabels: { app: 'rival' } },
      template: {
        metadata: { labels: { app: 'rival' } },
        spec: { ...urgent.spec.template.spec, nodeSelector: {}, priorityClassName: 'high' },
      },
    },
  };
  const open = (rest: object[]) => plansOnLive(
    [liveNode('n1'), high, web('Deployment', 4), ...pods('Deployment', 'n1', 'n1', 'n1', 'n1')],
    high, web('Deployment', 3), ...rest,
  ).change[0].verdict;
  expect([open([]), open([rival])]).toEqual(['proven', 'unknown']);
});

test('a partition above all that stay keeps a template away that the API server refuses', () => {
  const refusing = {
    apiVersion: 'v1', kind: 'Namespace',
    metadata: { name: 'default', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  };
  const set = (replicas: number, image: string, partition: number) => {
    const { template } = web('StatefulSet', 2).spec;
    const spec = { ...template.spec, containers: [{ ...template.spec.containers[0], image }] };
    return web('StatefulSet', replicas, {
      template: { ...template, spec }, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } },
    });
  };
  const verdict = (partition: number) => plansOnLive(
    [relabelled, refusing, set(2, 'a:1', 1), ...pods('StatefulSet', 'n1', 'n1')], refusing, set(1, 'a:2', partition),
  ).change[0].verdict;
  expect([verdict(1), verdict(0)]).toEqual(['possible', 'impossible']);
});
