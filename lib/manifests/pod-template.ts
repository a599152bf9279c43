import { Field } from './field';
import { Container, readContainers } from './container';
import { equalities, LabelSelector, readLabelSelector, readRequirements, Requirement } from './label-selector';
import { runningContainers } from './pod-spec';
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
  /** Namespaces it looks at; undefined means every namespace. */
  readonly namespaces?: string[];
}

/** A topology spread constraint with `whenUnsatisfiable: DoNotSchedule`. */
export interface SpreadConstraint {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly selector?: LabelSelector;
  readonly matchLabelKeys: string[];
}

/** A persistent volume claim mounted by the pods. */
export interface ClaimReference {
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
  readonly hostPorts: string[];
  readonly claims: ClaimReference[];
  readonly nodeName?: string;
  readonly priorityClassName?: string;
  readonly schedulerName?: string;
  readonly schedulingGates: number;
  readonly resourceClaims: number;
  readonly terminationGracePeriodSeconds: number;
}

/** Reads a pod template (`metadata` and `spec`). */
export function readPodTemplate(template: Field, namespace: string): PodTemplate {
  const spec = template.get('spec');
  const required = (kind: string) => spec.get('affinity', kind, 'requiredDuringSchedulingIgnoredDuringExecution');
  const terms = (kind: string) => required(kind).items().map((term) => readTerm(term, namespace));
  const nodeTerms = required('nodeAffinity').get('nodeSelectorTerms');
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
    affinity: terms('podAffinity'),
    spread: spec.get('topologySpreadConstraints').items()
      .filter((item) => item.get('whenUnsatisfiable').value === 'DoNotSchedule' || !item.get('whenUnsatisfiable').isPresent)
      .map(readSpread),
    hostPorts: readHostPorts(spec),
    claims: spec.get('volumes').items().flatMap((volume) => {
      const claim = volume.get('persistentVolumeClaim', 'claimName');
      const claimName = claim.string();
      return claimName ? [{ claimName, pointer: claim.pointer }] : [];
    }),
    nodeName: spec.get('nodeName').string(),
    priorityClassName: spec.get('priorityClassName').string(),
    schedulerName: spec.get('schedulerName').string(),
    schedulingGates: spec.get('schedulingGates').items().length,
    resourceClaims: spec.get('resourceClaims').items().length,
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
  const selectsNamespaces = term.get('namespaceSelector').isPresent;
  return {
    topologyKey: term.get('topologyKey').string() ?? '',
    selector: readLabelSelector(term.get('labelSelector')),
    matchLabelKeys: strings(term.get('matchLabelKeys')),
    mismatchLabelKeys: strings(term.get('mismatchLabelKeys')),
    // The labels of namespaces are rarely in the input, so a namespace selector is read as every namespace.
    namespaces: selectsNamespaces ? undefined : listed.length > 0 ? listed : [namespace],
  };
}

function readSpread(item: Field): SpreadConstraint {
  return {
    topologyKey: item.get('topologyKey').string() ?? '',
    maxSkew: item.get('maxSkew').integer(1) ?? 1,
    minDomains: item.get('minDomains').integer(1) ?? 1,
    selector: readLabelSelector(item.get('labelSelector')),
    matchLabelKeys: strings(item.get('matchLabelKeys')),
  };
}

function readHostPorts(spec: Field): string[] {
  const sharesHostNetwork = spec.get('hostNetwork').value === true;
  return runningContainers(spec).flatMap((container) => container.get('ports').items()).flatMap((port) => {
    const number = port.get('hostPort').integer() || (sharesHostNetwork ? port.get('containerPort').integer() : undefined);
    const address = port.get('hostIP').string() ?? '';
    const wildcard = address === '' || address === '0.0.0.0';
    return number ? [`${port.get('protocol').string() ?? 'TCP'}/${number}${wildcard ? '' : `/${address}`}`] : [];
  });
}

function strings(list: Field): string[] {
  return list.items().flatMap((item) => item.string() ?? []);
}
