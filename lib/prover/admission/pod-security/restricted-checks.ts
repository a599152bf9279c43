import { Field } from '../../../manifests';
import { isAllowedProfile, maskedProc } from './baseline-checks';
import { contextFields, PodFields } from './pod-fields';
import { PodSecurityCheck } from './pod-security-check';

const VOLUME_TYPES = [
  'configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret',
];

type Broken = PodSecurityCheck['broken'];

/** The standard of 1.25 asks Windows pods no more for what Windows does not have. */
const notOnWindows = (broken: Broken): Broken => (pod) => pod.isWindows ? [] : broken(pod);
/** The standard of 1.35 lets a pod in a user namespace of its own be root there. */
const notInUserNamespace = (broken: Broken): Broken => (pod) => pod.inUserNamespace ? [] : broken(pod);

/**
 * What restricted asks beyond baseline. Source: kubernetes staging/src/k8s.io/pod-security-admission/policy/check_*.go
 * of 1.37.
 */
export const RESTRICTED_CHECKS: readonly PodSecurityCheck[] = [
  { id: 'allowPrivilegeEscalation', since: 8, until: 25, demand: 'must be false', broken: escalating },
  {
    id: 'allowPrivilegeEscalation', since: 25, demand: 'must be false', broken: notOnWindows(escalating),
  },
  ...[[22, 25, unrestricted] as const, [25, undefined, notOnWindows(unrestricted)] as const].map(
    ([since, until, broken]): PodSecurityCheck => ({
      id: 'capabilities_restricted', since, until, overrides: ['capabilities_baseline'],
      demand: 'must drop ALL and add at most NET_BIND_SERVICE', broken,
    }),
  ),
  {
    id: 'procMount_restricted', since: 35, overrides: ['procMount'], demand: 'must be Default',
    broken: maskedProc,
  },
  {
    id: 'restrictedVolumes',
    since: 0,
    overrides: ['hostPathVolumes'],
    demand: `must be one of ${VOLUME_TYPES.join(', ')}`,
    // A volume without any source is an emptyDir (pkg/apis/core/v1/defaults.go `SetDefaults_Volume`).
    broken: ({ spec }) =>
      spec
        .get('volumes')
        .items()
        .flatMap((volume) => {
          const sources = volume.entries().filter(([key, { isPresent }]) => key !== 'name' && isPresent);
          return sources.some(([key]) => VOLUME_TYPES.includes(key))
            ? []
            : sources.slice(0, 1).map(([, source]) => source);
        }),
  },
  { id: 'runAsNonRoot', since: 0, until: 35, demand: 'must be true', broken: maybeRoot },
  { id: 'runAsNonRoot', since: 35, demand: 'must be true', broken: notInUserNamespace(maybeRoot) },
  { id: 'runAsUser', since: 23, until: 35, demand: 'must not be 0', broken: rootUser },
  { id: 'runAsUser', since: 35, demand: 'must not be 0', broken: notInUserNamespace(rootUser) },
  ...[[19, 25, openSeccomp] as const, [25, undefined, notOnWindows(openSeccomp)] as const].map(
    ([since, until, broken]): PodSecurityCheck => ({
      id: 'seccompProfile_restricted', since, until, overrides: ['seccompProfile_baseline'],
      demand: 'must be RuntimeDefault or Localhost', broken,
    }),
  ),
];

function escalating(pod: PodFields): Field[] {
  return contextFields(pod, 'containers', 'allowPrivilegeEscalation').filter(({ value }) => value !== false);
}

function unrestricted(pod: PodFields): Field[] {
  return contextFields(pod, 'containers', 'capabilities').flatMap((capabilities) => [
    ...capabilities.get('drop').items().some(({ value }) => value === 'ALL') ? [] : [capabilities.get('drop')],
    ...capabilities.get('add').items().filter(({ value }) => value !== 'NET_BIND_SERVICE'),
  ]);
}

/** Any false; or neither the container nor the pod says true. */
function maybeRoot(pod: PodFields): Field[] {
  const ofPod = pod.spec.get('securityContext', 'runAsNonRoot');
  return [
    ...[ofPod].filter(({ value }) => value === false),
    ...contextFields(pod, 'containers', 'runAsNonRoot').filter((own) =>
      own.isPresent ? own.value === false : ofPod.value !== true,
    ),
  ];
}

function rootUser(pod: PodFields): Field[] {
  return contextFields(pod, 'pod and containers', 'runAsUser').filter(({ value }) => value === 0);
}

/** Any other type; or neither the container nor the pod has a profile that is allowed. */
function openSeccomp(pod: PodFields): Field[] {
  const ofPod = pod.spec.get('securityContext', 'seccompProfile');
  return [
    ...[ofPod].filter((profile) => profile.isPresent && !isAllowedProfile(profile)),
    ...contextFields(pod, 'containers', 'seccompProfile').filter((own) =>
      own.isPresent ? !isAllowedProfile(own) : !isAllowedProfile(ofPod),
    ),
  ].map((profile) => profile.get('type'));
}
