import { getOrMake } from '../../util/get-or-make';
import { childPointer, isObject, keyOf, Manifest, Model, parsePointer } from '../../manifests';

/** Which fields of manifests differ from what runs, for those who show a finding where the change was made. */
export class ChangedFields {
  private readonly old: ReadonlyMap<string, Manifest>;
  private readonly changed = new Map<Manifest, readonly string[]>();

  /** `isLive`: what runs was read from a cluster, where the API server has filled in what the manifests leave out. */
  constructor(before: Model, private readonly isLive: boolean) {
    this.old = new Map(before.manifests.map((manifest) => [keyOf(manifest), manifest]));
  }

  /**
   * The pointer whose line shows the change that a finding is about: its own where that is a changed line or the object
   * is new; else the changed field which is nearest; its own where nothing of the object has changed.
   */
  public nearest(manifest: Manifest, pointer: string): string {
    const changed = this.changedIn(manifest);
    const lineOf = (each: string) => manifest.locate(each).line;
    const isChanged = (each: string) => pointer.startsWith(`${each}/`) || lineOf(each) === lineOf(pointer);
    if (changed.length === 0 || changed.some(isChanged)) {
      return pointer;
    }
    const depths = changed.map((each) => sharedDepth(each, pointer));
    return changed[depths.indexOf(Math.max(...depths))];
  }

  private changedIn(manifest: Manifest): readonly string[] {
    const before = this.old.get(keyOf(manifest));
    return getOrMake(this.changed, manifest, () =>
      (before ? changedPointers(before.json, manifest.json, '', !this.isLive) : []));
  }
}

/** Pointers of what is new or different, in the order of the text; of what is gone, that of what it stood in. */
function changedPointers(old: unknown, json: unknown, pointer: string, tellsGone: boolean): string[] {
  if (isObject(old) && isObject(json)) {
    const isGone = tellsGone && Object.keys(old).some((key) => !Object.hasOwn(json, key));
    const changed = Object.keys(json).flatMap((key) => Object.hasOwn(old, key)
      ? changedPointers(old[key], json[key], childPointer(pointer, key), tellsGone) : [childPointer(pointer, key)]);
    return changed.length === 0 && isGone ? [pointer] : changed;
  }
  if (Array.isArray(old) && Array.isArray(json)) {
    const partner = (item: unknown, index: number): unknown => {
      const name = nameOf(item);
      return name === undefined ? old[index] : old.find((each) => nameOf(each) === name);
    };
    const changed = json.flatMap((item: unknown, index) => {
      const [before, child] = [partner(item, index), childPointer(pointer, index)];
      return before === undefined ? [child] : changedPointers(before, item, child, tellsGone);
    });
    return changed.length === 0 && tellsGone && old.length > json.length ? [pointer] : changed;
  }
  return Object.is(old, json) ? [] : [pointer];
}

function nameOf(item: unknown): unknown {
  return isObject(item) ? item.name : undefined;
}

/** Steps that two pointers have in common. */
function sharedDepth(one: string, two: string): number {
  const [left, right] = [parsePointer(one), parsePointer(two)];
  const differs = left.findIndex((step, index) => step !== right[index]);
  return differs < 0 ? left.length : differs;
}
