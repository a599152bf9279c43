import { container, deployment, judge, only } from '../../../test/support/rules';

describe('image-name-invalid', () => {
  const id = 'image-name-invalid';
  const of = (image: unknown) => judge(id, [deployment({ containers: [container({ image })] })]);

  test.each(['{{ .Values.image }}', '${REGISTRY}/web:1', 'Web:1', 'https://r.example/web'])('fails for %s', (image) =>
    expect(only(of(image))).toEqual({
      pointer: '/spec/template/spec/containers/0/image',
      message: `'${image}' is no name of an image: no container starts (InvalidImageName)`,
    }));

  test('complies with a tag, with a digest and without either', () =>
    ['web', 'r.example:5000/team/web:1.2', `web@sha256:${'a'.repeat(64)}`].forEach((image) =>
      expect(of(image)).toBe('compliant')));

  test('fails for images of init containers and of volumes', () => {
    const pod = {
      initContainers: [container({ name: 'init', image: 'Init' })],
      volumes: [{ name: 'model', image: { reference: '$(MODEL)' } }],
    };
    expect(judge(id, [deployment(pod)])).toMatchObject([
      { pointer: '/spec/template/spec/initContainers/0/image' },
      { pointer: '/spec/template/spec/volumes/0/image/reference' },
    ]);
  });

  test('leaves to others what the API server refuses', () =>
    ['', ' web', 3].forEach((image) => expect(of(image)).toBe('not applicable')));
});
