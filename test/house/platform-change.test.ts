import { PLATFORM, scaled } from '../../bench/fleets/mix';
import { makeRelease } from '../../bench/fleets/release';
import { plansOnLive } from '../support/live-plan';

test('nearly all updates of the platform that the benchmark changes are decided', () => {
  const { snapshot, manifests } = makeRelease(scaled(PLATFORM, 0.0625), 1, 0.7, 0.2);
  const { change } = plansOnLive(snapshot, ...manifests);
  const changing = change.filter((each) => each.change!.kind === 'updated');
  expect(changing.length).toBeGreaterThan(10);
  expect(changing.filter(({ verdict }) => verdict === 'unknown').length / changing.length).toBeLessThan(0.2);
});
