import { valueText } from '../../util/value-text';
import { describeSelector, Field, groupOf, Manifest, matches, readLabelSelector } from '../../manifests';
import { NOT_APPLICABLE, Rule, Violation } from '../engine/rule';
import { RuleContext } from '../engine/rule-context';

export const monitorSelectsNothing: Rule = {
  id: 'monitor-selects-nothing',
  title: 'ServiceMonitor or PodMonitor selects nothing',
  severity: 'warning',
  explanation:
    'Prometheus scrapes nothing, and nothing says so: no Service (for a PodMonitor, no pod) of the namespace has the labels, or none that has ' +
    'them has the named port. The labels are those of the Service itself, not of its pods.',
  remediation:
    'Write the labels of the Service, and the name of one of its ports, or name other namespaces in namespaceSelector.',
  upstream: 'https://prometheus-operator.dev/docs/developer/getting-started/#using-servicemonitors',
  kinds: ['ServiceMonitor', 'PodMonitor'],
  evaluate({ root, manifest }, context) {
    const spec = root.get('spec');
    if (groupOf(manifest) !== 'monitoring.coreos.com' || spec.get('namespaceSelector').isPresent) {
      return NOT_APPLICABLE;
    }
    const selector = readLabelSelector(spec.get('selector')) ?? { requirements: [] };
    const isService = manifest.kind === 'ServiceMonitor';
    const services = isService
      ? context.model
          .byKind('Service')
          .filter(
            (service) =>
              service.namespace === manifest.namespace
              && matches(selector, context.subject(service).root.get('metadata', 'labels').stringMap()),
          )
      : [];
    const count = isService ? services.length : context.model.selectSomePods(manifest.namespace, selector).length;
    return count === 0
      ? [{
          pointer: '/spec/selector',
          message: `no ${isService ? 'Service' : 'pod'} in namespace ${manifest.namespace} has ${describeSelector(selector)}`,
        }]
      : isService
        ? spec
            .get('endpoints')
            .items()
            .flatMap((endpoint) => portMissing(endpoint.get('port'), services, context))
        : [];
  },
};

/** An endpoint names a port of the Service. */
function portMissing({ value, pointer }: Field, services: Manifest[], context: RuleContext): Violation[] {
  const names = services.flatMap((service) =>
    context
      .subject(service)
      .root.get('spec', 'ports')
      .items()
      .map((port) => port.get('name').value),
  );
  return typeof value !== 'string' || names.includes(value)
    ? []
    : [{
        pointer,
        message: `no Service that is selected has a port named ${value}; they have ${names.map((name) => valueText(name ?? 'one without a name')).join(', ') || 'none'}`,
      }];
}
