import { oncePer } from '../../util/once-per';
import { Cluster } from '../../cluster';
import {
  equalities, Field, Model, parsePointer, podRequests, PodTemplate, readTolerations, Workload,
} from '../../manifests';
import { AdmissionPlugin } from './admission-plugin';
import { defaultRequests } from './default-requests';
import { extendedResourceToleration } from './extended-resource-toleration';
import { furtherPolicies } from './further-policies';
import { limitRangeBounds } from './limit-range-bounds';
import { limitRangeClaims } from './limit-range-claims';
import { limitRangeDefaults } from './limit-range-defaults';
import { namespaceLifecycle } from './namespace-lifecycle';
import { Objection } from './objection';
import { podLevelResources } from './pod-level-resources';
import { priorityClass } from './priority-class';
import { quotaRequiredAmounts } from './quota-required-amounts';
import { podSecurity } from './pod-security/pod-security';
import { refusedNeeds } from './refused-needs';
import { requestsWithinLimits } from './request-limit';
import { runtimeClass } from './runtime-class';
import { answeredFor, storedByServer } from './server-answers';
import { serviceAccount } from './service-account';
import { Surroundings } from './surroundings';
import { verticalSize } from './vertical-size';

/** A pod of a workload as the API server stores it, if it does. */
export interface AdmittedPod {
  readonly pod: PodTemplate;
  /** The pod's spec with everything filled in; pointers are those of the template. */
  readonly spec: Field;
  readonly objections: Objection[];
}

/**
 * Steps that change the pod, in upstream's order, then those that only look (kubernetes
 * pkg/kubeapiserver/options/plugins.go).
 */
const PLUGINS: readonly AdmissionPlugin[] = [
  storedByServer,
  namespaceLifecycle,
  defaultRequests,
  limitRangeDefaults,
  serviceAccount,
  priorityClass,
  runtimeClass,
  requestsWithinLimits,
  podLevelResources,
  limitRangeBounds,
  limitRangeClaims,
  verticalSize,
  podSecurity,
  furtherPolicies,
  quotaRequiredAmounts,
  refusedNeeds,
];

/** What the API server makes of the pods of every workload of a model. */
export class Admission {
  /** The same manifests, with each workload's pod as it is admitted: what nodes have to hold. */
  public readonly model: Model;
  public readonly surroundings: Surroundings;
  private readonly pods = new Map<PodTemplate, AdmittedPod>();

  /** `further` are plugins that are switched off by default. */
  constructor(model: Model, further: readonly AdmissionPlugin[] = []) {
    this.surroundings = new Surroundings(model);
    this.model = model.rewritten((workload) => {
      const admitted = further.length > 0 ? admitPod(workload, this.surroundings, [...PLUGINS, ...further])
        : admittedOnce(workload, this.surroundings);
      this.pods.set(admitted.pod, admitted);
      return { ...workload, pod: admitted.pod };
    });
  }

  /** The admitted pod of a workload of `model`, or of one that was made of it and has the same pod. */
  public podOf(workload: Workload): AdmittedPod {
    return this.pods.get(workload.pod)!;
  }

  /** Whether no pod of the workload can be made, whatever room there is. */
  public refuses(workload: Workload): boolean {
    return this.objectionsTo(workload).some(({ certain }) => certain);
  }

  public objectionsTo(workload: Workload): Objection[] {
    return this.podOf(workload).objections;
  }
}

const ADMISSIONS = new WeakMap<Model, Admission>();

/**
 * Admits a model once; the model it yields is admitted as it is. A cluster may be known to switch on plugins that are
 * off by default.
 */
export function admit(model: Model, cluster?: Cluster): Admission {
  const known = ADMISSIONS.get(model);
  if (known) {
    return known;
  }
  const admission = new Admission(model, cluster?._addsTolerations ? [extendedResourceToleration] : []);
  if (!cluster?._addsTolerations) {
    ADMISSIONS.set(model, admission);
  }
  ADMISSIONS.set(admission.model, admission);
  return admission;
}

/** Pods admitted of the manifests of one model, however its workloads are replaced. */
const podsOf = oncePer((_: Model) => new Map<PodTemplate, AdmittedPod & { readonly replicas: number }>());

/** The same pod is admitted the same way among the same manifests; its claims are looked at by their number. */
function admittedOnce(workload: Workload, surroundings: Surroundings): AdmittedPod {
  const pods = podsOf(surroundings.model.asWritten());
  const { pod, replicas } = workload;
  const known = pods.get(pod);
  if (known?.replicas === replicas) {
    return known;
  }
  const admitted = { ...admitPod(workload, surroundings, PLUGINS), replicas };
  pods.set(pod, admitted);
  return admitted;
}

function admitPod(workload: Workload, surroundings: Surroundings, plugins: readonly AdmissionPlugin[]): AdmittedPod {
  const written = Field.of(workload.podManifest ?? workload.manifest, []).get(...parsePointer(workload.pod.pointer));
  let spec = written;
  const objections: Objection[] = [];
  for (const plugin of plugins) {
    const answer = plugin(spec, workload, surroundings);
    spec = answer.spec ? spec.holding(answer.spec) : spec;
    objections.push(...answer.objections ?? []);
  }
  return {
    pod: written.isPresent ? { ...workload.pod, ...changedBy(spec) } : workload.pod,
    spec,
    objections: answeredFor(workload, surroundings, objections),
  };
}

/** What admission may change of a pod. */
function changedBy(spec: Field): Pick<PodTemplate, 'requests' | 'nodeSelector' | 'tolerations' | 'priorityClassName'> {
  return {
    requests: podRequests(spec),
    nodeSelector: equalities(spec.get('nodeSelector')),
    tolerations: readTolerations(spec.get('tolerations')),
    priorityClassName: spec.get('priorityClassName').string(),
  };
}
