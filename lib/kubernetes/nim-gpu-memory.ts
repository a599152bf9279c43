/**
 * GiB of GPU memory that one copy of a model needs, by the name of its image and the major version of its tag. Sources,
 * and which figures are estimated, stand in the catalog (lib/constructs/nim/nim-catalog.ts), which takes them from
 * here.
 */
export const NIM_GPU_MEMORY_GIB = {
  'llama-3.1-nemotron-nano-8b-v1:1': 20,
  'nvidia-nemotron-nano-9b-v2:1': 24,
  'nemotron-3-nano:2': 34,
  'nv-embedqa-e5-v5:1': 4,
  'llama-nemotron-embed-1b-v2:1': 8,
  'llama-nemotron-embed-1b-v2:2': 8,
  'llama-nemotron-rerank-1b-v2:1': 8,
  'llama-nemotron-rerank-1b-v2:2': 8,
  'llama-3.1-8b-instruct:1': 20,
  'llama-3.1-70b-instruct:2': 68,
  'gpt-oss-20b:2': 16,
  'gpt-oss-120b:2': 64,
  'llama-3.2-nv-embedqa-1b-v2:1': 4,
  'nv-embedqa-mistral-7b-v2:1': 16,
  'llama-3.2-nv-rerankqa-1b-v2:1': 4,
  'llama-3.2-11b-vision-instruct:1': 14,
  'nemotron-3-content-safety:2': 13,
  'qwen3.8-27b:2': 33,
} as const;

const IMAGE = /(?:^|\/)([a-z0-9.-]+):v?(\d+)[^/]*$/;

/** What the model of an image needs, whatever registry it comes from; undefined when the model is not in the table. */
export function modelGpuMemoryGib(image: string): number | undefined {
  const match = IMAGE.exec(image);
  const table: { readonly [model: string]: number } = NIM_GPU_MEMORY_GIB;
  const key = match ? `${match[1]}:${match[2]}` : '';
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
