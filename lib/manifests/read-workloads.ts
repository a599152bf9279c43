import { KubernetesVersion } from '../kubernetes/kubernetes-version';
import { append } from './append';
import { controllerOf } from './controllers';
import { inSurroundings } from './controllers/surroundings';
import { Field } from './field';
import { InputProblem } from './input-problem';
import { withKeptFields } from './kept-fields';
import { Manifest } from './manifest';
import { ModelOptions } from './model-options';
import { objectKey } from './object-key';
import { OwnerIndex } from './ownership';
import { Autoscaler } from './policies';
import { Uncounted, whyUncounted } from './uncounted';
import { readVerticalAutoscaler, resizedBy } from './vertical-autoscaler';
import { Workload } from './workload';

/** Objects of an input, as they can be looked up. */
interface Objects {
  readonly manifests: readonly Manifest[];
  readonly options: ModelOptions;
  byKind(kind: string): readonly Manifest[];
  find(kind: string, namespace: string, name: string): Manifest | undefined;
  autoscalerOf(workload: Workload): Autoscaler | undefined;
}

/**
 * The workloads of an input, and the objects whose pods are not, or not all, counted. An owned object is accounted for
 * by its owner where the input has both; where the owner's kind makes its pods by way of other objects, these are
 * better evidence than what the owner says.
 */
export function readWorkloads(
  objects: Objects, problems: InputProblem[],
): { readonly workloads: Workload[]; readonly uncounted: Uncounted[] } {
  const context = {
    kubernetes: objects.options.kubernetes ?? KubernetesVersion.NEWEST,
    find: (type: string, namespace: string, name: string) => objects.find(type, namespace, name),
  };
  const ignored = new Set(objects.options.ignoredKinds ?? []);
  const resizers = new Map(
    objects.byKind('VerticalPodAutoscaler').flatMap((manifest) => {
      const resizer = readVerticalAutoscaler(Field.of(manifest, problems));
      return resizer ? [[objectKey(resizer.targetKind, manifest.namespace, resizer.targetName), resizer]] : [];
    }),
  );
  const queues = new Map<string, string[]>();
  objects.byKind('LocalQueue').forEach(({ namespace, name }) => append(queues, namespace, name));
  const within = (workload: Workload) => withKeptFields(
    inSurroundings(workload, context.kubernetes, queues.get(workload.namespace) ?? []), objects.options,
    objects.autoscalerOf(workload) !== undefined);
  const read = new Map(
    objects.manifests.flatMap((manifest) => {
      const workload = controllerOf(manifest)?.read(Field.of(manifest, problems), context);
      const resizer = resizers.get(objectKey(manifest.kind, manifest.namespace, manifest.name));
      return workload
        ? [[manifest, resizer ? resizedBy(within(workload), resizer, objects.options.verticalBound) : within(workload)]]
        : [];
    }),
  );
  const owners = new OwnerIndex(objects.manifests);
  const represented = new Set([...read.keys()].flatMap((manifest) => owners.ownerIn(manifest) ?? []));
  const yields = (manifest: Manifest) => represented.has(manifest) && controllerOf(manifest)?.isIndirect === true;
  const counted = new Map([...read].filter(([manifest]) => {
    const owner = owners.ownerIn(manifest);
    return !yields(manifest) && !(owner && read.has(owner) && !yields(owner));
  }));
  const uncounted = objects.manifests.flatMap((manifest): Uncounted[] => {
    const [unread] = [counted.get(manifest), ...(counted.get(manifest)?.companions ?? [])].flatMap(
      (each) => each?.unread ?? [],
    );
    const reason =
      read.has(manifest) || represented.has(manifest)
        ? unread
        : controllerOf(manifest)
          ? 'makes pods that are not counted'
          : whyUncounted(manifest, ignored);
    return reason === undefined ? [] : [{ manifest, reason }];
  });
  return { workloads: [...counted.values()], uncounted };
}
