import { modelGpuMemoryGib } from './nim-gpu-memory';

test.each<[string, number | undefined]>([
  ['nvcr.io/nim/meta/llama-3.1-8b-instruct:1.3.0', 20],
  ['registry.example.com:5000/mirror/llama-3.1-8b-instruct:1', 20],
  ['llama-3.1-8b-instruct:v1.8.4-cu12', 20],
  ['nvcr.io/nim/nvidia/llama-nemotron-embed-1b-v2:2.0.1@sha256:0123', 8],
  ['nvcr.io/nim/meta/llama-3.1-8b-instruct:2.0.0', undefined],
  ['nvcr.io/nim/meta/llama-3.1-8b-instruct:10.0.0', undefined],
  ['nvcr.io/nim/meta/llama-3.1-8b-instruct:latest', undefined],
  ['nvcr.io/nim/meta/llama-3.1-8b-instruct', undefined],
  ['nvcr.io/nim/meta/my_llama-3.1-8b-instruct:1', undefined],
  ['nvcr.io/llama-3.1-8b-instruct:1/other', undefined],
  ['constructor:1', undefined],
])('the model of %s needs %p GiB', (image, gib) => expect(modelGpuMemoryGib(image)).toBe(gib));
