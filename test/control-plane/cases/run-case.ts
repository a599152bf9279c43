import { Judgement, RolloutPlan, WorkloadPlan } from '../../../lib/prover/updates';
import { podsRunning } from '../agreement/outcome';
import { idOf, isUpdated } from '../agreement/scenario';
import { ApiError, Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';
import { createNodes } from '../cluster/nodes';
import { isClusterWide, pathOf } from '../cluster/objects';
import { ClusterView } from '../cluster/view';
import { planFromSnapshot } from '../support/snapshot-plan';
import { changeAll, keyOf } from './change-case';
import { clearCase } from './clear-case';
import { contradictedDrains, drainCase } from './drain-case';
import { isCustom, updateCustom } from './custom-kinds';
import { goHalfWay, isDeletedHalfWay } from './half-way';
import { Case } from './read-case';
import { Outcome, settle, updateOnce, updateTogether } from './update-once';

/** What came of one case. */
export interface CaseResult {
  /** Where a right answer, or what the prover says, is contradicted. */
  readonly contradictions: string[];
  /** What was seen of each workload, by whom it is compared with. */
  readonly outcomes: readonly [string, Outcome][];
  /** What the prover says, where that is not known before it runs. */
  readonly plan?: RolloutPlan;
  /** Why it could not be run. */
  readonly leftOut?: string;
}

/** Applies a case, updates each workload alone, and compares with what is expected and with what the prover says. */
export async function runCase(plane: ControlPlane, view: ClusterView, given: Case): Promise<CaseResult> {
  if (given.grows) {
    return { contradictions: [], outcomes: [], leftOut: 'its pool grows, which no node here does' };
  }
  const objects = given.objects.map(placed);
  const namespaces = [...new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []))] as string[];
  try {
    await createNodes(plane.api, given.nodes);
    await createNamespaces(plane, namespaces, objects);
    const refused = new Map<string, string>();
    for (const object of objects.filter(({ kind }) => kind !== 'Namespace')) {
      const answer = await create(plane, object);
      if (answer?.status === 404) {
        return { contradictions: [], outcomes: [], leftOut: `nothing here makes what ${idOf(object)} asks for` };
      }
      if (answer !== undefined) {
        refused.set(idOf(object), `the API server refuses it: ${answer.message}`);
      }
    }
    return await judge(plane, view, given, objects, refused);
  } finally {
    const { objects: asked = [], halfWay } = given.change ?? {};
    const more = [...halfWay?.objects ?? [], ...given.drained?.halfWay ?? [], ...asked]
      .filter(({ kind }) => kind !== 'Node').map(placed);
    await clearCase(plane, namespaces, [...objects, ...more], given.nodes);
  }
}

