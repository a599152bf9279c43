/**
 * The most slots that so many pods, or fewer, take which stand on some nodes, by their number; `losses`: the same for
 * each node, of so many that stand there.
 */
export function mostTaken(losses: readonly (readonly number[])[]): readonly number[] {
  const exactly = losses.reduce<readonly number[]>((taken, each) =>
    Array.from({ length: taken.length + each.length - 1 }, (_, count) =>
      Math.max(...each.map((loss, there) =>
        count - there >= 0 && count - there < taken.length ? loss + taken[count - there] : 0))), [0]);
  let most = 0;
  return exactly.map((each) => {
    most = Math.max(most, each);
    return most;
  });
}
