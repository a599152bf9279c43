import { reachByName } from './storage-class-names';

test.each<[string, ReturnType<typeof reachByName>]>([
  ['gp3', 'zone'], ['ebs-sc', 'zone'], ['standard-rwo', 'zone'], ['managed-csi-premium', 'zone'], ['efs', 'everywhere'],
  ['efs-sc', 'everywhere'], ['standard-rwx', 'everywhere'], ['azurefile-csi', 'everywhere'],
  ['nfs-client', 'everywhere'], ['local-path', 'node'], ['openebs-hostpath', 'node'], ['local-nfs', 'node'],
  ['standard', undefined], ['default', undefined], ['fast', undefined], ['', undefined], ['prefs', undefined],
])('the name %j tells %s', (name, reach) => expect(reachByName(name)).toBe(reach));
