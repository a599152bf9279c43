import { Cluster, NodePool, Taint } from '../../lib/cluster';
import { adviceOf, budget, container, deployment, gpuNodes, gpus, Json } from '../support/rules';

const SURGE = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };

function claim(name = 'data'): Json {
  return {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace: 'shop' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
  };
}

/** A pod that mounts the claim. */
function mounting(image: string, mountPath: string, extra: Json = {}): Json {
  return {
    containers: [container({ image, volumeMounts: [{ name: 'data', mountPath }], ...extra })],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  };
}

const DATABASES: [string, string][] = [
  ['qdrant/qdrant:v1.15.4', '/qdrant/storage'], ['postgres:17.2', '/var/lib/postgresql/data'], ['redis:8.0', '/data'],
  ['registry.example.com/search/elasticsearch:9', '/usr/share/elasticsearch/data'],
];

describe('the advice of a rule for the object at hand', () => {
  test.each(DATABASES)('never gives a second pod to the volume of %s', (image, path) => {
    const objects = [deployment(mounting(image, path), SURGE), claim()];
    const replicas = [deployment(mounting(image, path), { replicas: 3 }), claim()];
    const texts = [
      ...adviceOf('surge-on-read-write-once-claim', objects),
      ...adviceOf('surge-on-read-write-once-claim', objects, { cluster: gpuNodes(2) }),
      ...adviceOf('update-cannot-finish', objects, { cluster: gpuNodes(2) }),
      ...adviceOf('replicas-share-read-write-once-claim', replicas),
      ...adviceOf('disruption-budget-never-allows-eviction', [...objects, budget({ minAvailable: 1 })]),
    ].map((text) => text ?? '');
    expect(texts.length).toBeGreaterThan(2);
    for (const text of texts) {
      expect(text).not.toMatch(/ReadWriteMany|maxSurge|replicas/);
    }
  });

  test('shares a cache of models', () => {
    const server = mounting('vllm/vllm-openai:v0.11', '/root/.cache/huggingface');
    expect(adviceOf('surge-on-read-write-once-claim', [deployment(server, SURGE), claim()])).toEqual([
      expect.stringContaining('ReadWriteMany'),
    ]);
    expect(adviceOf('replicas-share-read-write-once-claim', [deployment(server, { replicas: 2 }), claim()])).toEqual([
      expect.stringContaining('ReadWriteMany'),
    ]);
  });

  test('names changes that are proven, with their downtime, where the nodes are known', () => {
    const nim = deployment({ containers: [container(gpus(1))] }, { replicas: 2, ...SURGE });
    const [advice] = adviceOf('update-cannot-finish', [nim], { cluster: gpuNodes(2) });
    expect(advice).toMatch(
      /^Write one of these, each proven: a rolling update with maxSurge 0 and maxUnavailable 1 \(finishes, no downtime\)/,
    );
    expect(adviceOf('drain-has-nowhere-to-go', [nim], { cluster: gpuNodes(2) })).toEqual([
      expect.stringMatching(/^Write one of these, each proven: 1 more node in pool \w+ \(a drain finishes/),
    ]);
  });

  test('runs more replicas only where these let a pod be evicted', () => {
    const advice = (spec: Json, replicas: number) => adviceOf('disruption-budget-never-allows-eviction', [
      deployment({}, { replicas }), budget(spec),
    ])[0];
    expect(advice({ minAvailable: 2 }, 2)).toContain('run 3 replicas');
    expect(advice({ minAvailable: 5 }, 2)).toContain('run 6 replicas');
    for (const spec of [{ maxUnavailable: 0 }, { minAvailable: '100%' }, {}]) {
      expect(advice(spec, 2)).not.toContain('replicas');
    }
  });

  test('does not lower requests where a taint is the reason', () => {
    const nim = deployment({ containers: [container(gpus(1))] });
    const cluster = new Cluster({
      pools: [new NodePool({
        name: 'gpu', nodes: 1, taints: [Taint.noSchedule('team', 'ml')],
        allocatable: { cpu: '8', memory: '32Gi', extendedResources: { 'nvidia.com/gpu': '1' } },
      })],
    });
    const texts = [
      ...adviceOf('requests-fit-no-node', [nim], { cluster }),
      ...adviceOf('node-selector-matches-no-pool', [nim], { cluster }),
    ];
    expect(texts.length).toBeGreaterThan(0);
    texts.forEach((text) => expect(text ?? '').not.toMatch(/lower the requests/));
  });
});
