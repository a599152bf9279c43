import { Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { DECLARED_SECRETS_ANNOTATION, NO_NETWORK_POLICY_ANNOTATION } from '../../kubernetes/annotations';
import { addObject, targetVersion, withPath } from '../../synthesis';
import { ObjectMeta } from '../../../imports/kubernetes';
import { Environment } from './environment';
import { parsePinnedImage } from './image';
import { labelsOf, objectMetadata, selectorLabels, stableLabels } from './labels';
import { addCiliumPolicy, addNetworkPolicy } from './network-policy';
import { refuseOwnAnnotations } from './own-annotations';
import { addClaim } from './persistent-claim';
import { checkPod } from './pod-checks';
import { PodParts } from './pod-parts';
import { podTemplate, pullSecrets } from './pod-template';
import { resolveStopTimes } from './stop-times';
import { Traffic } from './traffic';
import { IWorkload } from './workload-interface';
import { WorkloadProps } from './workload-props';
import { PodSpecSource } from './workload-spec';

/** What the pods of a workload are made of. */
export interface PodsSource {
  readonly pod: PodSpecSource;
  readonly props: WorkloadProps;
  readonly environment: Environment;
  readonly traffic: Traffic;
}

/** What a controller is made of, and the labels of all other objects. */
export interface AddedPods extends PodParts {
  readonly labels: { [key: string]: string };
}

/**
 * Adds what every workload has: its claim, ServiceAccount and NetworkPolicy.
 *
 * @throws with the path of the workload, when the API server would refuse its pods or they could never run
 */
export function addPods(workload: Construct & IWorkload, source: PodsSource): AddedPods {
  const { pod, props, environment, traffic } = source;
  const { name, namespace } = workload;
  traffic.egress.push(...(props.egress ?? pod.defaults.egress ?? []));
  const { version, stop } = withPath(workload, () => {
    refuseOwnAnnotations({ ...props.objectAnnotations, ...props.annotations, ...props.podAnnotations });
    checkPod(pod, props, namespace);
    checkIsolation(props);
    pullSecrets(pod, props).forEach((secret) => secret._checkUsableFrom(namespace));
    return { version: parsePinnedImage(pod.image).tag, stop: resolveStopTimes(props, pod.defaults) };
  });
  const labelSource = { name, application: pod.application, component: pod.component, version };
  const given = { chart: Chart.of(workload).labels, labels: props.labels, podLabels: props.podLabels };
  const labels = withPath(workload, () => labelsOf(labelSource, given));
  const metadataOf = (annotations?: { readonly [key: string]: string }): ObjectMeta =>
    objectMetadata(name, labels.stable, { ...props.objectAnnotations, ...annotations });
  if (pod.claim) {
    addClaim(workload, pod.claim, { ...props.labels, ...stableLabels(labelSource) }, props.objectAnnotations);
  }
  const network = traffic.of(workload);
  const secrets = Lazy.any({ produce: () => declaredSecrets(source) });
  const reasonForNoPolicy = props.networkIsolation?.reasonForNone;
  const annotations = environment.annotations({
    [DECLARED_SECRETS_ANNOTATION]: secrets,
    ...(reasonForNoPolicy !== undefined && { [NO_NETWORK_POLICY_ANNOTATION]: reasonForNoPolicy }),
    ...props.objectAnnotations,
    ...pod.annotations,
    ...props.annotations,
  });
  if (!props.serviceAccount) {
    addObject(workload, 'ServiceAccount', 'v1 ServiceAccount', {
      metadata: metadataOf(props.serviceAccountAnnotations),
      automountServiceAccountToken: false,
    });
  }
  if (reasonForNoPolicy === undefined) {
    addNetworkPolicy(workload, metadataOf(), network);
    addCiliumPolicy(workload, metadataOf(), network);
  }
  return {
    labels: labels.stable,
    terminationGraceSeconds: stop.terminationGraceSeconds,
    metadata: objectMetadata(name, labels.versioned, annotations),
    claimLabels: stableLabels(labelSource),
    selector: { matchLabels: selectorLabels(name) },
    template: () => podTemplate({
      name, labels: labels.pods, environment, props, resolved: pod, stop, kubernetes: targetVersion(workload),
    }),
  };
}

/** Secrets that somebody else makes, so that a check does not miss them; undefined when there are none. */
function declaredSecrets({ pod, props, environment }: PodsSource): string | undefined {
  const mounted = (props.secretMounts ?? []).map(({ secret }) => secret);
  const secrets = [...pullSecrets(pod, props), ...environment.secrets, ...mounted]
    .filter(({ namespace }) => namespace === undefined);
  return [...new Set(secrets.map((secret) => secret.name))].sort().join(',') || undefined;
}

function checkIsolation({ egress = [], networkIsolation }: WorkloadProps): void {
  if (networkIsolation?.reasonForNone !== undefined && egress.length > 0) {
    throw new Error(
      `egress of ${egress.length} ways stands beside NetworkIsolation.none, which closes nothing; leave one of them out`,
    );
  }
}
