import { ZONE_LABEL } from '../../kubernetes/well-known-labels';
import { admits, saidOfPools } from '../placement';
import { Field, meets, readRequirements, Requirement, Workload } from '../../manifests';
import { capacityOf } from '../engine/plan-index';
import { NOT_APPLICABLE, POD_KINDS, Rule } from '../engine/rule';
import { RuleContext } from '../engine/rule-context';

export const volumeZoneHasNoNode: Rule = {
  id: 'volume-zone-has-no-node',
  title: 'No node in the zone of a volume',
  severity: 'error',
  explanation:
    'A PersistentVolume that is bound to a zone can only be used by pods on nodes of that zone. When no pool that admits the pods has a ' +
    'node there, they stay Pending.',
  remediation: 'Run a pool in the zone of the volume, or restore the volume in a zone that has nodes.',
  upstream:
    'https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/scheduler/framework/plugins/volumebinding/volume_binding.go',
  kinds: POD_KINDS,
  needsCluster: true,
  evaluate({ workload }, context) {
    const capacity = capacityOf(context);
    const task = workload && capacity?.taskOf(workload);
    const pinned = workload && task?.most !== 0 ? pinnedVolumes(workload, context) : [];
    const nodes = capacity?.nodes ?? [];
    // Nodes without zone labels cannot tell.
    if (!workload || pinned.length === 0 || !nodes.some(({ labels }) => labels.has(ZONE_LABEL))) {
      return NOT_APPLICABLE;
    }
    const candidates = nodes.filter((node) => admits(node, workload.pod));
    // Where no node admits the pods, it is not the volume that keeps them Pending.
    return (candidates.length === 0 ? [] : pinned)
      .filter(
        ({ terms }) =>
          !candidates.some(({ labels }) =>
            terms.some(
              (term) => term.length > 0 && term.every((requirement) => meets(requirement, labels.get(requirement.key))),
            ),
          ),
      )
      .map(({ volume, pointer, terms }) => ({
        pointer,
        message: `PersistentVolume ${volume} is bound to ${terms.flat().map(requirementText).join(', ')}, where no admitting node is`,
        witness: saidOfPools(candidates.map(({ pool, labels }) =>
          [pool, `nodes in ${labels.get(ZONE_LABEL) ?? 'an unknown zone'}`])),
      }));
  },
};

function requirementText({ key, operator, values }: Requirement): string {
  return operator === 'In'
    ? `${key} ${values.join(' or ')}`
    : [key, operator, values.join(', ')].filter(Boolean).join(' ');
}

function pinnedVolumes(
  workload: Workload,
  context: RuleContext,
): { volume: string; pointer: string; terms: Requirement[][] }[] {
  return workload.pod.claims.flatMap(({ claimName, pointer }) => {
    const claim = context.model.find('PersistentVolumeClaim', workload.namespace, claimName);
    const volume = claim && context.subject(claim).root.get('spec', 'volumeName').string();
    const manifest =
      volume === undefined ? undefined : context.model.byKind('PersistentVolume').find(({ name }) => name === volume);
    const required: Field | undefined =
      manifest && context.subject(manifest).root.get('spec', 'nodeAffinity', 'required', 'nodeSelectorTerms');
    const items = required?.items() ?? [];
    const terms = items.map((term) => readRequirements(term.get('matchExpressions')));
    // A term with fields names nodes, which is left to the scheduler; one without any expression matches no node.
    const isReadable = items.length > 0 && items.every((term) => !term.get('matchFields').isPresent);
    return volume !== undefined && isReadable ? [{ volume, pointer, terms }] : [];
  });
}
