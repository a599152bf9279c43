import { RolloutPlan } from '../../updates';
import { html, Html } from './html';

/** The name of a workload, with a link to its own part; its bare name where it has none. */
export function workloadLink({ workloads }: RolloutPlan, name: string): Html {
  const index = workloads.findIndex(({ workload }) => workload === name);
  return index < 0 ? html`${name}` : html`<a href="#workload-${index + 1}">${name}</a>`;
}
