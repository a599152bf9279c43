import {
  BUILT_IN_RESOURCES, getAll, PROGRESS_RESOURCES, readingRules, RESOURCES_WHERE_SERVED, ROOM_RESOURCES,
} from './live-resources';

const names = (resources: readonly (readonly [string, string])[]) => resources.map(([name]) => name);

test('each resource is there once, and so is each kind', () => {
  const all = [...BUILT_IN_RESOURCES, ...RESOURCES_WHERE_SERVED];
  expect([new Set(names(all)).size, new Set(all.map(([, kind]) => kind)).size]).toEqual([all.length, all.length]);
  expect(all.filter(([resource, kind]) => !resource.startsWith(kind.toLowerCase().slice(0, 5)))).toEqual([]);
});

test('who has the room is told by nodes and pods, and how updates get on by their objects and events', () => {
  expect(names(ROOM_RESOURCES)).toEqual(['nodes', 'pods']);
  expect(names(PROGRESS_RESOURCES)).toEqual([
    'deployments.apps', 'statefulsets.apps', 'daemonsets.apps', 'replicasets.apps', 'jobs.batch',
    'persistentvolumeclaims', 'poddisruptionbudgets.policy', 'resourcequotas', 'events',
  ]);
});

test('rights are to get and to list, by API group', () => {
  const rules = readingRules();
  expect(rules.every(({ verbs, apiGroups }) => verbs.join() === 'get,list' && apiGroups.length === 1)).toBe(true);
  const of = (group: string) => rules.find(({ apiGroups }) => apiGroups[0] === group)?.resources;
  expect(of('')).toEqual(['nodes', 'pods', 'namespaces', 'persistentvolumeclaims', 'persistentvolumes',
    'resourcequotas', 'limitranges', 'serviceaccounts']);
  expect([of('apps'), of('storage.k8s.io'), of('serving.kserve.io')]).toEqual([
    ['deployments', 'statefulsets', 'daemonsets', 'replicasets', 'controllerrevisions'],
    ['storageclasses', 'csinodes', 'csidrivers', 'csistoragecapacities'], ['inferenceservices'],
  ]);
  expect(rules.flatMap(({ resources }) => resources))
    .toHaveLength(BUILT_IN_RESOURCES.length + RESOURCES_WHERE_SERVED.length);
});

test('objects are got of all namespaces, or of one', () => {
  expect(getAll(ROOM_RESOURCES)).toEqual(['get', 'nodes,pods', '--all-namespaces', '--output', 'json']);
  expect(getAll(ROOM_RESOURCES, 'shop')).toEqual(['get', 'nodes,pods', '--namespace', 'shop', '--output', 'json']);
});
