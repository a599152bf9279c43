import { Json } from '../../../test/support/rules';
import { refusalsOfContainer, refusalsOfPod, saysOfEach } from '../../../test/support/refusals';

const ID = 'must be from 0 to 2147483647';
const TYPE = 'must be Localhost, RuntimeDefault or Unconfined';

describe.each([
  ['a container',
    (securityContext: Json) => refusalsOfContainer({ securityContext })
      .map((text) => text.replace('/securityContext/', ''))],
  ['a pod',
    (securityContext: Json) => refusalsOfPod({ securityContext })
      .map((text) => text.replace('/spec/securityContext/', ''))],
] as const)('%s', (_, said) => {
  saysOfEach(said, [
    [{ runAsUser: 0, runAsGroup: 2147483647 }],
    [{ runAsUser: -1 }, `runAsUser ${ID}, is -1`], [{ runAsGroup: 2147483648 }, `runAsGroup ${ID}, is 2147483648`],
    ...(['seccompProfile', 'appArmorProfile'] as const).flatMap((profile) => [
      [{ [profile]: { type: 'RuntimeDefault' } }], [{ [profile]: { type: 'Unconfined' } }],
      [{ [profile]: { type: 'Localhost', localhostProfile: 'a' } }],
      [{ [profile]: { type: 'Localhost' } }, `${profile}/localhostProfile is missing; type Localhost needs it`],
      [{ [profile]: { type: 'Unconfined', localhostProfile: 'a' } },
        `${profile}/localhostProfile must not be given unless type is Localhost, is "a"`],
      [{ [profile]: { type: 'Some' } }, `${profile}/type ${TYPE}, is "Some"`],
      [{ [profile]: { type: '' } }, `${profile}/type is missing`],
    ] as const),
    [{ seccompProfile: { type: 'Localhost', localhostProfile: '../a' } },
      `seccompProfile/localhostProfile must not contain '..', is "../a"`],
  ]);
});

describe('a pod', () => {
  const sysctls = (...names: string[]) => ({ sysctls: names.map((name) => ({ name, value: '1' })) });
  const SYSCTL = 'must be the name of a sysctl, such as net.core.somaxconn';
  const long = `${'a'.repeat(250)}.bcd`;
  saysOfEach((securityContext: Json) =>
    refusalsOfPod({ securityContext }).map((text) => text.replace('/spec/securityContext/', '')), [
    [{ fsGroup: 0, supplementalGroups: [0, 2147483647] }], [{ fsGroup: -1 }, `fsGroup ${ID}, is -1`],
    [{ supplementalGroups: [0, -1] }, `supplementalGroups/1 ${ID}, is -1`],
    [sysctls('net.core.somaxconn', 'net/ipv4/tcp_a-b', 'a', long.slice(1))],
    [sysctls(''), 'sysctls/0/name is missing'],
    ...['A', 'a..b', '.a', 'a.', 'a b', '-a', 'a-', 'a._b'].map((name) => [
      sysctls(name), `sysctls/0/name ${SYSCTL}, is "${name}"`,
    ] as const),
    [sysctls(long), expect.stringMatching(/^sysctls\/0\/name must be the name of a sysctl/)],
    [sysctls('a', 'a'), 'sysctls/1/name must be set once, is "a"'],
  ]);
});

describe('the rights of a container', () => {
  const of = (securityContext: Json, spec: Json = {}) => refusalsOfContainer({ securityContext }, spec)
    .map((text) => text.replace('/securityContext/', ''));
  saysOfEach((context: Json) => of(context), [
    [{ privileged: true }], [{ privileged: true, allowPrivilegeEscalation: true }],
    [{ allowPrivilegeEscalation: true, capabilities: { add: ['CAP_SYS_ADMIN'] } }],
    [{ allowPrivilegeEscalation: false, capabilities: { add: ['SYS_ADMIN'], drop: ['CAP_SYS_ADMIN'] } }],
    [{ allowPrivilegeEscalation: false, privileged: false }],
    [{ allowPrivilegeEscalation: false, privileged: true, capabilities: { add: ['A', 'CAP_SYS_ADMIN'] } },
      'allowPrivilegeEscalation must not be false for a privileged container, is false',
      'capabilities/add/1 must not be added with allowPrivilegeEscalation false, is "CAP_SYS_ADMIN"'],
  ]);
  test('are to see all of /proc only where users are not those of the node', () => {
    expect([of({ procMount: 'Unmasked' }, { hostUsers: false }), of({ procMount: 'Default' }, { hostUsers: true })])
      .toEqual([[], []]);
    expect([of({ procMount: 'Unmasked' }, { hostUsers: true }), of({ procMount: 'Unmasked' })]).toEqual([0, 1].map(() =>
      ['procMount must be Default unless hostUsers is false, is "Unmasked"']));
  });
});
