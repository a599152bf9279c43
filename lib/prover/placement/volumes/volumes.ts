import { textOf } from '../../../util/value-text';
import { REGION_LABEL, ZONE_LABEL } from '../../../kubernetes/well-known-labels';
import {
  defaultStorageClass, exclusiveMode, Field, liveField, Manifest, Model, readAccessModes, Requirement, Workload,
} from '../../../manifests';
import { ownClaims } from './claims-of-pod';
import { NodeTerm, readNodeTerms } from '../nodes/node-terms';
import { NETWORK_PROVISIONERS, NODE_AFFINE_PROVISIONERS, NODE_PROVISIONERS, ZONAL_PROVISIONERS } from './provisioners';
import { MIGRATED } from './migrated-drivers';
import { placesOfAny, ProvidedVolumes, StaticVolumes, suffices } from './static-volumes';
import { Reach } from './reach';
import { StorageCapacities, StorageRoom } from './storage-capacity';
import { reachByName } from './storage-class-names';

/** From where the volume of a claim can be used, and what that rests on. */
export interface VolumeReach {
  readonly reach: Reach;
  /** It is the least that can be: nothing is known of the provisioner. */
  readonly isLeast?: boolean;
  /** What it is concluded from, where the class is not in the input. */
  readonly presumed?: string;
  /** What would have to be in the input to know it. */
  readonly open?: string;
}

const REACHES: { readonly [reach in Reach]: string } = {
  everywhere: 'every node is taken to reach its volumes',
  zone: 'its volumes are taken to be within reach of all nodes of their zone',
  node: 'its volumes are taken to stay on the node of their first pod',
};

/**
 * Labels that older volumes carry in place of node affinity, and the ones of the nodes that are compared where these
 * are missing.
 */
const TOPOLOGY_LABELS: readonly [key: string, successor?: string][] = [[ZONE_LABEL], [REGION_LABEL],
  ['failure-domain.beta.kubernetes.io/zone', ZONE_LABEL], ['failure-domain.beta.kubernetes.io/region', REGION_LABEL]];

/** Where volumes are, and what attaches them: claims, volumes and storage classes of the input. */
export class VolumeIndex {
  private readonly byName = new Map<string, Manifest>();
  private readonly byClaim = new Map<string, Manifest>();
  private readonly classes = new Map<string, Field>();
  private readonly defaultClass?: string;
  private readonly statics: StaticVolumes;
  private readonly capacities: StorageCapacities;

  constructor(private readonly model: Model) {
    this.statics = new StaticVolumes(model);
    this.capacities = new StorageCapacities(model);
    for (const volume of model.byKind('PersistentVolume')) {
      const ref = liveField(volume, model.options, 'spec', 'claimRef');
      this.byName.set(volume.name, volume);
      this.byClaim.set(`${textOf(ref.get('namespace').value)}\0${textOf(ref.get('name').value)}`, volume);
    }
    for (const manifest of model.byKind('StorageClass')) {
      this.classes.set(manifest.name, Field.of(manifest, []));
    }
    this.defaultClass = defaultStorageClass(model.byKind('StorageClass'));
  }

