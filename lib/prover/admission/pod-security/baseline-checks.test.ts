import { container } from '../../../../test/support/rules';
import { breachesOf } from '../../../../test/support/pod-security-breaches';
import { BASELINE_CHECKS } from './baseline-checks';

const baseline = (spec: object, annotations?: object, minor = 37) => breachesOf('baseline', spec, annotations, minor);
const context = (securityContext: object, minor = 37) =>
  baseline({ containers: [container({ securityContext })] }, {}, minor);
const APP = '/spec/containers/0';

test('says of each check what must be', () => {
  expect([...new Set(BASELINE_CHECKS.map(({ id, demand }) => `${id} ${demand}`))]).toEqual([
    'appArmorProfile must be RuntimeDefault or Localhost',
    'capabilities_baseline is not among the default capabilities',
    'hostNamespaces must not be true',
    'hostPathVolumes must not be used',
    'hostPorts must not be set',
    'hostProbesAndHostLifecycle must not be set',
    'privileged must not be true',
    'procMount must be Default',
    'seLinuxOptions is not allowed',
    'seccompProfile_baseline must be runtime/default, docker/default or localhost/…',
    'seccompProfile_baseline must be RuntimeDefault or Localhost',
    'sysctls is not a safe sysctl',
    'windowsHostProcess must not be true',
  ]);
});

test('points at each namespace and port of the host, and at each volume on it', () => {
  expect(baseline({ hostNetwork: true, hostPID: true, hostIPC: true })).toEqual([
    'hostNamespaces /spec/hostNetwork', 'hostNamespaces /spec/hostPID', 'hostNamespaces /spec/hostIPC',
  ]);
  expect(baseline({ hostNetwork: false, hostPID: 'true' })).toEqual([]);
  expect(baseline({ volumes: [{ name: 'a', emptyDir: {} }, { name: 'b', hostPath: { path: '/' } }] }))
    .toEqual(['hostPathVolumes /spec/volumes/1/hostPath']);
  const ports = [{ hostPort: 0 }, { containerPort: 80 }, { hostPort: null }, { hostPort: 80 }];
  expect(baseline({ containers: [container(), container({ ports })], initContainers: [container({ ports })] }))
    .toEqual(['hostPorts /spec/initContainers/0/ports/3/hostPort', 'hostPorts /spec/containers/1/ports/3/hostPort']);
});

test('takes the capabilities that runtimes add by default, and no other', () => {
  const add = ['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE',
    'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'];
  expect(context({ capabilities: { add } })).toEqual([]);
  expect(context({ capabilities: { add: ['KILL', 'NET_RAW', ''] } })).toEqual([1, 2].map((index) =>
    `capabilities_baseline ${APP}/securityContext/capabilities/add/${index}`));
});

test('asks hosts of probes and hooks only since 1.34', () => {
  const [asked, open] = [{ httpGet: { host: 'x', port: 1 } }, { httpGet: { host: '', port: 1 } }];
  const app = container({
    livenessProbe: asked, readinessProbe: { tcpSocket: { host: 'x', port: 1 } }, startupProbe: open,
    lifecycle: { postStart: asked, preStop: { tcpSocket: { host: 'x', port: 1 } } },
  });
  expect(baseline({ containers: [app] }, {}, 33)).toEqual([]);
  expect(baseline({ containers: [app] }, {}, 34)).toEqual([
    'livenessProbe/httpGet', 'readinessProbe/tcpSocket', 'lifecycle/postStart/httpGet', 'lifecycle/preStop/tcpSocket',
  ].map((place) => `hostProbesAndHostLifecycle ${APP}/${place}/host`));
});

test('asks a process file system unmasked only of pods without users of their own, since 1.35', () => {
  const unmasked = { containers: [container({ securityContext: { procMount: 'Unmasked' } })] };
  const told = [`procMount ${APP}/securityContext/procMount`];
  expect([baseline(unmasked, {}, 34), baseline(unmasked, {}, 35)]).toEqual([told, told]);
  const own = { ...unmasked, hostUsers: false };
  expect([baseline(own, {}, 34), baseline(own, {}, 35)]).toEqual([told, []]);
  expect(context({ procMount: 'Default' })).toEqual([]);
});

