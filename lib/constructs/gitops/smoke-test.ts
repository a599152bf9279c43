import { Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { NetworkPolicySpec, PodSpec } from '../../../imports/kubernetes';
import { addObject, constructError, withPath } from '../../synthesis';
import { ContainerResources } from '../workload/container-resources';
import { DNS_EGRESS } from '../workload/egress';
import { parsePinnedImage } from '../workload/image';
import { selectorLabels, workloadLabels } from '../workload/labels';
import { checkServiceName } from '../../kubernetes/names';
import { NetworkPeer } from '../workload/network-peer';
import { containerSecurityContext, podSecurityContext } from '../workload/pod-security';
import { SecretSource } from '../workload/secret-source';
import { wholeSeconds } from '../workload/startup-budget';
import { Workload } from '../workload/workload';
import { longestRolloutSeconds } from './rollout-timeout';
import { SmokeCheck, smokeCheck } from './smoke-checks';
import { checkProps } from '../../kubernetes/shapes/check-shape';

/** Seconds between two attempts, and the most that one may take. */
const RETRY_SECONDS = 5;

/** Seconds for the pod to be scheduled and its image to be pulled. */
const START_SECONDS = 120;

/** Seconds for which a finished Job stays, with its log. */
const KEEP_SECONDS = 3600;

/** User and group `nobody`: the test owns no files. */
const NOBODY = { uid: 65534, gid: 65534 };

const ANNOTATIONS: { readonly [key: string]: string } = {
  'argocd.argoproj.io/hook': 'PostSync',
  'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation,HookSucceeded',
  // The pod template of a Job is immutable: Flux has to replace it.
  'kustomize.toolkit.fluxcd.io/force': 'enabled',
};

/**
 * Properties of `SmokeTest`.
 */
export interface SmokeTestProps {
  /** Workloads to ask. */
  readonly workloads: Workload[];

  /**
   * Name of the Job.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Image with an exact tag or digest, whose entrypoint may be anything and whose path has curl 7.75 or newer.
   *
   * @default 'curlimages/curl:8.16.0'
   */
  readonly image?: string;

  /**
   * Pull secrets of the registry.
   *
   * @default - none
   */
  readonly imagePullSecrets?: SecretSource[];

  /**
   * How long to ask again until everything answers. Argo CD starts the test when everything is healthy, and five
   * minutes do; kubectl and Flux start it together with the workloads.
   *
   * @default - the longest that the rollout of one of the workloads may take
   */
  readonly timeout?: Duration;
}

/**
 * A Job that asks each workload for its health by way of its Service, and each NIM for its models: Argo CD runs it
 * after a sync, and the sync fails when it does.
 * https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/
 *
 * With kubectl and Flux it is a Job like any other, which waits for the workloads by itself.
 */
export class SmokeTest extends Construct {
  /** What the Job asks, in order. */
  public readonly urls: string[];

  /** @throws when there are no workloads, one has no HTTP health check on its Service, or the image is not pinned */
  constructor(scope: Construct, id: string, props: SmokeTestProps) {
    super(scope, id);
    withPath(this, () => checkProps('SmokeTestProps', props));
    const name = withPath(this, () => checkServiceName('smoke test', props.name ?? id));
    if (props.workloads.length === 0) {
      throw constructError(this, 'there are no workloads to ask; write workloads: [reasoning, orchestrator]');
    }
    const checks = props.workloads.map(smokeCheck);
    this.urls = checks.flatMap(({ urls }) => urls);
    const image = props.image ?? 'curlimages/curl:8.16.0';
    const { tag } = withPath(this, () => parsePinnedImage(image));
    const labels = workloadLabels({ name, application: 'curl', component: 'smoke-test', version: tag });
    const timeout = props.timeout ?? Duration.seconds(longestRolloutSeconds(props.workloads));
    const timeoutSeconds = withPath(this, () => wholeSeconds('timeout', timeout, RETRY_SECONDS));

    const { namespace } = Chart.of(this);
    this.checkNamespace(namespace, props);
    checks.forEach(({ workload, port }) =>
      workload.allowIngressFrom(
        NetworkPeer.pods(selectorLabels(name), workload.namespace === namespace ? undefined : namespace),
        port.name,
      ),
    );
    addObject(this, 'NetworkPolicy', 'networking.k8s.io/v1 NetworkPolicy', {
      metadata: { name, labels },
      spec: networkPolicySpec(name, namespace, checks),
    });
    this.node.defaultChild = addObject(this, 'Job', 'batch/v1 Job', {
      metadata: { name, labels, annotations: ANNOTATIONS },
      spec: {
        // curl tries again by itself, and a second pod would hide the log of the first.
        backoffLimit: 0,
        activeDeadlineSeconds: timeoutSeconds + START_SECONDS,
        // kubectl cannot apply a changed Job while the old one is there.
        ttlSecondsAfterFinished: KEEP_SECONDS,
        template: {
          metadata: { labels },
          spec: podSpec(image, curl(this.urls, timeoutSeconds), props.imagePullSecrets),
        },
      },
    });
  }

  private checkNamespace(namespace: string | undefined, { workloads, imagePullSecrets = [] }: SmokeTestProps): void {
    const elsewhere = workloads.find(
      (workload) => workload.namespace !== namespace && (namespace === undefined || workload.namespace === undefined),
    );
    if (elsewhere) {
      throw constructError(
        this,
        `the way to ${elsewhere.node.path} crosses namespaces, and one of the two charts has none; ` +
          `write new Chart(app, 'id', { namespace: 'my-namespace' })`,
      );
    }
    withPath(this, () => imagePullSecrets.forEach((secret) => secret._checkUsableFrom(namespace)));
  }
}

/** Prints the status of each URL, and stops at the first that fails for good. */
function curl(urls: string[], timeoutSeconds: number): string[] {
  const attempts = Math.ceil(timeoutSeconds / RETRY_SECONDS);
  return [
    'curl',
    '--silent',
    '--show-error',
    '--fail',
    '--fail-early',
    // A new network policy takes seconds to reach the node, and until then a connection is refused or hangs.
    '--retry',
    String(attempts),
    '--retry-all-errors',
    '--retry-delay',
    String(RETRY_SECONDS),
    '--retry-max-time',
    String(timeoutSeconds),
    '--max-time',
    String(RETRY_SECONDS),
    '--write-out',
    '%{http_code} %{url}\\n',
    ...urls.flatMap((url) => ['--output', '/dev/null', url]),
  ];
}

function podSpec(image: string, command: string[], imagePullSecrets: SecretSource[] = []): PodSpec {
  return {
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: podSecurityContext(NOBODY),
    imagePullSecrets:
      imagePullSecrets.length > 0 ? imagePullSecrets.map((secret) => ({ name: secret.name })) : undefined,
    containers: [
      {
        name: 'curl',
        image,
        imagePullPolicy: 'IfNotPresent',
        command,
        resources: ContainerResources.of({
          cpu: '10m',
          cpuLimit: '100m',
          memory: '32Mi',
          memoryLimit: '64Mi',
          ephemeralStorage: '16Mi',
        })._toKube(),
        securityContext: containerSecurityContext(true),
      },
    ],
  };
}

function networkPolicySpec(name: string, namespace: string | undefined, checks: SmokeCheck[]): NetworkPolicySpec {
  return {
    podSelector: { matchLabels: selectorLabels(name) },
    policyTypes: ['Ingress', 'Egress'],
    egress: [
      DNS_EGRESS,
      ...checks.map(({ workload, port }) => ({
        to: [
          NetworkPeer.pods(
            selectorLabels(workload.name),
            workload.namespace === namespace ? undefined : workload.namespace,
          )._asDestination(),
        ],
        ports: [{ protocol: 'TCP', port: port.containerPort }],
      })),
    ],
  };
}
