import { JsonObject, Manifest } from '../../manifests';
import { underWay } from './controllers-under-way';

interface Seen {
  readonly spec?: object;
  readonly pods?: number;
  readonly [field: string]: unknown;
}

/** Of a controller that wants two pods and has them, unless it says otherwise. */
const way = (kind: string, { spec = {}, pods = 2, ...status }: Seen) =>
  underWay(new Manifest({
    apiVersion: 'apps/v1', kind, metadata: { name: 'a', generation: 3 }, spec: { replicas: 2, ...spec },
    status: { observedGeneration: 3, replicas: 2, updatedReplicas: 2, ...status },
  } as JsonObject, { file: 'x', locate: () => ({ file: 'x', line: 1, column: 1 }) }, 0), pods);
const partition = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } };
const SET = { currentRevision: 'a-1', updateRevision: 'a-2' };

test.each<[string, number | undefined, string, Seen]>([
  ['at rest', undefined, 'Deployment', {}],
  ['without a pod of the newest template, as Recreate waits for the old ones', 2, 'Deployment', {
    replicas: 0, updatedReplicas: 0, pods: 0 }],
  ['half way', 1, 'Deployment', { updatedReplicas: 1 }],
  ['with an old pod that is about to stop', 0, 'Deployment', { replicas: 3, pods: 3 }],
  ['of which the controller has not seen the newest template', 2, 'Deployment', { observedGeneration: 2 }],
  ['that nothing is known of', undefined, 'Deployment', { observedGeneration: undefined, updatedReplicas: undefined }],
  ['of which somebody has left out what its controller says', undefined, 'Deployment', {
    replicas: undefined, updatedReplicas: undefined }],
  ['that is to become smaller', 0, 'Deployment', { observedGeneration: undefined, pods: 3 }],
  ['that is paused', undefined, 'Deployment', { spec: { paused: true }, updatedReplicas: 1 }],
  ['that wants one pod, as it says nothing', undefined, 'Deployment', {
    spec: { replicas: undefined }, replicas: 1, updatedReplicas: 1, pods: 1 }],
  ['at rest', undefined, 'StatefulSet', { ...SET, updateRevision: 'a-1' }],
  ['half way', 1, 'StatefulSet', { ...SET, updatedReplicas: 1 }],
  ['whose partition keeps the others', undefined, 'StatefulSet', {
    ...SET, updatedReplicas: 1, spec: partition }],
  ['whose partition lets one more go', 1, 'StatefulSet', {
    ...SET, updatedReplicas: 0, spec: partition }],
  ['whose pods nobody replaces', undefined, 'StatefulSet', {
    ...SET, updatedReplicas: 0, spec: { updateStrategy: { type: 'OnDelete' } } }],
])('a controller %s has %p pods to make (%s)', (_, toMake, kind, seen) =>
  expect(way(kind, seen)?.toMake).toBe(toMake));
