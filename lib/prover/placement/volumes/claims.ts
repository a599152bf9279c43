import { getOrMake } from '../../../util/get-or-make';
import { ClusterNode } from '../../../cluster';
import { exclusiveMode, Field, firstOrdinal, Manifest, Model, readAccessModes, Workload } from '../../../manifests';
import { AttachedDisks, SharedDisk } from './attached-disks';
import { Attachment, ClaimUse, NO_CLAIMS } from './claim-use';
import { ephemeralClaims, ownClaims } from './claims-of-pod';
import { whatFillsThem } from './filled-volumes';
import { lostClaim } from './lost-claim';
import { AskedVolumes, ProvidedAnswer, whatIsProvided } from './provided-volumes';
import { VolumeIndex, VolumeReach } from './volumes';

const STRENGTH: Attachment[] = ['free', 'node', 'pod'];

/**
 * Reads the access modes behind `persistentVolumeClaim` volumes. Claims from a StatefulSet's own templates
 * belong to one pod each and tie nothing.
 */
export class ClaimIndex {
  private readonly users = new Map<string, Set<Workload>>();
  private readonly volumes: VolumeIndex;
  private readonly disks: AttachedDisks;
  private readonly used = new Map<Workload, Map<number | undefined, ClaimUse>>();

  constructor(private readonly model: Model) {
    this.volumes = new VolumeIndex(model);
    this.disks = new AttachedDisks(model, this.volumes);
    for (const workload of model.podSets) {
      for (const name of names(workload)) {
        const key = `${workload.namespace}\0${name}`;
        this.users.set(key, (this.users.get(key) ?? new Set()).add(workload));
      }
    }
  }

  /** Workloads that mount the claim or disk. */
  public usersOf(namespace: string, name: string): Workload[] {
    return [...this.users.get(`${namespace}\0${name}`) ?? []];
  }

  /** The claims of the pods; with an ordinal, also those that a StatefulSet made for that pod. */
  public use(workload: Workload, ordinal?: number): ClaimUse {
    const { pod: { claims, inlineDisks, ephemeralClaims }, claimTemplates } = workload;
    if (claims.length + inlineDisks.length + ephemeralClaims.length + claimTemplates.length === 0) {
      return NO_CLAIMS;
    }
    const known = getOrMake(this.used, workload, () => new Map<number | undefined, ClaimUse>());
    return getOrMake(known, ordinal, () => this.read(workload, ordinal));
  }

