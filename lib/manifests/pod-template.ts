import { Field } from './field';
import { Container, readContainers } from './container';
import { HostPort, readHostPorts } from './host-port';
import { NodeDisk, readNodeDisks } from './node-disk';
import { equalities, LabelSelector, readLabelSelector, readRequirements, Requirement } from './label-selector';
import { neededNodeFeatures } from './node-features';
import { podRequests, ResourceAmounts } from './resources';
import { readTolerations, Toleration } from './toleration';

/** A required pod affinity or anti-affinity term. */
export interface PodAffinityTerm {
  readonly topologyKey: string;
  /** Undefined matches no pod at all, as upstream. */
  readonly selector?: LabelSelector;
  /** Pod label keys whose value on the incoming pod is added to the selector. */
  readonly matchLabelKeys: string[];
  readonly mismatchLabelKeys: string[];
  /** Namespaces it names; its own where it names none and selects none. */
  readonly namespaces: string[];
  /** Namespaces it selects by their labels, besides those it names. */
  readonly namespaceSelector?: LabelSelector;
}

/** A topology spread constraint with `whenUnsatisfiable: DoNotSchedule`. */
export interface SpreadConstraint {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly selector?: LabelSelector;
  readonly matchLabelKeys: string[];
  /**
   * Whether only nodes that the pod's selector and affinity admit are counted (`nodeAffinityPolicy`, Honor by default).
   */
  readonly honorsAffinity: boolean;
  /** Whether only nodes whose taints the pod tolerates are counted (`nodeTaintsPolicy`, Ignore by default). */
  readonly honorsTaints: boolean;
}

/** A disk that the pod template names itself; one node attaches it, and no two pods on a node share it. */
export interface InlineDisk {
  /** `awsElasticBlockStore/vol-1`. */
  readonly disk: string;
  /**
   * Whether two pods on one node are refused (kubernetes pkg/scheduler/framework/plugins/volumerestrictions
   * `isVolumeConflict`).
   */
  readonly exclusive: boolean;
}

/** A dynamic resource claim of the pods. */
export interface DeviceClaimReference {
  readonly claimName?: string;
  readonly templateName?: string;
}

/** A persistent volume claim mounted by the pods. */
export interface ClaimReference {
  /** The pod's volume that is the claim. */
  readonly volume?: string;
  readonly claimName: string;
  readonly pointer: string;
}

/** What the scheduler and the kubelet need to know of a pod template. */
export interface PodTemplate {
  /** JSON pointer of the pod's `spec`. */
  readonly pointer: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly requests: ResourceAmounts;
  readonly containers: Container[];
  readonly nodeSelector: Requirement[];
  /** Required node affinity: any term, all of its requirements. Undefined means none is asked. */
  readonly nodeAffinity?: { readonly labels: Requirement[]; readonly fields: Requirement[] }[];
  readonly tolerations: Toleration[];
  readonly antiAffinity: PodAffinityTerm[];
  readonly affinity: PodAffinityTerm[];
  readonly spread: SpreadConstraint[];
  /** `TCP/8080` or `TCP/8080/10.0.0.1`. */
  readonly hostPorts: HostPort[];
  readonly claims: ClaimReference[];
  /** Storage classes of generic ephemeral volumes, one claim for each pod; undefined stands for the default class. */
  readonly ephemeralClaims: { readonly storageClass?: string }[];
  readonly inlineDisks: InlineDisk[];
  readonly nodeDisks: NodeDisk[];
  readonly nodeName?: string;
  /** `linux` or `windows`, of `spec.os`. */
  readonly os?: string;
  readonly priorityClassName?: string;
  readonly preemptionPolicy?: string;
  /** Another than the default one. */
  readonly schedulerName?: string;
  readonly schedulingGates: number;
  /** What a node has to declare before it gets such a pod. */
  readonly nodeFeatures: string[];
  readonly deviceClaims: DeviceClaimReference[];
  readonly terminationGracePeriodSeconds: number;
}

/** The API server writes it into each template that names none (kubernetes pkg/apis/core/v1/defaults.go `SetDefaults_PodSpec`). */
const DEFAULT_SCHEDULER = 'default-scheduler';

