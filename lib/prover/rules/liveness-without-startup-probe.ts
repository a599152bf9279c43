import { textOf } from '../../util/value-text';
import { killTime } from '../../kubernetes/arithmetic';
import { acceleratorsOf, Field, runningContainers } from '../../manifests';
import { NOT_APPLICABLE, POD_KINDS, Rule, Violation } from '../engine/rule';
import { declaredStartupSeconds } from '../engine/startup-budget';

/**
 * What a container with an accelerator is taken to need for its model when it declares nothing; NIMs of 8 billion
 * parameters take longer.
 */
const ASSUMED_MODEL_LOAD_SECONDS = 300;

/**
 * Servers that load their model before they answer at all, as image, command or arguments name them. Others, such as
 * Ollama, LocalAI or a notebook, answer within seconds and load on the first request.
 */
const EAGER_SERVER =
  /(^|[/\s_-])(nim|vllm|sglang|lmdeploy|tgi|text-generation-inference|text-embeddings-inference|llama[.-]?cpp|llama-server|trtllm\w*)\b/i;

export const livenessWithoutStartupProbe: Rule = {
  id: 'liveness-without-startup-probe',
  title: 'Liveness probe without startup probe on a slow starter',
  severity: 'error',
  explanation:
    'Liveness counts from the first second when there is no startup probe. A container that loads a model for minutes is killed and ' +
    'restarted before it ever answers, and every restart begins to load again. It is an error where the load time is declared or the ' +
    'server is known to load before it answers, and a warning for any other program with an accelerator: Ollama loads on the first request.',
  remediation:
    'Add a startupProbe whose failureThreshold x periodSeconds covers the load time; liveness then waits for it.',
  upstream: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#startup-probe',
  kinds: POD_KINDS,
  evaluate({ manifest, workload }, context) {
    if (!workload) {
      return NOT_APPLICABLE;
    }
    const declared = declaredStartupSeconds(manifest, context);
    const fields = runningContainers(context.podSpec(workload));
    const slow = workload.pod.containers.flatMap((container) => {
      const field = fields.find(({ pointer }) => pointer === container.pointer);
      const isAccelerated = field !== undefined && acceleratorsOf(field) > 0;
      const loadSeconds = declared ?? (isAccelerated ? ASSUMED_MODEL_LOAD_SECONDS : undefined);
      return container.livenessProbe && loadSeconds !== undefined
        ? [{
            ...container, livenessProbe: container.livenessProbe, loadSeconds,
            isEager: field !== undefined && isEager(field),
          }]
        : [];
    });
    if (slow.length === 0) {
      return NOT_APPLICABLE;
    }
    return slow.flatMap(({ name, startupProbe, livenessProbe, loadSeconds, isEager: isSure }): Violation[] => {
      const { least } = killTime(livenessProbe);
      return startupProbe || least >= loadSeconds
        ? []
        : [{
            pointer: livenessProbe.pointer,
            message: `container ${name} has no startupProbe: liveness may kill it ${least} s after its start, ${
              declared === undefined
                ? 'and a model on a GPU takes minutes to load'
                : `but it may take ${loadSeconds} s to start`}`,
            severity: declared !== undefined || isSure ? undefined : 'warning',
          }];
    });
  },
};

function isEager(container: Field): boolean {
  const words = ['command', 'args'].flatMap((list) => container.get(list).items().map(({ value }) => textOf(value)));
  return EAGER_SERVER.test([container.get('image').string() ?? '', ...words].join(' '));
}
