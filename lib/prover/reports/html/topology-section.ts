import { Workload } from '../../../manifests';
import { plural } from '../../../kubernetes/plural';
import { WorkloadPlan } from '../../updates';
import { Connection, Connections } from '../../connections';
import { html, Html } from './html';
import { list, scrollable } from './html-parts';
import { callText } from '../wording';
import { topologySvg } from './topology-svg';

/** A drawing of more is no longer read; the list of connections says the same. */
const MOST_BOXES = 80;
const MOST_ARROWS = 160;

/** Who calls whom: a drawing where it can be read, and the same as a list. */
export function topologySection(
  plans: ReadonlyMap<Workload, WorkloadPlan>,
  { list: connections, isCut }: Connections,
): Html {
  const count = plural(connections.length, 'connection');
  const isDrawn = plans.size <= MOST_BOXES && connections.length <= MOST_ARROWS;
  return html`${
    isDrawn
      ? scrollable('Services and who calls whom', topologySvg(plans, connections))
      : html`<p class="note">${plural(plans.size, 'workload')} and ${count} are too many to draw; the list names them.</p>`
  }
<details><summary>${count} as a list</summary>${list(connections.map(connectionItem), 'plain')}
${isCut && html`<p class="note">Further connections are left out.</p>`}</details>`;
}

function connectionItem(connection: Connection): Html {
  return html`${callText(connection)}${connection.blockedBy !== undefined && html` <strong>blocked by ${connection.blockedBy}</strong>`}`;
}
