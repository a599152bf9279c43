import { whenNotWritten } from './applied-replicas';
import { project } from './project';

const LAST = 'kubectl.kubernetes.io/last-applied-configuration';
const object = (replicas: number, metadata: object) => ({ apiVersion: 'apps/v1', kind: 'Deployment',
  metadata: { name: 'a', ...metadata }, spec: { replicas } });
const last = (spec: object) => ({ annotations: { [LAST]: JSON.stringify({ spec }) } });
const owner = (operation: string, fields: object = { 'f:replicas': {} }) =>
  ({ operation, fieldsV1: { 'f:spec': fields } });
const managed = (...managedFields: object[]) => ({ managedFields });

test.each<[string, string | undefined, object]>([
  ['goes where kubectl wrote it', 'default', last({ replicas: 3 })],
  ['stays where kubectl never wrote it', 'stays', last({})],
  ['is open where somebody has scaled since', 'open', last({ replicas: 2 })],
  ['is open where others own it beside kubectl', 'open',
    { ...last({ replicas: 3 }), ...managed(owner('Update'), owner('Apply')) }],
  ['is open where a server-side apply wrote it after kubectl', 'open', { ...last({}), ...managed(owner('Apply')) }],
  ['goes where one server-side apply owns it', 'default', managed(owner('Apply'), owner('Update', { 'f:paused': {} }))],
  ['stays where others own it as well', 'stays', managed(owner('Apply'), owner('Update'))],
  ['stays where no apply owns it', 'stays', managed(owner('Update'))],
  ['is not told where nothing says so', undefined, {}],
  ['is not told by what is cut off', undefined, { annotations: { [LAST]: '{"spec":' } }],
])('a number that is not written %s', (_, expected, metadata) =>
  expect(whenNotWritten(object(3, metadata))).toBe(expected));

test('the manifest of the last apply is not kept, and what it tells of the number is', () => {
  const kept = project(object(3, last({ replicas: 3, secret: 'x' })));
  expect(JSON.stringify(kept)).not.toContain('secret');
  expect([kept.whenNotWritten, project(kept).whenNotWritten]).toEqual(['default', 'default']);
  expect(project({ kind: 'Service', metadata: { name: 'a', ...last({}) }, spec: {} }))
    .not.toHaveProperty('whenNotWritten');
});
