import { textOf } from '../../util/value-text';
import { Field, groupOf, Manifest } from '../../manifests';
import { RuleContext } from './rule-context';

/**
 * How a kind names the Secrets that its controller makes, in the namespace of the object unless `namespace/` stands
 * before.
 */
interface Producer {
  readonly group: string;
  readonly names: (spec: Field, name: string) => unknown[];
}

const ownName = (_: Field, name: string): unknown[] => [name];
const at =
  (...path: string[]) =>
  (spec: Field): unknown[] => [spec.get(...path).value];
const all =
  (list: string, ...path: string[]) =>
  (spec: Field): unknown[] =>
    spec
      .get(list)
      .items()
      .map((item) => item.get(...path).value);

/**
 * Sources: the API reference of each operator. A kind whose Secrets are named after users or random parts is left out.
 */
const PRODUCERS: { readonly [kind: string]: Producer } = {
  ExternalSecret: { group: 'external-secrets.io', names: (spec, name) => [spec.get('target', 'name').value ?? name] },
  ClusterExternalSecret: {
    group: 'external-secrets.io',
    names: (spec, name) => [
      spec.get('externalSecretSpec', 'target', 'name').value ?? spec.get('externalSecretName').value ?? name,
    ],
  },
  SealedSecret: {
    group: 'bitnami.com',
    names: (spec, name) => [spec.get('template', 'metadata', 'name').value ?? name],
  },
  Certificate: { group: 'cert-manager.io', names: at('secretName') },
  Issuer: { group: 'cert-manager.io', names: at('acme', 'privateKeySecretRef', 'name') },
  SecretProviderClass: { group: 'secrets-store.csi.x-k8s.io', names: all('secretObjects', 'secretName') },
  VaultStaticSecret: { group: 'secrets.hashicorp.com', names: at('destination', 'name') },
  VaultDynamicSecret: { group: 'secrets.hashicorp.com', names: at('destination', 'name') },
  VaultPKISecret: { group: 'secrets.hashicorp.com', names: at('destination', 'name') },
  OnePasswordItem: { group: 'onepassword.com', names: ownName },
  InfisicalSecret: { group: 'secrets.infisical.com', names: at('managedSecretReference', 'secretName') },
  DopplerSecret: { group: 'secrets.doppler.com', names: at('managedSecret', 'name') },
  BitwardenSecret: { group: 'k8s.bitwarden.com', names: at('secretName') },
  SopsSecret: { group: 'isindir.github.com', names: all('secretTemplates', 'name') },
  AzureKeyVaultSecret: { group: 'spv.no', names: at('output', 'secret', 'name') },
  KafkaUser: { group: 'kafka.strimzi.io', names: ownName },
  ObjectBucketClaim: { group: 'objectbucket.io', names: ownName },
  RabbitmqCluster: { group: 'rabbitmq.com', names: (_, name) => [`${name}-default-user`, `${name}-erlang-cookie`] },
  Elasticsearch: {
    group: 'elasticsearch.k8s.elastic.co',
    names: (_, name) => [`${name}-es-elastic-user`, `${name}-es-http-certs-public`],
  },
  Grafana: { group: 'grafana.integreatly.org', names: (_, name) => [`${name}-admin-credentials`] },
  Cluster: {
    group: 'postgresql.cnpg.io',
    names: (_, name) => ['app', 'superuser', 'ca', 'server', 'replication'].map((part) => `${name}-${part}`),
  },
  PostgresCluster: {
    group: 'postgres-operator.crunchydata.com',
    names: (spec, name) => [name, ...all('users', 'name')(spec)].map((user) => `${name}-pguser-${textOf(user)}`),
  },
  postgresql: {
    group: 'acid.zalan.do',
    names: (spec, name) => ['postgres', 'standby', ...spec.get('users').entries().map(([user]) => user)]
      .map((user) => `${user.replace(/_/g, '-')}.${name}.credentials.postgresql.acid.zalan.do`),
  },
};

/** The annotation on a Service by which OpenShift makes a certificate for it, in the Secret that it names. */
const SERVING_CERTS = [
  'service.beta.openshift.io/serving-cert-secret-name', 'service.alpha.openshift.io/serving-cert-secret-name',
];

/** Annotations by which cert-manager makes certificates for the hosts of an Ingress or a Gateway. */
const ISSUERS = ['cert-manager.io/issuer', 'cert-manager.io/cluster-issuer', 'kubernetes.io/tls-acme'];

/** `namespace/name` of Secrets that other objects of the manifests produce. */
export function producedSecrets(context: RuleContext): ReadonlySet<string> {
  const made = (manifest: Manifest, names: unknown[]) =>
    names.filter((name) => typeof name === 'string').map((name) => `${manifest.namespace}/${name}`);
  return new Set([
    ...Object.entries(PRODUCERS).flatMap(([kind, { group, names }]) =>
      context.model.byKind(kind).filter((manifest) => groupOf(manifest) === group)
        .flatMap((manifest) => made(manifest, names(context.subject(manifest).root.get('spec'), manifest.name)))),
    ...context.model.byKind('Service').flatMap((manifest) =>
      made(
        manifest,
        SERVING_CERTS.map((key) => context.subject(manifest).root.get('metadata', 'annotations', key).value),
      ),
    ),
    ...['Ingress', 'Gateway']
      .flatMap((kind) => context.model.byKind(kind))
      .flatMap((manifest) => made(manifest, issuedFor(manifest, context))),
  ]);
}

function issuedFor(manifest: Manifest, context: RuleContext): unknown[] {
  const { root } = context.subject(manifest);
  if (!ISSUERS.some((key) => root.get('metadata', 'annotations', key).isPresent)) {
    return [];
  }
  const spec = root.get('spec');
  return manifest.kind === 'Ingress'
    ? all('tls', 'secretName')(spec)
    : spec
        .get('listeners')
        .items()
        .flatMap((listener) =>
          listener
            .get('tls', 'certificateRefs')
            .items()
            .map((ref) => ref.get('name').value),
        );
}

/** Whether a Secret is in the manifests, made from them, or declared to exist outside. */
export function secretExists(context: RuleContext, namespace: string, name: string): boolean {
  return context.model.find('Secret', namespace, name) !== undefined
    || context.declaredSecrets.has(namespace, name)
    || context.once(producedSecrets).has(`${namespace}/${name}`);
}

/** What the token controller appended to the name of an account: letters of k8s.io/apimachinery pkg/util/rand. */
const TOKEN_SUFFIX = /^-token-[bcdfghjklmnpqrstvwxz2456789]{5}$/;

/**
 * Whether a Secret is the token of a pod's own account, which admission wrote into pods before Kubernetes 1.24: dumps
 * of running pods name it, and whoever makes the pod again gets another one.
 */
export function isTokenOfAccount(name: string, podSpec: Field): boolean {
  const account = textOf(podSpec.get('serviceAccountName').value ?? podSpec.get('serviceAccount').value ?? 'default');
  return name.startsWith(account) && TOKEN_SUFFIX.test(name.slice(account.length));
}
