import { inWords, series } from './alerts/series';
import { layOut } from './dashboards/layout';
import { prometheusDuration } from './prometheus-duration';

test.each([
  [0, '0s'], [5, '5s'], [60, '1m'], [90, '1m30s'], [3600, '1h'], [3605, '1h5s'], [1900, '31m40s'], [90061, '25h1m1s'],
])('Prometheus writes %d s as %s', (seconds, text) => {
  expect(prometheusDuration(seconds)).toBe(text);
});

test.each([
  [1, '1 s'], [119, '119 s'], [120, '2 min'], [121, '3 min'], [3599, '60 min'], [3600, '1 h'], [5400, '90 min'],
  [7200, '2 h'],
])('a reader is told of %d s as %s, never of less', (seconds, text) => {
  expect(inWords(seconds)).toBe(text);
});

test('a matcher may begin with its operator; the text after it is as it is', () => {
  expect(series('up', { app: 'a', pod: '=~a-.*', job: '!=b', node: '!~c|=d', kind: 'x=~y', none: '' }))
    .toBe('up{app="a", pod=~"a-.*", job!="b", node!~"c|=d", kind="x=~y", none=""}');
});

test('panels stand in as few lines as there can be, as even as they can be, below their heading', () => {
  const panels = (count: number) => Array.from({ length: count }, () => ({
    title: 'a', description: 'b', kind: 'line' as const, queries: {}, unit: 's',
  }));
  const rows = layOut([{ title: 'four', panels: panels(4) }, { title: 'seven', panels: panels(7) }]);
  expect(rows.map(({ title, at }) => ({ title, ...at }))).toEqual([
    { title: 'four', x: 0, y: 0, w: 24, h: 1 }, { title: 'seven', x: 0, y: 17, w: 24, h: 1 },
  ]);
  expect(rows.map((row) => row.panels.map(({ at: { x, y, w, h } }) => [x, y, w, h]))).toEqual([
    [[0, 1, 12, 8], [12, 1, 12, 8], [0, 9, 12, 8], [12, 9, 12, 8]],
    [[0, 18, 8, 8], [8, 18, 8, 8], [16, 18, 8, 8], [0, 26, 12, 8], [12, 26, 12, 8], [0, 34, 12, 8], [12, 34, 12, 8]],
  ]);
});
