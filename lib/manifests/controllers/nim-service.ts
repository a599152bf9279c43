import { deploymentBounds } from '../../kubernetes/arithmetic';
import { Field } from '../field';
import { Controller, workloadOf } from './controller';

/** The template of the operator (k8s-nim-operator manifests/deployment.yaml); no field of a NIMService changes it. */
const STRATEGY = { type: 'RollingUpdate', maxSurge: 0, maxUnavailable: '25%' };

/**
 * The probe that bounds a start where none is written (api/apps/v1alpha1/nimservice_types.go `GetDefaultStartupProbe`).
 */
const STARTUP = { initialDelaySeconds: 30, periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 120 };

/**
 * NIMServices of the NVIDIA NIM operator, which makes a Deployment; several nodes make a LeaderWorkerSet with surge 0
 * (manifests/lws.yaml).
 */
export const NIM_SERVICE: Controller = {
  kind: 'NIMService',
  groups: ['apps.nvidia.com'],
  isIndirect: true,
  read(root) {
    const spec = root.get('spec');
    const hpa = spec.get('scale', 'enabled').value === true ? spec.get('scale', 'hpa') : undefined;
    const nodes = spec.get('multiNode').isPresent
      ? (spec.get('multiNode', 'size').integer() ?? spec.get('multiNode', 'parallelism', 'pipeline').integer())
      : 1;
    const size = nodes ?? 1;
    const replicas = hpa?.get('maxReplicas').integer() ?? spec.get('replicas').integer() ?? 1;
    const least = hpa ? hpa.get('minReplicas').integer() ?? 1 : replicas;
    return workloadOf(root, templateOf(root, spec), {
      replicas: replicas * size,
      least: least * size,
      hasReplicas: spec.get('replicas').isPresent,
      groupSize: size,
      strategy: { ...STRATEGY, pointer: spec.pointer },
      bounds: (pods) => {
        const { maxUnavailable } = deploymentBounds(STRATEGY, Math.round(pods / size));
        return { maxSurge: 0, maxUnavailable: Math.min(pods, (size > 1 ? 1 : maxUnavailable) * size), recreate: false };
      },
      undecided: replicas * size > 1 && isForOneNode(spec)
        ? ['a claim that the operator makes, which one node mounts at a time, and several pods'] : [],
      unread: [
        ...nodes === undefined ? ['runs on several nodes, and how many is not written'] : [],
        ...asksAccelerator(spec) ? [] : ['lets its operator choose the GPUs, which are not counted'],
      ],
    });
  },
};

/** With a profile of a cache the operator gives as many GPUs as the profile asks for; without one there is none. */
function asksAccelerator(spec: Field): boolean {
  const written = [...spec.get('resources', 'limits').entries(), ...spec.get('resources', 'requests').entries()];
  return (
    written.some(([name]) => name.includes('/'))
    || spec.get('draResources').items().length > 0
    || !spec.get('storage', 'nimCache').isPresent
  );
}

/** A claim that is made for the service (api/apps/v1alpha1/nimservice_types.go `PersistentVolumeClaim`). */
function isForOneNode(spec: Field): boolean {
  const claim = spec.get('storage', 'pvc');
  const mode = claim.get('volumeAccessMode').string() ?? 'ReadWriteOnce';
  return claim.get('create').value === true && mode !== 'ReadWriteMany' && mode !== 'ReadOnlyMany';
}

function templateOf(root: Field, spec: Field): Field {
  const claim = spec.get('storage', 'pvc', 'name').value;
  const startup = spec.get('startupProbe', 'probe');
  const copied = Object.fromEntries(
    [
      'nodeSelector', 'tolerations', 'affinity', 'schedulerName', 'priorityClassName', 'runtimeClassName',
      'initContainers',
    ].map((field) => [field, spec.get(field).value]),
  );
  return spec.holding({
    metadata: { labels: { app: root.manifest.name, ...Object.fromEntries(spec.get('labels').stringMap()) } },
    spec: {
      ...copied,
      containers: [
        {
          name: 'nim', resources: spec.get('resources').value,
          startupProbe: startup.isPresent ? startup.value : STARTUP,
        },
        ...spec
          .get('sidecarContainers')
          .items()
          .map(({ value }) => value),
      ],
      resourceClaims: spec.get('draResources').value,
      volumes: typeof claim === 'string' ? [{ name: 'model-store', persistentVolumeClaim: { claimName: claim } }] : [],
    },
  });
}
