import fc from 'fast-check';
import { ModelCache, ModelServer, ModelServerEngine, ModelServerProps } from '../..';
import {
  BUDGETS, forAnyProps, mostly, PORTS, REPLICAS, RESOURCES, ROLLOUTS, SECRET_KEYS, WORKLOAD_PROPS,
} from '../../../test/support/arbitrary-props';

const PROPS: fc.Arbitrary<ModelServerProps> = fc
  .record(
    {
      image: mostly(['vllm/vllm-openai:v0.11.0'], ['vllm', 'vllm/vllm-openai:latest']),
      engine: fc.constantFrom(ModelServerEngine.VLLM, ModelServerEngine.SGLANG, ModelServerEngine.TRITON),
      resources: RESOURCES,
      gpus: mostly([1, 2, 8], [0, 0.5, -1, NaN]),
      gpuResource: mostly(['nvidia.com/gpu', 'nvidia.com/mig-3g.20gb'], ['cpu', '', 'nvidia/gpu']),
      gpuMemoryGib: mostly([20, 0.5], [0, -1, NaN]),
      replicas: REPLICAS,
      rollout: ROLLOUTS,
      startupBudget: BUDGETS,
      port: PORTS,
      containerPort: PORTS,
      grpcPort: mostly([undefined], [8001, 8000, 0]),
      modelCache: fc.constantFrom(ModelCache.sharedClaim(), ModelCache.claim(), ModelCache.emptyDir('60Gi')),
      sharedMemory: mostly(['1Gi', '4Gi'], ['0', '100Gi', '1GB']),
      huggingFaceToken: SECRET_KEYS,
      offline: mostly([false], [true]),
    },
    { requiredKeys: ['image', 'engine', 'resources'] },
  )
  .chain((props) => WORKLOAD_PROPS.map((common) => ({ ...common, ...props })));

test('any properties are refused with one clear error, or give manifests that fit together', () => {
  forAnyProps(PROPS, (chart, props) => new ModelServer(chart, 'x', props));
});
