import { Rendered } from './synth';

/**
 * What the restricted Pod Security Standard refuses in a pod, written from the standard and not from lib/:
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function restrictedViolations(pod: Rendered): string[] {
  const host = ['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => pod[field]);
  const volumes = (pod.volumes ?? [])
    .filter((volume: any) => !ALLOWED_VOLUMES.some((type) => volume[type]))
    .map((volume: any) => `volume ${volume.name}`);
  const containers = [...(pod.initContainers ?? []), ...pod.containers].flatMap((container: any) =>
    containerViolations(container, pod.securityContext ?? {}),
  );
  return [...host, ...volumes, ...containers];
}

const ALLOWED_VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

function containerViolations(container: Rendered, pod: Rendered): string[] {
  const own = container.securityContext ?? {};
  const checks: [string, boolean][] = [
    ['privileged', own.privileged !== true],
    ['allowPrivilegeEscalation', own.allowPrivilegeEscalation === false],
    ['capabilities.drop', own.capabilities?.drop?.includes('ALL') === true],
    ['capabilities.add', (own.capabilities?.add ?? []).every((added: string) => added === 'NET_BIND_SERVICE')],
    ['runAsNonRoot', (own.runAsNonRoot ?? pod.runAsNonRoot) === true],
    ['runAsUser', (own.runAsUser ?? pod.runAsUser) !== 0],
    ['seccompProfile', ['RuntimeDefault', 'Localhost'].includes((own.seccompProfile ?? pod.seccompProfile)?.type)],
    ['hostPort', (container.ports ?? []).every((port: any) => !port.hostPort)],
  ];
  return checks.filter(([, passes]) => !passes).map(([name]) => `${container.name}: ${name}`);
}
