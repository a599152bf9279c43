import { NIM_GPU_MEMORY_GIB } from '../../kubernetes/nim-gpu-memory';
import { NimFamily } from './nim-family';

/** What one image needs, apart from its family. */
interface NimNeeds {
  readonly gpus: number;
  readonly gpuMemoryGib: number;
  readonly hostMemoryGib: number;
  readonly cacheSize: string;
}

/** A row of the catalog: a model, and the major version of its images for which the row holds. */
export interface NimCatalogEntry {
  readonly model: string;
  readonly majorVersion: number;
  readonly family: NimFamily;
  readonly needs: NimNeeds;
}

/**
 * Facts about NIM images. Figures that NVIDIA does not publish are marked "estimated" and are on the safe side.
 */
export const NIM_CATALOG: readonly NimCatalogEntry[] = [
  {
    // 8 B parameters in bf16 are about 16 GB; 20 GiB with a KV cache is estimated. An engine is compiled at the first
    // start when a `trtllm_buildable` profile is chosen, which takes about as much host memory as GPU memory:
    // https://docs.nvidia.com/nim/large-language-models/1.8.0/getting-started.html
    model: 'llama-3.1-nemotron-nano-8b-v1',
    majorVersion: 1,
    family: NimFamily.LLM_1,
    needs: {
      gpus: 1, gpuMemoryGib: NIM_GPU_MEMORY_GIB['llama-3.1-nemotron-nano-8b-v1:1'], hostMemoryGib: 20,
      cacheSize: '50Gi',
    },
  },
  {
    // Successor within the 1.x images. bf16 passes with 22.8 GiB and fails with 22.0 GiB, more than an A10G or L4
    // has free: plan a 48 GB card. Host memory estimated.
    // https://catalog.ngc.nvidia.com/orgs/nim/teams/nvidia/containers/nvidia-nemotron-nano-9b-v2
    model: 'nvidia-nemotron-nano-9b-v2',
    majorVersion: 1,
    family: NimFamily.LLM_1,
    needs: {
      gpus: 1, gpuMemoryGib: NIM_GPU_MEMORY_GIB['nvidia-nemotron-nano-9b-v2:1'], hostMemoryGib: 32, cacheSize: '50Gi',
    },
  },
  {
    // Successor in the 2.x images. FP8 states at least 34 GB per GPU, weights are 32.7 GB. Host memory estimated.
    // https://github.com/NVIDIA-AI-Blueprints/nemotron-voice-agent (docker/docker-compose.nemotron3-nano.yaml)
    model: 'nemotron-3-nano',
    majorVersion: 2,
    family: NimFamily.LLM_2,
    needs: { gpus: 1, gpuMemoryGib: NIM_GPU_MEMORY_GIB['nemotron-3-nano:2'], hostMemoryGib: 48, cacheSize: '100Gi' },
  },
  {
    // 335 M parameters; GPU memory estimated. NVIDIA's KServe runtime asks for 16Gi, 8Gi has been seen to work:
    // https://github.com/NVIDIA/nim-deploy/blob/main/kserve/runtimes/nv-embedqa-e5-v5-1.0.0.yaml
    model: 'nv-embedqa-e5-v5',
    majorVersion: 1,
    family: NimFamily.EMBEDDING_1,
    needs: { gpus: 1, gpuMemoryGib: NIM_GPU_MEMORY_GIB['nv-embedqa-e5-v5:1'], hostMemoryGib: 8, cacheSize: '20Gi' },
  },
  {
    // 3.6 GB of GPU memory in FP16, 20.2 GB of container and model; host memory estimated. Embeddings have 2048
    // dimensions where nv-embedqa-e5-v5 has 1024: collections must be created again.
    // https://docs.nvidia.com/nim/nemo-retriever/text-embedding/1.3.1/support-matrix.html
    model: 'llama-nemotron-embed-1b-v2',
    majorVersion: 1,
    family: NimFamily.EMBEDDING_1,
    needs: {
      gpus: 1, gpuMemoryGib: NIM_GPU_MEMORY_GIB['llama-nemotron-embed-1b-v2:1'], hostMemoryGib: 16, cacheSize: '50Gi',
    },
  },
  {
    // The images 2.x have another contract: one bind address, metrics on the API port, another cache directory.
    // https://docs.nvidia.com/nim/nemo-retriever/text-embedding/2.2/environment-variables.html
    model: 'llama-nemotron-embed-1b-v2',
    majorVersion: 2,
    family: NimFamily.EMBEDDING_2,
    needs: {
      gpus: 1, gpuMemoryGib: NIM_GPU_MEMORY_GIB['llama-nemotron-embed-1b-v2:2'], hostMemoryGib: 16, cacheSize: '50Gi',
    },
  },
  {
    // 3.6 GB of GPU memory in FP16, 9.5 GB of container and model; host memory estimated.
    // https://docs.nvidia.com/nim/nemo-retriever/text-reranking/1.4.0/support-matrix.html
    model: 'llama-nemotron-rerank-1b-v2',
    majorVersion: 1,
    family: NimFamily.RERANKING_1,
    needs: {
      gpus: 1, gpuMemoryGib: NIM_GPU_MEMORY_GIB['llama-nemotron-rerank-1b-v2:1'], hostMemoryGib: 16, cacheSize: '50Gi',
    },
  },
  {
    // The images 2.x bind one address as those of embedding 2.x; GPU memory as 1.x, host memory estimated.
    // https://docs.nvidia.com/nim/nemo-retriever/text-reranking/2.0.0/support-matrix.html
    model: 'llama-nemotron-rerank-1b-v2',
    majorVersion: 2,
    family: NimFamily.RERANKING_2,
    needs: {
      gpus: 1, gpuMemoryGib: NIM_GPU_MEMORY_GIB['llama-nemotron-rerank-1b-v2:2'], hostMemoryGib: 16, cacheSize: '50Gi',
    },
  },
  {
    // 15.1 GB of container and model in FP16, about 15 GB of host memory and 5 to 10 GB besides:
    // https://docs.nvidia.com/nim/large-language-models/1.3.0/support-matrix.html. GPU memory with cache estimated.
    model: 'llama-3.1-8b-instruct',
    majorVersion: 1,
    family: NimFamily.LLM_1,
    needs: {
      gpus: 1, gpuMemoryGib: NIM_GPU_MEMORY_GIB['llama-3.1-8b-instruct:1'], hostMemoryGib: 24, cacheSize: '50Gi',
    },
  },
  {
    // FP8 on two GPUs, the least that is verified beside NVFP4; 70 GB of weights, host memory estimated.
    // https://docs.nvidia.com/nim/large-language-models/2.0.10/reference/support-matrix
    model: 'llama-3.1-70b-instruct',
    majorVersion: 2,
    family: NimFamily.LLM_2,
    needs: {
      gpus: 2, gpuMemoryGib: NIM_GPU_MEMORY_GIB['llama-3.1-70b-instruct:2'] / 2, hostMemoryGib: 96, cacheSize: '200Gi',
    },
  },
  {
    // MXFP4 on one GPU: https://docs.nvidia.com/nim/large-language-models/2.0.1/reference/support-matrix.html. 16 GB by
    // its model card (https://huggingface.co/openai/gpt-oss-20b); host memory estimated.
    model: 'gpt-oss-20b',
    majorVersion: 2,
    family: NimFamily.LLM_2,
    needs: { gpus: 1, gpuMemoryGib: NIM_GPU_MEMORY_GIB['gpt-oss-20b:2'], hostMemoryGib: 32, cacheSize: '50Gi' },
  },
  {
    // MXFP4 on one GPU of 80 GB, of the same page and by its model card (https://huggingface.co/openai/gpt-oss-120b):
    // 61 GiB of weights; host memory estimated.
    model: 'gpt-oss-120b',
    majorVersion: 2,
    family: NimFamily.LLM_2,
    needs: { gpus: 1, gpuMemoryGib: NIM_GPU_MEMORY_GIB['gpt-oss-120b:2'], hostMemoryGib: 96, cacheSize: '150Gi' },
  },
  {
    // 3.6 GB of GPU memory in FP16, 20.2 GB of container and model; host memory estimated. The name before
    // llama-nemotron-embed-1b-v2. https://docs.nvidia.com/nim/nemo-retriever/text-embedding/1.3.1/support-matrix.html
    model: 'llama-3.2-nv-embedqa-1b-v2',
    majorVersion: 1,
    family: NimFamily.EMBEDDING_1,
    needs: {
      gpus: 1, gpuMemoryGib: NIM_GPU_MEMORY_GIB['llama-3.2-nv-embedqa-1b-v2:1'], hostMemoryGib: 16, cacheSize: '50Gi',
    },
  },
  {
    // 7.1 B parameters in FP16, of the same page; host memory estimated.
    model: 'nv-embedqa-mistral-7b-v2',
    majorVersion: 1,
    family: NimFamily.EMBEDDING_1,
    needs: {
      gpus: 1, gpuMemoryGib: NIM_GPU_MEMORY_GIB['nv-embedqa-mistral-7b-v2:1'], hostMemoryGib: 24, cacheSize: '50Gi',
    },
  },
  {
    // 3.6 GB of GPU memory in FP16, 19.6 GB of container and model; host memory estimated. The name before
    // llama-nemotron-rerank-1b-v2. https://docs.nvidia.com/nim/nemo-retriever/text-reranking/1.3.1/support-matrix.html
    model: 'llama-3.2-nv-rerankqa-1b-v2',
    majorVersion: 1,
    family: NimFamily.RERANKING_1,
    needs: {
      gpus: 1, gpuMemoryGib: NIM_GPU_MEMORY_GIB['llama-3.2-nv-rerankqa-1b-v2:1'], hostMemoryGib: 16, cacheSize: '50Gi',
    },
  },
  {
    // At least 50 GB of disk; FP8 on one GPU, of which 11 B parameters fill 11 GB; GPU and host memory estimated.
    // https://docs.nvidia.com/nim/vision-language-models/1.1.0/support-matrix.html
    model: 'llama-3.2-11b-vision-instruct',
    majorVersion: 1,
    family: NimFamily.VLM_1,
    needs: {
      gpus: 1,
      gpuMemoryGib: NIM_GPU_MEMORY_GIB['llama-3.2-11b-vision-instruct:1'],
      hostMemoryGib: 32,
      cacheSize: '60Gi',
    },
  },
  {
    // More than 14 GB of GPU memory, 9 GB of disk; host memory estimated.
    // https://docs.nvidia.com/nim/vision-language-models/2.0.0/support-matrix.html
    model: 'nemotron-3-content-safety',
    majorVersion: 2,
    family: NimFamily.VLM_2,
    needs: {
      gpus: 1, gpuMemoryGib: NIM_GPU_MEMORY_GIB['nemotron-3-content-safety:2'], hostMemoryGib: 16, cacheSize: '50Gi',
    },
  },
  {
    // More than 36 GB of GPU memory in FP8, 30 GB of disk; host memory estimated.
    // https://docs.nvidia.com/nim/vision-language-models/2.1.1-variant/support-matrix.html
    model: 'qwen3.8-27b',
    majorVersion: 2,
    family: NimFamily.VLM_2,
    needs: { gpus: 1, gpuMemoryGib: NIM_GPU_MEMORY_GIB['qwen3.8-27b:2'], hostMemoryGib: 48, cacheSize: '100Gi' },
  },
];
