import { updateBatches } from '../../kubernetes/arithmetic';
import { ROLLOUT_TIMEOUT_ANNOTATION } from '../../kubernetes/annotations';
import { ReplicatedWorkload } from '../workload/replicated-workload';
import { WorkloadMetrics } from '../workload/workload-metrics';

/** Whether a resource is a GPU or a part of one: `nvidia.com/gpu`, `nvidia.com/mig-3g.20gb`. */
export const isGpu = (resource: string): boolean => /^nvidia\.com\/(gpu|mig-)/.test(resource);

/**
 * What rules and dashboards take from a workload whose pods stay, as it is rendered.
 */
export class MonitoredWorkload {
  private devices?: string[];
  private timeout?: number;

  constructor(private readonly workload: ReplicatedWorkload) {}

  public get name(): string {
    return this.workload.name;
  }

  public get metrics(): WorkloadMetrics | undefined {
    return this.workload.metrics;
  }

  public get replicas(): number {
    return this.workload.replicas;
  }

  public get isStatefulSet(): boolean {
    return this.workload.controller.kind === 'StatefulSet';
  }

  /** From the start of the container until it serves. */
  public get startupSeconds(): number {
    return this.workload.startup.startupSeconds;
  }

  /** From the pull of the image until a pod is available, the end of the old pod included. */
  public get deadlineSeconds(): number {
    const { rollout, replicas } = this.workload;
    return Math.ceil(this.rolloutSeconds / updateBatches(rollout._bounds(replicas), replicas));
  }

  /** Until an update has replaced all pods. */
  public get rolloutSeconds(): number {
    this.timeout ??= Number(this.workload.controller.metadata.toJson().annotations[ROLLOUT_TIMEOUT_ANNOTATION]);
    return this.timeout;
  }

  /** Whether its budget, by design, lets no pod be evicted. */
  public get refusesDrains(): boolean {
    return this.workload.disruptionBudget.allowedDisruptions(this.replicas) === 0;
  }

  /** Names of its GPU resources as kube-state-metrics writes them, such as `nvidia_com_gpu`; none without GPUs. */
  public get gpuResources(): string[] {
    this.devices ??= gpuResourcesOf(this.workload.controller.toJson());
    return this.devices;
  }

  /** Regular expression, which Prometheus anchors, for the names of its pods. */
  public get podPattern(): string {
    return this.isStatefulSet ? `${this.name}-[0-9]+` : `${this.name}-[a-z0-9]+-[a-z0-9]{5}`;
  }
}

/** What is read of a Deployment or StatefulSet. */
interface RenderedController {
  readonly spec: { readonly template: { readonly spec: { readonly containers: RenderedContainer[] } } };
}

interface RenderedContainer {
  readonly resources?: { readonly limits?: object };
}

function gpuResourcesOf(controller: RenderedController): string[] {
  const { containers } = controller.spec.template.spec;
  const names = containers.flatMap(({ resources }) => Object.keys(resources?.limits ?? {}));
  return [...new Set(names)].filter(isGpu).map((name) => name.replace(/[^a-z0-9]/gi, '_'));
}
