import { deployment, modelOf, reportOf, service, tagsOf } from '../../../../test/support/html-report';

const calls = (...names: string[]) => ({ env: names.map((name) => ({ name, value: `http://${name}:80/` })) });
const autoscaler = {
  apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' },
  spec: { minReplicas: 2, maxReplicas: 10, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } },
};
const container = { name: 'main', image: 'test:1', ...calls('web') };
const job = {
  apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'smoke-test' },
  spec: { template: { spec: { restartPolicy: 'Never', containers: [container] } } },
};
const LONG = 'customer-support-conversation-orchestrator';
const reportOfAll = () => reportOf(
  modelOf(
    deployment('web', 0, {}, calls('nim', `${LONG}-eu`)), service('web'), autoscaler, job,
    deployment('nim', 1, { strategy: { type: 'Recreate' } }), service('nim'),
    deployment(`${LONG}-eu`), service(`${LONG}-eu`), deployment(`${LONG}-us`),
  ),
  'gpu=1xg5.2xlarge,cpu=1xm6i.xlarge',
);
const DRAWINGS = /<svg class="topology"[^]*?<\/svg>|<svg [^>]*aria-label="node [^]*?<\/svg>/g;
const drawings = () => reportOfAll().match(DRAWINGS)!;

describe('the picture of services and nodes', () => {
  test('draws no Job as a service, and says so', () => {
    expect(drawings()[0]).not.toContain('smoke-test');
    expect(reportOfAll()).toContain('Not drawn, as they run to their end: Job smoke-test.');
  });

  test('shows the size that an autoscaler decides as a range', () => {
    const [topology] = drawings();
    expect(topology).toContain('>2–10 × Deployment<');
    expect(topology).toContain('>1 × Deployment · 1 gpu<');
  });

  test('labels an arrow with the port that callers use, not with that of the pod', () => {
    const [topology] = drawings();
    expect(topology).toContain('>80</text>');
    expect(topology).not.toContain('>8080<');
  });

  test('keeps long names distinct', () => {
    const names = [...drawings()[0].matchAll(/class="name"[^>]*>([^<]*)</g)].map(([, name]) => name);
    expect(names.filter((name) => name.startsWith('customer'))).toEqual([
      expect.stringMatching(/…[\w-]*-eu$/), expect.stringMatching(/…[\w-]*-us$/),
    ]);
  });

  test('shows on each node what runs there, with a GPU or without', () => {
    const [, ...nodes] = drawings();
    const labels = nodes.flatMap(tagsOf).flatMap(({ attributes }) => attributes.get('aria-label') ?? []);
    expect(labels).toHaveLength(2);
    expect(labels[0]).toMatch(/^node gpu-1: 1 nvidia\.com\/gpu, runs .*nim/);
    const texts = nodes.map((node) => [...node.matchAll(/>([^<>]+)<\/text>/g)].map(([, text]) => text));
    expect(texts[0]).toContain('GPU: nim');
    expect(texts.flat()).toEqual(expect.arrayContaining(['10 × web', expect.stringMatching(/^customer.*-eu$/)]));
  });

  test('draws the nodes with pods first, and names the pods on those that are not drawn', () => {
    const cpu = (name: string, replicas: number) =>
      deployment(name, 0, { replicas }, { resources: { requests: { cpu: '3', memory: '1Gi' } } });
    const some = reportOf(modelOf(cpu('a', 2)), 'cpu=8xm6i.xlarge');
    expect(some).toContain('and 2 more nodes alike');
    const full = reportOf(modelOf(cpu('a', 6), cpu('b', 2)), 'cpu=8xm6i.xlarge');
    expect(full.match(/class="fact" x="12" y="54">[ab]<\/text>/g)).toHaveLength(6);
    expect(full).toMatch(/and 2 more nodes with [ab]</);
  });

  test('says of no GPU that it is free where no placement of all pods exists', () => {
    const full = reportOf(modelOf(deployment('a', 1), deployment('b', 1)), 'gpu=1xg5.2xlarge');
    expect(full).not.toContain('GPU: ');
    expect(full).toContain('>GPU</text>');
  });
});
