import { Field, Manifest, matches, Model, podPorts, serviceSelector } from '../../manifests';
import { UserError } from '../../util/user-error';
import { listed } from '../../util/listed';
import { findConnections } from '../../prover/connections';
import { isTerminating, View } from '../view';
import { isReady } from '../watch/phase';

/** A port of a Service that is brought to this machine. */
export interface ForwardTarget {
  readonly service: Manifest;
  readonly port: number;
}

/**
 * The first port of each Service that is named; without names, of those whose pods call others: people use these, and
 * programs the rest.
 *
 * @throws when a name is not that of a Service, or there is nothing to bring
 */
export function forwardTargets(model: Model, names: readonly string[]): ForwardTarget[] {
  const services = model.byKind('Service');
  const unknown = names.filter((name) => !services.some((each) => each.name === name));
  if (unknown.length > 0) {
    const known = listed(services.map(({ name }) => name), 8) || 'none';
    throw new UserError(`service ${unknown[0]}`, 'is not among the manifests', `write one of ${known}`);
  }
  const callers = new Set(findConnections(model).list.map(({ from }) => from.manifest));
  const isUsed = (service: Manifest) => {
    const selector = serviceSelector(Field.of(service, []).get('spec'));
    return selector !== undefined
      && model.selectPods(service.namespace, selector).some(({ manifest }) => callers.has(manifest));
  };
  const chosen = services.filter((each) => (names.length > 0 ? names.includes(each.name) : isUsed(each)));
  const targets = chosen.flatMap((service) => {
    const port = Field.of(service, []).get('spec', 'ports').items()[0]?.get('port').integer();
    return port === undefined ? [] : [{ service, port }];
  });
  if (targets.length === 0) {
    throw chosen.length > 0
      ? new UserError(`service ${chosen[0].name}`, 'has no port', 'name one that has')
      : new UserError('services', 'there is none whose pods call others', 'name the ones that you want');
  }
  return targets;
}

/** A pod that serves behind a Service now, with the port that the Service's leads to. */
export function servingPod({ service, port }: ForwardTarget, view: View): { pod: string; port: number } | undefined {
  const spec = Field.of(service, []).get('spec');
  const selector = serviceSelector(spec);
  const pod =
    selector
    && view.pods.find(
      (each) =>
        each.namespace === service.namespace
        && isReady(each)
        && !isTerminating(each)
        && matches(selector, Field.of(each, []).get('metadata', 'labels').stringMap()),
    );
  const target =
    spec
      .get('ports')
      .items()
      .find((each) => each.get('port').value === port)
      ?.get('targetPort').value ?? port;
  const ports = pod === undefined ? [] : podPorts(Field.of(pod, []).get('spec'));
  const number = typeof target === 'number' ? target : ports.find(({ name }) => name === target)?.number;
  return pod === undefined || number === undefined ? undefined : { pod: pod.name, port: number };
}
