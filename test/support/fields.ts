import { Field, InputProblem } from '../../lib/manifests';
import { liveObjects } from './admission';

/** A value as it stands at `/at` of an object; what is wrong when it is read is added to the problems. */
export function fieldOf(value: unknown, problems: InputProblem[] = []): Field {
  return Field.of(liveObjects([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, at: value }])[0], problems)
    .get('at');
}

/** What reading a value gives, and what is wrong with it: `pointer: message`. */
export function reading<T>(value: unknown, read: (field: Field) => T): [T, string[]] {
  const problems: InputProblem[] = [];
  const result = read(fieldOf(value, problems));
  return [result, problems.map(({ pointer, message }) => `${pointer.slice('/at'.length)}: ${message}`)];
}
