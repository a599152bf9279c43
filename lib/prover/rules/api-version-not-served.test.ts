import { judge, object, only } from '../../../test/support/rules';

describe('api-version-not-served', () => {
  const id = 'api-version-not-served';
  test('fails for a version that was dropped, and says since when and what to write', () =>
    expect(only(judge(id, [object('PodDisruptionBudget', 'a', {}, 'policy/v1beta1')]))).toEqual({
      pointer: '/apiVersion',
      message:
        '/apiVersion must be one that is served: policy/v1beta1 PodDisruptionBudget ended with Kubernetes 1.25; write policy/v1, is "policy/v1beta1"; ' +
        'the API server refuses the object',
    }));
  test.each([
    ['a version that never was', object('Deployment', 'a', {}, 'apps/v2'), '/apiVersion'],
    [
      'a version of which only other kinds are left', object('HorizontalPodAutoscaler', 'a', {}, 'autoscaling/v2beta2'),
      '/apiVersion',
    ],
    ['a kind of another group', object('Deployment', 'a', {}, 'v1'), '/kind'],
    ['a group that is gone', object('Ingress', 'a', {}, 'extensions/v1beta1'), '/apiVersion'],
  ])('fails for %s', (_, manifest, pointer) => expect(only(judge(id, [manifest])).pointer).toBe(pointer));
  test('complies with what is served, and with groups that are not built in', () => {
    expect(judge(id, [object('Deployment', 'a', {}, 'apps/v1')])).toBe('compliant');
    expect(judge(id, [object('Rollout', 'a', {}, 'argoproj.io/v1alpha1')])).toBe('compliant');
  });
  test('does not apply without a version', () =>
    expect(judge(id, [{ kind: 'Pod', metadata: { name: 'a' } }])).toBe('not applicable'));
});
