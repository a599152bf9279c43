import { DEPLOYMENT_REVISION_LABEL } from '../../../kubernetes/well-known-labels';
import {
  Field, isBuiltIn, isExtendedResource, isObject, parsePointer, podSpecOf, readLabelSelector, repels, tolerates,
} from '../../../manifests';
import { selects, toleratesNode } from '../../placement';
import { PatchOperation, setAt } from '../json-patch';
import { Move, MoveContext, patchOf } from './move';

export const PER_REVISION = 'per-revision';

/**
 * What keeps pods from nodes and may be written otherwise without harm: constraints that count the pods of both
 * revisions count one of them (a Deployment, whose controller writes the label); nodes that no pod may use are not
 * counted; and the taint that is named after a resource which the pods ask for is tolerated.
 */
export function placementMoves(context: MoveContext): Move[] {
  return isBuiltIn(context.workload.manifest)
    ? [...perRevision(context), ...honoursTaints(context), ...toleration(context)]
    : [];
}

/**
 * A term that names other namespaces, or selects the pods of others too, keeps them apart as well: it is left alone.
 */
function perRevision({ model, workload }: MoveContext): Move[] {
  const spec = podSpecOf(workload);
  const terms = spec.get('affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution').items()
    .filter((term) => isObject(term.value)
      && !term.get('namespaces').isPresent && !term.get('namespaceSelector').isPresent);
  const fields = [...spreadsOf(spec), ...terms].filter((item) => {
    const selected = model.selectPods(workload.namespace, readLabelSelector(item.get('labelSelector')));
    return !item.get('matchLabelKeys').items().some(({ value }) => value === DEPLOYMENT_REVISION_LABEL)
      && selected.length === 1 && selected[0].manifest === workload.manifest;
  });
  if (workload.kind !== 'Deployment' || fields.length === 0) {
    return [];
  }
  const operations = fields.map((field): PatchOperation => {
    const keys = field.get('matchLabelKeys').items().map(({ value }) => value);
    return { op: 'add', path: `${field.pointer}/matchLabelKeys`, value: [...keys, DEPLOYMENT_REVISION_LABEL] };
  });
  return [
    {
      id: PER_REVISION,
      dimension: 'placement',
      title: `matchLabelKeys: [${DEPLOYMENT_REVISION_LABEL}] in what keeps its pods apart, ` +
        'so that old and new pods do not count for each other',
      change: patchOf(workload.manifest, ...operations),
    },
  ];
}

/** Nothing where every node that is counted is tolerated. */
function honoursTaints({ workload, workload: { pod }, cluster }: MoveContext): Move[] {
  const spreads = spreadsOf(podSpecOf(workload)).filter((item) => item.get('nodeTaintsPolicy').value !== 'Honor');
  const areAll = pod.spread.some(({ honorsAffinity }) => !honorsAffinity);
  const isHeldDown = spreads.length > 0 && cluster._nodes.some((node) =>
    !toleratesNode(node, pod.tolerations) && (areAll || selects(pod, node)));
  return !isHeldDown
    ? []
    : [
        {
          id: 'honor-taints',
          dimension: 'placement',
          title:
            'nodeTaintsPolicy: Honor in its spread constraints, so that nodes whose taints it does not tolerate are not counted',
          change: patchOf(
            workload.manifest,
            ...spreads.map(
              ({ pointer }): PatchOperation => ({ op: 'add', path: `${pointer}/nodeTaintsPolicy`, value: 'Honor' }),
            ),
          ),
        },
      ];
}

function spreadsOf(spec: Field): Field[] {
  return spec
    .get('topologySpreadConstraints')
    .items()
    .filter((item) => isObject(item.value) && item.get('whenUnsatisfiable').value !== 'ScheduleAnyway');
}

function toleration({ cluster, workload: { manifest, pod } }: MoveContext): Move[] {
  const asked = [...pod.requests]
    .filter(([name, amount]) => isExtendedResource(name) && amount > 0)
    .map(([name]) => name);
  const keys = [
    ...new Set(
      cluster._nodes
        .flatMap(({ taints }) => taints)
        .filter((taint) => repels(taint) && asked.includes(taint.key) && !tolerates(pod.tolerations, taint))
        .map(({ key }) => key),
    ),
  ];
  if (keys.length === 0) {
    return [];
  }
  const path = [...parsePointer(pod.pointer), 'tolerations'];
  const present = path.reduce<unknown>((inner, key) => isObject(inner) ? inner[key] : undefined, manifest.json);
  const added = keys.map((key) => ({ key, operator: 'Exists' }));
  return [
    {
      id: 'tolerate',
      dimension: 'placement',
      title: `a toleration of the taint ${keys.join(', ')}`,
      change: patchOf(
        manifest,
        setAt(manifest.json, path, [...(Array.isArray(present) ? (present as unknown[]) : []), ...added]),
      ),
    },
  ];
}
