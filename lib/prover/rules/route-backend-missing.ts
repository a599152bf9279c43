import { valueText } from '../../util/value-text';
import { Field, groupOf, Manifest } from '../../manifests';
import { makesServices } from '../engine/makers';
import { NOT_APPLICABLE, Rule, Violation } from '../engine/rule';
import { RuleContext } from '../engine/rule-context';

export const routeBackendMissing: Rule = {
  id: 'route-backend-missing',
  title: 'Backend of a route does not exist',
  severity: 'error',
  explanation:
    'Requests that a route of the Gateway API sends to a Service that does not exist, or to a port that it lacks, are answered with 500. It ' +
    'is a warning where objects of unknown kinds may make the Service.',
  remediation:
    'Write the name of a Service and the number of one of its ports; for another namespace, the namespace too, and a ReferenceGrant there.',
  upstream: 'https://gateway-api.sigs.k8s.io/api-types/httproute/#backendrefs-optional',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'],
  evaluate({ root, manifest }, context) {
    const rules = root.get('spec', 'rules').items();
    const backends = rules
      .flatMap((rule) => [
        ...rule.get('backendRefs').items(),
        ...rule.get('filters').items().map((filter) => filter.get('requestMirror', 'backendRef')),
      ])
      .filter((backend) => backend.isPresent && isService(backend));
    return groupOf(manifest) !== 'gateway.networking.k8s.io' || backends.length === 0
      ? NOT_APPLICABLE
      : backends.flatMap((backend) => missing(backend, manifest, context));
  },
};

function isService(backend: Field): boolean {
  return (backend.get('kind').value ?? 'Service') === 'Service' && (backend.get('group').value ?? '') === '';
}

function missing(backend: Field, route: Manifest, context: RuleContext): Violation[] {
  const name = backend.get('name').string() ?? '';
  const namespace = backend.get('namespace').string() ?? route.namespace;
  const isElsewhere = namespace !== route.namespace;
  const service = context.model.find('Service', namespace, name);
  if (!service) {
    // Another namespace may hold what other manifests brought.
    const isUnknown = isElsewhere && !context.model.manifests.some((each) => each.namespace === namespace);
    return isUnknown ? [] : [{
      pointer: backend.get('name').pointer,
      message: `Service ${name} is not among the manifests of namespace ${namespace}`,
      severity: makesServices(context) ? 'warning' : undefined,
    }];
  }
  if (isElsewhere && !isGranted(route, service, context)) {
    return [{
      pointer: backend.get('namespace').pointer,
      message: `no ReferenceGrant in namespace ${namespace} lets a ${route.kind} of namespace ${route.namespace} ` +
        `name Service ${name}`,
    }];
  }
  const ports = context.subject(service).root.get('spec', 'ports').items().map((port) => port.get('port').value);
  const wanted = backend.get('port').value;
  return wanted === undefined || ports.includes(wanted) ? [] : [{
    pointer: backend.get('port').pointer,
    message: `Service ${name} has no port ${valueText(wanted)}; its ports are ${ports.map(valueText).join(', ') || 'none'}`,
  }];
}

/** https://gateway-api.sigs.k8s.io/api-types/referencegrant/ */
function isGranted(route: Manifest, { namespace, name }: Manifest, context: RuleContext): boolean {
  return context.model.byKind('ReferenceGrant').filter((grant) => grant.namespace === namespace).some((grant) => {
    const spec = context.subject(grant).root.get('spec');
    return spec.get('from').items().some((from) =>
      from.get('kind').value === route.kind && from.get('namespace').value === route.namespace)
      && spec.get('to').items().some((to) =>
        to.get('kind').value === 'Service' && [undefined, null, name].includes(to.get('name').value as string));
  });
}
