import { container, deployment, judge } from '../../../test/support/rules';

describe('volume-without-source', () => {
  const judged = (...volumes: object[]) =>
    judge('volume-without-source', [deployment({ containers: [container({})], volumes })]);
  test('fails when a volume has a name alone', () => {
    expect(judged({ name: 'a', emptyDir: {} }, { name: 'model' })).toMatchObject([{
      pointer: '/spec/template/spec/volumes/1',
      message: 'volume model says nothing of what it holds, and becomes an empty directory',
    }]);
    expect(judged({ name: 'model', image: null })).toHaveLength(1);
  });
  test('complies with a source, also one that is empty or not known here', () => {
    expect(judged({ name: 'a', emptyDir: {} })).toBe('compliant');
    expect(judged({ name: 'a', newest: { reference: 'x' } })).toBe('compliant');
  });
  test('does not apply to pods without volumes', () => expect(judged()).toBe('not applicable'));
});
