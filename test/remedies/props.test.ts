import { stringify } from 'yaml';
import { DisruptionBudget, ModelCache, RolloutStrategy } from '../../lib';
import { Cluster } from '../../lib/cluster';
import { Model } from '../../lib/manifests';
import { plan, PlanReport } from '../../lib/prover/plan';
import { Remedy } from '../../lib/prover/remedies';
import { aNim, aServer } from '../support/examples';
import { render } from '../support/synth';

const MAKERS = { aNim, aServer } as const;
type Props = Parameters<typeof aNim>[2];

const planned = (make: keyof typeof MAKERS, props: Props, nodes: string): PlanReport => {
  const objects = render((chart) => MAKERS[make](chart, 'llm', props as never));
  const text = objects.map((each) => stringify(each)).join('---\n');
  return plan(Model.load([{ file: 'llm.yaml', text }]), { cluster: Cluster.fromSpec(nodes) });
};

/** What a person makes of the props that a remedy names: those of the construct, and the number of nodes. */
function written({ props }: Remedy): { readonly props: Props; readonly nodes?: number } {
  const pool = props.map((prop) => /^nodes: (\d+) of the NodePool '/.exec(prop)?.[1]).find(Boolean);
  const own = props.filter((prop) => !prop.startsWith('nodes: ')).join(', ');
  const made = new Function('RolloutStrategy', 'ModelCache', 'DisruptionBudget', `return { ${own} }`) as
    (...args: unknown[]) => Props;
  return { props: made(RolloutStrategy, ModelCache, DisruptionBudget), nodes: pool ? Number(pool) : undefined };
}

const surge = RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 });
const shared = ModelCache.sharedClaim();
const WITHOUT_ROOM = ['recreate', 'no-surge', 'more-nodes-1-gpu', 'one-may-leave+more-nodes-1-gpu'];

test.each<[string, keyof typeof MAKERS, Props, string, string[]]>([
  ['an update without room', 'aNim', { rollout: surge, modelCache: shared }, 'gpu=1xg5.2xlarge', WITHOUT_ROOM],
  ['that of a server', 'aServer', { rollout: surge, modelCache: shared }, 'gpu=1xg5.2xlarge', WITHOUT_ROOM],
  ['an update that pauses, and a drain', 'aNim', {}, 'gpu=1xg5.2xlarge', [
    'one-may-leave+more-nodes-1-gpu', 'surge+shared-claim+more-nodes-1-gpu',
  ]],
  ['a drain against a budget', 'aNim', {
    replicas: 2, modelCache: shared, disruptionBudget: DisruptionBudget.minAvailable(2),
  }, 'gpu=3xg5.2xlarge', ['one-may-leave', 'one-more-replica+more-nodes-1-gpu', 'surge']],
])('%s: the props of a remedy do what its patches do', (_, make, props, nodes, expected) => {
  const { remedies } = planned(make, props, nodes);
  const seen = [...remedies.byWorkload.values()].flatMap((each) => each.remedies)
    .filter((remedy) => remedy.props.length > 0).map((remedy) => {
      const own = written(remedy);
      const grown = own.nodes === undefined ? nodes : nodes.replace(/\d+x/, `${own.nodes}x`);
      const [after] = planned(make, { ...props, ...own.props }, grown).workloads;
      const isDrained = after.drain.verdict === 'proven' && after.drain.evictionBlockedBy.length === 0;
      expect([remedy.id, remedy.cures === 'drain' ? isDrained : after.verdict === 'proven']).toEqual([remedy.id, true]);
      return remedy.id;
    });
  expect(seen).toEqual(expected);
});
