import { textOf } from '../../util/value-text';
import { deploymentBounds } from '../../kubernetes/arithmetic';
import { Field } from '../field';
import { isObject } from '../manifest';
import { Workload } from '../workload';
import { Controller, readStrategy, workloadOf } from './controller';
import { joined } from './templates';

const COMPONENTS = ['predictor', 'transformer', 'explainer'];
const RAW = ['RawDeployment', 'Standard'];
const NOT_MODELS = [
  'containers', 'initContainers', 'volumes', 'affinity', 'deploymentStrategy', 'logger', 'batcher', 'scaleTarget',
  'workerSpec',
];

/**
 * InferenceServices of KServe: a Deployment for each component where the mode is raw, 25 % and 25 % unless
 * deploymentStrategy says otherwise; none while it is stopped. In the other modes, and with canaries, the verdict on
 * updates is unknown; worker pods (workerSpec) are not counted. The raw mode does not look at canaryTrafficPercent up
 * to 0.20, and is to (kserve#5335).
 *
 * Source: pkg/controller/v1beta1/inferenceservice/reconcilers/deployment/deployment_reconciler.go
 * `setDefaultDeploymentSpec`.
 */
export const INFERENCE_SERVICE: Controller = {
  kind: 'InferenceService',
  groups: ['serving.kserve.io'],
  isIndirect: true,
  read(root) {
    const mode = root.get('metadata', 'annotations', 'serving.kserve.io/deploymentMode').string();
    const sets = COMPONENTS.filter((name) => root.get('spec', name).isPresent).map((name) =>
      component(root, name, mode),
    );
    return joined(sets, false);
  },
};

function component(root: Field, name: string, mode: string | undefined): Workload {
  const spec = root.get('spec', name);
  const { least, most } = rangeOf(root, spec);
  const strategy = readStrategy(spec.get('deploymentStrategy'));
  const [model] = spec.entries().filter(([key, { value }]) => isObject(value) && !NOT_MODELS.includes(key)
    && (key === 'model' || 'storageUri' in value)).map(([, field]) => field);
  const isSized = model === undefined || model.get('resources').isPresent;
  const template = spec.holding({
    metadata: {
      labels: { ...Object.fromEntries(spec.get('labels').stringMap()), app: `isvc.${root.manifest.name}-${name}` },
    },
    spec: {
      ...withModel(spec, [model?.get('storageUri') ?? spec.get('storageUri')]),
      containers: [
        ...model ? [{ name: 'kserve-container', resources: model.get('resources').value, readinessProbe: {} }] : [],
        ...spec.get('containers').items().map(({ value }) => value),
      ],
    },
  });
  return workloadOf(root, template, {
    replicas: isStopped(root) ? 0 : most,
    least: isStopped(root) ? 0 : least,
    role: name,
    strategy,
    bounds: (replicas) => deploymentBounds(strategy, replicas),
    undecided:
      mode === undefined || !RAW.includes(mode) ? [`deployment mode ${mode ?? 'of the installation'} of KServe`]
        : root.get('spec', 'canary').isPresent || (spec.get('canaryTrafficPercent').integer() ?? 100) < 100
          ? ['canary of KServe'] : [],
    unread: [
      ...isSized ? [] : ['takes its resources from a serving runtime, which are not counted'],
      ...spec.get('workerSpec').isPresent ? ['makes worker pods (workerSpec), which are not counted'] : [],
      ...scalerOf(root) === 'external'
        ? ['is scaled by another (autoscalerClass external), to a size that is not read'] : [],
    ],
  });
}

const scalerOf = (root: Field): string =>
  root.get('metadata', 'annotations', 'serving.kserve.io/autoscalerClass').string() ?? 'hpa';

/**
 * Fewest and most pods of a component. The HorizontalPodAutoscaler that KServe makes has one at least; KEDA, and nobody
 * at all, leave none where none is asked for (reconcilers/hpa/hpa_reconciler.go `createHPA`).
 */
function rangeOf(root: Field, spec: Field): { readonly least: number; readonly most: number } {
  const asked = spec.get('minReplicas').integer() ?? 1;
  const least = scalerOf(root) === 'hpa' ? Math.max(1, asked) : asked;
  return { least, most: Math.max(1, least, spec.get('maxReplicas').integer() ?? 0) };
}

