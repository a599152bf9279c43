import { viewOf } from '../../../test/support/operate';
import { controllerRevisionBefore } from './revision-before';

const DATABASE = { kind: 'StatefulSet', namespace: 'a', name: 'db' };
const template = (image: string) => ({ spec: { containers: [{ name: 'main', image }] } });

function revision(number: number, owner = 'db') {
  return {
    apiVersion: 'apps/v1', kind: 'ControllerRevision', revision: number,
    metadata: {
      name: `${owner}-${number}`, namespace: 'a',
      ownerReferences: [{ kind: 'StatefulSet', name: owner, controller: true }],
    },
    data: { spec: { template: { $patch: 'replace', ...template(`db:${number}`) } } },
  };
}

function before(...revisions: object[]) {
  const view = viewOf({
    apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db', namespace: 'a' },
    spec: { replicas: 2, template: template('db:9') },
  }, ...revisions);
  const history = view.snapshot.objects.filter(({ kind }) => kind === 'ControllerRevision');
  return controllerRevisionBefore(view.find(DATABASE)!, history);
}

test('a StatefulSet goes back to the revision with the highest number but one, in whatever order they come', () => {
  expect(before(revision(4), revision(2), revision(3))).toMatchObject({
    revision: 3, manifest: { json: { spec: { replicas: 2, template: template('db:3') } } },
  });
  expect(JSON.stringify(before(revision(2), revision(1))?.manifest.json)).not.toContain('$patch');
});

test('there is nothing before the first revision, and those of others do not count', () => {
  expect(before(revision(1))).toBeUndefined();
  expect(before(revision(2), revision(1, 'other'))).toBeUndefined();
});
