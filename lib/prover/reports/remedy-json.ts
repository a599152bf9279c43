import { Remedy, remedyText } from '../remedies';

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
    patches: change.patches.map(({ manifest: { apiVersion, kind, namespace, name }, operations }) => ({
      apiVersion, kind, namespace, name, operations,
    })),
    added: change.added,
    removed: change.removed.map(({ apiVersion, kind, namespace, name }) => ({ apiVersion, kind, namespace, name })),
    mends: remedy.mends?.length ? remedy.mends.map(({ workload }) => workload) : undefined,
    toFill: remedy.toFill,
    notes: remedy.notes,
    props: remedy.props,
    text: remedyText(remedy),
  };
}
