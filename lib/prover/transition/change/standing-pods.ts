import { isObject, JsonObject, keyOf, Model, parsePointer, Workload } from '../../../manifests';
import { admit } from '../../admission';
import { Change } from './change';

/** What fills in or adds to pods when they are made, and never again. */
const FILLS_IN = ['LimitRange', 'RuntimeClass'];

/**
 * How workloads stand while the change goes on: with the pods that nobody replaces, as they were made, and without an
 * update where there is none.
 */
export function standingWith(
  changes: ReadonlyMap<string, Change>, before: Model, after: Model,
): (workload: Workload) => Workload {
  const written = new Map(before.asWritten().workloads.map((workload) => [keyOf(workload.manifest), workload]));
  const isFilledAnew = FILLS_IN.some((kind) => textOf(before, kind) !== textOf(after, kind));
  return (workload) => {
    const key = keyOf(workload.manifest);
    const change = changes.get(key);
    const [old, waitsFor] = [written.get(key), workload.waitsFor];
    if (change?.held === 'some') {
      const why = change.underWay ? 'an update of it is under way'
        : waitsFor ?? old?.waitsFor ?? 'nobody replaces them';
      const what = change.isRenumbered ? 'has pods of new ordinals (ordinals.start) before those of old ones go'
        : change.isMadeOtherwise ? 'has pods that ask for something else than its template would be given now'
          : `has pods of a template that is not known: ${why}`;
      const stays = change.kind === 'updated' ? {} : { bounds: () => undefined };
      return { ...workload, unread: [...workload.unread, what], ...stays };
    }
    if (change?.to.most === 0 && change.before && change.after && workload.kind !== 'DaemonSet') {
      return { ...workload, replicas: 0, least: 0 };
    }
    const { priority, highestPriority } = change?.before ?? {};
    const filledIn = old && change?.before && isFilledAnew ? asMade(before, change.before) : {};
    const made = { priority, highestPriority, ...filledIn };
    if (change?.held === 'object' && old) {
      return { ...old, podManifest: old.manifest, ...made, manifest: workload.manifest, bounds: () => undefined };
    }
    if (change?.held === 'all' && old) {
      const { pod, companions, claimTemplates, manifest: podManifest } = old;
      return { ...workload, pod, companions, claimTemplates, podManifest, ...made, bounds: () => undefined };
    }
    const neverMade = change?.kind === 'new' && workload.holds === 'old' && workload.paused;
    const stays = change?.kind === 'unchanged' || change?.kind === 'left';
    return change && change.kind !== 'updated' ? {
      ...workload, ...stays ? made : {}, bounds: () => undefined, waitsFor: neverMade ? waitsFor : undefined,
    } : workload;
  };
}

function textOf(model: Model, kind: string): string {
  return JSON.stringify(model.byKind(kind).map(({ json: { metadata, ...rest } }) =>
    [isObject(metadata) ? [metadata.namespace, metadata.name] : [], rest]));
}

/** The pods with what the API server made of them, in a template that leaves nothing to fill in. */
function asMade(before: Model, admitted: Workload): Pick<Workload, 'pod' | 'podManifest'> {
  const { manifest, pod } = admitted;
  // What its RuntimeClass adds is there.
  const spec = { ...admit(before).podOf(admitted).spec.value as JsonObject, runtimeClassName: undefined };
  const json = withValueAt(manifest.json, parsePointer(pod.pointer), spec) as JsonObject;
  return { pod, podManifest: manifest.madeInto(json) };
}

function withValueAt(json: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  return key === undefined ? value
    : { ...json as JsonObject, [key]: withValueAt(isObject(json) ? json[key] : undefined, rest, value) };
}