/** In its namespace; what is known to make volumes is the stand-in for nodes here, with the same reach. */
function placed(object: Json): Json {
  const topology = REACHES[object.provisioner];
  if (object.kind === 'CSINode') {
    const drivers = object.spec.drivers.map((driver: Json) => REACHES[driver.name] === undefined ? driver
      : { ...driver, name: 'csi.nodelet', topologyKeys: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'] });
    return { ...object, spec: { drivers } };
  }
  return topology !== undefined ? { ...object, provisioner: 'csi.nodelet', parameters: { topology } }
    : isClusterWide(object) ? object
      : { ...object, metadata: { ...object.metadata, namespace: object.metadata.namespace ?? 'default' } };
}

const REACHES: Json = {
  'ebs.csi.aws.com': 'zone', 'cinder.csi.openstack.org': 'zone', 'rancher.io/local-path': 'node',
  'docker.io/hostpath': 'node', 'efs.csi.aws.com': 'none',
};

async function judge(
  plane: ControlPlane, view: ClusterView, given: Case, objects: Json[], refused: ReadonlyMap<string, string>,
): Promise<CaseResult> {
  const workloads = objects.filter((object) => isUpdated(object) || isCustom(object));
  const builtIn = workloads.filter((object) => isUpdated(object) && !refused.has(idOf(object)));
  const allRun = () => builtIn.every((object) => podsRunning(view, object));
  for (const namespace of new Set(builtIn.map(({ metadata }) => metadata.namespace as string))) {
    await settle(plane, view, namespace, allRun);
  }
  const startsFull = allRun() && refused.size === 0;
  if (given.drained) {
    const seen = await drainCase(plane, view, given, objects, given.drained.halfWay.map(placed));
    const outcomes = seen.observations.map((each): [string, Outcome] =>
      [`${each.workload} ${each.question} ${each.verdict}`, { good: each.good, seen: each.seen ?? 'ended well' }]);
    return { contradictions: contradictedDrains(seen, given), outcomes, plan: seen.plan };
  }
  const contradictions =
    refused.size === 0 ? contradictedFits(given, builtIn, (object) => podsRunning(view, object)) : [];
  const outcomes: [string, Outcome][] = [];
  const compare = (id: string, outcome: Outcome, verdicts: readonly string[] | undefined, who: string): void => {
    outcomes.push([`${id} ${who}`, outcome]);
    if (verdicts && contradicts(verdicts, outcome)) {
      contradictions.push(`${who} ${verdicts.join(' or ')} of ${id}, but ${outcome.seen}`);
    }
  };
  const planned = (id: string, of: (plan: WorkloadPlan) => Judgement, { workloads: plans } = given.plan) => {
    const found = plans.find(({ kind, name }) => `${kind}/${name}` === id);
    return found && [of(found).verdict];
  };
  if (given.change?.halfWay) {
    const { halfWay, objects: written } = given.change;
    const [between, asked] = [halfWay.objects, written].map((each) => each.map(placed));
    const namespaces = [...new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []))] as string[];
    await goHalfWay(plane, view, between, namespaces);
    const plan = await planFromSnapshot(plane, halfWay.asked);
    const kept = new Set(asked.map(keyOf));
    const gone = new Set(between.filter(isDeletedHalfWay).map(keyOf));
    const known = [...objects, ...between].filter((each) => kept.has(keyOf(each)) && !gone.has(keyOf(each)));
    const before = [...new Map(known.map((each) => [keyOf(each), each])).values()];
    for (const [id, outcome] of await changeAll(plane, view, before, { objects: asked, plan })) {
      compare(id, outcome, given.expect.plan?.[id], 'the case says');
      compare(id, outcome, planned(id, (each) => each, plan), 'the prover says');
    }
    return { contradictions, outcomes, plan };
  }
  if (given.change) {
    const asked = { ...given.change, objects: given.change.objects.map(placed) };
    for (const [id, outcome] of await changeAll(plane, view, objects, asked)) {
      compare(id, outcome, given.expect.plan?.[id], 'the case says');
      compare(id, outcome, startsFull ? planned(id, (plan) => plan, asked.plan) : undefined, 'the prover says');
    }
    return { contradictions, outcomes };
  }
  for (const object of workloads) {
    const id = idOf(object);
    const refusal = refused.get(id);
    const outcome: Outcome = refusal !== undefined ? { good: false, seen: refusal }
      : await (isCustom(object) ? updateCustom(plane, view, object) : updateOnce(plane, view, object));
    compare(id, outcome, given.expect.alone?.[id] ?? given.expect.plan?.[id], 'the case says');
    // A verdict presumes that all pods run before.
    const counts = startsFull || refusal !== undefined;
    compare(id, outcome, counts ? planned(id, ({ alone }) => alone) : undefined, 'the prover says');
  }
  if (startsFull && builtIn.length > 1 && builtIn.every((object) => podsRunning(view, object))) {
    for (const [id, outcome] of await updateTogether(plane, view, builtIn)) {
      compare(id, outcome, planned(id, ({ together }) => together), 'the prover says of all at once');
    }
  }
  return { contradictions, outcomes };
}

/** What is said of the steady state, and whether all pods run before any update. */
function contradictedFits(given: Case, objects: Json[], isRunning: (object: Json) => boolean): string[] {
  return objects.flatMap((object) => {
    const id = idOf(object);
    const planned = given.plan.workloads.find(({ kind, name }) => `${kind}/${name}` === id);
    const [verdict, runs] = [planned?.fits.verdict, isRunning(object)];
    return verdict === (runs ? 'impossible' : 'proven')
      ? [`the prover says that ${id} ${runs ? 'never fits' : 'always fits'}, but ${runs ? 'its pods run' : 'pods of it wait'}`]
      : [];
  });
}

function contradicts(verdicts: readonly string[], { good }: Outcome): boolean {
  return verdicts.every((verdict) => verdict === (good ? 'impossible' : 'proven'));
}

/** The refusal; what the cluster has already of a kind without a namespace makes room. */
async function create(plane: ControlPlane, object: Json): Promise<ApiError | undefined> {
  const path = pathOf(object, { collection: true });
  const attempt = () => plane.api.create(path, object).then(() => undefined, (error) => {
    if (error instanceof ApiError && error.status < 500) {
      return error;
    }
    throw error;
  });
  const answer = await attempt();
  if (answer?.status === 409 && isClusterWide(object) && object.kind !== 'Namespace') {
    await plane.api.delete(pathOf(object));
    return attempt();
  }
  return answer;
}

async function createNamespaces(plane: ControlPlane, namespaces: string[], objects: Json[]): Promise<void> {
  for (const name of namespaces) {
    const given = objects.find(({ kind, metadata }) => kind === 'Namespace' && metadata.name === name);
    await create(plane, given ?? { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    await plane.serviceAccountOf(name);
  }
}
