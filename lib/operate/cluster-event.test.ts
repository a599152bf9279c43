import { liveObjects } from '../../test/support/admission';
import { readEvent } from './cluster-event';

const read = (json: { readonly [key: string]: unknown }) => readEvent(liveObjects([{ apiVersion: 'v1', kind: 'Event',
  ...json, metadata: { name: 'e', namespace: 'shop', ...json.metadata as object } }])[0]);
const [EARLY, LATE] = ['2026-11-26T10:00:00Z', '2026-11-26T11:00:00Z'];

test('an event is about an object, in its own namespace where it names none', () => {
  expect(read({ involvedObject: { kind: 'Pod', name: 'a', namespace: 'blue' }, reason: 'Failed', message: ' why \n' }))
    .toEqual({ about: { kind: 'Pod', name: 'a', namespace: 'blue' }, reason: 'Failed', message: 'why', at: 0 });
  expect(read({})).toEqual({ about: { kind: '', name: '', namespace: 'shop' }, reason: '', message: '', at: 0 });
});

test.each<[string, Parameters<typeof read>[0]]>([
  ['a series', { series: { lastObservedTime: LATE }, eventTime: EARLY }],
  ['the last time', { lastTimestamp: LATE, eventTime: EARLY }], ['its time', { eventTime: LATE }],
  ['when it was made', { metadata: { creationTimestamp: LATE }, lastTimestamp: 'odd' }],
])('it was said last when %s tells', (_, json) => expect(read(json).at).toBe(Date.parse(LATE)));
