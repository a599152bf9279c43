import { Cluster } from '../../cluster';
import { JsonObject, Manifest, Model } from '../../manifests';
import { applyOperations, PatchOperation } from './json-patch';

/** What is written differently in one object. */
export interface ObjectPatch {
  readonly manifest: Manifest;
  readonly operations: readonly PatchOperation[];
}

/** Further nodes of a pool that the cluster has. */
export interface MoreNodes {
  readonly pool: string;
  readonly count: number;
}

/** All that is different from the input. */
export interface Change {
  readonly patches: readonly ObjectPatch[];
  /** Objects that are new. */
  readonly added: readonly JsonObject[];
  /** Objects that go. */
  readonly removed: readonly Manifest[];
  /** Each pool once. */
  readonly nodes: readonly MoreNodes[];
  /**
   * Pods that somebody deletes, so that their controllers make others.
   *
   * @default - none
   */
  readonly pods?: readonly PodOf[];
}

/** A pod by its name, and the object whose pod it is. */
export interface PodOf {
  readonly manifest: Manifest;
  readonly name: string;
}

/** What a plan is made of. */
export interface PlannedInput {
  readonly model: Model;
  readonly cluster: Cluster;
}

/** The same after a change. */
export interface ChangedInput extends PlannedInput {
  /** Names of the nodes that do not exist today. */
  readonly spareNodes: readonly string[];
}

/** What is added comes from no file. */
const NOWHERE = { file: 'remedy', locate: () => ({ file: 'remedy', line: 1, column: 1 }) };

export const NO_CHANGE: Change = { patches: [], added: [], removed: [], nodes: [] };

/** Whether a change leaves everything as it is. */
export function isNothing({ patches, added, removed, nodes }: Change): boolean {
  return patches.length + added.length + removed.length + nodes.length === 0;
}

/** Whether two changes write the same, in whatever order. */
export function isSame(one: Change, two: Change): boolean {
  return one.patches.length === two.patches.length
    && one.patches.every(({ manifest, operations }) =>
      isEqual(operations, two.patches.find((patch) => patch.manifest === manifest)?.operations))
    && one.removed.length === two.removed.length && one.removed.every((each) => two.removed.includes(each))
    && isEqual([one.added, one.nodes], [two.added, two.nodes]);
}

/** All changes at once. Further nodes of one pool are the most that one of them needs: updates may share a spare. */
export function joined(changes: readonly Change[]): Change {
  const byManifest = new Map<Manifest, PatchOperation[]>();
  changes.flatMap(({ patches }) => patches).forEach(({ manifest, operations }) =>
    byManifest.set(manifest, distinct([...byManifest.get(manifest) ?? [], ...operations])));
  const pods = changes.flatMap((change) => change.pods ?? []);
  return {
    patches: [...byManifest].map(([manifest, operations]) => ({ manifest, operations })),
    added: distinct(changes.flatMap(({ added }) => added)),
    removed: [...new Set(changes.flatMap(({ removed }) => removed))],
    nodes: mostOfEach(changes.flatMap(({ nodes }) => nodes)),
    ...pods.length > 0 && { pods: [...new Set(pods)] },
  };
}

/** Whether two changes write different things at one place of one object, or below it. */
export function contradict(one: Change, two: Change): boolean {
  const isWithin = (path: string, other: string) => path === other || path.startsWith(`${other}/`);
  return one.patches.some(({ manifest, operations }) => {
    const others = two.patches.filter((patch) => patch.manifest === manifest).flatMap((patch) => patch.operations);
    const own = distinct(operations);
    const foreign = others.filter((operation) => !own.some((each) => isEqual(each, operation)));
    return foreign.some(({ path }) => own.some((each) => isWithin(path, each.path) || isWithin(each.path, path)));
  });
}

/** Those that contradict none that is taken before them, in their order, and what all of these change. */
export function compatible<T>(
  items: readonly T[], changeOf: (item: T) => Change,
): { readonly taken: readonly T[]; readonly change: Change } {
  let change = NO_CHANGE;
  const taken = items.filter((item) => {
    const own = changeOf(item);
    const fits = !contradict(change, own);
    change = fits ? joined([change, own]) : change;
    return fits;
  });
  return { taken, change };
}

function distinct<T>(values: readonly T[]): T[] {
  return values.filter((value, index) => values.findIndex((other) => isEqual(other, value)) === index);
}

function isEqual(one: unknown, two: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(two);
}

function mostOfEach(nodes: readonly MoreNodes[]): MoreNodes[] {
  const most = new Map<string, number>();
  nodes.forEach(({ pool, count }) => most.set(pool, Math.max(count, most.get(pool) ?? 0)));
  return [...most].map(([pool, count]) => ({ pool, count }));
}

/** The input as it would be with a change; what is not changed is the same object. */
export function changedInput({ model, cluster }: PlannedInput, change: Change): ChangedInput {
  const patches = new Map(change.patches.map(({ manifest, operations }) => [manifest, operations]));
  const kept = model.manifests.filter((manifest) => !change.removed.includes(manifest)).map((manifest) => {
    const operations = patches.get(manifest);
    return operations ? manifest.madeInto(applyOperations(manifest.json, operations)) : manifest;
  });
  const [namespace] = change.patches.map(({ manifest }) => manifest.namespace);
  const added = change.added.map((json) => new Manifest(json, NOWHERE, 0, [], namespace));
  const isSame = patches.size + change.removed.length + added.length === 0;
  let grown = cluster._withoutOwn(change.pods ?? []);
  const spareNodes = change.nodes.flatMap(({ pool, count }) => {
    const step = grown._grownBy(pool, count);
    grown = step.cluster;
    return step.spareNodes;
  });
  return { model: isSame ? model : new Model([...kept, ...added], model.options), cluster: grown, spareNodes };
}
