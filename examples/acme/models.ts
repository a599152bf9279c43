import { Chart } from 'cdk8s';
import {
  Autoscaling,
  DisruptionBudget,
  GpuNimService,
  KedaTrigger,
  ModelCache,
  ModelServer,
  ModelServerEngine,
  Nim,
  RecordedMetric,
  SecretSource,
} from 'cdk8s-nim';
import { Site } from './sites';

/** The models: two language models and a reranker as NIMs, an embedder that follows its queue, and a vLLM server. */
export class Models {
  public readonly chat: GpuNimService;
  public readonly reasoner: GpuNimService;
  public readonly reranker: GpuNimService;
  public readonly embedder: GpuNimService;
  public readonly coder: ModelServer;

  constructor(chart: Chart, site: Site) {
    const { gpuPool: nodePool, gpuResource } = site;
    // Each model has one pod: a drain may stop it, or node upgrades would wait for ever.
    const disruptionBudget = DisruptionBudget.maxUnavailable(1);
    const modelCache = ModelCache.claim({ storageClass: site.blockStorage });
    const own = { nodePool, gpuResource, disruptionBudget, modelCache };
    this.chat = new GpuNimService(chart, 'chat', {
      ...own,
      nim: Nim.fromImage('nvcr.io/nim/meta/llama-3.1-8b-instruct:1.8.4'),
    });
    this.reasoner = new GpuNimService(chart, 'reasoner', {
      ...own,
      nim: Nim.fromImage('nvcr.io/nim/nvidia/llama-3.1-nemotron-nano-8b-v1:1.8.4'),
    });
    this.reranker = new GpuNimService(chart, 'reranker', {
      ...own,
      nim: Nim.fromImage('nvcr.io/nim/nvidia/llama-nemotron-rerank-1b-v2:1.8.0'),
    });
    this.embedder = new GpuNimService(chart, 'embedder', {
      ...own,
      nim: Nim.fromImage('nvcr.io/nim/nvidia/nv-embedqa-e5-v5:1.0.0'),
      modelCache: ModelCache.sharedClaim({ storageClass: site.sharedStorage }),
      autoscaling: Autoscaling.keda({
        minReplicas: 1,
        maxReplicas: 3,
        triggers: [
          KedaTrigger.recorded(RecordedMetric.REQUESTS_WAITING, { serverAddress: site.prometheus, threshold: 20 }),
        ],
      }),
    });
    this.coder = new ModelServer(chart, 'coder', {
      ...own,
      engine: ModelServerEngine.VLLM,
      image: 'vllm/vllm-openai:v0.19.0',
      args: ['--model', 'Qwen/Qwen3-8B-AWQ', '--max-model-len', '16384'],
      resources: { cpu: '4', memory: '24Gi', memoryLimit: '32Gi' },
      gpuMemoryGib: 16,
      huggingFaceToken: SecretSource.existing('hugging-face').key('token'),
    });
  }
}
