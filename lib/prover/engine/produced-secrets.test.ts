import { container, deployment, Json, judge, object, only } from '../../../test/support/rules';

const check = (name: string, maker: Json) =>
  judge('secret-missing', [deployment({ containers: [container({ envFrom: [{ secretRef: { name } }] })] }), maker]);
const annotated = (kind: string, annotations: Json, body: Json, apiVersion: string) =>
  ({ ...object(kind, 'web', body, apiVersion), metadata: { name: 'web', namespace: 'shop', annotations } });

test.each<[string, Json]>([
  ['key', object('ExternalSecret', 'key', { spec: {} }, 'external-secrets.io/v1')],
  [
    'key',
    object(
      'SecretProviderClass',
      'p',
      { spec: { secretObjects: [{ secretName: 'key' }] } },
      'secrets-store.csi.x-k8s.io/v1',
    ),
  ],
  [
    'key',
    object('VaultStaticSecret', 'v', { spec: { destination: { name: 'key' } } }, 'secrets.hashicorp.com/v1beta1'),
  ],
  ['key', object('OnePasswordItem', 'key', {}, 'onepassword.com/v1')],
  ['pg-app', object('Cluster', 'pg', { spec: {} }, 'postgresql.cnpg.io/v1')],
  [
    'pg-pguser-rita',
    object(
      'PostgresCluster', 'pg', { spec: { users: [{ name: 'rita' }] } }, 'postgres-operator.crunchydata.com/v1beta1',
    ),
  ],
  ['es-es-elastic-user', object('Elasticsearch', 'es', {}, 'elasticsearch.k8s.elastic.co/v1')],
  [
    'tls',
    annotated(
      'Ingress', { 'cert-manager.io/cluster-issuer': 'le' }, { spec: { tls: [{ secretName: 'tls' }] } },
      'networking.k8s.io/v1',
    ),
  ],
  ['tls', annotated('Service', { 'service.beta.openshift.io/serving-cert-secret-name': 'tls' }, { spec: {} }, 'v1')],
])('complies with Secret %s, which %j produces', (name, maker) => expect(check(name, maker)).toBe('compliant'));

test.each<[string, Json]>([
  [
    'an ingress that no issuer looks after',
    annotated('Ingress', {}, { spec: { tls: [{ secretName: 'tls' }] } }, 'networking.k8s.io/v1'),
  ],
  ['a kind of the same name in another group', object('Cluster', 'pg', { spec: {} }, 'cluster.x-k8s.io/v1beta1')],
])('fails for %s', (_, maker) => expect(only(check(maker.kind === 'Ingress' ? 'tls' : 'pg-app', maker))).toBeDefined());
