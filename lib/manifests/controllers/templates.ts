import { Field } from '../field';
import { Workload } from '../workload';

/** Fields of a pod that decide where it may stand. */
const PLACEMENT = [
  'nodeSelector', 'affinity', 'tolerations', 'topologySpreadConstraints', 'nodeName', 'schedulerName',
  'runtimeClassName', 'priorityClassName', 'hostNetwork', 'overhead', 'resources', 'resourceClaims', 'volumes',
  'schedulingGates',
];

/** Whether the pods of two templates ask the same of a node. */
export function isAlike(one: Field, two: Field): boolean {
  const shape = (template: Field) =>
    JSON.stringify([
      ...PLACEMENT.map((field) => template.get('spec', field).value ?? null),
      template.get('metadata', 'labels').value ?? null,
      ...['initContainers', 'containers'].map((list) =>
        template
          .get('spec', list)
          .items()
          .map((container) => [
            container.get('resources').value ?? null, container.get('ports').value ?? null,
            container.get('restartPolicy').value ?? null,
          ]),
      ),
    ]);
  return one.value === two.value || shape(one) === shape(two);
}

/** One object with pods of several templates. */
export function withCompanions(workload: Workload, companions: Workload[], isGang: boolean): Workload {
  return { ...workload, companions: companions.filter(({ replicas }) => replicas > 0), isGang };
}

/** The first of several sets of pods with the others beside it; undefined when there is none. */
export function joined(sets: Workload[], isGang: boolean): Workload | undefined {
  const [first, ...others] = sets;
  return first && withCompanions(first, others, isGang);
}
