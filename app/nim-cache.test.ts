import { Testing } from 'cdk8s';
import { Cluster, KubernetesTarget } from '../lib';
import { Model } from '../lib/manifests';
import { planRollout } from '../lib/prover/updates';
import { RolloutStrategy } from '../lib/constructs/workload/rollout-strategy';
import { environmentNamed, environments } from './environments';
import { NimServing } from './model-serving';
import { NimCache } from './nim-cache';
import { ResearchOps } from './research-ops';

const { cluster, researchOps } = environmentNamed('research-ops', environments(() => ({
  agentOrchestratorImage: 'registry.example.com/agent-orchestrator:1.0.0',
  webUiImage: 'registry.example.com/web-ui:1.0.0',
})));
const [gpuPool] = cluster.pools;
const ROLLING = RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 });

/** What an update of each NIM comes to on so many GPU nodes. */
function updates(cache: NimCache, rollout: RolloutStrategy | undefined, nodes: number): unknown[] {
  const models = new NimServing({ gpuPool, cache, rollout });
  const app = Testing.app();
  KubernetesTarget.set(app, '1.35');
  const objects = Testing.synth(new ResearchOps(app, 'research-ops', { ...researchOps, models }));
  const model = Model.load([{ file: 'app', text: objects.map((each) => JSON.stringify(each)).join('\n---\n') }]);
  const { workloads } = planRollout(model, Cluster.fromSpec(`gpu=${nodes}xg5.2xlarge`));
  return workloads.filter(({ name }) => name.endsWith('-nim'))
    .map(({ verdict, downtimeSeconds }) => [verdict, downtimeSeconds.most === 0]);
}

const CACHES: [string, NimCache][] = [
  ['is shared', NimCache.shared('efs')],
  ['is of each pod', NimCache.perPod()],
  ['is in an image', NimCache.image(({ name }) => `registry.example.com/models/${name}:1.0.0`)],
];

test.each(CACHES)('a cache that %s: recreated on two nodes, without downtime on three', (_, cache) => {
  expect(updates(cache, undefined, 2)).toEqual([['proven', false], ['proven', false]]);
  expect(updates(cache, ROLLING, 3)).toEqual([['proven', true], ['proven', true]]);
});

test('a cache that one node has refuses a rolling update, with a third node or without', () => {
  expect(() => updates(NimCache.oneNode('gp2'), ROLLING, 3)).toThrow(
    /reasoning-nim: rollingUpdate .* cannot finish: claim reasoning-nim-cache is ReadWriteOnce/,
  );
});

test('a model in an image is served from there', () => {
  const cache = NimCache.image(() => 'registry.example.com/models/a:1.0.0');
  const props = cache.propsOf({ name: 'a', image: 'a', resources: {} as never, port: 8000, cacheSize: '50Gi' });
  expect(props.imageVolumes).toMatchObject([
    { image: 'registry.example.com/models/a:1.0.0', mountPath: '/model-repository' },
  ]);
  expect(Object.keys(props.env!)).toEqual(['NIM_MODEL_NAME', 'NIM_SERVED_MODEL_NAME']);
});
