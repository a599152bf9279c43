import { revisionOf } from './well-known-labels';

test.each(['pod-template-hash', 'controller-revision-hash', 'rollouts-pod-template-hash'])(
  'pods of two templates are told apart by %s',
  (label) => {
    const of = (value: string | undefined) => revisionOf((name) => (name === label ? value : undefined));
    expect(new Set([of('a'), of('b'), of(undefined)]).size).toBe(3);
    expect(of('a')).toBe(of('a'));
  },
);

test('pods of different controllers are not taken for one revision', () => {
  const of = (label: string) => revisionOf((name) => (name === label ? 'a' : undefined));
  expect(of('pod-template-hash')).not.toBe(of('controller-revision-hash'));
});
