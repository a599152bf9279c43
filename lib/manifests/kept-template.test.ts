import { keptTemplate } from './kept-template';
import { Manifest } from './manifest';

const kept = (kind: string, json: object) =>
  keptTemplate(new Manifest({ apiVersion: 'apps/v1', kind, metadata: { name: 'a' }, ...json },
    { file: 'a', locate: () => ({ file: 'a', line: 1, column: 1 }) }, 0));
const spec = { containers: [] };

test('a ReplicaSet keeps a template with the label of its controller, which is left out', () => {
  const labels = { 'app': 'a', 'pod-template-hash': 'x' };
  expect(kept('ReplicaSet', { spec: { template: { metadata: { labels, annotations: {} }, spec } } }))
    .toEqual({ metadata: { labels: { app: 'a' }, annotations: {} }, spec });
  expect(kept('ReplicaSet', { spec: { template: { spec } } })).toEqual({ metadata: { labels: {} }, spec });
});

test('a ControllerRevision keeps it as a patch', () =>
  expect(kept('ControllerRevision', { data: { spec: { template: { $patch: 'replace', spec } } } })).toEqual({ spec }));

test('one that keeps none has none', () =>
  expect([kept('ReplicaSet', { spec: {} }), kept('ControllerRevision', { data: { spec: { template: 'a' } } })])
    .toEqual([undefined, undefined]));
