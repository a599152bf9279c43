import { Remedy, RemedyReport, costText, remediesFor } from '../../remedies';
import { WorkloadPlan } from '../../updates';

/** One way to update a workload, drawn. */
export interface Panel {
  readonly title: string;
  readonly plan: WorkloadPlan;
  /** Names of nodes that do not exist today. */
  readonly spareNodes: readonly string[];
  /** What else comes with it. */
  readonly notes: readonly string[];
}

/** What does not help, for contrast: a rolling update where the workload is written to stop first. */
const CONTRAST = 'surge';

/**
 * What is drawn of a workload: its update as written, and the cures. Of an update that may not finish these are the
 * cheapest, and the cheapest without downtime; of one that finishes while nobody serves, why a rolling update does not
 * help by itself, and the cheapest that does.
 */
export function panelsOf(plan: WorkloadPlan, remedies: RemedyReport): Panel[] {
  const offered = remediesFor(remedies, plan, 'update', 'downtime');
  const seamless = offered.find(({ downtimeSeconds: { most } }) => most === 0);
  const shown = [...new Set([...offered.slice(0, 1), ...seamless ? [seamless] : []])];
  const { refuted } = remedies.byWorkload.get(plan) ?? { refuted: [] };
  const contrast = plan.verdict === 'proven' && shown.length > 0
    ? refuted.filter(({ id, after }) => id === CONTRAST && after.verdict !== 'unknown') : [];
  return [
    { title: `As written: ${plan.strategy}`, plan, spareNodes: [], notes: [] },
    ...contrast.map(({ title, after, spareNodes }) => ({ title: `Instead: ${title}`, plan: after, spareNodes, notes: [] })),
    ...shown.map(remedyPanel),
  ];
}

/** The update with a remedy, and what it costs. */
export function remedyPanel(remedy: Remedy): Panel {
  const { title, after, nodes, toFill, notes } = remedy;
  const cost = costText(remedy);
  return {
    title: `Remedy: ${title}`, plan: after, spareNodes: nodes?.names ?? [],
    notes: [...cost === undefined ? [] : [`costs ${cost}`], ...toFill.map((text) => `fill in ${text}`), ...notes],
  };
}
