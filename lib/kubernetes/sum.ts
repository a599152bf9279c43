export function sum(numbers: Iterable<number>): number {
  let all = 0;
  for (const each of numbers) {
    all += each;
  }
  return all;
}
