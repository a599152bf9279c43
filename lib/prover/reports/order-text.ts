import { Order } from '../remedies';
import { downtimePhrase } from './wording';

/** What becomes of one update at its place: `proven, no downtime`, `possible`. */
export function stepText({ verdict, downtimeSeconds }: Order['steps'][number]): string {
  return verdict === 'proven' ? `proven, ${downtimePhrase(downtimeSeconds)}` : verdict;
}

/** What all updates of an order cost, and whether another order could cost less. */
export function orderTotalText({ downtimeSeconds, isBest }: Order): string {
  const bound = isBest ? 'no order has less' : 'the best step at each place; not every order was tried';
  return `in all ${downtimePhrase(downtimeSeconds)} (${bound})`;
}
