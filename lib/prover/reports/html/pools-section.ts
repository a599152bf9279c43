import { INSTANCE_TYPE_LABEL } from '../../../kubernetes/well-known-labels';
import { Cluster, ClusterNode, NodePool } from '../../../cluster';
import { plural } from '../../../kubernetes/plural';
import { amountText, RolloutPlan } from '../../updates';
import { html, Html } from './html';
import { line, rect } from './svg';
import { fitText, shortName } from './text';

const WIDTH = 216;
const PADDING = 12;
const CHIP = 22;
/** Further nodes of a pool are counted, not drawn. */
const MOST_NODES = 6;
const MOST_CHIPS = 8;

/** Names of the pods on each node that hold a GPU, one for each GPU. */
type Holders = ReadonlyMap<string, string[]>;

/** The pools, their nodes, and which pod holds which GPU in one placement. */
export function poolsSection({ pools, _nodes }: Cluster, plan: RolloutPlan): Html {
  const holders = gpuHolders(plan);
  const byName = new Map(_nodes.map((node) => [node.name, node]));
  return html`${pools.map((pool) =>
    poolFigure(
      pool,
      pool.nodeNames.flatMap((name) => byName.get(name) ?? []),
      holders,
    ),
  )}
${holders.size > 0 && html`<p class="note">One placement of several the scheduler may choose; the verdicts hold for all of them.</p>`}`;
}

/** The first timeline of an extended resource tells where the pods stand before an update. */
function gpuHolders({ workloads }: RolloutPlan): Holders {
  const held = new Map<string, string[]>();
  const timeline = workloads.find((each) => each.timeline?.resource.includes('/'))?.timeline;
  for (const { node, units, workload } of timeline?.steps[0]?.pods ?? []) {
    if (node !== undefined) {
      const names = Array.from({ length: Math.min(MOST_CHIPS, units) }, () => shortName(workload));
      held.set(node, [...held.get(node) ?? [], ...names]);
    }
  }
  return held;
}

function poolFigure(pool: NodePool, nodes: ClusterNode[], holders: Holders): Html {
  const shown = nodes.slice(0, MOST_NODES);
  const type = pool.labels[INSTANCE_TYPE_LABEL];
  const facts = [
    `${pool.maxNodes > pool.nodes ? `${pool.nodes} to ` : ''}${plural(pool.maxNodes, 'node')}${type === undefined ? '' : ` of ${type}`}`,
    ...pool.taints.map(({ key, effect }) => `taint ${key}:${effect}`),
    ...pool.unschedulable ? ['cordoned'] : [],
  ];
  return html`<figure class="pool"><figcaption><strong>pool ${pool.name}</strong>: ${facts.join(', ')}</figcaption>
<div class="nodes">${shown.map((node) => nodeSvg(node, holders.get(node.name) ?? []))}</div>
${nodes.length > shown.length && html`<p class="note">and ${plural(nodes.length - shown.length, 'more node')} alike</p>`}</figure>`;
}

function nodeSvg({ name, free, exists }: ClusterNode, holders: string[]): Html {
  const gpus = [...free].filter(([resource]) => resource.includes('/'));
  const slots = gpus
    .flatMap(([resource, amount]) => Array.from({ length: Math.min(MOST_CHIPS, amount) }, () => resource))
    .slice(0, MOST_CHIPS);
  const height = 46 + Math.max(1, slots.length) * (CHIP + 4);
  const offer = gpus.length > 0 ? gpus.map(([resource, amount]) => `${amount} ${resource}`).join(', ') : 'no GPU';
  const held = holders.length > 0 ? `, held by ${holders.join(', ')}` : '';
  const room = ['cpu', 'memory'].flatMap((resource) =>
    free.has(resource) ? [amountText(resource, free.get(resource)!)] : [],
  );
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="node ${name}: ${offer}${held}">
${rect(1, 1, WIDTH - 2, height - 2, 8, exists ? 'node' : 'node spare')}
${line(PADDING, 20, fitText(name, WIDTH - 2 * PADDING, 12), 'name')}
${line(PADDING, 35, room.join(' · '), 'fact')}
${slots.map((resource, index) => chip(resource, holders[index], 44 + index * (CHIP + 4)))}
${slots.length === 0 && line(PADDING, 58, 'no GPU', 'fact')}
</svg>`;
}

function chip(resource: string, holder: string | undefined, y: number): Html {
  const text = holder ?? 'free';
  return html`<g class="chip${holder === undefined && ' empty'}"><title>${resource}: ${text}</title>
${rect(PADDING, y, WIDTH - 2 * PADDING, CHIP, 4)}${line(PADDING + 8, y + 15, fitText(`GPU: ${text}`, WIDTH - 2 * PADDING - 14, 11))}</g>`;
}
