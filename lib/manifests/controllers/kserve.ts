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
 * deploymentStrategy says otherwise. In the other modes, and with canaries, the verdict on updates is unknown; worker
 * pods (workerSpec) are not counted.
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
  const least = spec.get('minReplicas').integer() ?? 1;
  const most = Math.max(least, spec.get('maxReplicas').integer() ?? least);
  const strategy = readStrategy(spec.get('deploymentStrategy'));
  const [model] = spec.entries().filter(([key, { value }]) => isObject(value) && !NOT_MODELS.includes(key)
    && (key === 'model' || isObject(value) && 'storageUri' in value)).map(([, field]) => field);
  const isSized = model === undefined || model.get('resources').isPresent;
  const template = spec.holding({
    metadata: {
      labels: { ...Object.fromEntries(spec.get('labels').stringMap()), app: `isvc.${root.manifest.name}-${name}` },
    },
    spec: {
      ...spec.value as object,
      containers: [
        ...model ? [{ name: 'kserve-container', resources: model.get('resources').value, readinessProbe: {} }] : [],
        ...spec.get('containers').items().map(({ value }) => value),
      ],
    },
  });
  return workloadOf(root, template, {
    replicas: most,
    least: Math.min(most, least),
    role: name,
    strategy,
    bounds: (replicas) => deploymentBounds(strategy, replicas),
    undecided:
      mode === undefined || !RAW.includes(mode) ? [`deployment mode ${mode ?? 'of the installation'} of KServe`]
        : root.get('spec', 'canary').isPresent ? ['canary of KServe'] : [],
    unread: [
      ...isSized ? [] : ['takes its resources from a serving runtime, which are not counted'],
      ...spec.get('workerSpec').isPresent ? ['makes worker pods (workerSpec), which are not counted'] : [],
    ],
  });
}

/**
 * LLMInferenceServices of KServe: a Deployment for each of the decode and prefill pods; workers make groups, which are
 * not read.
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
    const strategy = readStrategy(
      spec.get('rolloutStrategy').holding({ rollingUpdate: spec.get('rolloutStrategy').value }),
    );
    const parts = [spec, ...(spec.get('prefill').isPresent ? [spec.get('prefill')] : [])];
    return joined(
      parts.map((part, index) =>
        workloadOf(root, part.holding({ spec: part.get('template').value }), {
          replicas: part.get('replicas').integer() ?? 1,
          least: part.get('replicas').integer() ?? 1,
          role: index === 0 ? undefined : 'prefill',
          strategy,
          bounds: (replicas) => deploymentBounds(strategy, replicas),
          unread: part
            .get('template', 'containers')
            .items()
            .some((container) => container.get('resources').isPresent)
            ? []
            : ['takes its resources from a base configuration, which are not counted'],
        }),
      ),
      false,
    );
  },
};