  private read(workload: Workload, ordinal: number | undefined): ClaimUse {
    const { namespace, pod, claimTemplates } = workload;
    const mounted = pod.claims.map(({ claimName }) => this.model.find('PersistentVolumeClaim', namespace, claimName));
    const known = [
      ...pod.claims.map(({ claimName }, index) => ({ claimName, attachment: attachmentOf(mounted[index]) })),
      ...pod.inlineDisks.map(({ disk, exclusive }) => ({
        claimName: disk, attachment: exclusive ? ('pod' as const) : ('node' as const),
      })),
    ];
    const [strongest] = known.filter(({ attachment }) => attachment !== undefined)
      .sort((one, two) => STRENGTH.indexOf(two.attachment!) - STRENGTH.indexOf(one.attachment!));
    const own =
      ordinal === undefined
        ? []
        : claimTemplates.map((_, index) => this.ownClaim(workload, index, ordinal));
    const claims = [...mounted, ...own].filter((claim): claim is Manifest => claim !== undefined);
    const unbound = claims.filter((claim) => !this.volumes.boundTerms(claim));
    const unboundMounted = unbound.filter((claim) => mounted.includes(claim));
    const ephemeral = ephemeralClaims(workload);
    const unmade = ownClaims(workload).filter((_, index) => own[index] === undefined);
    const keepsUnseen = this.model.options.keepsVolumes
      ? pod.claims.filter((_, index) => mounted[index] === undefined).map(({ claimName }) => claimName)
      : [];
    const unseen =
      known.filter(({ attachment }) => attachment === undefined).length +
      (ordinal === undefined ? claimTemplates.length : 0);
    return {
      attachment: strongest?.attachment ?? 'free',
      claimName: strongest?.claimName,
      unknown: known.filter(({ attachment }) => attachment === undefined).map(({ claimName }) => claimName),
      shared: known
        .filter(({ claimName, attachment }) => attachment !== 'free' && this.usersOf(namespace, claimName).length > 1)
        .map(({ claimName }) => claimName),
      bound: [
        ...claims.flatMap((claim) => this.volumes.places(claim)),
        ...[...unmade, ...ephemeral.map(({ spec }) => spec)].flatMap((spec) => this.volumes.placesOfNew(spec)),
      ],
      staysInZone:
        pod.inlineDisks.length + unseen > 0
        || unbound.some((claim) => attachmentOf(claim) !== 'free' || this.volumes.reach(claim) !== 'everywhere'),
      inOneZone: unboundMounted.map((claim) => this.reachOf(claim)).some(({ reach, open, isLeast }) =>
        reach === 'zone' && open === undefined && isLeast !== true),
      zonal: [
        ...keepsUnseen,
        ...unboundMounted.filter((claim) => this.volumes.reach(claim) !== 'everywhere').map(({ name }) => name),
      ],
      local: [
        ...keepsUnseen,
        // The scheduler keeps pods to the node for certain only where the provisioner is known to serve nodes.
        ...unboundMounted
          .filter((claim) => this.volumes.reach(claim) === 'node'
            && (attachmentOf(claim) === 'free' || !this.isLeastReach(claim)))
          .map(({ name }) => name),
      ],
      perhapsZonal: unboundMounted
        .filter((claim) => attachmentOf(claim) === 'free' && this.isLeastReach(claim))
        .map(({ name }) => name),
      unseenVolumes: unbound.flatMap((claim) => this.volumes.unseenVolume(claim) ?? []),
      staysOnNode:
        keepsUnseen.length > 0
        || unbound.some((claim) => this.volumes.reach(claim) === 'node')
        || (ordinal === undefined && this.volumes.reachOfOwn(workload) === 'node'),
      ...this.provided(workload, pod.claims.map(({ claimName }) => claimName),
        this.asked(workload, unboundMounted, ordinal === undefined ? ownClaims(workload) : [])),
      placedEarly: [
        ...unboundMounted.map((claim) => ({ name: claim.name, spec: Field.of(claim, []).get('spec') })),
        ...ordinal === undefined
          ? ownClaims(workload).map((spec, index) => ({ name: claimTemplates[index].name, spec })) : [],
      ].filter(({ spec }) => this.volumes.isPlacedEarly(spec)).map(({ name }) => name),
      placedAnew: ephemeral.filter(({ spec }) => this.volumes.isPlacedEarly(spec)).map(({ name }) => name),
      disks: this.disks.ofEachPod(workload),
    };
  }

  private isLeastReach(claim: Manifest): boolean {
    return this.reachOf(claim).isLeast === true;
  }

  private reachOf(claim: Manifest): VolumeReach {
    return this.volumes.reachOf(Field.of(claim, []).get('spec'));
  }

  private provided({ namespace }: Workload, mounted: string[], asked: AskedVolumes[]): ProvidedAnswer {
    const { refusals, unprovided } = whatIsProvided(asked, this.volumes);
    const filled = whatFillsThem(asked, this.model, namespace);
    const lost = mounted.flatMap((name) => lostClaim(this.model, namespace, name) ?? []);
    return {
      refusals: [...lost, ...refusals, ...filled.refusals], unprovided: [...unprovided, ...filled.unprovided],
    };
  }

  /** The volumes that the claims of a workload's pods still look for. */
  private asked(workload: Workload, mounted: Manifest[], own: Field[]): AskedVolumes[] {
    const { claimTemplates, replicas } = workload;
    const bound = (template: number) => Array.from({ length: replicas }, (_, ordinal) =>
      this.isBound(this.ownClaim(workload, template, ordinal))).filter(Boolean);
    return [
      ...mounted.filter((claim) => !this.isBound(claim)).map((claim) =>
        ({ name: claim.name, spec: Field.of(claim, []).get('spec'), count: 1, isMadeAnew: false })),
      ...own.map((spec, index) =>
        ({ name: claimTemplates[index].name, spec, count: replicas - bound(index).length, isMadeAnew: false })),
      ...ephemeralClaims(workload).map((each) => ({ ...each, count: replicas, isMadeAnew: true })),
    ].filter(({ count }) => count > 0);
  }

  /** One that is made, and still waits for its volume, looks for it as any other does. */
  private isBound(claim: Manifest | undefined): boolean {
    return claim !== undefined && Boolean(this.volumes.volumeNameOf(claim) || this.volumes.boundTerms(claim));
  }

