import { isFinished } from './pod-phase';

test.each<[unknown, boolean]>([
  ['Succeeded', true], ['Failed', true], ['Pending', false], ['Running', false], ['Unknown', false], [undefined, false],
])('a pod that is %s runs no more: %p', (phase, finished) => expect(isFinished(phase)).toBe(finished));
