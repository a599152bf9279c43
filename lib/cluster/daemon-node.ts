import { Manifest, ownerOf } from '../manifests';
import { asList, asMap, asText } from './json';

/**
 * The node for which a pod of a DaemonSet was made, also where it waits; empty for any other (kubernetes
 * pkg/controller/daemon/util/daemonset_util.go `GetTargetNodeName`).
 */
export function daemonNodeOf(pod: Manifest): string {
  const { nodeName, affinity } = asMap(pod.json.spec);
  if (ownerOf(pod)?.kind !== 'DaemonSet') {
    return '';
  }
  const required = asMap(asMap(asMap(affinity).nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution);
  const fields = asList(required.nodeSelectorTerms).flatMap((term) => asList(asMap(term).matchFields)).map(asMap);
  const values = asList(fields.find(({ key }) => key === 'metadata.name')?.values);
  return asText(nodeName) || (values.length === 1 ? asText(values[0]) : '');
}
