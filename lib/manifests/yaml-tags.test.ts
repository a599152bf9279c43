import { ScalarTag } from 'yaml';
import { kubectlTagged } from './yaml-tags';
import { readPlainScalar } from './yaml-scalars';

function read(name: string, text: string): [unknown, string[]] {
  const tag = kubectlTagged(readPlainScalar).find((each) => each.tag === `tag:yaml.org,2002:${name}`) as ScalarTag;
  const errors: string[] = [];
  return [tag.resolve(text, (message) => errors.push(message), {}), errors];
}

test.each<[string, string, unknown]>([
  ['float', '2', 2], ['float', '2.5', 2.5], ['int', '3', 3], ['int', '0x1e3', 483], ['int', '0x1F', 31],
  ['int', '-1_000', -1000], ['bool', 'yes', true], ['bool', 'false', false], ['null', '', null], ['null', '~', null],
  ['null', 'null', null], ['timestamp', '2024-01-01', '2024-01-01'], ['timestamp', 'x', 'x'],
  ['binary', 'aGVsbG8=', 'hello'],
  ['binary', 'aGVs\r\nbG8=', 'hello'], ['binary', '', ''], ['binary', 'aGk=', 'hi'], ['binary', 'YQ==', 'a'],
])('!!%s %j is %p', (tag, text, value) => expect(read(tag, text)).toEqual([value, []]));

test.each<[string, string]>([
  ['float', 'x'], ['float', 'true'], ['int', '3.0'], ['int', '1e3'], ['int', '-1_0E3'], ['int', 'x'], ['int', '1.5'],
  ['bool', 'x'], ['bool', '1'], ['null', 'x'], ['null', '0'], ['binary', 'a'], ['binary', 'aGVsbG8'],
  ['binary', 'a b='],
  ['binary', 'a==='], ['binary', '-_=='],
])('!!%s does not fit %j, which is told', (tag, text) =>
  expect(read(tag, text)).toEqual([undefined, [`!!${tag} does not fit the value; leave the tag out`]]));
