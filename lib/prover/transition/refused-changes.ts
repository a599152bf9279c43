import { textOf } from '../../kubernetes/value-text';
import { Quantity } from '../../kubernetes/quantity';
import { childPointer, isObject, keyOf, Manifest, Model, typeOf } from '../../manifests';
import { ImmutableField } from './immutable-field';
import { IMMUTABLE_FIELDS } from './immutable-fields';

/** A change of one field that the API server refuses. */
export interface RefusedChange {
  /** Of the field in the new manifest. */
  readonly pointer: string;
  readonly message: string;
  /** What to do instead, as the end of a sentence. */
  readonly instead: string;
}

/** Characters of a value that a message shows. */
const MOST_SHOWN = 60;

/** Objects that are deleted and made again instead of being changed. */
const REMADE =
  /"(?:helm\.sh\/hook|argocd\.argoproj\.io\/hook)":|"argocd\.argoproj\.io\/sync-options":"[^"]*(?:Force|Replace)=true/;

/** Kinds of which a snapshot keeps no content. */
const ONLY_NAMES: ReadonlySet<string> = new Set(['Secret', 'ConfigMap']);

/** Changes between an object as it runs and as it is asked for that the API server refuses. */
export class RefusedChanges {
  private readonly before: ReadonlyMap<string, Manifest>;
  private readonly classes: ReadonlyMap<string, Manifest>;

  /** `isLive`: what runs was read from a cluster, which keeps what an apply does not write. */
  constructor(
    before: Model,
    after: Model,
    private readonly isLive: boolean,
  ) {
    this.before = new Map(before.manifests.map((manifest) => [keyOf(manifest), manifest]));
    this.classes = new Map(after.byKind('StorageClass').map((manifest) => [manifest.name, manifest]));
  }

  /** The object as it runs; undefined for a new one. */
  public runningOf(manifest: Manifest): Manifest | undefined {
    return this.before.get(keyOf(manifest));
  }

  public of(asked: Manifest): RefusedChange[] {
    const old = this.runningOf(asked);
    if (
      !old
      || asked.isNameGenerated
      || (this.isLive && ONLY_NAMES.has(asked.kind))
      || REMADE.test(JSON.stringify(asked.json.metadata ?? {}))
    ) {
      return [];
    }
    const type = typeOf(asked);
    return [
      ...IMMUTABLE_FIELDS.filter(({ kinds }) => kinds.includes(type)).flatMap((field) =>
        this.changeOf(field, old, asked),
      ),
      ...(type === 'PersistentVolumeClaim' ? this.resize(old, asked) : []),
    ];
  }

  private changeOf(
    { path, read, unless, instead, isFilledIn }: ImmutableField,
    old: Manifest,
    asked: Manifest,
  ): RefusedChange[] {
    const [before, after] = [valueAt(old.json, path), valueAt(asked.json, path)];
    if ((this.isLive && (after === undefined || isFilledIn)) || unless?.(old.json, asked.json)) {
      return [];
    }
    const [one, two] = [read(before, old.json), read(after, asked.json)];
    return one === undefined || two === undefined || one === two
      ? []
      : [
          {
            pointer: path.reduce<string>(childPointer, ''),
            instead,
            message: `${path.join('.')} cannot change once the object exists; it is ${shown(before)}, asked for is ${shown(after)}`,
          },
        ];
  }

  /** Claims only grow, and only where their class says so (plugin/pkg/admission/storage/persistentvolume/resize). */
  private resize(old: Manifest, asked: Manifest): RefusedChange[] {
    const path = ['spec', 'resources', 'requests', 'storage'];
    const [before, after] = [valueAt(old.json, path), valueAt(asked.json, path)];
    const [one, two] = [before, after].map(amount);
    if (one === undefined || two === undefined || one === two) {
      return [];
    }
    const pointer = path.reduce<string>(childPointer, '');
    const named = valueAt(old.json, ['spec', 'storageClassName']);
    const storageClass = typeof named === 'string' ? this.classes.get(named) : undefined;
    const grows = named === '' || (storageClass && storageClass.json.allowVolumeExpansion !== true);
    return two < one
      ? [
          {
            pointer,
            message: `a claim cannot shrink; it is ${shown(before)}, asked for is ${shown(after)}`,
            instead: 'make another claim and move the data',
          },
        ]
      : grows
        ? [
            {
              pointer,
              message:
                `a claim of ${named === '' ? 'no class' : `class ${textOf(named)}`} cannot grow; it is ` +
                `${shown(before)}, asked for is ${shown(after)}`,
              instead:
                named === ''
                  ? 'make another claim and move the data'
                  : 'write allowVolumeExpansion: true into its class first',
            },
          ]
        : [];
  }
}

function valueAt(json: unknown, path: readonly string[]): unknown {
  const value = path.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), json);
  return value === null ? undefined : value;
}

function amount(value: unknown): number | undefined {
  try {
    return Quantity.parse(value as string).value;
  } catch {
    return undefined;
  }
}

function shown(value: unknown): string {
  const text = value === undefined ? 'not written' : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
