import { OwnPod } from '../../cluster';
import { Field } from '../../manifests';

/**
 * The node of a pod of a DaemonSet, or the one that it waits for, which its controller has written into its affinity
 * (kubernetes pkg/controller/daemon/util/daemonset_util.go `ReplaceDaemonSetPodNodeNameNodeAffinity`); undefined where
 * neither is told.
 */
export function daemonNodeOf({ node, manifest }: OwnPod): string | undefined {
  const [term] = Field.of(manifest, []).get(
    'spec', 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms',
  ).items();
  const field = term?.get('matchFields').items().find((each) => each.get('key').value === 'metadata.name');
  return node || field?.get('values').items()[0]?.string();
}
