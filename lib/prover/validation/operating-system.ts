import { Report } from './refusal';
import { Value } from './value';

/** What only pods of Linux may say. */
const OF_LINUX = {
  pod: ['hostUsers', 'shareProcessNamespace', 'resources'],
  securityContext: [
    'appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'fsGroup', 'fsGroupChangePolicy', 'runAsUser', 'runAsGroup',
    'supplementalGroups', 'supplementalGroupsPolicy', 'seLinuxChangePolicy',
  ],
  containerSecurityContext: [
    'appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'capabilities', 'readOnlyRootFilesystem', 'privileged',
    'allowPrivilegeEscalation', 'procMount', 'runAsUser', 'runAsGroup',
  ],
};

/** pkg/apis/core/validation/validation.go `validateLinux`, `validateWindows`, `validatePodResources`. */
export function checkOperatingSystem(spec: Value, report: Report): void {
  const os = spec.get('os', 'name').text;
  const own = spec.get('securityContext');
  const ofContainers = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) => spec.get(list).items)
    .map((container) => container.get('securityContext'));
  const foreign = os === 'linux' ? [own, ...ofContainers].map((context) => context.get('windowsOptions'))
    : os === 'windows' ? [
      ...OF_LINUX.pod.map((field) => spec.get(field)),
      ...['hostPID', 'hostIPC'].map((field) => spec.get(field)).filter(({ isTrue }) => isTrue),
      ...OF_LINUX.securityContext.map((field) => own.get(field)),
      ...[own.get('sysctls')].filter(({ isZero }) => !isZero),
      ...ofContainers.flatMap((context) => OF_LINUX.containerSecurityContext.map((field) => context.get(field))),
    ] : [];
  foreign.filter(({ isPresent }) => isPresent).forEach((field) => {
    report(field, `must not be given in a pod of os ${os}`);
  });
}
