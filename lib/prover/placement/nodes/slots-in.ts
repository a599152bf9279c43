import { askedOf } from './asked';

/** How many times requests fit into a room, both by resource; without end where nothing is asked for. */
export function slotsIn(room: Float64Array, requests: Float64Array): number {
  let slots = Infinity;
  for (const resource of askedOf(requests)) {
    const amount = requests[resource];
    if (room[resource] < amount) {
      return 0;
    }
    slots = Math.min(slots, Math.floor(room[resource] / amount));
  }
  return slots;
}
