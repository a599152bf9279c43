import { NETWORK_UNAVAILABLE_TAINT, PRESSURE_TAINTS } from '../kubernetes/well-known-labels';
import { NOT_READY } from './cluster-node';
import { asList, asMap, asText, JsonMap } from './json';
import { Taint } from './taint';

/** What the control plane makes of conditions that are `True`. */
const BY_CONDITION: ReadonlyMap<string, Taint> = new Map(
  [...Object.entries(PRESSURE_TAINTS), ['NetworkUnavailable', NETWORK_UNAVAILABLE_TAINT]]
    .map(([condition, key]) => [condition, Taint.noSchedule(key)]),
);

/**
 * Taints that a node has by its conditions, or is about to have (kubernetes
 * pkg/controller/nodelifecycle/node_lifecycle_controller.go `nodeConditionToTaintKeyStatusMap`). A list without
 * conditions, as people write one by hand, says nothing against the node.
 */
export function taintsByCondition(node: JsonMap): Taint[] {
  const conditions = asList(asMap(node.status).conditions).map(asMap);
  const found = conditions.filter(({ status }) => asText(status) === 'True')
    .flatMap(({ type }) => BY_CONDITION.get(asText(type)) ?? []);
  return [undefined, 'True'].includes(readinessOf(node)) ? found : [...found, NOT_READY];
}

/** `True`, `False` or `Unknown`, where the node says so. */
export function readinessOf({ status }: JsonMap): string | undefined {
  const ready = asList(asMap(status).conditions).map(asMap).find(({ type }) => type === 'Ready');
  return ready && asText(ready.status);
}
