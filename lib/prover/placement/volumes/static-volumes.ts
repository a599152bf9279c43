import { textOf } from '../../../util/value-text';
import { Field, liveField, matches, Model, readAccessModes, readLabelSelector } from '../../../manifests';
import { NodeTerm, readNodeTerms } from '../nodes/node-terms';

/** Makes no volumes: somebody provides them (https://kubernetes.io/docs/concepts/storage/storage-classes/#local). */
const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

/** What volumes somebody provided for a claim. */
export interface ProvidedVolumes {
  /** Those that may be bound to it. */
  readonly fitting: Field[];
  /** Why nobody makes another. */
  readonly why: string;
  /** Whether all volumes of its class are in the input. */
  readonly isKnown: boolean;
}

/** PersistentVolumes of the input that no claim has yet. */
export class StaticVolumes {
  private readonly byClass = new Map<string, Field[]>();
  /** Those that some claim has, or had. */
  private readonly taken = new Set<Field>();
  private readonly isComplete: boolean;
  /** Whether a class that is not in the input is not there. */
  private readonly knowsClasses: boolean;

  constructor(model: Model) {
    for (const manifest of model.byKind('PersistentVolume')) {
      const volume = Field.of(manifest, []);
      const [phase, holder] = [['status', 'phase'], ['spec', 'claimRef', 'name']]
        .map((path) => liveField(manifest, model.options, ...path));
      if (holder.isPresent || (phase.isPresent && phase.value !== 'Available')) {
        this.taken.add(volume);
      }
      const name = textOf(volume.get('spec', 'storageClassName').value ?? '');
      this.byClass.set(name, [...this.byClass.get(name) ?? [], volume]);
    }
    this.isComplete = model.options.asked?.has('PersistentVolume') ?? false;
    this.knowsClasses = model.options.asked?.has('StorageClass') ?? false;
  }

  /** Undefined where a provisioner makes the volume. `storageClass` is that of the claim, where it is in the input. */
  public forClaim(spec: Field, storageClass: Field | undefined): ProvidedVolumes | undefined {
    const name = spec.get('storageClassName').value;
    const why = this.whyNoneIsMade(spec, storageClass);
    const known = this.byClass.get(
      typeof name === 'string' ? name : textOf(storageClass?.get('metadata', 'name').value ?? ''),
    );
    return why === undefined ? undefined : {
      fitting: (known ?? []).filter((volume) => !this.taken.has(volume) && fits(volume, spec)), why,
      isKnown: this.isComplete || known !== undefined,
    };
  }

  /**
   * Provisioners make no volume for a claim that selects one (https://kubernetes.io/docs/concepts/storage/persistent-volumes/#selector;
   * external-provisioner pkg/controller/controller.go `prepareProvision`), nor for one whose class nobody can look up
   * (kubernetes pkg/controller/volume/persistentvolume/pv_controller.go `provisionClaim`).
   */
  private whyNoneIsMade(spec: Field, storageClass: Field | undefined): string | undefined {
    const name = spec.get('storageClassName').value;
    const { matchLabels, matchExpressions } = spec.get('selector').value as { [key: string]: object } | undefined ?? {};
    return storageClass?.get('provisioner').value === NO_PROVISIONER || name === '' ? 'its class makes none'
      : storageClass === undefined && this.knowsClasses
        ? name === undefined ? 'the cluster has no default class' : `the cluster has no StorageClass ${textOf(name)}`
        : [matchLabels, matchExpressions].some((each) => each && Object.keys(each).length > 0)
          ? 'none is made for a claim with a selector' : undefined;
  }
}

/**
 * Whether a volume may be bound to a claim (kubernetes component-helpers/storage/volume/pv_helpers.go
 * `FindMatchingVolume`).
 */
function fits(volume: Field, claim: Field): boolean {
  const selector = readLabelSelector(claim.get('selector'));
  return (
    suffices(volume, claim)
    && (selector === undefined || matches(selector, volume.get('metadata', 'labels').stringMap()))
  );
}

/** Whether a volume has what a claim asks for: all that counts where the volume is kept for that claim. */
export function suffices(volume: Field, claim: Field): boolean {
  const spec = volume.get('spec');
  const modes = readAccessModes(spec);
  return (
    (spec.get('capacity', 'storage').quantity('value') ?? 0)
      >= (claim.get('resources', 'requests', 'storage').quantity('value') ?? 0)
    && (spec.get('volumeMode').value ?? 'Filesystem') === (claim.get('volumeMode').value ?? 'Filesystem')
    && readAccessModes(claim).every((mode) => modes.includes(mode))
  );
}

/** Nodes that reach any of the volumes: the terms of all of them; undefined where one is reached from every node. */
export function placesOfAny(volumes: Field[]): NodeTerm[] | undefined {
  const each = volumes.map((volume) => volume.get('spec', 'nodeAffinity', 'required', 'nodeSelectorTerms'));
  return each.some(({ isPresent }) => !isPresent) ? undefined : each.flatMap(readNodeTerms);
}

/** A claim in words. */
export function claimText(spec: Field): string {
  const modes = readAccessModes(spec).join(', ');
  return `${textOf(spec.get('resources', 'requests', 'storage').value ?? '0')}${modes && `, ${modes}`}`;
}
