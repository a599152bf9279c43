import { columns } from './columns';

test('cells of a column stand below each other, and lines end with their text', () => {
  expect(columns([['a', 'bbb', 'c'], ['aaaa', 'b', ''], ['', '', 'cc']]))
    .toEqual(['a     bbb  c', 'aaaa  b', '           cc']);
});
