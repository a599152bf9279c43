import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { isCount } from '../../kubernetes/count';
import { ContainerResources, DEFAULT_DISK } from '../workload/container-resources';
import { DEPLOYMENT_REVISION_LABEL } from '../workload/deployment';
import { DisruptionBudget } from '../workload/disruption-budget';
import { EnvValue } from '../workload/env-value';
import { constructError, withPath } from '../../synthesis';
import { LIVENESS_TIMING, READINESS_TIMING, startupTiming } from '../workload/health-check';
import { NetworkPeer } from '../workload/network-peer';
import { RolloutStrategy } from '../workload/rollout-strategy';
import { StartupBudget, wholeSeconds } from '../workload/startup-budget';
import { Workload } from '../workload/workload';
import { MetricsKind, WorkloadMetrics } from '../workload/workload-metrics';
import { addIngress, DEFAULT_CONTROLLER_NAMESPACE } from './ingress';
import { ServiceType } from './service-type';
import { StatelessServiceProps } from './stateless-service-props';
import { checkProps } from '../../kubernetes/shapes/check-shape';

/** Above the users of a node, so that a process that breaks out of its container is nobody there. */
const DEFAULT_UID = 10001;

/**
 * A service without state of its own that is updated without downtime: Deployment, Service, PodDisruptionBudget,
 * ServiceAccount and NetworkPolicy; an Ingress when asked for.
 */
export class StatelessService extends Workload {
  private readonly metricsPath?: string;

  /**
   * @throws when the image is not pinned, the user is root, or a number makes no sense
   */
  constructor(scope: Construct, id: string, props: StatelessServiceProps) {
    super(scope, id, props);
    withPath(this, () => checkProps('StatelessServiceProps', props));
    this.metricsPath = this.resolveMetricsPath(props);
    const uid = this.resolveUser(props.uid ?? DEFAULT_UID);
    const startupCheck = props.startup ?? props.liveness;
    const writable = this.writableVolumes(props.writablePaths ?? ['/tmp']);
    if (props.pythonPath !== undefined) {
      this.addEnv('PYTHONPATH', EnvValue.literal(props.pythonPath));
    }
    const { startup, minReadySeconds, resources } = withPath(this, () => ({
      startup: StartupBudget.of(props.startupBudget ?? Duration.minutes(2), { imagePull: props.imagePullBudget }),
      minReadySeconds: wholeSeconds('minReady', props.minReady ?? Duration.seconds(5), 0),
      resources: ContainerResources.of(props.resources),
    }));
    this._build({
      application: this.name,
      component: props.component ?? 'service',
      image: props.image,
      replicas: props.replicas ?? 2,
      ports: [
        {
          name: 'http', containerPort: props.containerPort, servicePort: props.port ?? props.containerPort,
          scheme: 'http',
        },
        ...(props.metricsPort === undefined
          ? []
          : [{ name: 'metrics', containerPort: props.metricsPort, scheme: 'http' }]),
      ],
      serviceType: props.serviceType,
      // A pod that is not ready serves nobody; it must not keep a node from being drained.
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      rollout: props.rollout ?? RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 }),
      startup,
      minReadySeconds,
      revisionLabel: DEPLOYMENT_REVISION_LABEL,
      containerName: this.name,
      command: props.command,
      args: props.args,
      user: { uid, gid: uid },
      resources,
      startupProbe: startupCheck?._toKube('http', startupTiming(startup)),
      livenessProbe: props.liveness?._toKube('http', LIVENESS_TIMING),
      readinessProbe: props.readiness._toKube('http', READINESS_TIMING),
      readOnlyRootFilesystem: props.readOnlyRootFilesystem ?? true,
      volumes: writable.map(({ name }) => ({ name, emptyDir: {} })),
      volumeMounts: writable,
      defaults: {
        disruptionBudget: DisruptionBudget.minAvailable(1),
        disk: DEFAULT_DISK,
        // Longer than kube-proxy, ingress controllers and cloud load balancers take to learn that a pod is going.
        preStopDelaySeconds: 10,
        terminationGraceSeconds: 40,
      },
    });
    this.letIn(props);
  }

  public override get metrics(): WorkloadMetrics | undefined {
    const path = this.metricsPath;
    return path === undefined ? undefined : { port: this.ports.at(-1)!, path, kind: MetricsKind.OTHER };
  }

  private resolveMetricsPath({ metricsPort, metricsPath }: StatelessServiceProps): string | undefined {
    if (metricsPath !== undefined && !metricsPath.startsWith('/')) {
      throw constructError(this, `metricsPath '${metricsPath}' is not absolute; write '/${metricsPath}'`);
    }
    return metricsPath ?? (metricsPort === undefined ? undefined : '/metrics');
  }

  private resolveUser(uid: number): number {
    if (!isCount(uid, 1)) {
      throw constructError(this, `uid ${uid} is root or not a user id; write a whole number from 1, such as 1000`);
    }
    return uid;
  }

  private writableVolumes(paths: string[]): { name: string; mountPath: string }[] {
    return paths.map((mountPath) => {
      if (!mountPath.startsWith('/')) {
        throw constructError(this, `writable path '${mountPath}' is not absolute; write '/${mountPath}'`);
      }
      const name = mountPath.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 63).replace(/^-|-$/g, '');
      if (name === '') {
        throw constructError(
          this,
          `writable path '${mountPath}' names no directory; write a path such as /tmp, or readOnlyRootFilesystem: false`,
        );
      }
      return { name, mountPath };
    });
  }

  /** Whoever reaches the Service from outside must also pass the network policy. */
  private letIn(props: StatelessServiceProps): void {
    const { ingress } = props;
    if (ingress) {
      withPath(this, () => addIngress(this, this._metadata(this.name), 'http', ingress));
      this.allowIngressFrom(NetworkPeer.namespace(ingress.controllerNamespace ?? DEFAULT_CONTROLLER_NAMESPACE));
    }
    if (props.serviceType !== undefined && props.serviceType !== ServiceType.CLUSTER_IP) {
      this.allowIngressFrom(NetworkPeer.cidr('0.0.0.0/0'));
    }
  }
}
