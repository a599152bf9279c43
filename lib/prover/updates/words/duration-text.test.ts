import { downtimePhrase, downtimeText, durationText } from './duration-text';

test.each([
  [0, '0 s'], [0.4, '0 s'], [45, '45 s'], [59.6, '1 min'], [60, '1 min'], [61, '1 min 1 s'], [1285, '21 min 25 s'],
  [3599.7, '1 h'], [3600, '1 h'], [3601, '1 h 1 s'], [7500, '2 h 5 min'], [7501, '2 h 5 min'], [90000, '25 h'],
])('%s seconds are %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

test.each<[number, number | undefined, string, string]>([
  [0, 0, 'none', 'no downtime'], [0, 300, 'up to 5 min', 'downtime up to 5 min'],
  [60, 460, '1 min to 7 min 40 s', 'downtime 1 min to 7 min 40 s'],
  [0, undefined, 'unbounded, as nothing bounds the start', 'downtime unbounded, as nothing bounds the start'],
  [30, undefined, 'at least 30 s, as nothing bounds the start', 'downtime at least 30 s, as nothing bounds the start'],
])('a pause of %s to %s seconds is %s', (least, most, text, phrase) => {
  expect([downtimeText({ least, most }), downtimePhrase({ least, most })]).toEqual([text, phrase]);
});
