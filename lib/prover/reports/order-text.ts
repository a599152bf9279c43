import { plural } from '../../util/plural';
import { Order } from '../remedies';
import { downtimePhrase } from './wording';

/** What becomes of one update at its place: `proven, no downtime`, `possible`. */
export function stepText({ verdict, downtimeSeconds }: Order['steps'][number]): string {
  return verdict === 'proven' ? `proven, ${downtimePhrase(downtimeSeconds)}` : verdict;
}

/** What all updates of an order cost, how many of them are not proven, and whether another order could do better. */
export function orderTotalText({ steps, downtimeSeconds, isBest }: Order): string {
  const greedy = 'the best step at each place; not every order was tried';
  const open = steps.filter(({ verdict }) => verdict !== 'proven').length;
  return open === 0
    ? `in all ${downtimePhrase(downtimeSeconds)} (${isBest ? 'no order has less' : greedy})`
    : `${open} of ${plural(steps.length, 'update')} not proven one after the other ` +
      `(${isBest ? 'no order leaves fewer' : greedy}); the others in all ${downtimePhrase(downtimeSeconds)}`;
}
