import { deployment, judge, object, only } from '../../../test/support/rules';

describe('priority-class-refuses-pod', () => {
  const id = 'priority-class-refuses-pod';
  const web = deployment({ priorityClassName: 'high' });
  const high = object('PriorityClass', 'high', { value: 1000 }, 'scheduling.k8s.io/v1');
  test('warns about a class that is not in the input', () =>
    expect(only(judge(id, [web]))).toMatchObject({
      severity: 'warning',
      message: 'PriorityClass high is not in the input; without it the API server refuses its pods',
    }));
  test('fails for a number that contradicts the class', () =>
    expect(only(judge(id, [deployment({ priorityClassName: 'high', priority: 7 }), high])).severity).toBeUndefined());
  test('complies with a class that is there', () => expect(judge(id, [web, high])).toBe('compliant'));
});
