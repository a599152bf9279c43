import { HOSTNAME_LABEL, ZONE_LABEL } from '../../kubernetes/well-known-labels';
import {
  Affinity, Container, LifecycleHandler, PodSpec, PodTemplateSpec, TopologySpreadConstraint, Volume,
} from '../../../imports/kubernetes';
import { CONFIG_CHECKSUM_ANNOTATION, SAFE_TO_EVICT_ANNOTATION } from '../../kubernetes/annotations';
import { configMapOf } from './config-map-reference';
import { fileMounts } from './file-mounts';
import { configChecksum, configVolumeMounts, configVolumes } from './config-mount';
import { KubernetesVersion } from '../../kubernetes/kubernetes-version';
import { Quantity } from '../../kubernetes/quantity';
import { DiskDefaults } from './container-resources';
import { Environment } from './environment';
import { imageVolumeMounts, imageVolumes } from './image-volume';
import { podResources } from './pod-resources';
import { selectorLabels } from './labels';
import { nodePlacement } from './node-placement';
import { containerSecurityContext, podSecurityContext, restricted } from './pod-security';
import { PodSpecOverrides } from './pod-spec-overrides';
import { SecretSource } from './secret-source';
import { StopTimes } from './stop-times';
import { heldBy, writtenByUser } from '../../synthesis';
import { PodSpecSource } from './workload-spec';
import { WorkloadProps } from './workload-props';

/** All that a pod template is made of. */
export interface PodTemplateSource {
  readonly name: string;
  readonly labels: { [key: string]: string };
  readonly environment: Environment;
  readonly props: WorkloadProps;
  readonly resolved: PodSpecSource;
  readonly stop: StopTimes;
  /** The version that the pods are rendered for. */
  readonly kubernetes: KubernetesVersion;
}

/** The pod template of a controller. */
export function podTemplate({
  name, labels, environment, props, resolved, stop, kubernetes,
}: PodTemplateSource): PodTemplateSpec {
  const { nodeSelector, tolerations } = nodePlacement(props, resolved.defaults);
  return {
    metadata: { labels, annotations: podAnnotations(environment, props, resolved) },
    spec: {
      serviceAccountName: props.serviceAccount?.name ?? name,
      automountServiceAccountToken: false,
      // A Service named nim-server would otherwise inject NIM_SERVER_PORT=tcp://..., which a NIM reads as its port.
      enableServiceLinks: false,
      securityContext: podSecurityContext(resolved.user),
      imagePullSecrets: optional(pullSecrets(resolved, props).map((secret) => ({ name: secret.name }))),
      nodeSelector,
      tolerations: optional(tolerations),
      affinity: affinity(name, props, resolved),
      topologySpreadConstraints: spread(name, resolved.revisionLabel),
      restartPolicy: resolved.restartPolicy,
      resources: props.podResources && podResources(props.podResources, resolved.resources),
      resourceClaims: optional((props.deviceClaims ?? []).map((claim) => claim._forPod())),
      priorityClassName: props.priorityClassName,
      runtimeClassName: props.runtimeClassName,
      terminationGracePeriodSeconds: stop.terminationGraceSeconds,
      initContainers: optional(foreign(props.initContainers)),
      containers: [mainContainer({ environment, props, resolved, stop, kubernetes }), ...foreign(props.sidecars)],
      volumes: optional([
        ...resolved.volumes,
        ...configVolumes(props.configMounts),
        ...imageVolumes(props.imageVolumes),
        ...fileMounts(props.secretMounts, props.claimMounts).volumes,
        ...writtenByUser<Volume[]>(props.volumes ?? []),
      ]),
      ...writtenByUser<Partial<PodSpec>>(defined(props.podSpecOverrides)),
    },
  };
}

/** Pull secrets of the pod. */
export function pullSecrets(resolved: PodSpecSource, props: WorkloadProps): SecretSource[] {
  return props.imagePullSecrets ?? resolved.defaults.imagePullSecrets ?? [];
}

