import { Taint } from './taint';

test('taints are made by what they do', () => {
  const shown = (...taints: Taint[]) => taints.map(({ key, value, effect }) => [key, value, effect]);
  expect(shown(Taint.noSchedule('a'), Taint.noExecute('b', 'x'), Taint.preferNoSchedule('c'),
    Taint.noSchedule('d', 'y'),
    Taint.noExecute('e'), Taint.preferNoSchedule('f', 'z'))).toEqual([
    ['a', '', 'NoSchedule'], ['b', 'x', 'NoExecute'], ['c', '', 'PreferNoSchedule'], ['d', 'y', 'NoSchedule'],
    ['e', '', 'NoExecute'], ['f', 'z', 'PreferNoSchedule'],
  ]);
  expect(shown(...['NoSchedule', 'NoExecute', 'PreferNoSchedule'].map((effect) => Taint.of('a', 'b', effect))))
    .toEqual([['a', 'b', 'NoSchedule'], ['a', 'b', 'NoExecute'], ['a', 'b', 'PreferNoSchedule']]);
});

test('an effect that Kubernetes does not know is refused', () =>
  expect(() => Taint.of('gpu', '', 'Never'))
    .toThrow("taint 'gpu': effect 'Never' is unknown; write NoSchedule, NoExecute or PreferNoSchedule"));

test.each([
  ['Taint.noSchedule', () => Taint.noSchedule(5 as unknown as string)],
  ['Taint.noExecute', () => Taint.noExecute(5 as unknown as string)],
  ['Taint.preferNoSchedule', () => Taint.preferNoSchedule(5 as unknown as string)],
  ['Taint.of', () => Taint.of('a', 'b', 5 as unknown as string)],
])('%s refuses what is no text', (name, make) => expect(make).toThrow(name));
