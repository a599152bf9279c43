import { listed } from '../../util/listed';
import { plural } from '../../util/plural';
import { Manifest } from '../../manifests';
import { end } from '../end';
import { evidenceOf } from '../evidence';
import { EXIT_DONE, EXIT_FAILED, EXIT_INTERRUPTED, EXIT_REFUSED, EXIT_TIMED_OUT } from '../exit-code';
import { LivePlan, planAt } from '../live-plan';
import { preflight } from '../preflight/preflight';
import { readCluster } from '../read-view';
import { sayCommand } from '../run-aloud';
import { verify } from '../verify/verify';
import { callsOf } from '../watch/calls';
import { waitForAll, Waited } from '../watch/wait';
import { watchedOf } from '../workload-ref';
import { World } from '../world';
import { applyAll, applyCommands, refusals } from './apply';
import { fingerprint } from './fingerprint';
import { wordsBefore } from './words';

export interface DeployOptions {
  /** Print what would be done, and change nothing. */
  readonly dryRun?: boolean;
  /** Apply although the prover says that an update cannot finish. */
  readonly evenIfImpossible?: boolean;
  /** Take over fields that others own. */
  readonly forceConflicts?: boolean;
  /** The plan that was shown before, by its fingerprint. */
  readonly plan?: string;
}

/** Preflight, plan, apply, wait, verify; returns the exit code. */
export async function deploy(manifests: readonly Manifest[], world: World, options: DeployOptions): Promise<number> {
  const { say, kubectl } = world;
  const { findings, live } = await preflight(manifests, kubectl);
  findings.forEach(({ result, text }) => say({
    event: 'preflight', ok: result !== 'refused', text: `${result === 'ok' ? 'ok     ' : result} ${text}`,
  }));
  if (live === undefined || findings.some(({ result }) => result === 'refused')) {
    return end(world, EXIT_REFUSED, 'nothing was changed');
  }
  return planned(manifests, live, world, options, MOST_PLANS);
}

/** A cluster seldom rests: how often what moves between the plan and the change is planned anew. */
const MOST_PLANS = 3;

/** Judges, shows and carries out one plan; another one where the cluster is no more what it is of. */
async function planned(
  manifests: readonly Manifest[], live: LivePlan, world: World, options: DeployOptions, left: number,
): Promise<number> {
  const { say, kubectl } = world;
  const problems = await planProblems(manifests, live, world, options);
  if (problems.length > 0) {
    problems.forEach((text) => say({ event: 'plan', ok: false, text }));
    return end(world, EXIT_REFUSED, 'nothing was changed');
  }
  if (options.dryRun) {
    applyCommands(manifests, live.snapshot, options.forceConflicts === true).forEach((args) => sayCommand(args, world));
    const plan = fingerprint(manifests, live);
    say({
      event: 'result',
      exitCode: EXIT_DONE,
      text: `nothing was changed; deploy --plan ${plan} does it if nothing moves until then`,
    });
    return EXIT_DONE;
  }
  const now = planAt(manifests, await readCluster(kubectl));
  if (fingerprint(manifests, now) === fingerprint(manifests, live)) {
    return carryOut(manifests, live, world, options);
  }
  if (left === 1) {
    say({ event: 'plan', ok: false, text: `the cluster has moved after each of ${MOST_PLANS} plans; run it again` });
    return end(world, EXIT_REFUSED, 'nothing was changed');
  }
  say({ event: 'plan', text: 'the cluster has moved since the plan was made, and is planned anew' });
  return planned(manifests, now, world, options, left - 1);
}

function countText(changed: number): string {
  return changed === 1 ? '1 workload changes' : `${changed} workloads change`;
}

export const EVEN_IF = '--even-if-impossible applies it all the same';

/**
 * What speaks against applying: an update that cannot finish, what the server refuses, or another cluster than shown.
 */
async function planProblems(
  manifests: readonly Manifest[],
  live: LivePlan,
  { say, kubectl }: World,
  options: DeployOptions,
): Promise<string[]> {
  if (options.plan !== undefined && options.plan !== fingerprint(manifests, live)) {
    return [`the cluster or the manifests have moved since plan ${options.plan}; look at the plan again`];
  }
  const { report, model, snapshot } = live;
  const changed = report.workloads.filter(({ change }) => change?.kind !== 'unchanged');
  changed.forEach(({ workload, verdict, witness }) => say({
    event: 'plan', workload, ok: verdict === 'proven',
    text: `plan    ${workload}: ${verdict}${verdict === 'proven' ? '' : `: ${witness.join('; ')}`}`,
  }));
  const unchanged = report.workloads.length - changed.length;
  say({
    event: 'plan',
    text: `plan    ${countText(changed.length)}, ${unchanged} stay as they are`,
  });
  const impossible = changed.filter(({ verdict }) => verdict === 'impossible');
  const isTooMuch = report.steadyState.verdict === 'impossible' && changed.length > 0;
  if (impossible.length === 0 && isTooMuch && !options.evenIfImpossible) {
    return [`not everything can run at once: ${report.steadyState.witness.join('; ')} (${EVEN_IF})`];
  }
  if (impossible.length > 0 && !options.evenIfImpossible) {
    return impossible.map(({ workload, witness }) =>
      `${workload} cannot finish: ${witness.join('; ')} (${EVEN_IF})`);
  }
  const refused = await refusals(manifests, snapshot, options.forceConflicts === true, kubectl);
  wordsBefore(report, model).forEach((text) => say({ event: 'said', text }));
  return refused.map((text) => `the API server refuses it: ${text}`);
}

async function carryOut(
  manifests: readonly Manifest[], live: LivePlan, world: World, options: DeployOptions,
): Promise<number> {
  const { say } = world;
  const { snapshot, model } = live;
  const { taken, errors } = await applyAll(manifests, snapshot, options.forceConflicts === true, world);
  if (errors.length > 0) {
    errors.forEach(({ text }) => say({ event: 'failed', text: `not taken: ${text}` }));
    const what =
      taken.length === 0 ? 'nothing was applied' : `applied, and not taken back: ${taken.join(', ')}`;
    return end(world, EXIT_FAILED, what);
  }
  say({ event: 'said', text: `applied ${plural(taken.length, 'object')}` });
  const waited = await waitForAll(watchedOf(model), world, { calls: callsOf(model) });
  const code = await afterWaiting(waited, world);
  return code === EXIT_DONE ? verify(manifests, world) : code;
}

/** Says how the waiting ended, with the evidence where it failed. */
export async function afterWaiting(waited: Waited, world: World): Promise<number> {
  const { outcome, progress } = waited;
  const open = progress.filter((each) => each.outcome !== 'done');
  const names = listed(open.map(({ workload }) => workload.name), 8);
  if (outcome === 'stopped') {
    return end(
      world,
      EXIT_INTERRUPTED,
      `the watching ends, the rollout goes on${names === '' ? '' : `: ${names}`}; status shows it`,
    );
  }
  if (outcome === 'done') {
    return EXIT_DONE;
  }
  for (const each of open.filter((one) => one.outcome === outcome)) {
    (await evidenceOf(each, world.kubectl)).forEach(world.say);
  }
  const others = open.filter((one) => one.outcome === 'waiting').map(({ workload }) => workload.name);
  const still = others.length === 0 ? '' : `; not waited for any more: ${listed(others, 8)}`;
  return outcome === 'failed'
    ? end(world, EXIT_FAILED, `failed: waiting does not help; what was applied stays${still}`)
    : end(world, EXIT_TIMED_OUT, `timed out; what was applied stays, and may still become ready${still}`);
}
