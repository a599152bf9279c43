import { Duration } from 'cdk8s';
import { Volume } from '../../../imports/kubernetes';
import { NO_READINESS_ANNOTATION } from '../../kubernetes/annotations';
import { isCount } from '../../kubernetes/count';
import { writtenByUser } from '../../synthesis';
import { DEFAULT_DISK } from './container-resources';
import { DisruptionBudget } from './disruption-budget';
import { HealthCheck } from './health-check';
import { MetricsEndpoint } from './metrics-endpoint';
import { LIVENESS_TIMING, READINESS_TIMING, startupTiming } from './probe-timing';
import { RolloutStrategy } from './rollout-strategy';
import { ServiceType } from './service-type';
import { StartupBudget } from './startup-budget';
import { WorkloadController } from './workload-controller';
import { MetricsKind, WorkloadMetrics } from './workload-metrics';
import { PodDefinition, WorkloadDefinition } from './workload-definition';
import { checkPorts, WorkloadPort } from './workload-port';
import { PodSpecSource, WorkloadSpec } from './workload-spec';

/** Above the users of a node, so that a process that breaks out of its container is nobody there. */
const DEFAULT_UID = 10001;

/** The API server's own default. */
const DEFAULT_GRACE_SECONDS = 30;

/** Longer than kube-proxy, ingress controllers and cloud load balancers take to learn that a pod is going. */
const DRAIN_SECONDS = 10;

/**
 * What a construct has said about its pods, with the defaults for the rest.
 *
 * @throws when the user is root, a port is none, or metrics are on a port that is not there
 */
export function resolvePod(name: string, definition: PodDefinition): PodSpecSource {
  const { component, image, resources, command, args, metrics, claim, ports = [], uid = DEFAULT_UID } = definition;
  const gid = definition.gid ?? uid;
  for (const [what, id] of Object.entries({ uid, gid })) {
    if (!isCount(id, 1)) {
      throw new Error(`${what} ${id} is root or not a ${what === 'uid' ? 'user' : 'group'} id; write a whole number from 1, such as 1000`);
    }
  }
  checkPorts(ports);
  return {
    application: definition.application ?? name,
    component,
    image,
    replicas: 1,
    ports,
    annotations: definition.annotations,
    metrics: metrics && resolveMetrics(metrics, ports),
    containerName: definition.containerName ?? name,
    command,
    args,
    user: { uid, gid },
    resources,
    readOnlyRootFilesystem: definition.readOnlyRootFilesystem ?? true,
    claim,
    volumes: writtenByUser<Volume[]>(definition.volumes ?? []),
    volumeMounts: definition.volumeMounts ?? [],
    defaults: {
      egress: definition.egress,
      imagePullSecrets: definition.imagePullSecrets,
      tolerations: definition.tolerations,
      disk: definition.disk ?? DEFAULT_DISK,
      preStopDelaySeconds: 0,
      terminationGraceSeconds: definition.terminationGraceSeconds ?? DEFAULT_GRACE_SECONDS,
    },
  };
}

/**
 * The same for a construct of replicas.
 *
 * @throws besides when there are no replicas, or callers would be sent to a pod that nobody has asked
 */
export function resolveWorkload(
  name: string,
  definition: WorkloadDefinition,
  controller: WorkloadController,
): WorkloadSpec {
  const pod = resolvePod(name, definition);
  const { ports, defaults } = pod;
  const { liveness, readiness, autoscaling } = definition;
  const replicas = autoscaling?.maxReplicas ?? definition.replicas ?? 1;
  if (!isCount(replicas, 1)) {
    throw new Error(`replicas ${replicas} is not a positive whole number; write 1 or more`);
  }
  const served = ports.find((port) => port.servicePort !== undefined);
  if (served && !readiness) {
    throw new Error(
      `port '${served.name}' is on the Service, and no readiness says when a pod can serve; ` +
        "write readiness: HealthCheck.httpGet('/ready'), or HealthCheck.none(reason)",
    );
  }
  const { serviceType } = definition;
  if (!served && serviceType !== undefined) {
    throw new Error(`serviceType ${serviceType} has no port to serve; give a port a servicePort, or leave it out`);
  }
  if (serviceType !== undefined && serviceType !== ServiceType.CLUSTER_IP && (definition.clients ?? []).length === 0) {
    throw new Error(
      `service type ${serviceType} has no clients, and the network policy would let nobody in; ` +
      "write clients: [NetworkPeer.cidr('203.0.113.0/24')], or NetworkPeer.cidr('0.0.0.0/0') for everybody",
    );
  }
  const startup = definition.startupBudget ?? StartupBudget.of(Duration.minutes(2));
  const preStopDelaySeconds = definition.preStopDelaySeconds ?? (served ? DRAIN_SECONDS : 0);
  return {
    ...pod,
    replicas,
    revisionLabel: controller._revisionLabel,
    claimTemplates: controller._claims,
    serviceType,
    serviceSelector: definition.serviceSelector,
    unhealthyPodEvictionPolicy: definition.evictUnreadyPods ?? true ? 'AlwaysAllow' : 'IfHealthyBudget',
    autoscaling,
    // With one pod at the least, a budget that keeps one would never let it go.
    disruptionBudget: definition.disruptionBudget ?? (autoscaling?.minReplicas === 0
      ? DisruptionBudget.maxUnavailable(1)
      : DisruptionBudget.minAvailable(1)),
    rollout: definition.rollout ?? RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 }),
    startup,
    minReadySeconds: definition.minReadySeconds ?? 0,
    startupProbe: startupCheck(definition)?._question._toKube(ports, startupTiming(startup)),
    livenessProbe: liveness?._toKube(ports, LIVENESS_TIMING),
    readinessProbe: readiness?._toKube(ports, READINESS_TIMING),
    annotations: {
      ...definition.annotations,
      ...(readiness?.reasonForNone !== undefined && { [NO_READINESS_ANNOTATION]: readiness.reasonForNone }),
    },
    defaults: {
      ...defaults,
      preStopDelaySeconds,
      terminationGraceSeconds: definition.terminationGraceSeconds ?? preStopDelaySeconds + DEFAULT_GRACE_SECONDS,
    },
  };
}

/** What holds off liveness: the same question, unless another is given. Its times are those of the startup budget. */
function startupCheck({ startup, liveness }: WorkloadDefinition): HealthCheck | undefined {
  const own = Object.keys(startup?._timing ?? {}).find((field) => field !== 'timeoutSeconds');
  if (own !== undefined) {
    throw new Error(
      `startup has ${own} ${startup!._timing[own as 'periodSeconds']}, which follows from the startup budget; ` +
        'leave it out, and write startupBudget: Duration.minutes(5)',
    );
  }
  if (liveness?._timing.successThreshold !== undefined && liveness._timing.successThreshold !== 1) {
    throw new Error(
      `liveness has successThreshold ${liveness._timing.successThreshold}, and Kubernetes takes 1 alone; leave it out`,
    );
  }
  return startup ?? liveness;
}

function resolveMetrics(metrics: MetricsEndpoint, ports: WorkloadPort[]): WorkloadMetrics {
  const { port: name, path = '/metrics', kind = MetricsKind.OTHER, credential } = metrics;
  const port = ports.find((candidate) => candidate.name === name);
  if (!port) {
    throw new Error(`metrics are on port '${name}', which is not there; write one of ${namesOf(ports)}`);
  }
  return { port, path, kind, credential };
}

function namesOf(ports: readonly WorkloadPort[]): string {
  return ports.map(({ name }) => `'${name}'`).join(', ') || 'ports first';
}