function mainContainer({
  environment, props, resolved, stop, kubernetes,
}: Omit<PodTemplateSource, 'name' | 'labels'>): Container {
  return {
    name: resolved.containerName,
    image: resolved.image,
    // Images are pinned: pulling again could only make a restart depend on the registry.
    imagePullPolicy: 'IfNotPresent',
    command: resolved.command,
    args: resolved.args,
    ports: optional(resolved.ports.map((port) => ({
      name: port.name, containerPort: port.containerPort, protocol: port.protocol.transport,
    }))),
    env: optional(environment.toKube()),
    envFrom: optional(environment.sourcesToKube()),
    resources: {
      ...resolved.resources._withDefaultDisk(disk(props, resolved))._toKube(),
      claims: optional((props.deviceClaims ?? []).map((claim) => claim._forContainer())),
    },
    startupProbe: resolved.startupProbe,
    livenessProbe: resolved.livenessProbe,
    readinessProbe: resolved.readinessProbe,
    lifecycle: stop.preStopDelaySeconds > 0 ? { preStop: pause(stop.preStopDelaySeconds, kubernetes) } : undefined,
    securityContext: containerSecurityContext(resolved.readOnlyRootFilesystem),
    volumeMounts: optional([
      ...resolved.volumeMounts, ...configVolumeMounts(props.configMounts), ...imageVolumeMounts(props.imageVolumes),
      ...fileMounts(props.secretMounts, props.claimMounts).volumeMounts, ...(props.volumeMounts ?? []),
    ]),
  };
}

/** The kubelet itself sleeps from 1.30 on (gate PodLifecycleSleepAction), so that the image needs no `sleep`. */
function pause(seconds: number, kubernetes: KubernetesVersion): LifecycleHandler {
  return kubernetes.isAtLeast(30) ? { sleep: { seconds } } : { exec: { command: ['sleep', String(seconds)] } };
}

/** Containers that users have written, restricted. */
function foreign(containers: unknown[] = []): Container[] {
  return writtenByUser<Container[]>(containers).map(restricted);
}

function podAnnotations(
  environment: Environment,
  props: WorkloadProps,
  resolved: PodSpecSource,
): { [key: string]: string } | undefined {
  const mounted = (props.configMounts ?? []).flatMap((mount) => configMapOf(mount.configMap).object ?? []);
  const configMaps = [...environment.configMaps, ...mounted];
  const scratch = resolved.volumes.filter((volume) => volume.emptyDir).map((volume) => volume.name);
  const annotations = {
    ...(scratch.length > 0 && { [SAFE_TO_EVICT_ANNOTATION]: scratch.join(',') }),
    ...(configMaps.length > 0 && { [CONFIG_CHECKSUM_ANNOTATION]: configChecksum(configMaps) }),
    ...props.podAnnotations,
  };
  return Object.keys(annotations).length > 0 ? annotations : undefined;
}

/**
 * Disk-backed emptyDir volumes count against the limit of their container, which would evict the pod below their own.
 */
function disk(props: WorkloadProps, resolved: PodSpecSource): DiskDefaults {
  const { request, limit } = resolved.defaults.disk;
  const scratch = [...resolved.volumes, ...(props.volumes ?? [])].filter(
    ({ emptyDir }) => emptyDir?.sizeLimit && emptyDir.medium !== 'Memory',
  );
  const bytes = scratch.reduce(
    (sum, { emptyDir }) => sum + Quantity.parse(heldBy(emptyDir!.sizeLimit) as string).value,
    Quantity.parse(limit).value,
  );
  return { request, limit: scratch.length === 0 ? limit : `${Math.ceil(bytes / 2 ** 30)}Gi` };
}

/** Several pods prefer several nodes; whatever the user says about affinity between pods replaces it. */
function affinity(name: string, props: WorkloadProps, resolved: PodSpecSource): Affinity | undefined {
  if (resolved.replicas === 1) {
    return props.affinity;
  }
  const podAffinityTerm = { topologyKey: HOSTNAME_LABEL, labelSelector: { matchLabels: selectorLabels(name) } };
  return {
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm }] },
    ...props.affinity,
  };
}

/**
 * Prefers other nodes and zones, never insists: a rule that insists keeps the extra pod of an update Pending. Old and
 * new pods are counted apart, or the old ones would push the new ones onto the wrong nodes.
 */
function spread(name: string, revisionLabel?: string): TopologySpreadConstraint[] | undefined {
  return revisionLabel === undefined ? undefined : [HOSTNAME_LABEL, ZONE_LABEL].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: selectorLabels(name) },
    matchLabelKeys: [revisionLabel],
  }));
}

/** A property that is given as undefined is not given: it must not take away what the construct writes. */
function defined(overrides: PodSpecOverrides = {}): PodSpecOverrides {
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
}

function optional<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}
