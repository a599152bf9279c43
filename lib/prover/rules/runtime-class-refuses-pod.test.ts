import { deployment, judge, object, only } from '../../../test/support/rules';

describe('runtime-class-refuses-pod', () => {
  const id = 'runtime-class-refuses-pod';
  const web = deployment({ runtimeClassName: 'kata', nodeSelector: { sandbox: 'no' } });
  const kata = (sandbox: string) =>
    object('RuntimeClass', 'kata', { handler: 'kata', scheduling: { nodeSelector: { sandbox } } }, 'node.k8s.io/v1');
  test('warns about a class that is not in the input', () =>
    expect(only(judge(id, [web]))).toMatchObject({
      severity: 'warning', message: 'RuntimeClass kata is not in the input; without it the API server refuses its pods',
    }));
  test('fails for a node selector that contradicts the class', () =>
    expect(only(judge(id, [web, kata('yes')])).pointer).toBe('/spec/template/spec/nodeSelector/sandbox'));
  test('complies with a class that agrees', () => expect(judge(id, [web, kata('no')])).toBe('compliant'));
});
