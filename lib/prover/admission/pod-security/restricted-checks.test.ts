import { container } from '../../../../test/support/rules';
import { breachesOf } from '../../../../test/support/pod-security-breaches';
import { RESTRICTED_CHECKS } from './restricted-checks';

const CLOSED = {
  allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};
const restricted = (spec: object, minor = 37) => breachesOf('restricted', spec, {}, minor);
const closed = (more: object = {}, pod: object = {}, minor = 37) =>
  restricted({ containers: [container({ securityContext: { ...CLOSED, ...more } })], ...pod }, minor);
const CONTEXT = '/spec/containers/0/securityContext';

test('says of each check what must be, and what it asks in the place of', () => {
  const told = RESTRICTED_CHECKS.map(({ id, demand, overrides = [] }) => [id, demand, ...overrides].join(' | '));
  expect([...new Set(told)]).toEqual([
    'allowPrivilegeEscalation | must be false',
    'capabilities_restricted | must drop ALL and add at most NET_BIND_SERVICE | capabilities_baseline',
    'procMount_restricted | must be Default | procMount',
    'restrictedVolumes | must be one of configMap, csi, downwardAPI, emptyDir, ephemeral, image, ' +
      'persistentVolumeClaim, projected, secret | hostPathVolumes',
    'runAsNonRoot | must be true',
    'runAsUser | must not be 0',
    'seccompProfile_restricted | must be RuntimeDefault or Localhost | seccompProfile_baseline',
  ]);
});

test('names everything that a container leaves open, each from its version on', () => {
  const open = (minor: number) => restricted({ containers: [container()] }, minor);
  expect(closed()).toEqual([]);
  expect(open(37)).toEqual([
    `allowPrivilegeEscalation ${CONTEXT}/allowPrivilegeEscalation`,
    `capabilities_restricted ${CONTEXT}/capabilities/drop`,
    `runAsNonRoot ${CONTEXT}/runAsNonRoot`,
    `seccompProfile_restricted ${CONTEXT}/seccompProfile/type`,
  ]);
  expect([7, 8, 18, 19, 21, 22, 25].map((minor) => open(minor).length)).toEqual([1, 2, 2, 3, 3, 4, 4]);
});

test('asks Windows pods since 1.25 no more for what Windows does not have', () => {
  const windows = (minor: number) => restricted({ os: { name: 'windows' }, containers: [container()] }, minor)
    .map((breach) => breach.split(' ')[0]);
  expect(windows(24)).toEqual(['allowPrivilegeEscalation', 'capabilities_restricted', 'runAsNonRoot',
    'seccompProfile_restricted']);
  expect(windows(25)).toEqual(['runAsNonRoot']);
});

test('lets pods with users of their own be root since 1.35, and have no file system unmasked', () => {
  const root = { runAsNonRoot: false, runAsUser: 0, procMount: 'Unmasked' };
  const [users, proc] = [[`runAsNonRoot ${CONTEXT}/runAsNonRoot`, `runAsUser ${CONTEXT}/runAsUser`],
    `${CONTEXT}/procMount`];
  const own = { hostUsers: false };
  expect([closed(root, own, 34), closed(root, own, 35)])
    .toEqual([[`procMount ${proc}`, ...users], [`procMount_restricted ${proc}`]]);
  expect([closed(root, {}, 35), closed({ runAsUser: 0 }, {}, 22), closed({ runAsUser: 0 }, {}, 23)])
    .toEqual([[`procMount_restricted ${proc}`, ...users], [], users.slice(1)]);
});

test('takes what the pod says of users and of seccomp where the container says nothing', () => {
  const ofPod = (securityContext: object) => ({ securityContext });
  const left = { runAsNonRoot: undefined, seccompProfile: undefined };
  expect(closed(left, ofPod({ runAsNonRoot: true, seccompProfile: { type: 'Localhost' } }))).toEqual([]);
  expect(closed({}, ofPod({ runAsNonRoot: false, runAsUser: 0, seccompProfile: { type: 'Unconfined' } }))).toEqual([
    'runAsNonRoot /spec/securityContext/runAsNonRoot', 'runAsUser /spec/securityContext/runAsUser',
    'seccompProfile_restricted /spec/securityContext/seccompProfile/type',
  ]);
  const opened = { runAsNonRoot: false, seccompProfile: { type: 'Unconfined' } };
  expect(closed(opened, ofPod({ runAsNonRoot: true, seccompProfile: { type: 'Localhost' } }))).toEqual([
    `runAsNonRoot ${CONTEXT}/runAsNonRoot`, `seccompProfile_restricted ${CONTEXT}/seccompProfile/type`,
  ]);
});

test('takes one capability, and no escalation that is not refused in words', () => {
  expect(closed({ capabilities: { drop: ['KILL', 'ALL'], add: ['NET_BIND_SERVICE', 'CHOWN'] } }))
    .toEqual([`capabilities_restricted ${CONTEXT}/capabilities/add/1`]);
  expect(closed({ capabilities: { drop: ['KILL'], add: ['NET_BIND_SERVICE'] } }))
    .toEqual([`capabilities_restricted ${CONTEXT}/capabilities/drop`]);
  expect(closed({ allowPrivilegeEscalation: 'false' }))
    .toEqual([`allowPrivilegeEscalation ${CONTEXT}/allowPrivilegeEscalation`]);
});

test('takes volumes of some types, and one without a source as an emptyDir', () => {
  const types = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim',
    'projected', 'secret', 'hostPath', 'nfs'];
  expect(closed({}, { volumes: [{ name: 'none' }, { name: 'null', nfs: null },
    ...types.map((type) => ({ name: type, [type]: {} }))] })).toEqual([
    'restrictedVolumes /spec/volumes/11/hostPath', 'restrictedVolumes /spec/volumes/12/nfs',
  ]);
});
