import { listed } from '../../util/listed';
import { plural } from '../../util/plural';
import { PlanReport } from '../plan';
import { amountText, isOverfull, PlannedTemplate, Verdict, WorkloadPlan } from '../updates';
import { markdownText } from './escape';
import { halfWayText } from './half-way-text';
import { Remedy, remediesFor, remedyText } from '../remedies';
import { downtimeOf } from './wording';

/** Workloads whose change is shown before the details (ten lines with the heading), and names in a sentence. */
const MOST_ROWS = 4;
const MOST_NAMES = 5;
/** Fields of a template in a cell. */
const MOST_FIELDS = 3;

/** Worst first. */
export const VERDICTS: readonly Verdict[] = ['impossible', 'possible', 'unknown', 'proven'];

/** The question that the verdicts answer. */
export function askedText({ from }: PlanReport): string {
  return from === undefined
    ? 'asked: a restart of every workload as it is written, by itself and all at once; downtime is that of each by itself'
    : `asked: the change from ${from}, everything in one apply`;
}

/** What runs and is no longer among the manifests; undefined where there is nothing. */
export function goneText({ gone }: PlanReport): string | undefined {
  if (gone === undefined || gone.workloads.length === 0) {
    return undefined;
  }
  const named = listed(gone.workloads, MOST_NAMES);
  return gone.areDeleted ? `deleted with it: ${named}`
    : `no longer among the manifests, and left as they run (--prune deletes them): ${named}`;
}

/**
 * `nvidia.com/gpu 4 → 1, 1 → 3 pods`, `image api:1.0 → 1.1`, `new, 2 pods`, `pods are replaced`; undefined where
 * nothing says what runs.
 */
export function changeText({ change }: WorkloadPlan): string | undefined {
  if (change === undefined || change.kind === 'unchanged') {
    return change && 'not changed';
  }
  const { kind, replicas: { from, to }, requests, template } = change;
  const sizes = requests.map(({ resource, from: old, to: asked }) =>
    `${unitOf(resource)} ${bare(resource, old)} → ${bare(resource, asked)}`);
  const pods = from === to ? [] : [`${from} → ${plural(to, 'pod')}`];
  const others = template ? templateTexts(template, requests.length > 0) : [];
  const rest = kind === 'new' ? [`new, ${plural(to, 'pod')}`] : [...sizes, ...others, ...pods];
  return rest.length === 0 ? 'pods are replaced' : rest.join(', ');
}

/** The same, and how far it is where a snapshot shows it in its middle. */
export function changeAndHalfWay(workload: WorkloadPlan): string {
  const halfWay = halfWayText(workload);
  return [changeText(workload) ?? '', ...halfWay === undefined ? [] : [`half way: ${halfWay}`]].join('; ');
}

/** Requests are told by themselves. */
function templateTexts({ images, fields }: PlannedTemplate, areResized: boolean): string[] {
  const others = fields.filter((field) => !areResized || field.split(' ')[0] !== 'resources');
  return [
    ...images.map(({ container, from, to }) =>
      `image${images.length > 1 ? ` of ${container}` : ''} ${from} → ${tagOf(to, from)}`),
    ...others.length > 0 ? [`${listed(others, MOST_FIELDS)} changed`] : [],
  ];
}

/** An image beside one of the same repository: its tag. */
function tagOf(image: string, beside: string): string {
  const repository = beside.slice(0, beside.search(/(:[^:/]*)?(@.*)?$/));
  const tag = image.slice(repository.length);
  return image.startsWith(repository) && /^:[^:/@]+$/.test(tag) ? tag.slice(1) : image;
}

/** The change at a glance, worst first: what changes, whether it finishes, for how long nothing serves, what helps. */
export function changeTable(plan: PlanReport): string[] {
  const changed = changedWorkloads(plan);
  if (plan.from === undefined || changed.length === 0) {
    return [];
  }
  const best = bestTexts(plan);
  const rows = changed.slice(0, MOST_ROWS).map((workload) => [
    workload.workload, changeAndHalfWay(workload), verdictText(workload),
    downtimeOf(workload), best.get(workload) ?? '',
  ]);
  const head = ['Workload', 'Change', 'Finishes', 'Downtime', 'Best remedy'];
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(markdownText))];
  return [...lines.map((cells) => `| ${cells.join(' | ')} |`), ''];
}

/** What the table leaves out, one thing each. */
export function besideTable(plan: PlanReport): string[] {
  const overfull = isOverfull(plan) ? ['not everything can finish: all pods together do not fit the nodes'] : [];
  if (plan.from === undefined) {
    return overfull;
  }
  const changed = changedWorkloads(plan).length;
  const unchanged = plan.workloads.length - changed;
  return [
    ...overfull,
    ...changed === 0 ? ['nothing changes'] : [],
    ...changed > MOST_ROWS ? [`the ${MOST_ROWS} worst of ${changed} changes are shown first`] : [],
    ...changed > 0 && unchanged > 0 ? [`${plural(unchanged, 'workload')} not changed`] : [],
    ...goneText(plan) === undefined ? [] : [goneText(plan)!],
  ];
}

/** Workloads that change, worst first. */
export function changedWorkloads({ workloads }: PlanReport): WorkloadPlan[] {
  return workloads.filter(({ change }) => change?.kind !== 'unchanged')
    .sort((one, two) => VERDICTS.indexOf(one.verdict) - VERDICTS.indexOf(two.verdict));
}

/** The best remedy of an update that may not finish, or that finishes while nobody serves. */
export function bestRemedy({ remedies }: PlanReport, workload: WorkloadPlan): Remedy | undefined {
  return remediesFor(remedies, workload, 'update', 'downtime')[0];
}

/** The best remedy of each change in words, and whose remedy mends an update that is not proven either. */
export function bestTexts(plan: PlanReport): ReadonlyMap<WorkloadPlan, string> {
  const offered = changedWorkloads(plan).flatMap((workload) => {
    const best = bestRemedy(plan, workload);
    return best ? [{ workload, best, mends: best.mends ?? [] }] : [];
  });
  const texts = new Map<WorkloadPlan, string>();
  // What mends most comes first, so that nobody is sent to a remedy that is not shown.
  for (const { workload, best, mends } of [...offered].sort((one, two) => two.mends.length - one.mends.length)) {
    if (!texts.has(workload)) {
      texts.set(workload, remedyText(best));
      mends.filter((each) => !texts.has(each))
        .forEach((each) => texts.set(each, `that of ${workload.workload} mends it too`));
    }
  }
  return texts;
}

/** Lines of a witness that lead to the one which says what waits. */
const INTRODUCES = /^(?:changed together|updated together|it waits for ever|it blocks when)/;

/** The verdict, with what waits and what for where it may. */
function verdictText({ verdict, witness }: WorkloadPlan): string {
  const [why] = witness.filter((line) => !INTRODUCES.test(line));
  return verdict === 'proven' || why === undefined ? verdict : `${verdict}: ${why}`;
}

function unitOf(resource: string): string {
  return resource === 'cpu' ? 'CPU' : resource;
}

/** An amount without the name of its resource. */
function bare(resource: string, amount: number): string {
  return amountText(resource, amount).split(' ')[0];
}
