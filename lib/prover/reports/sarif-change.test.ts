import { stringify } from 'yaml';
import { Cluster, NodePool } from '../../cluster';
import { check } from '../check';
import { renderSarif, viewOf } from '.';
import { container, deployment, gpus, modelOf } from '../../../test/support/rules';

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

describe('the line of what a change brings', () => {
  /** State, line and the line of the field, of each finding of one rule. */
  function lines(rule: string, from: object[], to: object[], cluster?: Cluster): unknown[] {
    const before = { model: modelOf(from), name: 'before', prune: false };
    const report = check(modelOf(to), { from: before, rules: [rule], cluster });
    const [{ results }] = JSON.parse(renderSarif(viewOf(report))).runs;
    const text = to.map((each) => stringify(each, { version: '1.1' })).join('---\n').split('\n');
    const at = ({ physicalLocation: { region } }: any) => text[region.startLine - 1].trim();
    return results.map(({ baselineState, locations: [own], relatedLocations }: any) =>
      [baselineState, at(own), relatedLocations?.map(at)]);
  }

  const llm = (amount: number, spec: object = {}) => deployment({ containers: [container(gpus(amount))] }, spec);
  const one = new Cluster({
    pools: [new NodePool({
      name: 'gpu', nodes: 1, allocatable: { cpu: '8', memory: '32Gi', extendedResources: { 'nvidia.com/gpu': '4' } },
    })],
  });

  test('is the changed one that lies nearest, and the field that decides stands beside it', () => {
    expect(lines('update-cannot-finish', [llm(4)], [llm(1)], one)).toEqual([
      ['new', 'nvidia.com/gpu: "1"', ['replicas: 1']],
    ]);
  });

  test('is its own where that is changed, or new with what stands around it', () => {
    const before = deployment({ containers: [container()] });
    expect(lines('secret-missing', [before], [deployment(pod('added'))]))
      .toEqual([['new', 'name: added', undefined]]);
  });

  test('is its own where the object is new, where nothing of it differs, and of what was there before', () => {
    const other = deployment(pod('old'), {}, { name: 'other' });
    const asked = [deployment(pod('old'), { replicas: 2 }), other];
    expect(lines('secret-missing', [deployment(pod('old'))], asked)).toEqual([
      ['unchanged', 'name: old', undefined], ['new', 'name: old', undefined],
    ]);
  });

  test('an update that hangs is brought by the change, even if a restart of what runs would hang as well', () => {
    expect(lines('update-cannot-finish', [llm(4)], [llm(4, { replicas: 1 })], one)).toEqual([]);
    const relabelled = llm(4);
    relabelled.spec.template.metadata.annotations = { since: 'today' };
    expect(lines('update-cannot-finish', [llm(4)], [relabelled], one)).toEqual([
      ['new', 'since: today', ['replicas: 1']],
    ]);
  });
});
