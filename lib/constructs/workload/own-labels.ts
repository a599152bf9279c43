import { labelFaults } from '../../prover/validation';

/**
 * Labels that a user adds. Those of the construct find pods and must be what it has worked out.
 *
 * @throws when one is the construct's, or the API server would refuse it
 */
export function checkOwnLabels(
  property: string,
  labels: { readonly [key: string]: string } | undefined,
  own: { readonly [key: string]: string },
): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    if (Object.hasOwn(own, key)) {
      throw new Error(`${property} has '${key}', which is written by the construct; leave it out`);
    }
    const [fault] = labelFaults(key, value);
    if (fault !== undefined) {
      throw new Error(`${property} has '${key}: ${value}', which ${fault}; write a label that the API server takes`);
    }
  }
}
