export function sum(numbers: Iterable<number>): number {
  let all = 0;
  // An index makes no object for each step, which counts in lists of all nodes.
  if (Array.isArray(numbers)) {
    for (let index = 0; index < numbers.length; index++) {
      all += numbers[index];
    }
    return all;
  }
  for (const each of numbers) {
    all += each;
  }
  return all;
}
