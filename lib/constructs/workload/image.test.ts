import { parsePinnedImage } from './image';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

test.each([
  ['qdrant:1.0.0', 'qdrant', '1.0.0'],
  ['qdrant/qdrant:v1.19.0-unprivileged', 'qdrant/qdrant', 'v1.19.0-unprivileged'],
  [
    'nvcr.io/nim/nvidia/llama-3.1-nemotron-nano-8b-v1:1.8.4', 'nvcr.io/nim/nvidia/llama-3.1-nemotron-nano-8b-v1',
    '1.8.4',
  ],
  ['localhost:5000/team/app:1', 'localhost:5000/team/app', '1'],
  ['Registry.Example.com/app__x/y--z:A_1', 'Registry.Example.com/app__x/y--z', 'A_1'],
])('%s is pinned by its tag', (image, repository, tag) => {
  expect(parsePinnedImage(image)).toEqual({ repository, tag, digest: undefined });
});

test('a digest pins an image, with or without a tag', () => {
  expect(parsePinnedImage(`web@${DIGEST}`)).toEqual({ repository: 'web', tag: undefined, digest: DIGEST });
  expect(parsePinnedImage(`web:1.0.0@${DIGEST}`)).toEqual({ repository: 'web', tag: '1.0.0', digest: DIGEST });
});

test.each(['web', 'web:latest', 'web:main', 'web:Dev', 'web:nightly', 'registry.example.com:5000/web'])(
  'fails when %s has no tag that stays the same',
  (image) => {
    const repository = image.replace(/:[a-z]+$/i, '');
    expect(() => parsePinnedImage(image)).toThrow(
      new Error(`image '${image}' is not pinned; write an exact tag or a digest, such as ${repository}:1.0.0`),
    );
  },
);

test.each([
  '',
  ':1.0',
  'web:',
  'web:1.0:2.0',
  'web:1.0 ',
  'web:1.0\n',
  'a//b:1',
  'a../b:1',
  '-a:1',
  'Web:1.0',
  'web@sha256:abc',
  `web:${'1'.repeat(129)}`,
  'https://web:1',
  '$(X):1',
])('fails when %j is no image reference', (image) => {
  expect(() => parsePinnedImage(image)).toThrow(
    new Error(`image '${image}' is not an image reference; write registry/repository:tag`),
  );
});

test('a long hostile reference is refused at once', () => {
  expect(() => parsePinnedImage('a.'.repeat(50_000))).toThrow(/is not an image reference/);
});
