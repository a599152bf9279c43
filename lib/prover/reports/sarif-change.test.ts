import { check } from '../check';
import { renderSarif, viewOf } from '.';
import { deployment, modelOf } from '../../../test/support/rules';

const missing = (name: string) => ({ envFrom: [{ secretRef: { name } }] });
const pod = (...names: string[]) => ({ containers: names.map((name) => ({ name, image: 'a:1', ...missing(name) })) });

/** State and message of each finding about a Secret. */
function states(from?: object[], ...to: object[]): string[] {
  const before = from && { model: modelOf(from), name: 'before', prune: false };
  const report = check(modelOf(to), { from: before, rules: ['secret-missing'] });
  const [{ results }] = JSON.parse(renderSarif(viewOf(report))).runs;
  return results.map((result: any) => `${result.baselineState}: ${/Secret (\w+)/.exec(result.message.text)![1]}`);
}

test('SARIF tells what the change brings from what was there before', () => {
  expect(states([deployment(pod('old'))], deployment(pod('old', 'added')))).toEqual(['unchanged: old', 'new: added']);
});

test('without what runs nothing is said of before', () => {
  expect(states(undefined, deployment(pod('old')))).toEqual(['undefined: old']);
});
