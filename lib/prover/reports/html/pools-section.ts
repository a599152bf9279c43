import { INSTANCE_TYPE_LABEL } from '../../../kubernetes/well-known-labels';
import { Cluster, ClusterNode, NodePool } from '../../../cluster';
import { plural } from '../../../util/plural';
import { PlanReport } from '../../plan';
import { amountText } from '../../updates';
import { html, Html } from './html';
import { line, rect } from './svg';
import { distinctTexts, fitText, listText, shortName } from './text';

const WIDTH = 216;
const PADDING = 12;
const CHIP = 22;
/** Further nodes of a pool are counted, not drawn. */
const MOST_NODES = 6;
const MOST_CHIPS = 8;
/** Lines for pods without a GPU. */
const MOST_PODS = 7;
const LINE = 15;

/** Pods of a workload on a node. */
interface Standing {
  readonly name: string;
  readonly count: number;
  /** Units of GPUs or the like that each of them holds, by resource. */
  readonly devices: ReadonlyMap<string, number>;
}

/** Who stands on each node; undefined where no placement was found. */
type Standings = ReadonlyMap<string, Standing[]> | undefined;

/** The pools, their nodes, and which pods stand where in one placement. */
export function poolsSection({ pools, _nodes }: Cluster, plan: PlanReport): Html {
  const standings = standingsOf(plan);
  const byName = new Map(_nodes.map((node) => [node.name, node]));
  return html`${pools.map((pool) =>
    poolFigure(
      pool,
      pool.nodeNames.flatMap((name) => byName.get(name) ?? []),
      standings,
    ),
  )}
${standings && standings.size > 0 && html`<p class="note wide">One placement of several the scheduler may choose; the verdicts hold for all of them.</p>`}`;
}

function standingsOf({ standing, byWorkload }: PlanReport): Standings {
  const workloads = new Map([...byWorkload].map(([workload, { workload: id }]) => [id, workload]));
  const names = distinctTexts((standing ?? []).map(({ workload }) => shortName(workload)), WIDTH - 60, 11);
  const byNode = new Map<string, Standing[]>();
  standing?.forEach(({ node, workload: id, count }) => {
    const requests = [...workloads.get(id)?.pod.requests ?? []];
    const devices = new Map(requests.filter(([resource, units]) => resource.includes('/') && units > 0));
    const name = names.get(shortName(id))!;
    byNode.set(node, [...byNode.get(node) ?? [], { name, count, devices }]);
  });
  return standing && byNode;
}

function poolFigure(pool: NodePool, nodes: ClusterNode[], standings: Standings): Html {
  const podsOn = ({ name }: ClusterNode): Standing[] => standings?.get(name) ?? [];
  // Nodes with pods before others, in the order of the pool.
  const chosen = [...nodes].sort((one, two) => Math.sign(podsOn(two).length) - Math.sign(podsOn(one).length));
  const shown = nodes.filter((node) => chosen.indexOf(node) < MOST_NODES);
  const hidden = nodes.filter((node) => !shown.includes(node));
  const others = [...new Set(hidden.flatMap(podsOn).map(({ name }) => name))];
  const type = pool.labels[INSTANCE_TYPE_LABEL];
  const facts = [
    `${pool.maxNodes > pool.nodes ? `${pool.nodes} to ` : ''}${plural(pool.maxNodes, 'node')}${type === undefined ? '' : ` of ${type}`}`,
    ...pool.taints.map(({ key, effect }) => `taint ${key}:${effect}`),
    ...pool.unschedulable ? ['cordoned'] : [],
  ];
  return html`<figure class="pool"><figcaption><strong>pool ${pool.name}</strong>: ${facts.join(', ')}</figcaption>
<div class="nodes">${shown.map((node) => nodeSvg(node, standings && (standings.get(node.name) ?? [])))}</div>
${hidden.length > 0 && html`<p class="note">and ${plural(hidden.length, 'more node')}${
  others.length > 0 ? ` with ${listText(others, MOST_PODS)}` : ' alike'}</p>`}</figure>`;
}

function nodeSvg({ name, free, exists }: ClusterNode, standing: readonly Standing[] | undefined): Html {
  const offers = [...free].filter(([resource]) => resource.includes('/'));
  const offer = offers.length > 0 ? offers.map(([resource, amount]) => `${amount} ${resource}`).join(', ') : 'no GPU';
  const slots = offers.flatMap(([resource, amount]) => slotsOf(resource, amount, standing)).slice(0, MOST_CHIPS);
  const others = (standing ?? []).filter(({ devices }) => ![...devices.keys()].some((resource) => free.has(resource)));
  const pods = [
    ...others.slice(0, others.length > MOST_PODS ? MOST_PODS - 1 : MOST_PODS).map(podText),
    ...others.length > MOST_PODS ? [`and ${others.length - MOST_PODS + 1} more`] : [],
  ];
  const texts = standing?.length === 0 ? ['no pod of these manifests'] : pods;
  const top = 44 + slots.length * (CHIP + 4);
  const height = top + texts.length * LINE + 6;
  const held = standing && standing.length > 0 ? `, runs ${standing.map(podText).join(', ')}` : '';
  const room = ['cpu', 'memory'].flatMap((resource) =>
    free.has(resource) ? [amountText(resource, free.get(resource)!)] : [],
  );
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="node ${name}: ${offer}${held}">
${rect(1, 1, WIDTH - 2, height - 2, 8, exists ? 'node' : 'node spare')}
${line(PADDING, 20, fitText(name, WIDTH - 2 * PADDING, 12), 'name')}
${line(PADDING, 35, [...room, ...offers.length === 0 ? ['no GPU'] : []].join(' · '), 'fact')}
${slots.map((slot, index) => chip(slot, 44 + index * (CHIP + 4)))}
${texts.map((text, index) => line(PADDING, top + 10 + index * LINE, fitText(text, WIDTH - 2 * PADDING, 10.5), 'fact'))}
</svg>`;
}

const podText = ({ name, count }: Standing): string => (count === 1 ? name : `${count} × ${name}`);

/** One unit of a GPU or the like, and who holds it: undefined where no placement is known, none where nobody does. */
interface Slot {
  readonly resource: string;
  readonly holder?: string;
}

function slotsOf(resource: string, amount: number, standing: readonly Standing[] | undefined): Slot[] {
  const holders = (standing ?? []).flatMap(({ name, count, devices }) =>
    Array.from({ length: Math.min(MOST_CHIPS, count * (devices.get(resource) ?? 0)) }, () => name));
  return Array.from({ length: Math.min(MOST_CHIPS, amount) }, (_, index) =>
    ({ resource, holder: standing && (holders[index] ?? 'free') }));
}

function chip({ resource, holder }: Slot, y: number): Html {
  const text = holder === undefined ? 'GPU' : `GPU: ${holder}`;
  return html`<g class="chip${(holder ?? 'free') === 'free' && ' empty'}"><title>${resource}${holder !== undefined && `: ${holder}`}</title>
${rect(PADDING, y, WIDTH - 2 * PADDING, CHIP, 4)}${line(PADDING + 8, y + 15, fitText(text, WIDTH - 2 * PADDING - 14, 11))}</g>`;
}
