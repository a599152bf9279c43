import { makesServices } from '../engine/makers';
import { NOT_APPLICABLE, Rule } from '../engine/rule';

export const extensionServiceMissing: Rule = {
  id: 'extension-service-missing',
  title: 'Service of a webhook or an API does not exist',
  severity: 'error',
  explanation:
    'The API server calls a Service that does not exist: with failurePolicy Fail it refuses every object that the webhook asks for, and an ' +
    'APIService without Service keeps namespaces from being deleted. It is a warning where objects of unknown kinds may make the Service.',
  remediation: 'Write the name and namespace of the Service that answers.',
  upstream: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/',
  kinds: ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'APIService'],
  evaluate({ root }, context) {
    const services = [
      root.get('spec', 'service'),
      ...root.get('webhooks').items().map((webhook) => webhook.get('clientConfig', 'service')),
    ].filter(({ isPresent }) => isPresent);
    if (services.length === 0) {
      return NOT_APPLICABLE;
    }
    return services.flatMap((service) => {
      const [name, namespace] = ['name', 'namespace'].map((key) => service.get(key).string() ?? '');
      // A namespace that the manifests do not hold may have it.
      const isKnown = context.model.manifests.some((each) => each.namespace === namespace);
      return !isKnown || context.model.find('Service', namespace, name) ? [] : [{
        pointer: service.get('name').pointer,
        message: `Service ${name} is not among the manifests of namespace ${namespace}`,
        severity: makesServices(context) ? 'warning' : undefined,
      }];
    });
  },
};
