import { liveObjects } from '../../../test/support/admission';
import { deployment, Json, modelOf } from '../../../test/support/rules';
import { refusedChangesOf } from './refused-changes';
import { isServed, isToldRefused, refusedFor } from './refused-for';
import { RuleContext } from './rule-context';

const web = (app: string, replicas: unknown = 1): Json => {
  const json = deployment();
  const labels = { app };
  return { ...json, spec: { ...json.spec, replicas, selector: { matchLabels: labels },
    template: { ...json.spec.template, metadata: { labels } } } };
};
const contextOf = (json: Json, old?: Json, live?: Json) => new RuleContext(
  modelOf([json], { live: live && liveObjects([live]) }),
  { from: old && { model: modelOf([old]), name: 'before', prune: false } });

describe('changes that the API server refuses', () => {
  const refused = (context: RuleContext) => refusedChangesOf(context)?.of(context.model.manifests[0])?.length;
  test('are known where it is said what runs, before or in the cluster', () => {
    expect(refused(contextOf(web('a'), web('b')))).toBe(1);
    expect(refused(contextOf(web('a'), undefined, web('b')))).toBe(1);
    expect(refused(contextOf(web('a'), web('a'))) ?? 0).toBe(0);
    expect(refusedChangesOf(contextOf(web('a')))).toBeUndefined();
  });
});

describe('whether it is told that an object is refused', () => {
  const told = (context: RuleContext) => isToldRefused(context.model.manifests[0], context);
  test('is so of what it refuses, and of what it refuses to change', () => {
    expect([told(contextOf(web('a'))), told(contextOf(web('a', -1))), told(contextOf(web('a'), web('b')))])
      .toEqual([false, true, true]);
    expect(told(contextOf(web('a'), web('a')))).toBe(false);
  });

  test('is what the server answers where it was asked', () => {
    const answered = (replicas: number, outcome: 'taken' | 'refused') => {
      const [manifest] = modelOf([web('a', replicas)]).manifests;
      const model = modelOf([web('a', replicas)]);
      const answers = { objects: new Map([[model.manifests[0], { outcome, words: 'x' }]]), podOf: () => undefined };
      const context = new RuleContext(Object.assign(modelOf([]), model, { options: { answers } }));
      expect(manifest.id).toBe('Deployment/web');
      return told(context);
    };
    expect([answered(1, 'refused'), answered(-1, 'taken')]).toEqual([true, false]);
  });
});

test('refusals that a rule reports are told with what follows', () => {
  const [manifest] = modelOf([web('a', -1)]).manifests;
  expect(refusedFor(manifest, ({ pointer }) => pointer === '/spec/replicas')).toEqual([{ pointer: '/spec/replicas',
    message: expect.stringMatching(/; the API server refuses the object$/) }]);
  expect(refusedFor(manifest, () => false)).toEqual([]);
});

test.each([['apps/v1', 'Deployment', true], ['v1', 'Deployment', false], ['example.com/v1', 'Box', false]])(
  '%s %s is served by the API server: %p', (apiVersion, kind, expected) =>
    expect(isServed(modelOf([{ apiVersion, kind, metadata: { name: 'x' } }]).manifests[0])).toBe(expected));
