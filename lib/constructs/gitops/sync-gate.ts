import { ApiObject, Chart, JsonPatch, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { PodSpec } from '../../../imports/kubernetes';
import { readingRules } from '../../cluster';
import { checkProps } from '../../kubernetes/shapes/check-shape';
import { checkServiceName } from '../../kubernetes/names';
import { addObject, constructError, stringifyYaml, withPath } from '../../synthesis';
import { ContainerResources } from '../workload/container-resources';
import { parsePinnedImage } from '../workload/image';
import { workloadLabels } from '../workload/labels';
import { containerSecurityContext, podSecurityContext } from '../workload/pod-security';
import { SecretSource } from '../workload/secret-source';
import { SYNC_WAVE_ANNOTATION } from './sync-annotations';

/** Where the container finds what is to be applied. */
const MANIFESTS = '/manifests';

/** The API server takes no larger ConfigMap. */
const LARGEST_CONFIG_MAP = 1_000_000;

/** Seconds for the pod to start, and for the judgement of a large fleet. */
const DEADLINE_SECONDS = 600;

/**
 * Properties of `SyncGate`.
 */
export interface SyncGateProps {
  /** The apps or charts that are to be applied. */
  readonly contents: IConstruct[];

  /**
   * Image with an exact tag or digest in whose path are `cdk8s-nim` and kubectl; docs/gitops.md has a Dockerfile.
   */
  readonly image: string;

  /**
   * Pull secrets of the registry.
   *
   * @default - none
   */
  readonly imagePullSecrets?: SecretSource[];

  /**
   * Name of its objects.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
}

/**
 * A Job that refuses a sync which cannot finish: before anything is applied, it judges the manifests on the cluster as
 * it is, with what else runs there, and may only read. To Argo CD it is a PreSync hook, whose failure ends the sync;
 * for Flux it is rendered into a folder of its own, on whose Kustomization the others wait (`after`).
 * https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/
 *
 * The namespace of its chart must exist before the first sync.
 */
export class SyncGate extends Construct {
  /** @throws when the image is not pinned, the chart has no namespace, or there are no contents */
  constructor(scope: Construct, id: string, private readonly props: SyncGateProps) {
    super(scope, id);
    withPath(this, () => checkProps('SyncGateProps', props));
    const name = withPath(this, () => checkServiceName('sync gate', props.name ?? id));
    const { tag } = withPath(this, () => parsePinnedImage(props.image));
    const { namespace } = Chart.of(this);
    if (namespace === undefined) {
      const remedy = "write new Chart(app, 'id', { namespace: 'my-namespace' })";
      throw constructError(this, `the chart has no namespace; ${remedy}`);
    }
    if (props.contents.length === 0) {
      throw constructError(this, 'there are no contents to judge; write contents: [app]');
    }
    withPath(this, () => props.imagePullSecrets?.forEach((secret) => secret._checkUsableFrom(namespace)));
    const labels = workloadLabels({ name, application: 'cdk8s-nim', component: 'sync-gate', version: tag });
    const before = { name, labels, annotations: hook(-1) };
    // Objects without a namespace are named after it, because two gates of one name would share them.
    const global = { ...before, name: `${name}-${namespace}` };
    addObject(this, 'ServiceAccount', 'v1 ServiceAccount', { metadata: before, automountServiceAccountToken: false });
    const role = addObject(this, 'ClusterRole', 'rbac.authorization.k8s.io/v1 ClusterRole', {
      metadata: global, rules: readingRules(),
    });
    const binding = addObject(this, 'ClusterRoleBinding', 'rbac.authorization.k8s.io/v1 ClusterRoleBinding', {
      metadata: global,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: global.name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    });
    // cdk8s gives every object the namespace of its chart.
    [role, binding].forEach((object) => object.addJsonPatch(JsonPatch.remove('/metadata/namespace')));
    addObject(this, 'ConfigMap', 'v1 ConfigMap', {
      metadata: before,
      data: Lazy.any({ produce: () => ({ 'manifests.yaml': this.manifests() }) }),
    });
    this.node.defaultChild = addObject(this, 'Job', 'batch/v1 Job', {
      metadata: { name, labels, annotations: { ...hook(0), 'kustomize.toolkit.fluxcd.io/force': 'enabled' } },
      spec: {
        // What cannot finish now cannot finish a second later either.
        backoffLimit: 0,
        activeDeadlineSeconds: DEADLINE_SECONDS,
        template: { metadata: { labels }, spec: podSpec(name, props) },
      },
    });
  }

  /** What is to be applied, the gate apart. */
  private manifests(): string {
    const objects = this.props.contents
      .flatMap((scope) => scope.node.findAll())
      .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))
      .filter((object) => !object.node.scopes.includes(this));
    const text = objects.map((object) => stringifyYaml(object.toJson())).join('---\n');
    if (text.length > LARGEST_CONFIG_MAP) {
      throw constructError(
        this,
        `the manifests have ${text.length} characters and a ConfigMap takes ${LARGEST_CONFIG_MAP}; ` +
          'write a gate for each of several charts',
      );
    }
    return text;
  }
}

function hook(wave: number): { [annotation: string]: string } {
  return {
    'argocd.argoproj.io/hook': 'PreSync',
    'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
    ...(wave !== 0 && { [SYNC_WAVE_ANNOTATION]: String(wave) }),
  };
}

function podSpec(name: string, { image, imagePullSecrets = [] }: SyncGateProps): PodSpec {
  return {
    restartPolicy: 'Never',
    serviceAccountName: name,
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    securityContext: podSecurityContext({ uid: 1000, gid: 1000 }),
    imagePullSecrets:
      imagePullSecrets.length > 0 ? imagePullSecrets.map((secret) => ({ name: secret.name })) : undefined,
    containers: [{
      name: 'cdk8s-nim',
      image,
      imagePullPolicy: 'IfNotPresent',
      command: ['cdk8s-nim', 'plan', MANIFESTS, '--live'],
      // kubectl keeps a cache below the home directory.
      env: [{ name: 'HOME', value: '/tmp' }],
      resources: ContainerResources.of({ cpu: '100m', cpuLimit: '1', memory: '512Mi', memoryLimit: '1Gi' })
        ._withDefaultDisk({ request: '64Mi', limit: '256Mi' })
        ._toKube(),
      securityContext: containerSecurityContext(true),
      volumeMounts: [
        { name: 'manifests', mountPath: MANIFESTS, readOnly: true }, { name: 'tmp', mountPath: '/tmp' },
      ],
    }],
    volumes: [{ name: 'manifests', configMap: { name } }, { name: 'tmp', emptyDir: {} }],
  };
}
