import { textOf } from '../../../util/value-text';
import { GPU_MEMORY_ANNOTATION } from '../../../kubernetes/annotations';
import { modelGpuMemoryGib } from '../../../kubernetes/nim-gpu-memory';
import { NVIDIA_GPU_RESOURCE } from '../../../kubernetes/well-known-labels';
import {
  Field, isBuiltIn, parsePointer, podSpecOf, runningContainers,
} from '../../../manifests';
import { PatchOperation, removeAt, setAt } from '../json-patch';
import { Move, MoveContext, patchOf } from './move';

/** CPU is asked for as a share of time: less of it slows a pod down where its node is full, and breaks nothing. */
const SHARES_OF_CPU = [0.75, 0.5];
/** Fewer millicores than this are not worth a change. */
const LEAST_CPU = 500;
/** A slice called `40gb` has at least so many GiB for each GB of its name. */
const GIB_IN_NAME = 0.92;

const MIG_SLICE = /^nvidia\.com\/mig-\d+(?:c\.\d+)?g\.(\d+)gb/;

/**
 * Smaller requests that a workload survives: CPU down to a half, unless its pods are of the class Guaranteed (they may
 * have CPUs of their own); a MIG slice in place of one GPU or a larger slice, where the memory that the model needs is
 * known and the slice has it. Memory and whole GPUs are never lowered: what a process needs of them is not in any
 * manifest.
 */
export function requestMoves(context: MoveContext): Move[] {
  return isBuiltIn(context.workload.manifest) ? [...cpuMoves(context), ...sliceMoves(context)] : [];
}

function cpuMoves({ workload }: MoveContext): Move[] {
  const containers = runningContainers(podSpecOf(workload)).flatMap((container) => {
    const milli = container.get('resources', 'requests', 'cpu').quantity('milliValue') ?? 0;
    return milli >= LEAST_CPU ? [{ container, milli }] : [];
  });
  const [largest] = [...containers].sort((one, two) => two.milli - one.milli);
  const spec = podSpecOf(workload);
  if (!largest || isGuaranteed([...spec.get('containers').items(), ...spec.get('initContainers').items()])) {
    return [];
  }
  return SHARES_OF_CPU.map((share, index): Move => {
    const cpu = `${Math.ceil(largest.milli * share / 100) * 100}m`;
    const path = [...parsePointer(largest.container.pointer), 'resources', 'requests', 'cpu'];
    return {
      id: idOf(share), dimension: 'requests', exceeds: index === 0 ? undefined : idOf(SHARES_OF_CPU[index - 1]),
      title: `a CPU request of ${cpu} in place of ${largest.milli}m for container ${textOf(largest.container.get('name').value)}`,
      change: patchOf(workload.manifest, setAt(workload.manifest.json, path, cpu)),
      notes: ['where its node is full the container gets less CPU than it asks for today'],
    };
  });
}

function idOf(share: number): string {
  return `cpu-${share * 100}`;
}

/** kubernetes pkg/apis/core/v1/helper/qos/qos.go `ComputePodQOS`: what a container does not request it gets as limited. */
function isGuaranteed(containers: readonly Field[]): boolean {
  return containers.every((container) => (['cpu', 'memory'] as const).every((name) => {
    const [limit, request] = ['limits', 'requests'].map((list) =>
      container.get('resources', list, name).quantity(name === 'cpu' ? 'milliValue' : 'value'));
    return limit !== undefined && (request ?? limit) === limit;
  }));
}

function sliceMoves({ cluster, workload }: MoveContext): Move[] {
  const offered = [
    ...new Set(
      cluster._nodes.flatMap(({ free }) =>
        [...free].flatMap(([name, amount]) => (amount > 0 && MIG_SLICE.test(name) ? [name] : [])),
      ),
    ),
  ];
  const annotation = Field.of(workload.manifest, []).get('metadata', 'annotations', GPU_MEMORY_ANNOTATION);
  const declared = Number(textOf(annotation.value) || Number.NaN);
  return runningContainers(podSpecOf(workload)).flatMap((container) => {
    const [present] = [...container.get('resources', 'limits').entries()]
      .filter(
        ([name, amount]) => (name === NVIDIA_GPU_RESOURCE || MIG_SLICE.test(name)) && amount.quantity('value') === 1,
      )
      .map(([name]) => name);
    const need = Number.isFinite(declared) ? declared : modelGpuMemoryGib(textOf(container.get('image').value));
    if (present === undefined || need === undefined) {
      return [];
    }
    return offered
      .filter(
        (name) =>
          name !== present && gibOf(name) >= need && (gibOf(name) < gibOf(present) || present === NVIDIA_GPU_RESOURCE),
      )
      .sort((one, two) => gibOf(one) - gibOf(two))
      .slice(0, 1)
      .map(
        (name): Move => ({
          id: `slice-${name}`,
          dimension: 'requests',
          title: `one ${name} in place of one ${present}, for a model of ${need} GiB`,
          change: patchOf(workload.manifest, ...renamed(workload.manifest.json, container, present, name)),
          prop: `gpuResource: '${name}'`,
        }),
      );
  });
}

function renamed(
  json: MoveContext['workload']['manifest']['json'],
  container: Field,
  present: string,
  name: string,
): PatchOperation[] {
  return ['limits', 'requests'].flatMap((list) => {
    const path = [...parsePointer(container.pointer), 'resources', list];
    const removed = removeAt(json, [...path, present]);
    return removed.length === 0
      ? []
      : [...removed, setAt(json, [...path, name], container.get('resources', list, present).value)];
  });
}

function gibOf(resource: string): number {
  return Number(MIG_SLICE.exec(resource)?.[1] ?? Number.POSITIVE_INFINITY) * GIB_IN_NAME;
}
