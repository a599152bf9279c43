import { Field } from './field';
import type { Workload } from './workload';

/** Where a Rollout says what labels its pods get while they play a part. */
const PARTS = [
  ['canary', 'canaryMetadata'], ['canary', 'stableMetadata'], ['blueGreen', 'activeMetadata'],
  ['blueGreen', 'previewMetadata'],
];

/**
 * Labels that some pods of a Rollout of Argo have, or for a while, over those of its template: the canary and the
 * stable ones (argo-rollouts utils/replicaset/canary.go `SyncReplicaSetEphemeralPodMetadata`), and those of an
 * experiment (rollout/experiment.go `GetExperimentFromTemplate`).
 */
export function labelsOfSomePods({ kind, manifest }: Workload): ReadonlyMap<string, unknown>[] {
  if (kind !== 'Rollout') {
    return [];
  }
  const strategy = Field.of(manifest, []).get('spec', 'strategy');
  const experiments = strategy.get('canary', 'steps').items().flatMap((step) =>
    step.get('experiment', 'templates').items());
  return [
    ...PARTS.map((path) => strategy.get(...path, 'labels')),
    ...experiments.map((template) => template.get('metadata', 'labels')),
  ].map((labels) => new Map(labels.entries().map(([key, { value }]) => [key, value])));
}
