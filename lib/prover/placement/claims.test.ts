import { ClaimIndex, ClaimUse } from './claims';
import { load, surge, workload } from '../../../test/support/rollout';

const claim = (name: string, accessModes: unknown, namespace?: string): object => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace },
  spec: { accessModes, resources: { requests: { storage: '1Gi' } } },
});
const mounts = (...claims: string[]) => ({
  volumes: claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })),
});
const web = (name: string, ...claims: string[]) => workload('Deployment', name, {}, surge(1), mounts(...claims));

/** How the claims of the first workload tie its pods. */
function use(...objects: object[]): ClaimUse {
  const model = load(...objects);
  return new ClaimIndex(model).use(model.workloads[0]);
}

test.each<[string, unknown, Partial<ClaimUse>]>([
  ['one node at a time', ['ReadWriteOnce'], { attachment: 'node', claimName: 'data', unknown: [] }],
  ['one pod at a time', ['ReadWriteOncePod'], { attachment: 'pod', claimName: 'data', unknown: [] }],
  ['many nodes', ['ReadWriteMany'], { attachment: 'free', claimName: 'data', unknown: [] }],
  ['many nodes, to read', ['ReadOnlyMany'], { attachment: 'free', unknown: [] }],
  ['many nodes or one', ['ReadWriteOnce', 'ReadWriteMany'], { attachment: 'free', unknown: [] }],
  ['one node or one pod', ['ReadWriteOnce', 'ReadWriteOncePod'], { attachment: 'pod', unknown: [] }],
  ['nobody says what', [], { attachment: 'free', claimName: undefined, unknown: ['data'] }],
  ['something else', ['Sometimes'], { attachment: 'node', unknown: [] }],
  ['no list', 'ReadWriteOnce', { attachment: 'free', unknown: ['data'] }],
])('a claim that attaches to %s', (_, accessModes, expected) => {
  expect(use(web('web', 'data'), claim('data', accessModes))).toMatchObject({ shared: [], ...expected });
});

test('a claim that is not in the input is not known', () => {
  expect(use(web('web', 'data'))).toMatchObject({
    attachment: 'free', claimName: undefined, unknown: ['data'], shared: [],
  });
  expect(use(web('web', 'data'), claim('data', ['ReadWriteOnce'], 'other'))).toMatchObject({ unknown: ['data'] });
});

test('no claim ties nothing', () => {
  expect(use(web('web'))).toEqual({
    attachment: 'free', claimName: undefined, unknown: [], shared: [], bound: [], staysInZone: false, zonal: [],
    local: [], perhapsZonal: [], staysOnNode: false, unseenVolumes: [],
    refusals: [], unprovided: [], placedEarly: [], placedAnew: [], disks: new Map(),
  });
});

test('of several claims the one that ties most counts', () => {
  const claims = [
    claim('many', ['ReadWriteMany']), claim('node', ['ReadWriteOnce']), claim('pod', ['ReadWriteOncePod']),
  ];
  expect(use(web('web', 'many', 'pod', 'node', 'gone'), ...claims)).toMatchObject({
    attachment: 'pod', claimName: 'pod', unknown: ['gone'], shared: [],
  });
  expect(use(web('web', 'many', 'node'), ...claims)).toMatchObject({ attachment: 'node', claimName: 'node' });
});

test('a claim that others mount is shared, unless every node can attach it', () => {
  const claims = [claim('many', ['ReadWriteMany']), claim('node', ['ReadWriteOnce'])];
  const shared = (...others: object[]) => use(web('web', 'many', 'node', 'gone'), ...others, ...claims).shared;
  expect(shared(web('other', 'many', 'node', 'gone'))).toEqual(['node', 'gone']);
  expect(shared(web('other', 'many'))).toEqual([]);
  expect(shared({ ...(web('other', 'node') as object), metadata: { name: 'other', namespace: 'elsewhere' } })).toEqual(
    [],
  );
});

test('a claim that one workload mounts twice is not shared', () => {
  expect(use(web('web', 'node', 'node'), claim('node', ['ReadWriteOnce'])).shared).toEqual([]);
});
