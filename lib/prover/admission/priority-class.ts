import { valueText } from '../../util/value-text';
import { Field } from '../../manifests';
import { AdmissionPlugin } from './admission-plugin';
import { mayRefuse, Objection, refuses } from './objection';
import { objectOf } from './pod-json';

/** Classes that every API server makes for itself (kubernetes pkg/apis/scheduling/v1/helpers.go), with their values. */
const BUILT_IN: ReadonlyMap<string, number> = new Map([
  ['system-cluster-critical', 2_000_000_000], ['system-node-critical', 2_000_001_000],
]);

/**
 * Gives the default PriorityClass to pods that name none; refuses pods of a class that does not exist, and numbers that
 * contradict the class. Source: kubernetes plugin/pkg/admission/priority/admission.go `admitPod`.
 */
export const priorityClass: AdmissionPlugin = (spec, _, surroundings) => {
  const field = spec.get('priorityClassName');
  const classes = surroundings.clusterScoped('PriorityClass');
  const written = field.string();
  const fallback = [...classes.values()].find(({ json }) => json.globalDefault === true)?.name;
  const name = written || fallback;
  if (name === undefined) {
    return { objections: surroundings.isComplete('PriorityClass') ? contradiction(spec, 0, 'the default') : [] };
  }
  const manifest = classes.get(name);
  const value = manifest ? Field.of(manifest, []).get('value').value : BUILT_IN.get(name);
  if (value === undefined) {
    const [object, why] = surroundings.isComplete('PriorityClass')
      ? ([refuses, 'does not exist'] as const)
      : ([mayRefuse, 'is not in the input'] as const);
    return { objections: [object('PriorityClass', field, `PriorityClass ${name} ${why}`)] };
  }
  return {
    spec: written ? undefined : { ...objectOf(spec), priorityClassName: name },
    objections: contradiction(spec, value, `PriorityClass ${name}`),
  };
};

function contradiction(spec: Field, value: unknown, source: string): Objection[] {
  const priority = spec.get('priority');
  return priority.isPresent && priority.value !== value
    ? [
        refuses(
          'PriorityClass',
          priority,
          `priority ${valueText(priority.value)} is written, and ${source} makes it ${valueText(value)}`,
        ),
      ]
    : [];
}
