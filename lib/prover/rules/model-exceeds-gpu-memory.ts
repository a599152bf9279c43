import { gpuMemoryMibOf } from '../../cluster';
import { GPU_MEMORY_ANNOTATION } from '../../kubernetes/annotations';
import { modelGpuMemoryGib } from '../../kubernetes/nim-gpu-memory';
import { INSTANCE_TYPE_LABEL, NVIDIA_GPU_MEMORY_LABEL, NVIDIA_GPU_RESOURCE } from '../../kubernetes/well-known-labels';
import { Field, runningContainers } from '../../manifests';
import { admits, saidOfPools } from '../placement';
import { capacityOf } from '../engine/plan-index';
import { NOT_APPLICABLE, POD_KINDS, Rule, Violation } from '../engine/rule';

/** `nvidia.com/mig-1g.5gb` and `nvidia.com/mig-1g.5gb.me`: the memory of one slice stands in its name. */
const MIG_SLICE = /^nvidia\.com\/mig-\d+(?:c\.\d+)?g\.(\d+)gb/;

export const modelExceedsGpuMemory: Rule = {
  id: 'model-exceeds-gpu-memory',
  title: 'Model larger than the memory of its GPUs',
  severity: 'error',
  explanation:
    'The model is known to need more memory than the GPUs of any node it may run on have, shared out over the GPUs of the pod. The ' +
    'pod is scheduled, because GPUs are counted and not measured, and its container fails while it loads the model. MIG slices do not ' +
    'add up: a process sees one of them.',
  remediation:
    'Ask for more GPUs and serve with tensor parallelism, choose nodes with larger GPUs or a larger MIG slice, or choose a smaller ' +
    'model. Another need is declared with the annotation cdk8s-nim/gpu-memory-gib.',
  upstream: 'https://docs.nvidia.com/nim/large-language-models/latest/supported-models.html',
  kinds: POD_KINDS,
  needsCluster: true,
  evaluate({ root, workload }, context) {
    const capacity = capacityOf(context);
    const containers = workload && capacity ? runningContainers(context.podSpec(workload)) : [];
    const declared = declaredGib(root);
    const served = containers.flatMap((container) => {
      const need = declared ?? modelGpuMemoryGib(container.get('image').string() ?? '');
      const given = gpusOf(container);
      return need === undefined || given === undefined ? [] : [{ container, need, given }];
    });
    if (!workload || !capacity || served.length === 0) {
      return NOT_APPLICABLE;
    }
    const nodes = capacity.nodes.filter((node) => admits(node, workload.pod));
    return served.flatMap(({ container, need, given }): Violation[] => {
      const share = given.sliceGib === undefined ? need / given.count : need;
      const memories = nodes.map(({ pool, labels }) => ({ pool, gib: given.sliceGib ?? gpuGib(labels) }));
      if (memories.length === 0 || memories.some(({ gib }) => gib === undefined || gib >= share)) {
        return [];
      }
      const each = given.sliceGib === undefined && given.count > 1 ? ` on each of ${given.count} GPUs` : '';
      return [{
        pointer: `${container.pointer}/resources`,
        message: `the model of container ${container.get('name').string() ?? ''} needs ${round(share)} GiB of GPU memory${each}`,
        witness: saidOfPools(memories.map(({ pool, gib }) =>
          [pool, `${given.sliceGib === undefined ? 'a GPU' : 'a slice'} has ${round(gib!)} GiB`])),
      }];
    });
  },
};

function declaredGib(root: Field): number | undefined {
  const annotation = root.get('metadata', 'annotations', GPU_MEMORY_ANNOTATION);
  const text = annotation.string();
  if (text !== undefined && !/^\d{1,4}(\.\d{1,3})?$/.test(text)) {
    annotation.report(`must be a number of GiB such as "24", is '${text.slice(0, 60)}'`);
    return undefined;
  }
  return text === undefined ? undefined : Number(text);
}

/** Whole GPUs of a container, or the size of its slices; undefined without either. */
function gpusOf(container: Field): { readonly count: number; readonly sliceGib?: number } | undefined {
  const limits = new Map(container.get('resources', 'limits').entries());
  const count = limits.get(NVIDIA_GPU_RESOURCE)?.quantity('value') ?? 0;
  if (count > 0) {
    return { count };
  }
  const [slice] = [...limits.keys()].flatMap((name) => MIG_SLICE.exec(name) ?? []).slice(1);
  // The name rounds up to GB; read as GiB it is never less than what the slice has.
  return slice === undefined ? undefined : { count: 1, sliceGib: Number(slice) };
}

/** Memory of one GPU of a node: what its label says, else the table of machines; undefined when neither does. */
function gpuGib(labels: ReadonlyMap<string, string>): number | undefined {
  const mib =
    Number(labels.get(NVIDIA_GPU_MEMORY_LABEL))
    || gpuMemoryMibOf(labels.get(INSTANCE_TYPE_LABEL) ?? '');
  return mib === undefined ? undefined : mib / 1024;
}

function round(gib: number): number {
  return Math.round(gib * 100) / 100;
}
