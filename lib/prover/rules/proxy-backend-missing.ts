import { valueText } from '../../util/value-text';
import { Field, groupOf, Manifest } from '../../manifests';
import { makesServices } from '../engine/makers';
import { NOT_APPLICABLE, Rule, Violation } from '../engine/rule';
import { RuleContext } from '../engine/rule-context';

/** A Service that a route of a proxy names. */
interface Backend {
  /** The field that names it. */
  readonly field: Field;
  readonly name: string;
  readonly namespace: string;
  /** Name or number of a port of the Service; undefined where the proxy needs none. */
  readonly port?: unknown;
}

type Reader = (spec: Field, route: Manifest) => Backend[];

export const proxyBackendMissing: Rule = {
  id: 'proxy-backend-missing',
  title: 'Backend of a proxy does not exist',
  severity: 'error',
  explanation:
    'Requests that a VirtualService of Istio, an IngressRoute of Traefik or a Route of OpenShift sends to a Service that does not exist, ' +
    'or to a port that it lacks, are answered with 404 or 503. Hosts outside the cluster and namespaces that the manifests do not hold ' +
    'are not looked for. It is a warning where objects of unknown kinds may make the Service.',
  remediation: 'Write the name of a Service, its namespace where it is another, and one of its ports.',
  upstream: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination',
  kinds: ['VirtualService', 'IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP', 'Route'],
  evaluate({ root, manifest }, context) {
    const read = READERS[groupOf(manifest)];
    const backends = read?.(root.get('spec'), manifest) ?? [];
    return backends.length === 0 ? NOT_APPLICABLE : backends.flatMap((backend) => missing(backend, context));
  },
};

/** By API group. */
const READERS: { readonly [group: string]: Reader } = {
  'networking.istio.io': istioBackends,
  'traefik.io': traefikBackends,
  'traefik.containo.us': traefikBackends,
  'route.openshift.io': (spec, { namespace }) => [spec.get('to'), ...spec.get('alternateBackends').items()]
    .filter((backend) => (backend.get('kind').value ?? 'Service') === 'Service')
    .flatMap((backend) => named(backend.get('name'), namespace)),
};

/** Short names stand for the namespace of the rule: istio.io, VirtualService, Destination, `host`. */
function istioBackends(spec: Field, { namespace }: Manifest): Backend[] {
  return ['http', 'tls', 'tcp'].flatMap((protocol) => spec.get(protocol).items())
    .flatMap((rule) => [
      ...rule.get('route').items().map((route) => route.get('destination')),
      rule.get('mirror'),
      ...rule.get('mirrors').items().map((mirror) => mirror.get('destination')),
    ])
    .flatMap((destination) => {
      const host = destination.get('host');
      const [, name, own] = /^([a-z0-9-]+)(?:\.([a-z0-9-]+)\.svc(?:\.cluster\.local)?)?$/.exec(text(host)) ?? [];
      const port = destination.get('port', 'number').value;
      return name === undefined ? [] : [{ field: host, name, namespace: own ?? namespace, port }];
    });
}

function traefikBackends(spec: Field, { namespace }: Manifest): Backend[] {
  return spec.get('routes').items()
    .flatMap((route) => route.get('services').items())
    .filter((service) => (service.get('kind').value ?? 'Service') === 'Service')
    .flatMap((service) =>
      named(service.get('name'), text(service.get('namespace')) || namespace, service.get('port').value));
}

function named(field: Field, namespace: string, port?: unknown): Backend[] {
  return text(field) === '' ? [] : [{ field, name: text(field), namespace, port }];
}

function text({ value }: Field): string {
  return typeof value === 'string' ? value : '';
}

function missing({ field, name, namespace, port }: Backend, context: RuleContext): Violation[] {
  const { model } = context;
  const service = model.find('Service', namespace, name);
  if (!service) {
    // Another namespace may hold what other manifests brought, and a ServiceEntry is a name for what stands elsewhere.
    const isOpen = !model.manifests.some((each) => each.namespace === namespace && each !== field.manifest)
      || model.byKind('ServiceEntry').some((entry) =>
        context.subject(entry).root.get('spec', 'hosts').items().some(({ value }) => value === text(field)));
    return isOpen ? [] : [{
      pointer: field.pointer,
      message: `Service ${name} is not among the manifests of namespace ${namespace}`,
      severity: makesServices(context) ? 'warning' : undefined,
    }];
  }
  const spec = context.subject(service).root.get('spec');
  const ports = spec.get('ports').items();
  const isThere = ports.some((each) => [each.get('port').value, each.get('name').value].includes(port));
  return port === undefined || port === null || spec.get('type').value === 'ExternalName' || isThere ? [] : [{
    pointer: field.pointer,
    message: `Service ${name} has no port ${valueText(port)}; its ports are ` +
      `${ports.map((each) => valueText(each.get('port').value)).join(', ') || 'none'}`,
  }];
}
