import { valueText } from '../util/value-text';
import { Field } from './field';
import { typeOf } from './kinds';
import { isBeingDeleted, liveTwin } from './live-twin';
import { Manifest } from './manifest';
import { ModelOptions } from './model-options';
import { PodCount } from './pod-count';
import { Workload } from './workload';

/** What the API server writes where nobody says anything (kubernetes pkg/apis/apps/v1/defaults.go). */
const DEFAULTS: { readonly [kind: string]: { readonly [field: string]: unknown } } = {
  Deployment: { type: 'RollingUpdate', maxSurge: '25%', maxUnavailable: '25%' },
  StatefulSet: { type: 'RollingUpdate', maxUnavailable: 1 },
  DaemonSet: { type: 'RollingUpdate', maxSurge: 0, maxUnavailable: 1 },
};

/**
 * A workload with what an apply may leave as it is in the cluster: what the manifests do not write, and somebody set
 * there. `kubectl apply` takes a field away only where the manifest of the last apply had it, and a server-side apply
 * only where nobody else owns it; of the number of pods alone a snapshot tells which (`whenNotWritten`). `isScaled`: an
 * autoscaler says how many pods there are.
 */
export function withKeptFields(workload: Workload, options: ModelOptions, isScaled: boolean): Workload {
  const { manifest, namespace, name, kind } = workload;
  const twin = liveTwin(options, typeOf(manifest), namespace, name);
  if (!twin || twin === manifest) {
    return workload;
  }
  const [written, live] = [manifest, twin].map((object) => Field.of(object, []).get('spec'));
  const strategy = kind === 'Deployment' ? 'strategy' : 'updateStrategy';
  const isSaid = workload.hasReplicas || isScaled || workload.scale === 'none';
  const running = isSaid ? undefined : live.get('replicas').integer();
  const asked = { least: workload.least, most: workload.replicas };
  const { least, most } = running === undefined ? asked : sizeLeft(twin, asked, { least: running, most: running });
  const numbers = otherNumbers(kind, written.get(strategy), live.get(strategy));
  const kept = numbers.length === 0 ? undefined
    : `${strategy} of the cluster (${numbers.join(', ')}), which the manifests do not write and an apply may keep`;
  return {
    ...workload,
    least,
    replicas: most,
    waitsFor: workload.waitsFor ?? waitsFor(workload, written, live),
    undecided: [
      ...workload.undecided,
      ...isBeingDeleted(twin) ? [`${manifest.id} is being deleted in the cluster`] : [],
      ...kept === undefined ? [] : [kept],
    ],
    keptStrategy: kept,
  };
}

/** What stops an update until a person comes. */
function waitsFor({ kind }: Workload, written: Field, live: Field): string | undefined {
  if (live.get('paused').value === true && !written.get('paused').isPresent) {
    return `the ${kind} is paused in the cluster, and an apply that does not write spec.paused may leave it so`;
  }
  const partition = ['updateStrategy', 'rollingUpdate', 'partition'];
  const from = live.get(...partition).integer() ?? 0;
  return from === 0 || written.get(...partition).isPresent ? undefined
    : `partition ${from} is set in the cluster, and an apply that does not write it may leave it so`;
}

/** Fields of the strategy that are not written, and that are no default in the cluster. */
function otherNumbers(kind: string, written: Field, live: Field): string[] {
  return Object.entries(DEFAULTS[kind] ?? {}).flatMap(([field, value]) => {
    const path = field === 'type' ? [field] : ['rollingUpdate', field];
    const [own, there] = [written.get(...path), live.get(...path)];
    const isOther = ![undefined, 'RollingUpdate'].includes(written.get('type').string());
    const isMeant = own.isPresent || (field !== 'type' && isOther);
    return isMeant || !there.isPresent || there.value === value ? [] : [`${field} ${valueText(there.value)}`];
  });
}

/** Pods that are wanted where an apply does not write how many: those that run may stay, as far as `old` tells. */
export function sizeLeft(old: Manifest, asked: PodCount, running: PodCount): PodCount {
  const unwritten = whenNotWritten(old);
  return unwritten === 'stays' ? running : unwritten !== 'open' ? asked
    : { least: Math.min(asked.least, running.least), most: Math.max(asked.most, running.most) };
}

/** What becomes of a number of pods that an apply does not write, as far as a snapshot tells. */
export function whenNotWritten(manifest: Manifest): string {
  const root = Field.of(manifest, []);
  // Other fields than this one are kept, or are not there.
  return root.get('spec', 'replicas').isPresent ? root.get('whenNotWritten').string() ?? 'open' : 'stays';
}
