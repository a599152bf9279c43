import { CLUSTER_SCOPED_KINDS } from './cluster-scoped-kinds';
import { schemaKind, schemaKinds } from './schema';

/** Asked and not kept. */
const ASKED = /Review$|Request$/;

test('the kinds without a namespace are those of the published schema', () => {
  const published = schemaKinds().flatMap((kind) => {
    const [apiVersion, name] = kind.split(' ');
    return schemaKind(apiVersion, name)!.isNamespaced || (ASKED.test(name) && !name.startsWith('Cert')) ? [] : [name];
  });
  expect([...new Set(published)].sort()).toEqual([...CLUSTER_SCOPED_KINDS].sort());
});
