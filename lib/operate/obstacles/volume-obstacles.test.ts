import { eventAbout, livePod, viewOf } from '../../../test/support/operate';
import { Json } from '../../../test/support/rules';
import { volumeObstacles } from './volume-obstacles';

const POD = { kind: 'Pod', namespace: 'research-ops', name: 'web-2-a' };
const old = (name: string, metadata: Json = {}) => livePod(1, {}, { metadata: { name, ...metadata } });
const going = { deletionTimestamp: '2026-11-26T10:00:00Z' };

function hindering(events: [reason: string, message: string][], ...olds: Json[]) {
  const said = events.map(([reason, message], index) =>
    ({ ...eventAbout('Pod', 'web-2-a', reason, message), lastTimestamp: `2026-11-26T10:0${index}:00Z` }));
  const view = viewOf(livePod(2), ...olds, ...said);
  return volumeObstacles(view.find(POD)!, view.pods.filter(({ name }) => name !== 'web-2-a'), view);
}
const MULTI = 'Multi-Attach error for volume "a"';

test('a volume of which nothing failed is none', () => {
  expect(hindering([])).toEqual([]);
  expect(hindering([['SuccessfulAttachVolume', MULTI], ['FailedMountOther', 'x'], ['FailedScheduling', 'x']]))
    .toEqual([]);
});

test('a volume that an old pod keeps is named with it, while that stays', () => {
  const cause = 'a ReadWriteOnce volume of the pod is attached to another node';
  expect(hindering([['FailedAttachVolume', MULTI], ['FailedMount', 'timed out']], old('web-1-a'))).toEqual([{
    code: 'volume', cause: `${cause}, where old pod web-1-a keeps it until the new one is ready`,
    evidence: [`FailedAttachVolume: ${MULTI}`], healing: 'from outside',
    next: ['--namespace', 'research-ops', 'describe', 'pod', 'web-2-a'],
  }]);
  expect(hindering([['FailedAttachVolume', MULTI]], old('web-1-a', going)))
    .toMatchObject([{ cause, healing: 'by itself' }]);
  expect(hindering([['FailedAttachVolume', MULTI]], old('web-1-a', going), old('web-1-b')))
    .toMatchObject([{ cause: expect.stringContaining('old pod web-1-b keeps it') }]);
});

test('what is missing is named without quotes and with, and what failed last counts', () => {
  const cause = (...events: [string, string][]) => hindering(events, old('web-1-a'))[0].cause;
  expect(cause(['FailedMount', 'secret ops/cert not found']))
    .toBe('a volume needs secret ops/cert, which does not exist');
  expect(cause(['FailedMount', 'configmap "a.b" not found']))
    .toBe('a volume needs configmap "a.b", which does not exist');
  expect(cause(['FailedMount', 'secret "a" not found'], ['FailedMapVolume', 'timed out']))
    .toBe('a volume of the pod cannot be attached or mounted yet');
  expect(hindering([['FailedMount', 'timed out']], old('web-1-a'))[0].healing).toBe('by itself');
});
