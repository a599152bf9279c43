import { ofRevision, web } from '../../../test/support/gpu-rollout';
import { viewOf, WEB } from '../../../test/support/operate';
import { Json } from '../../../test/support/rules';
import { atRevision, revisionBefore, withSpec } from './revision-before';

const hashed = (revision: number, labels: Json = {}): Json => {
  const set = ofRevision(revision);
  const { template } = set.spec;
  const metadata = { ...template.metadata, labels: { ...labels, 'pod-template-hash': `h${revision}` } };
  return { ...set, spec: { ...set.spec, template: { ...template, metadata } } };
};
const before = (...sets: Json[]) => {
  const view = viewOf(web(5), ...sets);
  return revisionBefore(view.find(WEB)!, view);
};

test('a Deployment goes back to the newest revision below its own, in whatever order they come', () => {
  expect(before(ofRevision(5), ofRevision(4), ofRevision(2), ofRevision(6))).toMatchObject({
    revision: 4, replicaSet: { name: 'web-4' },
    manifest: { json: { spec: { replicas: 1, template: ofRevision(4).spec.template } } },
  });
  expect(before(ofRevision(5), ofRevision(6))).toBeUndefined();
});

test('the label by which ReplicaSets are told apart is none of the template, and all others are', () => {
  const { metadata } = (before(hashed(4, { app: 'web', tier: 'a' }))!.manifest.json.spec as Json).template;
  expect(metadata).toEqual({ labels: { app: 'web', tier: 'a' } });
});

test('where it is from is told by its revision', () => {
  expect(before(ofRevision(4))!.manifest.file).toBe('revision 4');
});

test('a ReplicaSet without a template is no revision to go back to, and one without metadata is', () => {
  const view = viewOf(web(5), ofRevision(4));
  const [set] = view.replicaSetsOf(WEB);
  const deployment = view.find(WEB)!;
  expect(atRevision(deployment, withSpec(set, { template: 'none' }, 'a'))).toBeUndefined();
  const bare = atRevision(deployment, withSpec(set, { template: { spec: {} } }, 'a'))!;
  expect((bare.manifest.json.spec as Json).template).toEqual({ metadata: { labels: {} }, spec: {} });
});

test('an object with other fields keeps the rest of its spec', () => {
  const deployment = viewOf(web(5)).find(WEB)!;
  const changed = withSpec(deployment, { replicas: 7 }, 'changed');
  expect(changed.json).toEqual({ ...deployment.json, spec: { ...deployment.json.spec as Json, replicas: 7 } });
  expect([changed.file, changed.name]).toEqual(['changed', 'web']);
});
