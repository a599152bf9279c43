import { projectChunks, readObjects } from './read-objects';

const chunks = (...texts: string[]) => texts.map((text) => Buffer.from(text));
const kinds = (...texts: string[]) => [...readObjects('a.json', chunks(...texts))].map(({ kind }) => kind);
const AGAIN = 'make it again with the command that cdk8s-nim snapshot --show-command prints';

test('objects are read wherever the text is cut into pieces', () => {
  expect(kinds('{"items": [{"kind": "Pod"}, {"kind": "Node"}]}')).toEqual(['Pod', 'Node']);
  expect(kinds('{"items": [{"ki', 'nd": "Pod"}', ', {"kind": "Node"}]}')).toEqual(['Pod', 'Node']);
});

test('fails for what is not what kubectl writes', () => {
  expect(() => kinds('{"items": [{"kind": oops}]}')).toThrow(/^a\.json: not the output of kubectl get -o json/);
  expect(() => kinds('{"items": [{"kind": oops}]}')).toThrow(AGAIN);
});

test('fails where the end is missing, and counts what there is', () => {
  expect(() => kinds('{"items": [{"kind": "Pod"}, {"kind": "Pod"}, {"kind": "Node"}, {}, {"kind"')).toThrow(
    'a.json: cut off in the middle, after 4 complete objects (2 Pod, 1 Node, 1 without kind); ' +
      `what is missing might be pods that take room; ${AGAIN}`);
  expect(() => kinds('{"items": [')).toThrow('after 0 complete objects (none)');
});

test('what is reduced is JSON again', () => {
  const text = (...texts: string[]) => [...projectChunks('a.json', chunks(...texts))].join('');
  expect(JSON.parse(text('{"items": [{"kind": "Pod"}, {"kind": "Node"}]}')))
    .toMatchObject({ apiVersion: 'v1', kind: 'List', items: [{ kind: 'Pod' }, { kind: 'Node' }] });
  expect(JSON.parse(text('{"items": []}'))).toEqual({ apiVersion: 'v1', kind: 'List', items: [] });
});