/**
 * LLMInferenceServices of KServe: a Deployment for each of the decode and prefill pods, of 1 pod unless replicas or
 * scaling say otherwise; workers make groups, which are not read. Pods of the scheduler, and what baseRefs bring, are
 * not counted.
 *
 * Sources: pkg/controller/v1alpha2/llmisvc/workload_single_node.go `expectedSingleNodeMainDeployment` and
 * `expectedPrefillMainDeployment`, scheduler.go `reconcileSchedulerDeployment`;
 * pkg/apis/serving/v1alpha2/llm_inference_service_types.go `ScalingSpec`.
 */
export const LLM_INFERENCE_SERVICE: Controller = {
  kind: 'LLMInferenceService',
  groups: ['serving.kserve.io'],
  isIndirect: true,
  read(root) {
    const spec = root.get('spec');
    if (spec.get('worker').isPresent || spec.get('prefill', 'worker').isPresent) {
      return undefined;
    }
    const parts = [spec, ...(spec.get('prefill').isPresent ? [spec.get('prefill')] : [])];
    return joined(parts.map((part, index) => llmPods(root, part, index === 0 ? undefined : 'prefill')), false);
  },
};

function llmPods(root: Field, part: Field, role: 'prefill' | undefined): Workload {
  const spec = root.get('spec');
  const strategy = readStrategy(
    spec.get('rolloutStrategy').holding({ rollingUpdate: spec.get('rolloutStrategy').value }),
  );
  const hasPrefill = spec.get('prefill').isPresent;
  const template = part.holding({
    metadata: {
      labels: {
        'app.kubernetes.io/component': `llminferenceservice-workload${role ? `-${role}` : ''}`,
        'app.kubernetes.io/name': root.manifest.name,
        'app.kubernetes.io/part-of': 'llminferenceservice',
        'kserve.io/component': 'workload',
        'llm-d.ai/role': role ?? (hasPrefill ? 'decode' : 'both'),
        ...Object.fromEntries(part.get('labels').stringMap()),
      },
    },
    spec: withModel(part.get('template'), [
      spec.get('model', 'uri'), ...spec.get('model', 'lora', 'adapters').items().map((adapter) => adapter.get('uri')),
    ]),
  });
  const isSized = part.get('template', 'containers').items().some((container) => container.get('resources').isPresent);
  const scheduler = spec.get('router', 'scheduler');
  return workloadOf(root, template, {
    ...sizeOf(root, part),
    role,
    strategy,
    bounds: (replicas) => deploymentBounds(strategy, replicas),
    unread: [
      ...isSized ? [] : ['takes its resources from a base configuration, which are not counted'],
      ...spec.get('baseRefs').items().length > 0 ? ['takes parts of its pods from baseRefs, which are not read'] : [],
      ...role === undefined && scheduler.isPresent && !scheduler.get('pool', 'ref').isPresent
        ? ['makes pods of a scheduler (router.scheduler), which are not counted'] : [],
    ],
  });
}

/** Fewest and most pods: none where KServe is told to stop (pkg/utils `GetForceStopRuntime`). */
function sizeOf(root: Field, part: Field): { readonly replicas: number; readonly least: number } {
  if (isStopped(root)) {
    return { replicas: 0, least: 0 };
  }
  const scaling = part.get('scaling');
  const fixed = part.get('replicas').integer() ?? 1;
  const least = scaling.get('wva', 'keda', 'idleReplicaCount').integer() ?? scaling.get('minReplicas').integer() ?? 1;
  return scaling.isPresent
    ? { replicas: Math.max(least, scaling.get('maxReplicas').integer() ?? least), least }
    : { replicas: fixed, least: fixed };
}

function isStopped(root: Field): boolean {
  return textOf(root.get('metadata', 'annotations', 'serving.kserve.io/stop').value).toLowerCase() === 'true';
}

/** Pods whose model is on a claim, `pvc://claim/path`, mount it (workload_storage.go `attachPVCModelArtifact`). */
function withModel(pod: Field, uris: Field[]): object {
  const claims = uris.flatMap(({ value }) => /^pvc:\/\/([^/]+)/.exec(textOf(value))?.[1] ?? []);
  const volumes = [...new Set(claims)].map((claimName, index) =>
    ({ name: `kserve-pvc-source-${index}`, persistentVolumeClaim: { claimName } }));
  const own = pod.get('volumes').items().map(({ value }) => value);
  return { ...pod.value as object, ...own.length + volumes.length > 0 ? { volumes: [...own, ...volumes] } : {} };
}
