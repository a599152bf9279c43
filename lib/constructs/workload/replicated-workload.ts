import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { LabelSelector, ObjectMeta } from '../../../imports/kubernetes';
import { NO_DISRUPTION_BUDGET_ANNOTATION } from '../../kubernetes/annotations';
import { checkProps } from '../../kubernetes/shapes/check-shape';
import { addObject, constructError, RolloutProof, withPath } from '../../synthesis';
import { DisruptionBudget } from './disruption-budget';
import { warnAboutDrains } from './drain-warning';
import { checkScaling } from './check-scaling';
import { selectorLabels } from './labels';
import { ReplicatedWorkloadProps } from './replicated-workload-props';
import { resolveWorkload } from './resolve-definition';
import { RolloutStrategy } from './rollout-strategy';
import { StartupBudget } from './startup-budget';
import { Workload } from './workload';
import { WorkloadController } from './workload-controller';
import { WorkloadDefinition } from './workload-definition';
import { servicePorts } from './workload-port';
import { WorkloadSpec } from './workload-spec';

/**
 * A workload whose pods stay: Deployment or StatefulSet, PodDisruptionBudget, ServiceAccount, NetworkPolicy, and a
 * Service when a port is on it.
 *
 * The parent of all constructs of this library that serve or work, and of yours: docs/extending.md.
 */
export abstract class ReplicatedWorkload extends Workload implements kplus.IScalable {
  /** Whether an autoscaler decides the number of pods; `markHasAutoscaler` says so. */
  public hasAutoscaler: boolean = false;

  private spec?: WorkloadSpec;

  /**
   * @throws when the name is not a DNS label or taken by another workload of the namespace, or a variable is not valid
   */
  constructor(scope: Construct, id: string, private readonly replicatedProps: ReplicatedWorkloadProps) {
    super(scope, id, replicatedProps);
    withPath(this, () => checkProps('ReplicatedWorkloadProps', replicatedProps));
  }

  /** Number of pods; the greatest where an autoscaler decides. */
  public get replicas(): number {
    return this.resolved.replicas;
  }

  /** How many pods a node drain may take away at a time. */
  public get disruptionBudget(): DisruptionBudget {
    return this.replicatedProps.disruptionBudget ?? this.resolved.disruptionBudget;
  }

  /** How pods are replaced. */
  public get rollout(): RolloutStrategy {
    return this.resolved.rollout;
  }

  /** How long a pod may take to start. */
  public get startup(): StartupBudget {
    return this.resolved.startup;
  }

  /** Undefined when no port is on it. */
  public get service(): ApiObject | undefined {
    return this._object('Service');
  }

  /** The object of `disruptionBudget`; undefined when there is none. */
  public get podDisruptionBudget(): ApiObject | undefined {
    return this._object('PodDisruptionBudget');
  }

  /** The HorizontalPodAutoscaler, or the ScaledObject of KEDA; undefined when nobody scales it. */
  public get autoscaler(): ApiObject | undefined {
    return this._object('HorizontalPodAutoscaler') ?? this._object('ScaledObject');
  }

  /**
   * Says what the pods are, and adds all objects. A construct calls it once, at the end of its constructor.
   *
   * @throws when what is said contradicts itself, or the API server would refuse it
   */
  protected define(definition: WorkloadDefinition): void {
    withPath(this, () => checkProps('WorkloadDefinition', definition, 'define'));
    const controller = definition.controller ?? WorkloadController.deployment();
    const resolved = withPath(this, () => resolveWorkload(this.name, definition, controller));
    this.spec = resolved;
    withPath(this, () => checkScaling(resolved, this.replicatedProps, this.disruptionBudget));
    const parts = this._addPods(resolved);
    if (resolved.ports.some((port) => port.servicePort !== undefined)) {
      this.addService(resolved);
    }
    if (this.disruptionBudget.reasonForNone === undefined) {
      this.addBudget(resolved, parts.selector);
    }
    this._setController(controller._add(this, {
      ...parts,
      resolved,
      writtenReplicas: () => (this.hasAutoscaler ? undefined : resolved.replicas),
      metadata: withReasons(parts.metadata, {
        [NO_DISRUPTION_BUDGET_ANNOTATION]: this.disruptionBudget.reasonForNone,
      }),
    }));
    definition.clients?.forEach((peer) => this.allowIngressFrom(peer));
    if (resolved.autoscaling) {
      this.markHasAutoscaler();
      resolved.autoscaling._add(this);
    }
    if (resolved.rollout.isAuto) {
      RolloutProof._decideFor(this);
    }
  }

  /**
   * Leaves the number of pods to an autoscaler: none is written.
   *
   * @throws when another one decides already
   */
  public markHasAutoscaler(): void {
    if (this.hasAutoscaler) {
      throw constructError(
        this, 'autoscaling is decided already, and two autoscalers undo each other; leave one of them out',
      );
    }
    this.hasAutoscaler = true;
  }

  /** What a HorizontalPodAutoscaler of cdk8s-plus scales. */
  public toScalingTarget(): kplus.ScalingTarget {
    const { kind, apiVersion, name } = this.controller;
    // Each construct takes `replicas` with a default of its own; only a number that its user wrote is a fixed one.
    const { replicas } = this.replicatedProps as { readonly replicas?: number };
    return { kind, apiVersion, name, containers: this.containers, replicas };
  }

  /** What the construct has decided. */
  private get resolved(): WorkloadSpec {
    return this.spec ?? this._refuseUnbuilt();
  }

  private addService({ serviceType, serviceSelector, ports }: WorkloadSpec): void {
    addObject(this, 'Service', 'v1 Service', {
      metadata: this._metadata(this.name, this.replicatedProps.serviceAnnotations),
      spec: {
        type: serviceType ?? 'ClusterIP',
        selector: { ...selectorLabels(this.name), ...serviceSelector },
        ports: servicePorts(ports),
      },
    });
  }

  private addBudget({ unhealthyPodEvictionPolicy }: WorkloadSpec, selector: LabelSelector): void {
    const budget = addObject(this, 'PodDisruptionBudget', 'policy/v1 PodDisruptionBudget', {
      metadata: this._metadata(`${this.name}-pdb`),
      spec: { ...this.disruptionBudget._toKube(), selector, unhealthyPodEvictionPolicy },
    });
    const { autoscaling } = this.resolved;
    const fewest = autoscaling ? Math.max(1, autoscaling.minReplicas) : this.replicas;
    warnAboutDrains(this, budget, this.disruptionBudget, fewest);
  }
}

function withReasons(metadata: ObjectMeta, reasons: { readonly [annotation: string]: string | undefined }): ObjectMeta {
  const given = Object.entries(reasons).flatMap(([annotation, reason]) =>
    (reason === undefined ? [] : [[annotation, reason]]));
  return given.length === 0 ? metadata
    : { ...metadata, annotations: { ...Object.fromEntries(given), ...metadata.annotations } };
}
