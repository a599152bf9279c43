import { valueText } from '../../util/value-text';
import { groupOf, Model } from '../../manifests';
import { NOT_APPLICABLE, Rule } from '../engine/rule';

const GATEWAY_API = 'gateway.networking.k8s.io';

/** Objects that add listeners to a Gateway: https://gateway-api.sigs.k8s.io/geps/gep-1713/ */
function hasListenerSets(model: Model): boolean {
  return ['ListenerSet', 'XListenerSet'].some((kind) => model.byKind(kind).length > 0);
}

export const routeParentMissing: Rule = {
  id: 'route-parent-missing',
  title: 'Gateway of a route does not exist',
  severity: 'error',
  explanation:
    'A route that names a Gateway, or a listener, which does not exist is attached to nothing: no request reaches it, and nothing says so ' +
    'but its status. Gateways of namespaces that the manifests do not hold are not looked for; where the manifests hold no Gateway at ' +
    'all it is a warning.',
  remediation: 'Write the name of the Gateway, its namespace where it is another, and the name of one of its listeners.',
  upstream: 'https://gateway-api.sigs.k8s.io/api-types/httproute/#attaching-to-gateways',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'],
  evaluate({ root, manifest }, context) {
    const parents = root.get('spec', 'parentRefs').items()
      .filter((parent) => (parent.get('kind').value ?? 'Gateway') === 'Gateway'
        && (parent.get('group').value ?? GATEWAY_API) === GATEWAY_API);
    // What a route is attached to is often the platform's: there with no application.
    const isOwn = context.model.byKind('Gateway').some((gateway) => groupOf(gateway) === GATEWAY_API);
    if (groupOf(manifest) !== GATEWAY_API || parents.length === 0) {
      return NOT_APPLICABLE;
    }
    return parents.flatMap((parent) => {
      const [name, section] = [parent.get('name').string() ?? '', parent.get('sectionName').string()];
      const namespace = parent.get('namespace').string() ?? manifest.namespace;
      const gateway = context.model.find('Gateway', namespace, name);
      if (!gateway || groupOf(gateway) !== GATEWAY_API) {
        const isUnknown = namespace !== manifest.namespace
          && !context.model.manifests.some((each) => each.namespace === namespace);
        return isUnknown ? [] : [{
          pointer: parent.get('name').pointer,
          message: `Gateway ${name} is not among the manifests of namespace ${namespace}`,
          severity: isOwn ? undefined : 'warning',
        }];
      }
      const listeners = context.subject(gateway).root.get('spec', 'listeners').items()
        .map((listener) => valueText(listener.get('name').value));
      return section === undefined || listeners.includes(section) || hasListenerSets(context.model) ? [] : [{
        pointer: parent.get('sectionName').pointer,
        message: `Gateway ${name} has no listener ${section}; it has ${listeners.join(', ') || 'none'}`,
      }];
    });
  },
};