test('takes some types of SELinux, one more since 1.31, and no users and roles', () => {
  const types = (minor: number) => ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t',
    'spc_t'].filter((type) => context({ seLinuxOptions: { type } }, minor).length === 0);
  expect(types(30)).toEqual(['', 'container_t', 'container_init_t', 'container_kvm_t']);
  expect(types(31)).toEqual(['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t']);
  const named = { user: 'u', role: 'r', level: 's0', type: 'spc_t' };
  expect(context({ seLinuxOptions: named })).toEqual(['type', 'user', 'role'].map((key) =>
    `seLinuxOptions ${APP}/securityContext/seLinuxOptions/${key}`));
  expect(context({ seLinuxOptions: { user: '', role: '' } })).toEqual([]);
  expect(baseline({ securityContext: { seLinuxOptions: { user: 'u' } } }))
    .toEqual(['seLinuxOptions /spec/securityContext/seLinuxOptions/user']);
});

test('takes profiles of the runtime and of the node, of pods and of containers', () => {
  for (const profile of ['appArmorProfile', 'seccompProfile']) {
    const id = profile === 'seccompProfile' ? 'seccompProfile_baseline' : profile;
    expect(['RuntimeDefault', 'Localhost', 'Unconfined'].map((type) => context({ [profile]: { type } }))).toEqual([
      [], [], [`${id} ${APP}/securityContext/${profile}/type`],
    ]);
    expect(baseline({ securityContext: { [profile]: {} } })).toEqual([`${id} /spec/securityContext/${profile}/type`]);
  }
});

test('reads annotations of profiles: those of seccomp before 1.19, of containers that there are', () => {
  const seccomp = 'seccomp.security.alpha.kubernetes.io/pod';
  const ofApp = 'container.seccomp.security.alpha.kubernetes.io/app';
  const app = { containers: [container()] };
  const told = (annotations: object, minor: number) => baseline(app, annotations, minor);
  expect(told({ [seccomp]: 'unconfined', [ofApp]: 'unconfined', [`${ofApp}2`]: 'unconfined' }, 18)).toEqual([
    `seccompProfile_baseline annotation ${seccomp}`, `seccompProfile_baseline annotation ${ofApp}`,
  ]);
  expect(told({ [seccomp]: 'unconfined' }, 19)).toEqual([]);
  expect(['runtime/default', 'docker/default', 'localhost/x', ''].map((value) => told({ [seccomp]: value }, 18).length))
    .toEqual([0, 0, 0, 1]);
  const armor = 'container.apparmor.security.beta.kubernetes.io/app';
  expect(['runtime/default', '', 'localhost/x', 'localhost', 'docker/default']
    .map((value) => told({ [armor]: value, other: 'x' }, 37))).toEqual([
    [], [], [], [`appArmorProfile annotation ${armor}`], [`appArmorProfile annotation ${armor}`],
  ]);
});

test.each([
  [26, 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.ip_local_reserved_ports'],
  [28, 'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time'],
  [31, 'net.ipv4.tcp_keepalive_probes', 'net.ipv4.tcp_rmem'],
  [36, 'net.ipv4.tcp_wmem', 'net.ipv4.tcp_slow_start_after_idle'],
  [37, 'net.ipv4.tcp_notsent_lowat', 'kernel.msgmax'],
])('takes of 1.%i sysctls up to %s, and not yet %s', (minor, safe, unsafe) => {
  const sysctls = ['kernel.shm_rmid_forced', safe, unsafe].map((name) => ({ name, value: '1' }));
  expect(baseline({ securityContext: { sysctls } }, {}, minor))
    .toEqual(['sysctls /spec/securityContext/sysctls/2/name']);
});

test('asks no privileges, on Windows neither', () => {
  expect(context({ privileged: true, windowsOptions: { hostProcess: true } })).toEqual([
    `privileged ${APP}/securityContext/privileged`,
    `windowsHostProcess ${APP}/securityContext/windowsOptions/hostProcess`,
  ]);
  expect(baseline({ securityContext: { privileged: true, windowsOptions: { hostProcess: true } } }))
    .toEqual(['windowsHostProcess /spec/securityContext/windowsOptions/hostProcess']);
  expect(context({ privileged: false, windowsOptions: { hostProcess: 'true' } })).toEqual([]);
});
