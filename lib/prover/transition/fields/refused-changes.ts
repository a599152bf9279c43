import { textOf } from '../../../util/value-text';
import { Quantity } from '../../../kubernetes/quantity';
import { Before, childPointer, isObject, liveTwin, Manifest, Model, typeOf } from '../../../manifests';
import { firstDifference } from './first-difference';
import { ImmutableField, Json } from './immutable-field';
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

/** Fields by the type of the object. */
const FIELDS: ReadonlyMap<string, ImmutableField[]> = new Map(IMMUTABLE_FIELDS.flatMap(({ kinds }) => kinds)
  .map((kind) => [kind, IMMUTABLE_FIELDS.filter(({ kinds }) => kinds.includes(kind))]));

/** Kinds of which a snapshot keeps no content. */
const ONLY_NAMES: ReadonlySet<string> = new Set(['Secret', 'ConfigMap']);

/** Changes between an object as it runs and as it is asked for that the API server refuses. */
export class RefusedChanges {
  /** From what is said to run; else from what the cluster has, where that was read. */
  public static between(before: Before | undefined, after: Model): RefusedChanges {
    const live = before?.model.manifests ?? after.options.live ?? [];
    const runningOf = (asked: Manifest) => liveTwin({ live }, typeOf(asked), asked.namespace, asked.name);
    return new RefusedChanges(runningOf, after, before === undefined || before.isLive === true);
  }

  private readonly classes: ReadonlyMap<string, Manifest>;

  /**
   * `runningOf`: an object as it runs, undefined for a new one. `isLive`: what runs was read from a cluster, which
   * keeps what an apply does not write.
   */
  private constructor(
    public readonly runningOf: (asked: Manifest) => Manifest | undefined, after: Model,
    private readonly isLive: boolean,
  ) {
    this.classes = new Map(after.byKind('StorageClass').map((manifest) => [manifest.name, manifest]));
  }

  public of(asked: Manifest): RefusedChange[] {
    const old = this.runningOf(asked);
    const type = typeOf(asked);
    const fields = FIELDS.get(type);
    if (!old || old === asked || !fields || asked.isNameGenerated || (this.isLive && ONLY_NAMES.has(asked.kind))) {
      return [];
    }
    const refused = [
      ...fields.flatMap((field) => this.changeOf(field, old, asked)),
      ...(type === 'PersistentVolumeClaim' ? this.resize(old, asked) : []),
    ];
    return refused.length > 0 && REMADE.test(JSON.stringify(asked.json.metadata ?? {})) ? [] : refused;
  }

  private changeOf(
    { path, read, unless, instead, isFilledIn, isSecret }: ImmutableField,
    old: Manifest,
    asked: Manifest,
  ): RefusedChange[] {
    const [before, after] = [valueAt(old.json, path), valueAt(asked.json, path)];
    if ((this.isLive && (after === undefined || isFilledIn)) || unless?.(old.json, asked.json)) {
      return [];
    }
    const [one, two] = [read(before, old.json), read(after, asked.json)];
    return one === undefined || two === undefined || one === two ? [] : [{
      pointer: path.reduce<string>(childPointer, ''), instead,
      message: isSecret ? secretMessageOf(path, [one, two]) : messageOf(path, [before, after], [one, two]),
    }];
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

/** `texts`: the values as they are compared. */
function messageOf(path: readonly string[], [before, after]: unknown[], texts: string[]): string {
  const [one, two] = texts.map((text) => JSON.parse(text) as unknown);
  const { path: within, ...values } = firstDifference(one, two)!;
  const place = [...path, ...within].reduce((text, key) => /^\d+$/.test(key) ? `${text}[${key}]` : `${text}.${key}`);
  const [old, asked] = [valueAt(before, within) ?? values.one, valueAt(after, within) ?? values.two];
  const where = within.length === 0 ? 'it' : place;
  return `${path.join('.')} cannot change once the object exists; ${where} is ${shown(old)}, ` +
    `asked for is ${shown(asked)}`;
}

/** The same without what it is and what is asked for. */
function secretMessageOf(path: readonly string[], texts: string[]): string {
  const [one, two] = texts.map((text) => JSON.parse(text) as unknown);
  const { path: within } = firstDifference(one, two)!;
  return `${path.join('.')} cannot change once the object exists; ${within[0] ?? 'it'} differs`;
}

function valueAt(json: unknown, path: readonly string[]): unknown {
  const isTree = (at: unknown): at is Json => isObject(at) || Array.isArray(at);
  const value = path.reduce<unknown>((at, key) => (isTree(at) && Object.hasOwn(at, key) ? at[key] : undefined), json);
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
  if (value === undefined || value === null) {
    return 'not written';
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
