import { ObjectPatch, Remedy, remedyText } from '../remedies';

/** A remedy as JSON: what to change, in words and as patches of RFC 6902, and what comes of it. */
export function remedyJson(remedy: Remedy): object {
  const { id, cures, title, verdict, downtimeSeconds, costPerHour, nodes, change, after } = remedy;
  return {
    id,
    cures,
    title,
    verdict,
    downtimeSeconds,
    costPerHour,
    nodes,
    availabilityFloor: after.availabilityFloor,
    commands: remedy.commands,
    // What a command comes to is judged, and written nowhere: it may hold literals of environments.
    patches: remedy.commands ? [] : change.patches.map(patchJson),
    added: change.added,
    removed: change.removed.map(({ apiVersion, kind, namespace, name }) => ({ apiVersion, kind, namespace, name })),
    mends: remedy.mends?.length ? remedy.mends.map(({ workload }) => workload) : undefined,
    toFill: remedy.toFill,
    notes: remedy.notes,
    props: remedy.props,
    text: remedyText(remedy),
  };
}

function patchJson({ manifest: { apiVersion, kind, namespace, name }, operations }: ObjectPatch): object {
  return { apiVersion, kind, namespace, name, operations };
}
