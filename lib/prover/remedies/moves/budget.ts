import { listed } from '../../../util/listed';
import {
  countBudget, DisruptionBudget, Field, isObject, mayBeMore, readLabelSelector, Workload,
} from '../../../manifests';
import { nameOf } from '../../updates';
import { removeAt, setAt } from '../json-patch';
import { Move, MoveContext, patchOf } from './move';

/**
 * What is new on a budget that loses its like, so that the disruption controller counts it: of a pod that becomes ready
 * it counts one budget, whichever that is, and the other one goes on refusing by an old count when it is left alone
 * (kubernetes pkg/controller/disruption/disruption.go `updatePod`, `getPdbForPod`; `updateDB` counts).
 */
const COUNTED_ALONE = 'cdk8s-nim/counted-alone';

/**
 * Ways to let a drain evict a pod that a budget keeps: one budget of several, one without the pods of DaemonSets, which
 * nobody can count and no drain evicts, `maxUnavailable: 1`, or one replica more.
 * More replicas help a budget that keeps a number of pods, and not one that allows none to be missing or keeps all of
 * them in percent; they are given to a Deployment only, that nothing else scales, and whose second pod does no harm.
 */
export function budgetMoves(context: MoveContext): Move[] {
  const { model, workload } = context;
  const budgets = model.budgetsOf(workload);
  if (budgets.length > 1) {
    // The strictest of those that let somebody leave: what another one asks for, such as a quorum, it asks for too.
    const allowed = (budget: DisruptionBudget) => countBudget(model, budget).allowed ?? 1;
    const kept = budgets.filter((budget) => allowed(budget) > 0)
      .reduce<DisruptionBudget | undefined>((one, two) => one && allowed(one) <= allowed(two) ? one : two, undefined);
    const others = budgets.filter(
      (budget) => budget !== kept && model.selectPods(workload.namespace, budget.selector).length === 1,
    );
    return !kept || others.length < budgets.length - 1
      ? []
      : [
          {
            id: 'one-budget',
            dimension: 'budget',
            title: `only ${kept.manifest.id}, without ${others.map(({ manifest }) => manifest.id).join(', ')}`,
            change: {
              ...patchOf(kept.manifest, setAt(kept.manifest.json, ['metadata', 'annotations', COUNTED_ALONE], 'true')),
              removed: others.map(({ manifest }) => manifest),
            },
            notes: [`the annotation has ${kept.manifest.id} counted anew: while there are two, one of them may not be`],
          },
        ];
  }
  const isCountable = (budget: DisruptionBudget) => countBudget(model, budget).uncountable.length === 0;
  if (!budgets.every(isCountable)) {
    return budgets.flatMap((budget) => withoutDaemons(context, budget));
  }
  return budgets
    .filter((budget) => countBudget(model, budget).allowed === 0)
    .flatMap(({ manifest, minAvailable }): Move[] => {
      const replicas = workload.replicas + 1;
      const scales =
        workload.kind === 'Deployment'
        && minAvailable !== undefined
        && model.autoscalerOf(workload) === undefined
        && mayBeMore(model, workload);
      const before = minAvailable === undefined ? '' : ` in place of minAvailable ${minAvailable}`;
      return [
        {
          id: 'one-may-leave',
          dimension: 'budget',
          title: `maxUnavailable 1 in ${manifest.id}${before}`,
          change: patchOf(
            manifest,
            ...removeAt(manifest.json, ['spec', 'minAvailable']),
            setAt(manifest.json, ['spec', 'maxUnavailable'], 1),
          ),
          prop: 'disruptionBudget: DisruptionBudget.maxUnavailable(1)',
        },
        ...(!scales
          ? []
          : [
              {
                id: 'one-more-replica',
                dimension: 'replicas' as const,
                title: `${replicas} replicas in place of ${workload.replicas}`,
                change: patchOf(workload.manifest, setAt(workload.manifest.json, ['spec', 'replicas'], replicas)),
                prop: `replicas: ${replicas}`,
              },
            ]),
      ];
    });
}

/** Nothing where the budget is for other workloads too. */
function withoutDaemons({ model, workload }: MoveContext, { manifest, selector }: DisruptionBudget): Move[] {
  const own = Field.of(workload.manifest, []).get('spec', 'selector');
  const isSelf = ({ manifest: other }: Workload) => other === workload.manifest;
  const select = (each: typeof selector) => model.selectPods(workload.namespace, each);
  const others = select(selector).filter((each) => !isSelf(each));
  const isOwn = isObject(own.value) && select(readLabelSelector(own)).every(isSelf);
  return !isOwn || others.length === 0 || !others.every(({ kind }) => kind === 'DaemonSet')
    ? []
    : [
        {
          id: 'without-daemons',
          dimension: 'budget',
          title: `${manifest.id} without the pods of ${listed(others.map(nameOf), 3)}, which a drain leaves alone: ` +
            `the selector of ${nameOf(workload)}`,
          change: patchOf(manifest, setAt(manifest.json, ['spec', 'selector'], own.value)),
        },
      ];
}
