import { Construct } from 'constructs';
import {
  Cache,
  CacheProps,
  GpuNimService,
  GpuNimServiceProps,
  HealthCheck,
  ModelServer,
  ModelServerEngine,
  ModelServerProps,
  Nim,
  OneOffTask,
  OneOffTaskProps,
  ScheduledTask,
  ScheduledTaskProps,
  StatelessService,
  StatelessServiceProps,
  VectorStore,
  VectorStoreProps,
  Worker,
  WorkerProps,
} from '../../lib';

/** Any of the props of a construct, in place of those of its minimal example. */
type Overrides<Props> = { readonly [key in keyof Props]?: Props[key] };

export const LLM_IMAGE = 'nvcr.io/nim/nvidia/llama-3.1-nemotron-nano-8b-v1:1.8.4';
export const EMBEDDING_IMAGE = 'nvcr.io/nim/nvidia/nv-embedqa-e5-v5:1.0.0';

/** A `GpuNimService` with its required props only, and what a test adds. */
export function aNim(scope: Construct, id: string = 'llm', props: Overrides<GpuNimServiceProps> = {}): GpuNimService {
  return new GpuNimService(scope, id, { nim: Nim.fromImage(LLM_IMAGE), ...props });
}

/** A `ModelServer` with its required props only, and what a test adds. */
export function aServer(scope: Construct, id: string = 'vllm', props: Overrides<ModelServerProps> = {}): ModelServer {
  return new ModelServer(scope, id, {
    image: 'vllm/vllm-openai:v0.11.0',
    engine: ModelServerEngine.VLLM,
    resources: { cpu: '4', memory: '24Gi', memoryLimit: '32Gi' },
    ...props,
  });
}

/** A `Cache` with its required props only, and what a test adds. */
export function aCache(scope: Construct, id: string = 'cache', props: Overrides<CacheProps> = {}): Cache {
  return new Cache(scope, id, { resources: { cpu: '500m', memory: '1Gi' }, ...props });
}

/** A `Worker` with its required props only, and what a test adds. */
export function aWorker(scope: Construct, id: string = 'worker', props: Overrides<WorkerProps> = {}): Worker {
  return new Worker(scope, id, {
    image: 'registry.example.com/worker:1.2.3', resources: { cpu: '500m', memory: '1Gi' }, ...props,
  });
}

/** A `ScheduledTask` with its required props only, and what a test adds. */
export function aSchedule(
  scope: Construct,
  id: string = 'nightly',
  props: Overrides<ScheduledTaskProps> = {},
): ScheduledTask {
  return new ScheduledTask(scope, id, {
    image: 'registry.example.com/task:1.2.3',
    resources: { cpu: '500m', memory: '1Gi' },
    schedule: '0 3 * * *',
    ...props,
  });
}

/** A `OneOffTask` with its required props only, and what a test adds. */
export function aTask(scope: Construct, id: string = 'migrate', props: Overrides<OneOffTaskProps> = {}): OneOffTask {
  return new OneOffTask(scope, id, {
    image: 'registry.example.com/task:1.2.3', resources: { cpu: '500m', memory: '1Gi' }, ...props,
  });
}

/** A `StatelessService` with its required props only, and what a test adds. */
export function aService(
  scope: Construct,
  id: string = 'web',
  props: Overrides<StatelessServiceProps> = {},
): StatelessService {
  return new StatelessService(scope, id, {
    image: 'registry.example.com/web:1.2.3',
    containerPort: 8080,
    resources: { cpu: '500m', memory: '1Gi' },
    readiness: HealthCheck.httpGet('/ready'),
    ...props,
  });
}

/** A `VectorStore` with its required props only, and what a test adds. */
export function aStore(scope: Construct, id: string = 'store', props: Overrides<VectorStoreProps> = {}): VectorStore {
  return new VectorStore(scope, id, { resources: { cpu: '1', memory: '2Gi' }, ...props });
}

/** Each construct by name, for what holds for all of them. */
export const EVERY_CONSTRUCT = [
  ['GpuNimService', aNim],
  ['ModelServer', aServer],
  ['StatelessService', aService],
  ['VectorStore', aStore],
] as const;
