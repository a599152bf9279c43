import { readDescriptorAtMost } from './read-at-most';

/** Reads standard input to its end, or until there is more than `most` bytes of it. */
export function readStandardInput(most: number): Buffer {
  return readDescriptorAtMost(0, most);
}