  /** Disks that running pods outside the manifests have attached to their node, by driver. */
  public disksOutside(node: ClusterNode): ReadonlyMap<string, number> {
    return this.disks.outside(node);
  }

  /** Disks of a workload's pods that several pods may mount at a time. */
  public sharedDisks(workload: Workload): SharedDisk[] {
    return this.disks.shared(workload);
  }

  /** What the input does not tell of the places of a workload's volumes. */
  public openPlaces(workload: Workload): string[] {
    const missing = workload.pod.claims
      .filter(({ claimName }) => !this.claim(workload, claimName))
      .map(({ claimName }) => `claim ${claimName} is not in the input`);
    return [...new Set([...missing, ...this.reaches(workload).flatMap(({ open }) => open ?? [])])];
  }

  /**
   * Why pods that name their node, so that no scheduler looks at them, may wait for their volumes: for certain, unless
   * another workload mounts them too or their class is not in the input.
   */
  public unscheduled(workload: Workload): { readonly why: string; readonly isSure: boolean }[] {
    const { namespace, pod: { claims } } = workload;
    const mounted = claims.flatMap(({ claimName }) => this.claim(workload, claimName) ?? [])
      .filter((claim) => !this.isBound(claim))
      .map(({ json, name }) => ({ spec: json.spec, name, isOpen: this.usersOf(namespace, name).length > 1 }));
    const own = [
      // That of an ordinal may be bound.
      ...ownClaims(workload).map((spec) => ({ spec: spec.value, name: 'of each pod', isOpen: true })),
      ...ephemeralClaims(workload).map(({ spec, name }) => ({ spec: spec.value, name, isOpen: false })),
    ];
    return [...mounted, ...own].flatMap(({ spec, isOpen, name }) => {
      const waits = this.volumes.waitsForScheduler(Field.of(workload.manifest, []).holding(spec));
      const why = `volume ${name} is made where a scheduler places its pod, and none places pods that name their node`;
      return waits === false ? [] : [{ why, isSure: waits === true && !isOpen }];
    });
  }

  /** From where each volume of a workload's pods that is not bound can be used. */
  public reaches(workload: Workload): VolumeReach[] {
    const mounted = workload.pod.claims.flatMap(({ claimName }) => this.claim(workload, claimName) ?? []);
    return [
      ...mounted.filter((claim) => !this.volumes.boundTerms(claim)).map((claim) => Field.of(claim, []).get('spec')),
      ...ownClaims(workload),
    ].map((spec) => this.volumes.reachOf(spec));
  }

  private claim({ namespace }: Workload, name: string): Manifest | undefined {
    return this.model.find('PersistentVolumeClaim', namespace, name);
  }

  /** Ordinals of a StatefulSet whose own volumes are bound to places. */
  public boundOrdinals(workload: Workload): number[] {
    const { claimTemplates, replicas } = workload;
    return claimTemplates.length === 0
      ? []
      : Array.from({ length: replicas }, (_, ordinal) => ordinal).filter((ordinal) =>
          claimTemplates.some((_, index) => {
            const claim = this.ownClaim(workload, index, ordinal);
            return claim && this.volumes.places(claim).length > 0;
          }),
        );
  }

  /** The claim that one pod has by one of the templates, counted from the first pod; undefined where it is still made. */
  private ownClaim(workload: Workload, template: number, ordinal: number): Manifest | undefined {
    const { namespace, name, claimTemplates, manifest } = workload;
    const claim = `${claimTemplates[template].name}-${name}-${firstOrdinal(manifest) + ordinal}`;
    const spec = ownClaims(workload).at(template);
    return this.model.find('PersistentVolumeClaim', namespace, claim)
      ?? (spec && this.volumes.claimWithVolume(namespace, claim, spec));
  }
}

function names({ pod }: Workload): string[] {
  return [...pod.claims.map(({ claimName }) => claimName), ...pod.inlineDisks.map(({ disk }) => disk)];
}

function attachmentOf(claim: Manifest | undefined): Attachment | undefined {
  const modes = claim ? readAccessModes(Field.of(claim, []).get('spec')) : [];
  if (modes.length === 0) {
    return undefined;
  }
  const mode = exclusiveMode(modes);
  return mode === undefined ? 'free' : mode === 'ReadWriteOncePod' ? 'pod' : 'node';
}
