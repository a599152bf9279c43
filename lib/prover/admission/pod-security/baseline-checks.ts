import { Field } from '../../../manifests';
import { contextFields, PodFields } from './pod-fields';
import { PodSecurityCheck } from './pod-security-check';

/** Capabilities that container runtimes add by default, less NET_RAW. */
const DEFAULT_CAPABILITIES = [
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID',
  'SETPCAP', 'SETUID', 'SYS_CHROOT',
];

const APP_ARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';
const CONTAINER_SECCOMP_ANNOTATION = 'container.seccomp.security.alpha.kubernetes.io/';

const SELINUX_TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t'];

/** Safe sysctls by the minor version that adds them. */
const SYSCTLS: readonly (readonly [since: number, names: string[]])[] = [
  [0, ['kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range',
    'net.ipv4.ip_unprivileged_port_start']],
  [27, ['net.ipv4.ip_local_reserved_ports']],
  [
    29,
    [
      'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
    ],
  ],
  [32, ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']],
  [37, ['net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat']],
];

/** The baseline level. Source: kubernetes staging/src/k8s.io/pod-security-admission/policy/check_*.go of 1.37. */
export const BASELINE_CHECKS: readonly PodSecurityCheck[] = [
  {
    id: 'appArmorProfile', since: 0, demand: 'must be RuntimeDefault or Localhost',
    broken: (pod) => [
      ...badProfiles(pod, 'appArmorProfile'),
      ...badAnnotations(pod, (key) => key.startsWith(APP_ARMOR_ANNOTATION), ['', 'runtime/default']),
    ],
  },
  {
    id: 'capabilities_baseline', since: 0, demand: 'is not among the default capabilities',
    broken: (pod) => contextFields(pod, 'containers', 'capabilities', 'add').flatMap((added) => added.items())
      .filter(({ value }) => !DEFAULT_CAPABILITIES.includes(value as string)),
  },
  {
    id: 'hostNamespaces', since: 0, demand: 'must not be true',
    broken: ({ spec }) => ['hostNetwork', 'hostPID', 'hostIPC'].map((field) => spec.get(field)).filter(isTrue),
  },
  {
        id: 'hostPathVolumes',
    since: 0,
    demand: 'must not be used',
    broken: ({ spec }) =>
      spec
        .get('volumes')
        .items()
        .map((volume) => volume.get('hostPath'))
        .filter(({ isPresent }) => isPresent),
  },
  {
    id: 'hostPorts', since: 0, demand: 'must not be set',
    broken: ({ containers }) => containers.flatMap((container) => container.get('ports').items())
      .map((port) => port.get('hostPort')).filter(({ value }) => value !== undefined && value !== null && value !== 0),
  },
  {
        id: 'hostProbesAndHostLifecycle',
    since: 34,
    demand: 'must not be set',
    broken: ({ containers }) =>
      containers
        .flatMap((container) => [
          ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => container.get(probe)),
          ...['postStart', 'preStop'].map((hook) => container.get('lifecycle', hook)),
        ])
        .flatMap((handler) => [handler.get('httpGet', 'host'), handler.get('tcpSocket', 'host')])
        .filter(isText),
  },
  {
        id: 'privileged',
    since: 0,
    demand: 'must not be true',
    broken: (pod) => contextFields(pod, 'containers', 'privileged').filter(isTrue),
  },
  { id: 'procMount', since: 0, until: 35, demand: 'must be Default', broken: maskedProc },
  {
    id: 'procMount', since: 35, demand: 'must be Default',
    broken: (pod) => (pod.inUserNamespace ? [] : maskedProc(pod)),
  },
  {
    id: 'seLinuxOptions', since: 0, until: 31, demand: 'is not allowed',
    broken: (pod) => badSeLinux(pod, SELINUX_TYPES),
  },
  {
        id: 'seLinuxOptions',
    since: 31,
    demand: 'is not allowed',
    broken: (pod) => badSeLinux(pod, [...SELINUX_TYPES, 'container_engine_t']),
  },
  {
        id: 'seccompProfile_baseline',
    since: 0,
    until: 19,
    demand: 'must be runtime/default, docker/default or localhost/…',
    broken: (pod: PodFields): (Field | string)[] => {
      const own = [
        SECCOMP_ANNOTATION,
        ...pod.containers.map((container) => `${CONTAINER_SECCOMP_ANNOTATION}${container.get('name').string() ?? ''}`),
      ];
      return badAnnotations(pod, (key) => own.includes(key), ['runtime/default', 'docker/default']);
    },
  },
  {
    id: 'seccompProfile_baseline', since: 19, demand: 'must be RuntimeDefault or Localhost',
    broken: (pod) => badProfiles(pod, 'seccompProfile'),
  },
  ...SYSCTLS.map(
    ([since], index): PodSecurityCheck => ({
            id: 'sysctls',
      since,
      until: SYSCTLS[index + 1]?.[0],
      demand: 'is not a safe sysctl',
      broken: ({ spec }) => {
        const safe = SYSCTLS.slice(0, index + 1).flatMap(([, names]) => names);
        return spec
          .get('securityContext', 'sysctls')
          .items()
          .map((sysctl) => sysctl.get('name'))
          .filter(({ value }) => !safe.includes(value as string));
      },
    }),
  ),
  {
    id: 'windowsHostProcess', since: 0, demand: 'must not be true',
    broken: (pod) => contextFields(pod, 'pod and containers', 'windowsOptions', 'hostProcess').filter(isTrue),
  },
];

/** Seccomp and AppArmor profiles that are written, but of a type that is not allowed. */
export function badProfiles(pod: PodFields, profile: string): Field[] {
  return contextFields(pod, 'pod and containers', profile)
    .filter((field) => field.isPresent && !isAllowedProfile(field))
    .map((field) => field.get('type'));
}

export function isAllowedProfile(profile: Field): boolean {
  return ['RuntimeDefault', 'Localhost'].includes(profile.get('type').value as string);
}

export function maskedProc(pod: PodFields): Field[] {
  return contextFields(pod, 'containers', 'procMount').filter(
    ({ isPresent, value }) => isPresent && value !== 'Default',
  );
}

function badSeLinux(pod: PodFields, types: string[]): Field[] {
  return contextFields(pod, 'pod and containers', 'seLinuxOptions').flatMap((options) => [
    ...[options.get('type')].filter(({ isPresent, value }) => isPresent && !types.includes(value as string)),
    ...[options.get('user'), options.get('role')].filter(isText),
  ]);
}

function badAnnotations({ annotations }: PodFields, isMeant: (key: string) => boolean, allowed: string[]): string[] {
  return [...annotations]
    .filter(([key, value]) => isMeant(key) && !allowed.includes(value) && !value.startsWith('localhost/'))
    .map(([key]) => `annotation ${key}`);
}

function isTrue({ value }: Field): boolean {
  return value === true;
}

function isText({ value }: Field): boolean {
  return typeof value === 'string' && value !== '';
}
