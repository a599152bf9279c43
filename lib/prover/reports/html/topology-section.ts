import { Workload } from '../../../manifests';
import { plural } from '../../../util/plural';
import { WorkloadPlan } from '../../updates';
import { Connection, Connections } from '../../connections';
import { html, Html } from './html';
import { list, scrollable } from './html-parts';
import { callText } from '../wording';
import { listText } from './text';
import { BESIDE_WIDTH, layoutTopology } from './topology-layout';
import { topologySvg } from './topology-svg';

/** A drawing of more is no longer read; the list of connections says the same. */
const MOST_BOXES = 80;
const MOST_ARROWS = 160;
const MOST_ENDING = 6;

/** Kinds whose pods run to their end: they serve nobody. */
const ENDING_KINDS: ReadonlySet<string> = new Set(['Job', 'CronJob']);

/** A part of the page, and whether it is too wide for another beside it. */
export interface TopologySection {
  readonly content: Html;
  readonly isWide: boolean;
}

/** Who calls whom: a drawing where it can be read, and the same as a list. */
export function topologySection(
  plans: ReadonlyMap<Workload, WorkloadPlan>,
  { list: connections, isCut }: Connections,
): TopologySection {
  const count = plural(connections.length, 'connection');
  const serving = [...plans.keys()].filter(({ kind }) => !ENDING_KINDS.has(kind));
  const ending = [...plans.keys()].filter(({ kind }) => ENDING_KINDS.has(kind));
  const drawn = connections.filter(({ from, to }) => serving.includes(from) && serving.includes(to));
  const isDrawn = serving.length <= MOST_BOXES && drawn.length <= MOST_ARROWS;
  const layout = isDrawn ? layoutTopology(serving, drawn) : undefined;
  const content = html`${
    layout
      ? scrollable('Services and who calls whom', topologySvg(plans, layout))
      : html`<p class="note">${plural(serving.length, 'workload')} and ${count} are too many to draw; the list names them.</p>`
  }
${ending.length > 0 && html`<p class="note">Not drawn, as they run to their end: ${
  listText(ending.map(({ kind, name }) => `${kind} ${name}`), MOST_ENDING)}.</p>`}
${connections.length > 0 && html`<details><summary>${count} as a list</summary>${
  list(connections.map(connectionItem), 'plain')}
${isCut && html`<p class="note">Further connections are left out.</p>`}</details>`}`;
  return { content, isWide: layout !== undefined && layout.width > BESIDE_WIDTH };
}

function connectionItem(connection: Connection): Html {
  return html`${callText(connection)}${connection.blockedBy !== undefined && html` <strong>blocked by ${connection.blockedBy}</strong>`}`;
}
