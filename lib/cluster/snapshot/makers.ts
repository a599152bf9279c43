import { Manifest } from '../../manifests';
import { asList, asMap, asNumber, asText, JsonMap } from '../json';
import { underWay } from './controllers-under-way';
import { LiveObjects } from './live-objects';
import { nameIn, ownerNamesOf } from './owners';

/** What is seen of an object that makes pods. */
export interface Maker {
  /** Pods that it has yet to make. */
  readonly missing: number;
  /** Some of its pods are about to be replaced, or stopped. */
  readonly isMoving: boolean;
}

/** By name (`nameIn`), of the objects of a snapshot; `standing` are its pods that stay. */
export function makersOf(snapshot: LiveObjects, standing: readonly Manifest[]): ReadonlyMap<string, Maker> {
  const [direct, all] = [new Map<string, number>(), new Map<string, number>()];
  const count = (of: Map<string, number>, name: string) => of.set(name, (of.get(name) ?? 0) + 1);
  for (const pod of standing) {
    const owners = ownerNamesOf(snapshot, pod);
    count(direct, owners[0] ?? '');
    owners.forEach((name) => count(all, name));
  }
  return new Map(snapshot.objects.map((object): [string, Maker] => {
    const name = nameIn(object);
    const isRolling = object.kind === 'Deployment' || object.kind === 'StatefulSet';
    const way = isRolling ? underWay(object, all.get(name) ?? 0) : undefined;
    const missing = Math.max(0, wantedOf(object) - (direct.get(name) ?? 0), way?.toMake ?? 0);
    return [name, { missing, isMoving: way !== undefined }];
  }));
}

/** Pods that an object makes itself; of a DaemonSet those that it counts as missing, beside the ones it has. */
function wantedOf({ kind, json }: Manifest): number {
  const [spec, status] = [asMap(json.spec), asMap(json.status)];
  return kind === 'ReplicaSet' || kind === 'StatefulSet' ? numberOf(spec.replicas)
    : kind === 'DaemonSet' ? numberOf(status.desiredNumberScheduled)
      : kind === 'Job' ? wantedOfJob(spec, status) : 0;
}

/** kubernetes pkg/controller/job/job_controller.go `manageJob`: one that has failed is made again after a while. */
function wantedOfJob(spec: JsonMap, status: JsonMap): number {
  const isOver = asList(status.conditions).map(asMap).some(({ type, status: is }) =>
    is === 'True' && ['Complete', 'Failed', 'SuccessCriteriaMet', 'FailureTarget'].includes(asText(type)));
  const { parallelism = 1, completions } = spec;
  const left = typeof completions === 'number' ? completions - numberOf(status.succeeded)
    : numberOf(status.succeeded) > 0 ? 0 : Infinity;
  return isOver || spec.suspend === true ? 0 : Math.min(numberOf(parallelism), left);
}

function numberOf(value: unknown): number {
  return asNumber(value) ?? 0;
}
