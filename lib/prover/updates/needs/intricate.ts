import { HOSTNAME, mayPart, Task } from '../../placement';

/** Whether the order and the places of the task's own pods matter, so that its own moves are tried one by one. */
export function isIntricate({ spreads, attractions, ties, claims }: Task): boolean {
  return (
    spreads.length > 0
    || attractions.some((each) => each.self || mayPart(each))
    || ties.some(
      ({ users, topologyKey, claim }) => users.length > 1 || topologyKey !== HOSTNAME || claims.local.includes(claim),
    )
  );
}
