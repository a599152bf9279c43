import { TOOL_NAME, TOOL_VERSION } from '../engine';
import { PlanReport } from '../plan';
import { Judgement, nameOf, WorkloadPlan } from '../updates';
import { askedText, changeText } from './change-text';
import { halfWayText } from './half-way-text';
import { remedyJson } from './remedy-json';
import { inList, JSON_REPORT_VERSION } from './json-report';
import { downtimeOf, drainText, spareText, strategyText } from './wording';
import { logJson } from './escape';
import { timelineJson } from './timeline-json';

/**
 * The plan as JSON text: everything the prover knows, and how the other formats word it. Its schema is
 * `JSON_PLAN_SCHEMA`, docs/rules/plan.schema.json.
 */
export function renderPlanJson(plan: PlanReport): string {
  return [...planJsonPieces(plan)].join('');
}

/** The same piece by piece: the text of all workloads may be larger than one text can be. */
export function* planJsonPieces(plan: PlanReport): Generator<string> {
  const { cluster, remedies, connections, workloads, from, gone, notLookedAt, uncounted, steadyState, refused } = plan;
  const { changeTimeline, standing, order } = plan;
  const head = {
    version: JSON_REPORT_VERSION,
    tool: { name: TOOL_NAME, version: TOOL_VERSION },
    asked: askedText(plan),
    from,
    gone,
    changeTimeline: changeTimeline && timelineJson(changeTimeline),
    nodesKnown: cluster !== undefined,
    notLookedAt,
    unread: plan.unread.length > 0 ? plan.unread : undefined,
    uncounted,
    refused,
    steadyState: judgement(steadyState),
    standing,
  };
  const tail = {
    order: order && {
      steps: order.steps.map(({ name, way, verdict, isProven, downtimeSeconds }) => ({
        name, way, verdict, isProven, downtimeSeconds,
      })),
      downtimeSeconds: order.downtimeSeconds,
      isBest: order.isBest,
    },
    connections: connections.list.map(({ from, to, ports, blockedBy }) => ({
      from: nameOf(from), to: nameOf(to), ports, blockedBy,
    })),
    connectionsLeftOut: connections.isCut,
  };
  yield logJson(JSON.stringify(head, undefined, 2)).replace(/\n\}$/, ',\n  "workloads": [');
  let separator = '';
  for (const workload of workloads) {
    yield `${separator}${inList({
      ...describeWorkload(workload),
      remedies: remedies.byWorkload.get(workload)?.remedies.map(remedyJson) ?? [],
      text: texts(workload),
    })}`;
    separator = ',';
  }
  yield `${workloads.length === 0 ? '' : '\n  '}],${logJson(JSON.stringify(tail, undefined, 2)).slice(1)}\n`;
}

/** Every field by its name, so that nothing gets out that is not meant to. */
function describeWorkload(plan: WorkloadPlan): object {
  const { workload, kind, name, namespace, file, documentIndex, change, strategy, replicas, maxSurge } = plan;
  const { maxUnavailable, availabilityFloor, downtimeSeconds, neededProgressDeadlineSeconds, spareNeeded } = plan;
  return {
    workload, kind, name, namespace, file, documentIndex,
    ...judgement(plan),
    change,
    alone: judgement(plan.alone),
    together: judgement(plan.together),
    fits: judgement(plan.fits),
    drain: { ...judgement(plan.drain), evictionBlockedBy: plan.drain.evictionBlockedBy },
    strategy, replicas, leastReplicas: plan.leastReplicas,
    maxSurge, maxUnavailable, availabilityFloor, downtimeSeconds, neededProgressDeadlineSeconds,
    spareNeeded,
    timeline: plan.timeline && timelineJson(plan.timeline),
  };
}

function judgement({ verdict, witness }: Judgement): Judgement {
  return { verdict, witness };
}

function texts(workload: WorkloadPlan): object {
  return {
    strategy: strategyText(workload),
    downtime: downtimeOf(workload),
    spare: spareText(workload),
    drain: drainText(workload),
    change: changeText(workload),
    halfWay: halfWayText(workload),
  };
}
