import { getOrMake } from '../../../util/get-or-make';
import { NAMESPACE_NAME_LABEL } from '../../../kubernetes/well-known-labels';
import {
  Field, LabelIndex, matches, Model, PodAffinityTerm, Requirement, SpreadConstraint, tellsPodsApart,
  tellsRevisionsApart, Workload,
} from '../../../manifests';

/** The workloads that a term selects, and whether some namespaces could not be judged. */
export interface Selected {
  readonly workloads: Workload[];
  readonly perRevision: boolean;
  /** Of its own pods only those of other revisions are meant. */
  readonly otherRevisions?: boolean;
  /** Namespaces with such pods whose labels are not in the input; their pods are counted. */
  readonly unsure: string[];
  /** Workloads of which it means some pods only, by labels that their controller puts on; they are not counted. */
  readonly partly: readonly Workload[];
}

/** Which pods the terms of other pods mean, found by label instead of trying every pair. */
export class RelationIndex {
  private readonly pods: LabelIndex<Workload>;
  private readonly inNamespaces: ReadonlySet<string>;
  private readonly labels: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Their pods have labels of their parts for a while. */
  private readonly rollouts: Workload[];
  /** What terms select, by what they say: the same object for terms that say the same. */
  private readonly known = new Map<string, Selected>();

  constructor(private readonly model: Model, private readonly workloads: Workload[]) {
    this.pods = new LabelIndex(workloads, ({ namespace, pod }) => ({ namespace, labels: pod.labels }));
    this.rollouts = workloads.filter(({ kind }) => kind === 'Rollout');
    this.inNamespaces = new Set(workloads.map(({ namespace }) => namespace));
    this.labels = new Map(model.byKind('Namespace').map((manifest) =>
      [manifest.name, Field.of(manifest, []).get('metadata', 'labels').stringMap()]));
  }

  /** Pods that a required affinity or anti-affinity term selects. */
  public byTerm(workload: Workload, term: PodAffinityTerm): Selected {
    const perRevision = tellsRevisionsApart(workload.kind, term.matchLabelKeys);
    if (!term.selector) {
      return { workloads: [], perRevision, unsure: [], partly: [] };
    }
    const requirements = [
      ...term.selector.requirements, ...own(workload, term.matchLabelKeys, 'In'),
      ...own(workload, term.mismatchLabelKeys, 'NotIn'),
    ];
    const otherRevisions = tellsRevisionsApart(workload.kind, term.mismatchLabelKeys);
    const asked = [perRevision, otherRevisions, requirements, term.namespaces, term.namespaceSelector];
    const text = JSON.stringify(asked);
    return getOrMake(this.known, text, () => ({ ...this.select(term, requirements), perRevision, otherRevisions }));
  }

  private select(
    term: PodAffinityTerm, requirements: Requirement[],
  ): Pick<Selected, 'workloads' | 'unsure' | 'partly'> {
    const { namespaces, unsure } = this.namespaces(term);
    const found = new Map(namespaces.map((namespace) => [namespace, this.pods.select(namespace, { requirements })]));
    const workloads = [...found.values()].flat();
    return {
      workloads, unsure: unsure.filter((namespace) => found.get(namespace)!.length > 0),
      partly: this.partly(namespaces, requirements, workloads),
    };
  }

  /** Pods of the namespace that a spread constraint counts. */
  public bySpread(workload: Workload, { selector, matchLabelKeys }: SpreadConstraint): Selected {
    const perRevision = tellsRevisionsApart(workload.kind, matchLabelKeys);
    const requirements = [...(selector?.requirements ?? []), ...own(workload, matchLabelKeys, 'In')];
    const { namespace } = workload;
    const workloads = selector ? this.pods.select(namespace, { requirements }) : [];
    return {
      workloads, perRevision, unsure: [], partly: selector ? this.partly([namespace], requirements, workloads) : [],
    };
  }

  private partly(namespaces: string[], requirements: Requirement[], whole: Workload[]): Workload[] {
    const selector = { requirements };
    return (tellsPodsApart(selector) ? this.workloads : this.rollouts).filter((workload) =>
      namespaces.includes(workload.namespace) && this.model.selectsSomeOf(workload, selector)
      && !whole.includes(workload));
  }

  private namespaces({ namespaces, namespaceSelector }: PodAffinityTerm): { namespaces: string[]; unsure: string[] } {
    if (!namespaceSelector) {
      return { namespaces, unsure: [] };
    }
    const unsure: string[] = [];
    const selected = [...this.inNamespaces].filter((namespace) => {
      const known = this.labels.get(namespace);
      const decidable =
        known !== undefined || namespaceSelector.requirements.every(({ key }) => key === NAMESPACE_NAME_LABEL);
      if (!decidable) {
        unsure.push(namespace);
      }
      return !decidable || matches(namespaceSelector, new Map([...known ?? [], [NAMESPACE_NAME_LABEL, namespace]]));
    });
    return {
      namespaces: [...new Set([...namespaces, ...selected])],
      unsure: unsure.filter((namespace) => !namespaces.includes(namespace)),
    };
  }
}

/**
 * The API server merges the values of such keys into the selector, except those that a controller adds to the template.
 */
function own({ pod }: Workload, keys: string[], operator: 'In' | 'NotIn'): Requirement[] {
  return keys.flatMap((key) => {
    const value = pod.labels.get(key);
    return value === undefined ? [] : [{ key, operator, values: [value] }];
  });
}
