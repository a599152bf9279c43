import { Nim, NimFamily } from '../..';

const DIGEST = `sha256:${'0'.repeat(64)}`;

test.each([
  ['llama-3.1-nemotron-nano-8b-v1:1.8.4', NimFamily.LLM_1],
  ['nvidia-nemotron-nano-9b-v2:1.12.2', NimFamily.LLM_1],
  ['nemotron-3-nano:2.0.5', NimFamily.LLM_2],
  ['nv-embedqa-e5-v5:1.0.0', NimFamily.EMBEDDING_1],
  ['llama-nemotron-embed-1b-v2:1.13.0', NimFamily.EMBEDDING_1],
  ['llama-nemotron-embed-1b-v2:2.2.0', NimFamily.EMBEDDING_2],
  ['llama-nemotron-rerank-1b-v2:1.8.0', NimFamily.RERANKING_1],
  ['llama-nemotron-rerank-1b-v2:2.4.0', NimFamily.RERANKING_2],
  ['llama-3.1-8b-instruct:1.3.0', NimFamily.LLM_1],
  ['gpt-oss-20b:2.0.1', NimFamily.LLM_2],
  ['llama-3.2-11b-vision-instruct:1.1.0', NimFamily.VLM_1],
  ['qwen3.8-27b:2.1.1-variant', NimFamily.VLM_2],
])('%s is in the catalog, with its family', (image, family) => {
  const nim = Nim.fromImage(`nvcr.io/nim/nvidia/${image}`);
  expect(nim.family).toBe(family);
  expect(nim.image).toBe(`nvcr.io/nim/nvidia/${image}`);
});

test('what a NIM needs comes with it', () => {
  const { gpus, gpuMemoryGib, hostMemoryGib, cacheSize } = Nim.fromImage(
    'nvcr.io/nim/nvidia/llama-3.1-nemotron-nano-8b-v1:1.8.4',
  );
  expect({ gpus, gpuMemoryGib, hostMemoryGib, cacheSize }).toEqual({
    gpus: 1, gpuMemoryGib: 20, hostMemoryGib: 20, cacheSize: '50Gi',
  });
});

test('the registry may be a mirror, the tag any of the major version, a digest may follow', () => {
  const nim = Nim.fromImage(`mirror.example.com:5000/nv-embedqa-e5-v5:v1.99-rtx@${DIGEST}`);
  expect(nim.family).toBe(NimFamily.EMBEDDING_1);
});

test('several GPUs share more memory, unless the NIM says how much', () => {
  const nim = Nim.custom({ image: 'x:1', family: NimFamily.LLM_1 });
  expect([nim.sharedMemory(1), nim.sharedMemory(2)]).toEqual(['2Gi', '16Gi']);
  expect(Nim.custom({ image: 'x:1', family: NimFamily.LLM_1, sharedMemory: '8Gi' }).sharedMemory(4)).toBe('8Gi');
});

test('a NIM that the catalog lacks can be described', () => {
  const nim = Nim.custom({
    image: 'registry.example.com/nim/mine:1.0',
    family: NimFamily.LLM_2,
    gpus: 4,
    gpuMemoryGib: 80,
    hostMemoryGib: 200,
    cacheSize: '500Gi',
  });
  expect(nim).toMatchObject({
    image: 'registry.example.com/nim/mine:1.0',
    family: NimFamily.LLM_2,
    gpus: 4,
    gpuMemoryGib: 80,
    hostMemoryGib: 200,
    cacheSize: '500Gi',
  });
  expect(Nim.custom({ image: 'x:1', family: NimFamily.LLM_1 })).toMatchObject({
    gpus: 1,
    gpuMemoryGib: undefined,
    hostMemoryGib: undefined,
    cacheSize: '50Gi',
  });
});

test.each([
  ['nvcr.io/nim/nvidia/nv-embedqa-e5-v5:2.0.0', 'nv-embedqa-e5-v5:1.x', 'EMBEDDING_2'],
  [`nvcr.io/nim/nvidia/nv-embedqa-e5-v5@${DIGEST}`, 'nv-embedqa-e5-v5:1.x', 'EMBEDDING_1'],
  ['llama-nemotron-embed-1b-v2:3.0', 'llama-nemotron-embed-1b-v2:1.x, llama-nemotron-embed-1b-v2:2.x', 'EMBEDDING_2'],
])('fails when %s has no row for its version, and advises the family of the known one', (image, known, family) => {
  expect(() => Nim.fromImage(image)).toThrow(new Error(
    `nim image '${image}' is not in the catalog, which has ${known}; ` +
      `describe it with Nim.custom({ image, family: NimFamily.${family} })`,
  ));
});

test.each([
  ['nvcr.io/nim/mistralai/mistral-7b-instruct-v03:1.3.0', 'LLM_1'],
  ['nvcr.io/nim/nvidia/nemotron-3-super-120b-a12b:2.0.1', 'LLM_2'],
  ['nvcr.io/nim/baai/bge-m3:1.5.0', 'EMBEDDING_1'],
  ['nvcr.io/nim/nvidia/llama-nemotron-embed-vl-1b-v2:2.2.0', 'EMBEDDING_2'],
  ['nvcr.io/nim/nvidia/llama-nemotron-rerank-500m-v2:2.0.0', 'RERANKING_2'],
  ['nvcr.io/nim/meta/llama-3.2-90b-vision-instruct:1.1.0', 'VLM_1'],
  ['nvcr.io/nim/nvidia/cosmos-vl-8b:2.0.0', 'VLM_2'],
])('fails when %s is not in the catalog, and advises the family that its name tells', (image, family) => {
  expect(() => Nim.fromImage(image)).toThrow(/not in the catalog, which has llama-3.1-nemotron-nano-8b-v1:1.x, /);
  expect(() => Nim.fromImage(image)).toThrow(`describe it with Nim.custom({ image, family: NimFamily.${family} })`);
});

test.each([Nim.fromImage, (image: string) => Nim.custom({ image, family: NimFamily.LLM_1 })])(
  'fails when the image is not pinned',
  (create) => {
    expect(() => create('nvcr.io/nim/nvidia/nv-embedqa-e5-v5')).toThrow(
      new Error(
        "image 'nvcr.io/nim/nvidia/nv-embedqa-e5-v5' is not pinned; write an exact tag or a digest, such as nvcr.io/nim/nvidia/nv-embedqa-e5-v5:1.0.0",
      ),
    );
  },
);

test('fails when the size of the cache is no positive quantity', () => {
  const custom = (cacheSize: string) => () => Nim.custom({ image: 'x:1', family: NimFamily.LLM_1, cacheSize });
  expect(custom('50GB')).toThrow(
    new Error(
      "cache size '50GB' is not a Kubernetes quantity; write a number with an optional suffix, such as 500m, 2 or 20Gi",
    ),
  );
  expect(custom('0')).toThrow(new Error("cache size '0' is not positive; write a size such as 50Gi"));
});
