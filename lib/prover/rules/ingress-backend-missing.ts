import { valueText } from '../../util/value-text';
import { Field, Manifest } from '../../manifests';
import { makesServices } from '../engine/makers';
import { NOT_APPLICABLE, Rule, Violation } from '../engine/rule';
import { RuleContext } from '../engine/rule-context';

export const ingressBackendMissing: Rule = {
  id: 'ingress-backend-missing',
  title: 'Ingress backend does not exist',
  severity: 'error',
  explanation:
    'Requests to a path whose Service or port does not exist are answered with 503 or 404. It is a warning where objects of unknown kinds may make the Service.',
  remediation: 'Write the name of a Service in the same namespace, and one of its ports by name or number.',
  upstream: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource',
  kinds: ['Ingress'],
  evaluate({ root, manifest }, context) {
    const spec = root.get('spec');
    const paths = spec
      .get('rules')
      .items()
      .flatMap((rule) => rule.get('http', 'paths').items());
    const backends = [
      spec.get('defaultBackend', 'service'), ...paths.map((path) => path.get('backend', 'service')),
    ].filter(({ isPresent }) => isPresent);
    return backends.length === 0
      ? NOT_APPLICABLE
      : backends.flatMap((backend) =>
          isAction(backend) ? actionMissing(backend, root, context) : missing(backend, manifest.namespace, context),
        );
  },
};

/**
 * The AWS Load Balancer Controller takes a backend whose port is named so for an action in an annotation, not for a
 * Service (kubernetes-sigs/aws-load-balancer-controller pkg/ingress/enhanced_backend_builder.go
 * `buildActionViaAnnotation`).
 */
function isAction(backend: Field): boolean {
  return backend.get('port', 'name').value === 'use-annotation';
}

function actionMissing(backend: Field, root: Field, context: RuleContext): Violation[] {
  const name = backend.get('name').string() ?? '';
  const annotation = `alb.ingress.kubernetes.io/actions.${name}`;
  return root.get('metadata', 'annotations', annotation).isPresent || isWrittenByRollout(name, root.manifest, context)
    ? []
    : [{
        pointer: backend.get('name').pointer,
        message: `port use-annotation asks for an action, but there is no annotation ${annotation}`,
      }];
}

/**
 * Whether Argo Rollouts writes the action: it splits the traffic of the root service of a Rollout at the Ingress that
 * this names (argo-rollouts utils/ingress/ingress.go `ALBActionAnnotationKey`).
 */
function isWrittenByRollout(name: string, ingress: Manifest, context: RuleContext): boolean {
  return context.model.byKind('Rollout').filter(({ namespace }) => namespace === ingress.namespace).some((rollout) => {
    const canary = context.subject(rollout).root.get('spec', 'strategy', 'canary');
    const alb = canary.get('trafficRouting', 'alb');
    const service = alb.get('rootService').value ?? canary.get('stableService').value;
    const ingresses = [alb.get('ingress'), ...alb.get('ingresses').items()].map(({ value }) => value);
    return service === name && ingresses.includes(ingress.name);
  });
}

function missing(backend: Field, namespace: string, context: RuleContext): Violation[] {
  const name = backend.get('name').string() ?? '';
  const service = context.model.find('Service', namespace, name);
  if (!service) {
    return [{
      pointer: backend.get('name').pointer,
      message: `Service ${name} is not among the manifests of namespace ${namespace}`,
      severity: makesServices(context) ? 'warning' : undefined,
    }];
  }
  const spec = context.subject(service).root.get('spec');
  const ports = spec.get('ports').items();
  const wanted = backend.get('port', 'name').value ?? backend.get('port', 'number').value;
  if (
    spec.get('type').value === 'ExternalName'
    || ports.some((port) => port.get('name').value === wanted || port.get('port').value === wanted)
  ) {
    return [];
  }
  const known = ports
    .map((port) => `${port.get('name').string() ?? ''} ${valueText(port.get('port').value)}`.trim())
    .join(', ');
  return [{
    pointer: backend.get('port').pointer,
    message: `Service ${name} has no port ${valueText(wanted)}; its ports are ${known || 'none'}`,
  }];
}
