import { Cluster, NodePool } from '../../../cluster';
import { nodesOf } from '../../../cluster/cluster-node';
import { RolloutPlan, TimelinePod } from '../../verdict';
import { amountText } from '../../verdict/wording';
import { plural } from '../report-view';
import { html, Html } from './html';
import { fitText } from './text';
import { shortName } from './timeline-svg';

const NODE_WIDTH = 216;
const NODE_GAP = 12;
const CHIP = 22;
/** More equal nodes are counted, not drawn. */
const MOST_NODES = 6;
const MOST_CHIPS = 8;

/** The pools, their nodes, and which pod holds which GPU in one placement. */
export function poolsSection({ pools }: Cluster, plan: RolloutPlan): Html {
  const holders = gpuHolders(plan);
  return html`${pools.map((pool) => poolFigure(pool, holders))}
${holders.size > 0 && html`<p class="note">One placement of several the scheduler may choose; the verdicts hold for all of them.</p>`}`;
}

/** Who holds the extended resources of each node, in the first timeline that tells. */
function gpuHolders({ workloads }: RolloutPlan): ReadonlyMap<string, TimelinePod[]> {
  const held = new Map<string, TimelinePod[]>();
  const timeline = workloads.find((each) => each.timeline?.resource.includes('/'))?.timeline;
  for (const pod of timeline?.steps[0]?.pods ?? []) {
    if (pod.node !== undefined) {
      held.set(pod.node, [...held.get(pod.node) ?? [], pod]);
    }
  }
  return held;
}

function poolFigure(pool: NodePool, holders: ReadonlyMap<string, TimelinePod[]>): Html {
  const nodes = nodesOf(pool);
  const shown = nodes.slice(0, MOST_NODES);
  const [node] = nodes;
  const gpus = [...node?.free ?? []].filter(([name]) => name.includes('/'));
  const total = gpus.reduce((sum, [, amount]) => sum + amount, 0);
  const chips = Math.min(MOST_CHIPS, total);
  const height = 42 + Math.max(1, chips) * (CHIP + 4) + 4;
  const type = pool.labels['node.kubernetes.io/instance-type'];
  const count = pool.maxNodes > pool.nodes ? `${pool.nodes} to ${plural(pool.maxNodes, 'node')}` : plural(pool.nodes, 'node');
  return html`<figure class="pool"><figcaption><strong>pool ${pool.name}</strong>: ${count}${type !== undefined && ` of ${type}`}${pool.taints.length > 0 && `, taint ${pool.taints.map(({ key, effect }) => `${key}:${effect}`).join(', ')}`}</figcaption>
<div class="nodes">${shown.map((each) => {
    const slots = (holders.get(each.name) ?? []).flatMap((pod) => Array.from({ length: Math.min(MOST_CHIPS, pod.units) }, () => shortName(pod.workload)));
    return html`<svg viewBox="0 0 ${NODE_WIDTH} ${height}" width="${NODE_WIDTH}" height="${height}" role="img" aria-label="node ${each.name}: ${total > 0 ? gpus.map(([name, amount]) => `${amount} ${name}`).join(', ') : 'no GPU'}${slots.length > 0 ? `, held by ${slots.join(', ')}` : ''}">
<rect class="node${!each.exists && ' spare'}" x="1" y="1" width="${NODE_WIDTH - 2}" height="${height - 2}" rx="8"/>
<text class="name" x="${NODE_GAP}" y="20">${fitText(each.name, NODE_WIDTH - 24, 12)}</text>
<text class="fact" x="${NODE_GAP}" y="35">${['cpu', 'memory'].flatMap((name) => (each.free.has(name) ? [amountText(name, each.free.get(name)!)] : [])).join(' · ')}</text>
${Array.from({ length: chips }, (_, index) => chip(gpus[0][0], slots[index], 44 + index * (CHIP + 4)))}
${chips === 0 && html`<text class="fact" x="${NODE_GAP}" y="58">no GPU</text>`}
</svg>`;
  })}</div>
${nodes.length > shown.length && html`<p class="note">and ${plural(nodes.length - shown.length, 'more node')} alike</p>`}</figure>`;
}

function chip(resource: string, holder: string | undefined, y: number): Html {
  const text = holder ?? 'free';
  return html`<g class="chip${holder === undefined && ' empty'}"><title>${resource}: ${text}</title><rect x="${NODE_GAP}" y="${y}" width="${NODE_WIDTH - 2 * NODE_GAP}" height="${CHIP}" rx="4"/>
<text x="${NODE_GAP + 8}" y="${y + 15}">${fitText(`GPU: ${text}`, NODE_WIDTH - 2 * NODE_GAP - 14, 11)}</text></g>`;
}