  /** A claim that is not in the input, and for which a volume of the input is kept by its `claimRef`. */
  public claimWithVolume(namespace: string, name: string, spec: Field): Manifest | undefined {
    const volume = this.byClaim.get(`${namespace}\0${name}`);
    const json = {
      apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace },
      spec: { ...spec.value as object, volumeName: volume?.name },
    };
    return volume && suffices(Field.of(volume, []), spec) ? volume.madeInto(json) : undefined;
  }

  /** Of the volume that a claim has, or asks for. */
  public volumeNameOf(claim: Manifest): unknown {
    return liveField(claim, this.model.options, 'spec', 'volumeName').value;
  }

  /** The places of a bound volume; undefined when the claim is not bound to a volume of the input. */
  public boundTerms(claim: Manifest): NodeTerm[][] | undefined {
    const name = this.volumeNameOf(claim);
    const volume =
      typeof name === 'string' ? this.byName.get(name) : this.byClaim.get(`${claim.namespace}\0${claim.name}`);
    if (!volume) {
      return undefined;
    }
    const root = Field.of(volume, []);
    const required = root.get('spec', 'nodeAffinity', 'required', 'nodeSelectorTerms');
    const labels = root.get('metadata', 'labels').stringMap();
    const zones = TOPOLOGY_LABELS.flatMap(([key, successor]) => {
      const value = labels.get(key);
      return value === undefined ? [] : [nodesOfZone(key, value.split('__').map((each) => each.trim()), successor)];
    });
    return [...required.isPresent ? [readNodeTerms(required)] : [], ...zones];
  }

  /** Node terms that a claim brings: of its volume, or of where it may be made. */
  public places(claim: Manifest): NodeTerm[][] {
    return this.boundTerms(claim) ?? this.placesOfNew(Field.of(claim, []).get('spec'));
  }

  /** Node terms of a volume that is still to be found: the topologies that its class allows, and where storage is. */
  public placesOfNew(claimSpec: Field): NodeTerm[][] {
    const { fitting = [] } = this.providedFor(claimSpec) ?? {};
    const provided = fitting.length > 0 ? placesOfAny(fitting) : undefined;
    const room = this.roomFor(claimSpec);
    return [
      ...this.allowedTopologies(this.classNamed(claimSpec.get('storageClassName').value)),
      ...[provided, room?.isShort ? undefined : room?.places].filter((terms) => terms !== undefined),
    ];
  }

  /** Where storage is left for a volume that is still to be made; undefined where nobody asks. */
  public roomFor(claimSpec: Field): StorageRoom | undefined {
    const { value } = claimSpec.get('volumeName');
    return typeof value === 'string' && value !== '' ? undefined
      : this.capacities.of(claimSpec, this.classNamed(claimSpec.get('storageClassName').value));
  }

  /** Volumes that somebody provided for a claim without a provisioner; undefined where there is one. */
  public providedFor(claimSpec: Field): ProvidedVolumes | undefined {
    const name = claimSpec.get('volumeName').value;
    return name === undefined || name === ''
      ? this.statics.forClaim(claimSpec, this.classNamed(claimSpec.get('storageClassName').value))
      : undefined;
  }

  /** Whether a volume of the input is of the same class and for several nodes: the claim may be bound to it. */
  public hasShared(claimSpec: Field): boolean {
    const name = claimSpec.get('storageClassName').value ?? this.defaultClass;
    return [...this.byName.values()].map((volume) => Field.of(volume, []).get('spec')).some((spec) =>
      spec.get('storageClassName').value === name && readAccessModes(spec).includes('ReadWriteMany'));
  }

  /** The class of a claim that is not in the input, and by its name makes disks or directories of a node. */
  public unseenClassOfDisks(claimSpec: Field): string | undefined {
    const name = claimSpec.get('storageClassName').value;
    return typeof name === 'string' && !this.classes.has(name) && ['zone', 'node'].includes(reachByName(name) ?? '')
      ? name : undefined;
  }

  /** Where the volume of a claim that is not bound will stay with the first pod that mounts it. */
  public reach(claim: Manifest): Reach {
    return this.reachOf(Field.of(claim, []).get('spec')).reach;
  }

  /** The same for the claims that each pod of a workload has for itself. */
  public reachOfOwn(workload: Workload): Reach {
    return ownClaims(workload).some((spec) => this.reachOf(spec).reach === 'node') ? 'node' : 'zone';
  }

  /** The volume that a claim is bound to and that is not in the input, unless every node reaches it. */
  public unseenVolume(claim: Manifest): string | undefined {
    const name = this.volumeNameOf(claim);
    return typeof name === 'string' && name !== '' && !this.byName.has(name) && this.reach(claim) !== 'everywhere'
      ? name
      : undefined;
  }

  /**
   * A class that waits for the first pod asks for a place near it: on the node, where the provisioner is not known to
   * serve a zone. One that does not, as by default, has the provisioner choose among all (external-provisioner
   * pkg/controller/topology.go `GenerateAccessibilityRequirements`): where one chooses that is not known is open. Of a
   * class that is not in the input the name may tell. The default class is taken to make a disk of the zone where one
   * node mounts at a time, as those of EKS, GKE and AKS do, and a shared file system where many mount, since nothing
   * else is of use to them.
   */
  public reachOf(claimSpec: Field): VolumeReach {
    const name = claimSpec.get('storageClassName').value;
    const storageClass = this.classNamed(name);
    const { fitting = [] } = this.providedFor(claimSpec) ?? {};
    if (fitting.length > 0) {
      return { reach: placesOfAny(fitting) ? 'node' : 'everywhere' };
    }
    if (storageClass) {
      const provisioner = textOf(storageClass.get('provisioner').value);
      const isKnown = [...NETWORK_PROVISIONERS, ...ZONAL_PROVISIONERS, ...NODE_PROVISIONERS].includes(provisioner);
      const waits = storageClass.get('volumeBindingMode').value === 'WaitForFirstConsumer';
      const isLocal = storageClass.get('parameters', 'dataLocality').value === 'strict-local';
      if (!waits && (!isKnown || isLocal || NODE_AFFINE_PROVISIONERS.includes(provisioner))) {
        return this.open(isKnown
          ? `provisioner ${provisioner} chooses a node for volumes before their pods`
          : `nothing is known of the provisioner ${provisioner}, which chooses a place for volumes before their pods`);
      }
      return {
        reach:
          ZONAL_PROVISIONERS.includes(provisioner) ? 'zone'
            : !waits || NETWORK_PROVISIONERS.includes(provisioner) ? 'everywhere' : 'node',
        isLeast: !isKnown,
      };
    }
    if (typeof name !== 'string') {
      const reach = exclusiveMode(readAccessModes(claimSpec)) ? 'zone' : 'everywhere';
      const mounts = reach === 'zone' ? 'where one node mounts them at a time' : 'where several mount them';
      return { reach, presumed: `the default StorageClass is not in the input; ${REACHES[reach]} ${mounts}` };
    }
    const reach = reachByName(name);
    if (reach === 'zone' && !exclusiveMode(readAccessModes(claimSpec))) {
      return this.open(`StorageClass ${name} is not in the input, and such disks are for one node at a time`);
    }
    return reach
      ? { reach, presumed: `StorageClass ${name} is not in the input; by its name, ${REACHES[reach]}` }
      : this.open(
          name === ''
            ? 'a claim without StorageClass is bound to no volume of the input'
            : `StorageClass ${name} is not in the input`,
        );
  }

  /**
   * Whether the volume of a claim is made in some zone before a pod has a place: volumeBindingMode Immediate, the
   * default of a class, unless the class leaves one place only.
   */
  public isPlacedEarly(claimSpec: Field): boolean {
    const storageClass = this.classNamed(claimSpec.get('storageClassName').value);
    const places = new Set(storageClass?.get('allowedTopologies').items().flatMap((term) =>
      term.get('matchLabelExpressions').items().flatMap((each) =>
        each.get('values').items().map(({ value }) => textOf(value)))));
    return storageClass !== undefined
      && ZONAL_PROVISIONERS.includes(textOf(storageClass.get('provisioner').value))
      && storageClass.get('volumeBindingMode').value !== 'WaitForFirstConsumer'
      && places.size !== 1;
  }

  /**
   * Whether a volume is made, or bound, only where a scheduler has chosen a node for a pod (kubernetes
   * pkg/controller/volume/persistentvolume/pv_controller.go `syncUnboundClaim`). Undefined where the class is not in
   * the input.
   */
  public waitsForScheduler(claimSpec: Field): boolean | undefined {
    const storageClass = this.classNamed(claimSpec.get('storageClassName').value);
    return storageClass && storageClass.get('volumeBindingMode').value === 'WaitForFirstConsumer';
  }

  private open(reason: string): VolumeReach {
    return { reach: this.model.options.keepsVolumes ? 'node' : 'everywhere', open: reason };
  }

  /** The CSI driver that attaches the disk of a claim: that of its volume, where it has one. */
  public driverOf(claim: Manifest): string | undefined {
    const name = this.volumeNameOf(claim);
    const volume = this.byName.get(textOf(name)) ?? this.byClaim.get(`${claim.namespace}\0${claim.name}`);
    return (volume && Field.of(volume, []).get('spec', 'csi', 'driver').string())
      ?? this.driverOfNew(Field.of(claim, []).get('spec'));
  }

  /** The same of a volume that is still to be made. */
  public driverOfNew(claimSpec: Field): string | undefined {
    const provisioner = this.classNamed(claimSpec.get('storageClassName').value)?.get('provisioner').string();
    return provisioner && (MIGRATED.get(provisioner) ?? provisioner);
  }

  private classNamed(name: unknown): Field | undefined {
    const chosen = typeof name === 'string' ? name : this.defaultClass;
    return chosen === undefined ? undefined : this.classes.get(chosen);
  }

  private allowedTopologies(storageClass: Field | undefined): NodeTerm[][] {
    const terms = (storageClass?.get('allowedTopologies').items() ?? [])
      .map((term) => ({
        labels: term
          .get('matchLabelExpressions')
          .items()
          .map((each) => ({
            key: each.get('key').string() ?? '',
            operator: 'In' as const,
            values: each
              .get('values')
              .items()
              .flatMap((value) => value.string() ?? []),
          })),
        fields: [],
      }))
      .filter(({ labels }) => labels.length > 0);
    return terms.length > 0 ? [terms] : [];
  }
}

/**
 * A node without any such label takes the volumes of every zone (kubernetes pkg/scheduler/framework/plugins/volumezone
 * `Filter`).
 */
function nodesOfZone(key: string, values: string[], successor?: string): NodeTerm[] {
  const lacks = (each: string): Requirement => ({ key: each, operator: 'DoesNotExist', values: [] });
  const is = (each: string): Requirement => ({ key: each, operator: 'In', values });
  return [
    [is(key)],
    ...successor === undefined ? [] : [[lacks(key), is(successor)]],
    TOPOLOGY_LABELS.map(([each]) => lacks(each)),
  ].map((labels) => ({ labels, fields: [] }));
}
