import { NOT_APPLICABLE, Rule } from '../engine/rule';

export const headlessServiceMissing: Rule = {
  id: 'headless-service-missing',
  title: 'StatefulSet without its headless Service',
  severity: 'warning',
  explanation:
    'Pods of a StatefulSet get their DNS names from the headless Service in serviceName. Without it the pods run, but do not find each ' +
    'other by name.',
  remediation: 'Add a Service of that name with clusterIP: None in the same namespace.',
  upstream: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  kinds: ['StatefulSet'],
  evaluate({ root, manifest }, context) {
    const field = root.get('spec', 'serviceName');
    const name = field.string();
    if (!name) {
      return NOT_APPLICABLE;
    }
    const service = context.model.find('Service', manifest.namespace, name);
    if (!service) {
      return [{
        pointer: field.pointer,
        message: `Service ${name} is not among the manifests of namespace ${manifest.namespace}`,
      }];
    }
    return context.subject(service).root.get('spec', 'clusterIP').value === 'None'
      ? []
      : [{ pointer: field.pointer, message: `Service ${name} is not headless; write clusterIP: None` }];
  },
};
