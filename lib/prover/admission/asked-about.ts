import { Field, groupOf, Manifest, Workload } from '../../manifests';
import { resourceOf } from './resource-of';

/** What somebody writes or a controller makes, as rules of webhooks and policies name it. */
export interface AskedAbout {
  readonly group: string;
  readonly kind: string;
  /** The kind in the plural, as in addresses of the API server. */
  readonly resource: string;
  readonly operations: readonly string[];
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  /** In words, after "is asked about". */
  readonly text: string;
}

/** An update writes the object, has its controller make pods, and that of a Deployment a ReplicaSet before. */
export function askedAbout({ manifest, pod, namespace }: Workload): AskedAbout[] {
  const { kind } = manifest;
  const made = (what: string, group: string, text: string): AskedAbout => ({
    group, kind: what, resource: resourceOf(what), operations: ['CREATE'], namespace, labels: pod.labels, text,
  });
  const pods = made('Pod', '', 'them');
  return kind === 'Pod' ? [pods] : [
    pods,
    { ...made(kind, groupOf(manifest), manifest.id), operations: ['CREATE', 'UPDATE'], labels: labelsOf(manifest) },
    ...kind === 'Deployment' ? [made('ReplicaSet', 'apps', 'its ReplicaSets')] : [],
  ];
}

function labelsOf(manifest: Manifest): ReadonlyMap<string, string> {
  return new Map(Field.of(manifest, []).get('metadata', 'labels').stringMap() ?? []);
}
