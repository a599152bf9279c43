import fc from 'fast-check';
import { GpuNimService, GpuNimServiceProps, ModelCache, Nim, NimFamily } from '../..';
import {
  BUDGETS, forAnyProps, mostly, PORTS, REPLICAS, RESOURCES, ROLLOUTS, SECRET_KEYS, WORKLOAD_PROPS,
} from '../../../test/support/arbitrary-props';
import { EMBEDDING_IMAGE, LLM_IMAGE } from '../../../test/support/examples';

const NIMS = fc.constantFrom(
  Nim.fromImage(LLM_IMAGE),
  Nim.fromImage(EMBEDDING_IMAGE),
  Nim.fromImage('nvcr.io/nim/nvidia/llama-nemotron-embed-1b-v2:2.2.0'),
  Nim.custom({ image: 'registry.example.com/mine:1.0', family: NimFamily.RERANKING_1, gpus: 2, hostMemoryGib: 16 }),
);
const CACHES = fc.constantFrom(
  ModelCache.claim({ size: '80Gi', storageClass: 'gp3', retain: false }),
  ModelCache.sharedClaim(),
  ModelCache.sharedClaim({ size: '1Ti' }),
  ModelCache.existingSharedClaim('models'),
  ModelCache.emptyDir('60Gi'),
);

const PROPS: fc.Arbitrary<GpuNimServiceProps> = fc
  .record(
    {
      nim: NIMS,
      resources: RESOURCES,
      gpus: mostly([1, 2, 8], [0, 0.5, -1, NaN]),
      gpuResource: mostly(['nvidia.com/gpu', 'nvidia.com/mig-3g.20gb'], ['cpu', '', 'gpu']),
      replicas: REPLICAS,
      rollout: ROLLOUTS,
      startupBudget: BUDGETS,
      imagePullBudget: BUDGETS,
      port: PORTS,
      containerPort: PORTS,
      grpcPort: mostly([undefined], [8001, 8000, 0]),
      modelCache: CACHES,
      sharedMemory: mostly(['1Gi', '4Gi'], ['0', '100Gi', '1GB']),
      apiKey: SECRET_KEYS,
      offline: mostly([false], [true]),
    },
    { requiredKeys: ['nim'] },
  )
  .chain((props) => WORKLOAD_PROPS.map((common) => ({ ...common, ...props })));

test('any properties are refused with one clear error, or give manifests that fit together', () => {
  forAnyProps(PROPS, (chart, props) => new GpuNimService(chart, 'x', props), 400);
});
