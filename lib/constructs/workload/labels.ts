import { ObjectMeta } from '../../../imports/kubernetes';
import { toLabelValue } from '../../kubernetes/names';
import { checkOwnLabels } from './own-labels';

/** What the labels of a workload are made of. */
export interface LabelSource {
  /** Name of the workload, unique in its namespace. */
  readonly name: string;
  /** What runs in it, such as `qdrant`. */
  readonly application: string;
  /** Its role in the architecture, such as `vector-store`. */
  readonly component: string;
  /** Version of the image, when it has a tag. */
  readonly version?: string;
}

/**
 * The labels that find the pods of a workload. They never change: a Deployment's selector is immutable.
 */
export function selectorLabels(name: string): { [key: string]: string } {
  return { app: name };
}

/**
 * The labels of a workload that stay the same when its image changes, as those of a volume claim template must:
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function stableLabels(resolved: LabelSource): { [key: string]: string } {
  return {
    ...selectorLabels(resolved.name),
    'app.kubernetes.io/name': toLabelValue(resolved.application),
    'app.kubernetes.io/instance': resolved.name,
    'app.kubernetes.io/component': toLabelValue(resolved.component),
    'app.kubernetes.io/managed-by': 'cdk8s-nim',
  };
}

/**
 * The labels of the controller of a workload and of its pods. The other objects have no version, so that a new image
 * changes few lines.
 */
export function workloadLabels(resolved: LabelSource): { [key: string]: string } {
  const version = resolved.version && toLabelValue(resolved.version);
  return { ...stableLabels(resolved), ...(version && { 'app.kubernetes.io/version': version }) };
}

/** Labels of a workload in a chart that has labels too. */
export interface WorkloadLabels {
  /** Of all objects but the controller. */
  readonly stable: { [key: string]: string };
  /** Of the controller. */
  readonly versioned: { [key: string]: string };
  readonly pods: { [key: string]: string };
}

/** Labels that a workload is given. */
export interface GivenLabels {
  readonly chart: { readonly [key: string]: string };
  /** Of all objects; not of pods, which a change would replace. */
  readonly labels?: { readonly [key: string]: string };
  readonly podLabels?: { readonly [key: string]: string };
}

/**
 * The labels of a workload, which take the place of those of its chart.
 *
 * @throws when one that is given is written by the construct, or the API server would refuse it
 */
export function labelsOf(resolved: LabelSource, { chart, labels, podLabels }: GivenLabels): WorkloadLabels {
  const [stable, versioned] = [stableLabels(resolved), workloadLabels(resolved)];
  checkOwnLabels('labels', labels, versioned);
  checkOwnLabels('podLabels', podLabels, versioned);
  return {
    stable: { ...chart, ...labels, ...stable },
    versioned: { ...chart, ...labels, ...versioned },
    pods: { ...chart, ...podLabels, ...versioned },
  };
}

/** Metadata of an object of a workload. */
export function objectMetadata(
  name: string,
  labels: { [key: string]: string },
  annotations: { readonly [key: string]: string } = {},
): ObjectMeta {
  return { name, labels, ...(Object.keys(annotations).length > 0 && { annotations }) };
}
