import { getOrMake } from '../../../util/get-or-make';
import { PodTemplate } from '../../../manifests';
import { caveats } from './caveats';
import { lets, NodeDemand, NodeGroup, unknownLabels } from './node-group';

/** What pods find on the groups of nodes, looking at nodes alone and at volumes that are bound. */
export interface NodeAnswer {
  /** By group: whether its nodes let the pods in. */
  readonly eligible: boolean[];
  /** Labels that decide where the pods may run and that the description of the nodes leaves open. */
  readonly undescribed: string[];
  /** What happens to the pods on some nodes and is not modelled. */
  readonly caveats: string[];
}

/** Looks at each group of nodes once for all pods that ask the same of nodes. */
export class NodeView {
  private readonly known = new Map<string, NodeAnswer>();
  private readonly interned = new Map<string, boolean[]>();

  /** `firstOf`: some node of each group; `closedTo`: nodes that pods outside the manifests close to a pod. */
  constructor(
    private readonly groups: readonly NodeGroup[], private readonly firstOf: readonly number[],
    private readonly closedTo: (pod: PodTemplate) => ReadonlySet<number>,
  ) {}

  public of(demand: NodeDemand): NodeAnswer {
    const { pod: { nodeName, nodeSelector, nodeAffinity, tolerations, os }, volumes } = demand;
    const closed = this.closedTo(demand.pod);
    const isScratchAsked = (demand.pod.requests.get('ephemeral-storage') ?? 0) > 0;
    const asked = [
      isScratchAsked, nodeName ?? null, nodeSelector, nodeAffinity ?? null, tolerations, os ?? null, volumes,
    ];
    const key = `${JSON.stringify(asked)}${[...closed].join()}`;
    return getOrMake(this.known, key, () => this.look(demand, closed));
  }

  private look(demand: NodeDemand, closed: ReadonlySet<number>): NodeAnswer {
    const some = this.groups.map(({ nodes: [node] }) => node);
    const let_ = some.map((node) => lets(demand, node));
    return {
      eligible: this.intern(let_.map((yes, group) => yes && !closed.has(this.firstOf[group]))),
      undescribed: [
        ...new Set(some.flatMap((node, group) => let_[group]
          ? unknownLabels(demand, node).map((key) =>
              `label ${key} of pool ${node.pool}, which the description of the nodes does not give`)
          : [])),
      ],
      caveats: caveats(demand.pod, some),
    };
  }

  private intern(eligible: boolean[]): boolean[] {
    const key = eligible.map(Number).join('');
    return getOrMake(this.interned, key, () => eligible);
  }
}
