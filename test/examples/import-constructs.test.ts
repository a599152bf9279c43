import { readFileSync } from 'fs';
import { join } from 'path';
import { Manifest, readManifests, ROOT } from '../support/manifests';
import { synthesizeSnippet } from '../support/snippet';
import { inTemporaryFolder } from '../support/workspace';

const source = readFileSync(join(ROOT, 'examples', 'import-constructs', 'app.ts'), 'utf8');

function synthesize(code: string): Manifest[] {
  return inTemporaryFolder((folder) => {
    synthesizeSnippet(code, folder);
    return readManifests(folder);
  });
}

const strategyOf = (manifests: Manifest[]): unknown =>
  manifests.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'embedding')!.spec.strategy;

test('the app renders its own objects beside those of the constructs', () => {
  const kinds = new Set(synthesize(source).map(({ kind }) => kind));
  expect([...kinds]).toEqual(
    expect.arrayContaining(['ConfigMap', 'Deployment', 'PodDisruptionBudget', 'NetworkPolicy']),
  );
});

test('with a spare GPU its model is updated without downtime', () => {
  expect(strategyOf(synthesize(source))).toEqual({
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
  });
});

test('without a spare GPU its model is recreated', () => {
  expect(strategyOf(synthesize(source.replace('nodes: 3', 'nodes: 2')))).toEqual({ type: 'Recreate' });
});
