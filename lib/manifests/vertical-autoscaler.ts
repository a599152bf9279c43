import { Field } from './field';
import { Manifest } from './manifest';
import { Workload } from './workload';

/** What may change the requests of a workload's pods after they are written. */
export interface VerticalAutoscaler {
  readonly manifest: Manifest;
  readonly targetKind: string;
  readonly targetName: string;
}

/**
 * The VerticalPodAutoscalers that act: with updateMode Off, or with every container left alone, one only recommends
 * (kubernetes/autoscaler vertical-pod-autoscaler/pkg/apis/autoscaling.k8s.io/v1/types.go).
 */
export function readVerticalAutoscaler(root: Field): VerticalAutoscaler | undefined {
  const spec = root.get('spec');
  const policies = spec.get('resourcePolicy', 'containerPolicies').items();
  const leavesAll =
    policies.some((policy) => policy.get('containerName').value === '*' && policy.get('mode').value === 'Off')
    && policies.every((policy) => policy.get('mode').value === 'Off');
  if (spec.get('updatePolicy', 'updateMode').value === 'Off' || leavesAll) {
    return undefined;
  }
  const target = spec.get('targetRef');
  return {
    manifest: root.manifest, targetKind: target.get('kind').string() ?? '',
    targetName: target.get('name').string() ?? '',
  };
}

/** The least or the most that an autoscaler may give a container; text as in `minAllowed`. */
export type VerticalBound = 'least' | 'most';

/** What may become of one container's requests. */
export interface ContainerSize {
  /** Resources that are its to choose: cpu and memory unless it says otherwise. */
  readonly resources: readonly string[];
  /** None for the least means next to nothing, none for the most means any size. */
  readonly allowed: { readonly [bound in VerticalBound]: ReadonlyMap<string, unknown> };
}

/** How an autoscaler may size a container; undefined where it leaves it alone. */
export function containerSize(autoscaler: Manifest, container: string): ContainerSize | undefined {
  const policies = Field.of(autoscaler, []).get('spec', 'resourcePolicy', 'containerPolicies').items();
  const named = (name: string) => policies.find((policy) => policy.get('containerName').value === name);
  const policy = named(container) ?? named('*');
  if (policy?.get('mode').value === 'Off') {
    return undefined;
  }
  const listed =
    policy
      ?.get('controlledResources')
      .items()
      .flatMap((item) => item.string() ?? []) ?? [];
  const amounts = (key: string) =>
    new Map((policy?.get(key).entries() ?? []).map(([name, field]) => [name, field.value]));
  return {
    resources: listed.length > 0 ? listed : ['cpu', 'memory'],
    allowed: { least: amounts('minAllowed'), most: amounts('maxAllowed') },
  };
}

/**
 * A workload whose requests are somebody else's to choose: what depends on their size is judged for the least and the
 * most that may be chosen, and open without such a `bound`.
 */
export function resizedBy(workload: Workload, { manifest }: VerticalAutoscaler, bound?: VerticalBound): Workload {
  const reason = `has requests of cpu and memory that ${manifest.id} chooses`;
  return {
    ...workload,
    resizedBy: manifest,
    unread: bound === undefined ? [...workload.unread, reason] : workload.unread,
    companions: workload.companions.map((each) => ({ ...each, resizedBy: manifest })),
  };
}
