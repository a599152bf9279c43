import { Json } from '../../../test/support/rules';
import { refusalsOfContainer, refusalsOfPod } from '../../../test/support/refusals';

const on = (name: string, pod: Json) => refusalsOfPod({ ...pod, os: { name } });
const inContainer = (name: string, securityContext: Json) =>
  refusalsOfContainer({ securityContext }, { os: { name } });
const refused = (field: string, os: string) =>
  [expect.stringContaining(`${field} must not be given in a pod of os ${os}`)];

test('a pod of Linux says nothing of Windows, nor do its containers', () => {
  const windowsOptions = { runAsUserName: 'a' };
  const said = refused('securityContext/windowsOptions', 'linux');
  expect(on('linux', { securityContext: { windowsOptions } })).toEqual(said);
  expect(inContainer('linux', { windowsOptions })).toEqual(said);
  expect([on('windows', { securityContext: { windowsOptions } }), inContainer('windows', { windowsOptions })])
    .toEqual([[], []]);
  expect(refusalsOfPod({ securityContext: { windowsOptions } })).toEqual([]);
});

test.each<[string, Json]>([
  ['hostUsers', { hostUsers: true }], ['hostPID', { hostPID: true }], ['hostIPC', { hostIPC: true }],
  ['shareProcessNamespace', { shareProcessNamespace: false }], ['resources', { resources: { limits: { cpu: 1 } } }],
  ['securityContext/fsGroup', { securityContext: { fsGroup: 1 } }],
  ['securityContext/runAsUser', { securityContext: { runAsUser: 1 } }],
  ['securityContext/sysctls', { securityContext: { sysctls: [{ name: 'net.core.somaxconn', value: '1' }] } }],
])('a pod of Windows does not say %s, which one of Linux may', (field, pod) => {
  expect(on('windows', pod)).toEqual(refused(field, 'windows'));
  expect(on('linux', pod)).toEqual([]);
});

test('its containers have no capabilities and no file system of Linux', () => {
  expect(inContainer('windows', { capabilities: { drop: ['ALL'] } }))
    .toEqual(refused('securityContext/capabilities', 'windows'));
  expect(inContainer('windows', { readOnlyRootFilesystem: false }))
    .toEqual(refused('securityContext/readOnlyRootFilesystem', 'windows'));
  expect(inContainer('windows', { runAsNonRoot: true })).toEqual([]);
  expect(on('windows', { hostPID: false, securityContext: { sysctls: [] } })).toEqual([]);
});
