import { textOf, valueText } from '../../util/value-text';
import { secretExists } from '../engine/produced-secrets';
import { NOT_APPLICABLE, Rule } from '../engine/rule';

export const triggerAuthenticationMissing: Rule = {
  id: 'trigger-authentication-missing',
  title: 'Credentials of a KEDA trigger do not exist',
  severity: 'error',
  explanation:
    'KEDA cannot ask the source of a trigger whose TriggerAuthentication, or the Secret in it, does not exist: it scales nothing, and the ' +
    'workload keeps the replicas it has.',
  remediation:
    'Add the TriggerAuthentication to the namespace of the ScaledObject and the Secret beside it, correct the names, or declare the ' +
    'Secret with --declared-secret namespace/name.',
  upstream: 'https://keda.sh/docs/latest/concepts/authentication/',
  kinds: ['ScaledObject', 'ScaledJob', 'TriggerAuthentication'],
  evaluate({ root, manifest }, context) {
    const { namespace } = manifest;
    const spec = root.get('spec');
    if (manifest.kind === 'TriggerAuthentication') {
      const secrets = spec.get('secretTargetRef').items().map((target) => target.get('name'));
      return secrets.length === 0 ? NOT_APPLICABLE : secrets
        .filter((name) => typeof name.value === 'string' && !secretExists(context, namespace, name.value))
        .map(({ pointer, value }) => ({
          pointer, message: `Secret ${valueText(value)} is not among the manifests of namespace ${namespace}`,
        }));
    }
    const references = spec.get('triggers').items().map((trigger) => trigger.get('authenticationRef'))
      .filter(({ isPresent }) => isPresent);
    return references.length === 0 ? NOT_APPLICABLE : references.flatMap((reference) => {
      const kind = reference.get('kind').string() ?? 'TriggerAuthentication';
      const { value, pointer } = reference.get('name');
      const isFound = kind === 'TriggerAuthentication'
        ? context.model.find(kind, namespace, textOf(value)) !== undefined
        : context.model.byKind(kind).some(({ name }) => name === value);
      return isFound ? [] : [{
        pointer, message: `${kind} ${valueText(value)} is not among the manifests of namespace ${namespace}`,
      }];
    });
  },
};
