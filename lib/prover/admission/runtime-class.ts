import { valueText } from '../../util/value-text';
import { Field, JsonObject, readQuantities } from '../../manifests';
import { AdmissionPlugin, Answer } from './admission-plugin';
import { mayRefuse, refuses } from './objection';
import { objectAt, objectOf } from './pod-json';

/**
 * Adds the overhead, node selector and tolerations of the pod's RuntimeClass; refuses pods of a class that does not
 * exist or that contradicts them. Source: kubernetes plugin/pkg/admission/runtimeclass/admission.go.
 */
export const runtimeClass: AdmissionPlugin = (spec, _, surroundings) => {
  const field = spec.get('runtimeClassName');
  const name = field.string();
  if (name === undefined) {
    return spec.get('overhead').isPresent
      ? {
          objections: [
            refuses('RuntimeClass', spec.get('overhead'), 'overhead is written without a RuntimeClass that defines it'),
          ],
        }
      : {};
  }
  const manifest = surroundings.clusterScoped('RuntimeClass').get(name);
  if (!manifest) {
    const [object, why] = surroundings.isComplete('RuntimeClass')
      ? ([refuses, 'does not exist'] as const)
      : ([mayRefuse, 'is not in the input'] as const);
    return { objections: [object('RuntimeClass', field, `RuntimeClass ${name} ${why}`)] };
  }
  return applied(spec, name, Field.of(manifest, []));
};

function applied(spec: Field, name: string, root: Field): Answer {
  const overhead = root.get('overhead', 'podFixed');
  const selector = root.get('scheduling', 'nodeSelector');
  const pod = objectOf(spec);
  const own = objectAt(pod, 'nodeSelector');
  const conflict = [...selector.stringMap()].find(([key, value]) => Object.hasOwn(own, key) && own[key] !== value);
  const objections = [
    ...(spec.get('overhead').isPresent && !sameAmounts(spec.get('overhead'), overhead)
      ? [refuses('RuntimeClass', spec.get('overhead'), `overhead differs from that of RuntimeClass ${name}`)]
      : []),
    ...(conflict
      ? [
          refuses(
            'RuntimeClass',
            spec.get('nodeSelector', conflict[0]),
            `nodeSelector ${conflict[0]}=${valueText(own[conflict[0]])} contradicts ${conflict[0]}=${conflict[1]} of RuntimeClass ${name}`,
          ),
        ]
      : []),
  ];
  const tolerations = root.get('scheduling', 'tolerations').items().map(({ value }) => value);
  const changed: JsonObject = {
    ...pod,
    ...(overhead.isPresent ? { overhead: overhead.value } : {}),
    ...(selector.isPresent ? { nodeSelector: { ...own, ...objectOf(selector) } } : {}),
    ...(tolerations.length > 0
      ? { tolerations: [...(Array.isArray(pod.tolerations) ? pod.tolerations : []), ...tolerations] }
      : {}),
  };
  return { spec: changed, objections };
}

function sameAmounts(one: Field, two: Field): boolean {
  const [left, right] = [readQuantities(one), readQuantities(two)];
  return left.size === right.size && [...left].every(([name, quantity]) => right.get(name)?.compare(quantity) === 0);
}