/** Reads a pod template (`metadata` and `spec`). */
export function readPodTemplate(template: Field, namespace: string): PodTemplate {
  const spec = template.get('spec');
  const required = (kind: string) => spec.get('affinity', kind, 'requiredDuringSchedulingIgnoredDuringExecution');
  const terms = (kind: string) => required(kind).items().map((term) => readTerm(term, namespace));
  const nodeTerms = required('nodeAffinity').get('nodeSelectorTerms');
  // A kubelet looks at none of what the scheduler asks of other pods (pkg/kubelet/lifecycle/predicate.go).
  const isPlaced = spec.get('nodeName').string() !== undefined;
  const scheduler = spec.get('schedulerName').string();
  return {
    pointer: spec.pointer,
    labels: template.get('metadata', 'labels').stringMap(),
    requests: podRequests(spec),
    containers: readContainers(spec),
    nodeSelector: equalities(spec.get('nodeSelector')),
    nodeAffinity: nodeTerms.isPresent
      ? nodeTerms.items().map((term) => ({
        labels: readRequirements(term.get('matchExpressions')),
        fields: readRequirements(term.get('matchFields')),
      }))
      : undefined,
    tolerations: readTolerations(spec.get('tolerations')),
    antiAffinity: terms('podAntiAffinity'),
    affinity: isPlaced ? [] : terms('podAffinity'),
    spread: (isPlaced ? [] : spec.get('topologySpreadConstraints').items())
      .filter(
        (item) => item.get('whenUnsatisfiable').value === 'DoNotSchedule' || !item.get('whenUnsatisfiable').isPresent,
      )
      .map(readSpread),
    hostPorts: readHostPorts(spec),
    claims: spec
      .get('volumes')
      .items()
      .flatMap((volume) => {
        const claim = volume.get('persistentVolumeClaim', 'claimName');
        const claimName = claim.string();
        return claimName ? [{ volume: volume.get('name').string(), claimName, pointer: claim.pointer }] : [];
      }),
    ephemeralClaims: spec
      .get('volumes')
      .items()
      .filter((volume) => volume.get('ephemeral').isPresent)
      .map((volume) => ({
        storageClass: volume.get('ephemeral', 'volumeClaimTemplate', 'spec', 'storageClassName').string(),
      })),
    inlineDisks: spec.get('volumes').items().flatMap(readInlineDisk),
    nodeDisks: spec.get('volumes').items().flatMap(readNodeDisks),
    nodeName: spec.get('nodeName').string(),
    os: spec.get('os', 'name').string(),
    priorityClassName: spec.get('priorityClassName').string(),
    preemptionPolicy: spec.get('preemptionPolicy').string(),
    schedulerName: isPlaced || scheduler === DEFAULT_SCHEDULER ? undefined : scheduler,
    schedulingGates: spec.get('schedulingGates').items().length,
    nodeFeatures: isPlaced ? [] : neededNodeFeatures(spec),
    deviceClaims: spec
      .get('resourceClaims')
      .items()
      .map((claim) => ({
        claimName: claim.get('resourceClaimName').string(),
        templateName: claim.get('resourceClaimTemplateName').string(),
      })),
    terminationGracePeriodSeconds: readGrace(spec.get('terminationGracePeriodSeconds')),
  };
}

/** Below zero reads as one second: kubernetes pkg/apis/core/v1/defaults.go `SetDefaults_Pod`. */
function readGrace(field: Field): number {
  const seconds = field.integer(-(2 ** 31)) ?? 30;
  return seconds < 0 ? 1 : seconds;
}

function readTerm(term: Field, namespace: string): PodAffinityTerm {
  const listed = strings(term.get('namespaces'));
  const namespaceSelector = readLabelSelector(term.get('namespaceSelector'));
  return {
    topologyKey: term.get('topologyKey').string() ?? '',
    selector: readLabelSelector(term.get('labelSelector')),
    matchLabelKeys: strings(term.get('matchLabelKeys')),
    mismatchLabelKeys: strings(term.get('mismatchLabelKeys')),
    namespaces: listed.length > 0 || namespaceSelector ? listed : [namespace],
    namespaceSelector,
  };
}

function readSpread(item: Field): SpreadConstraint {
  return {
    topologyKey: item.get('topologyKey').string() ?? '',
    maxSkew: item.get('maxSkew').integer(1) ?? 1,
    minDomains: item.get('minDomains').integer(1) ?? 1,
    selector: readLabelSelector(item.get('labelSelector')),
    matchLabelKeys: strings(item.get('matchLabelKeys')),
    honorsAffinity: item.get('nodeAffinityPolicy').value !== 'Ignore',
    honorsTaints: item.get('nodeTaintsPolicy').value === 'Honor',
  };
}

/**
 * Fields by which the in-tree volumes name their disk, and whether a second pod on the node is refused even for
 * reading.
 */
const INLINE_DISKS = [
  { field: 'awsElasticBlockStore', id: 'volumeID', shares: false },
  { field: 'gcePersistentDisk', id: 'pdName', shares: true },
  { field: 'azureDisk', id: 'diskURI', shares: undefined },
] as const;

function readInlineDisk(volume: Field): InlineDisk[] {
  return INLINE_DISKS.flatMap(({ field, id, shares }) => {
    const source = volume.get(field);
    const name = source.get(id).string();
    const readOnly = source.get('readOnly').value === true;
    return name === undefined || (readOnly && shares === true)
      ? []
      : [{ disk: `${field}/${name}`, exclusive: shares !== undefined }];
  });
}

function strings(list: Field): string[] {
  return list.items().flatMap((item) => item.string() ?? []);
}
