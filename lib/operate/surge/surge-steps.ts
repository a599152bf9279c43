import { NVIDIA_GPU_RESOURCE } from '../../kubernetes/well-known-labels';
import { listed } from '../../util/listed';
import { applyChanged } from '../deploy/apply';
import { switchCommand } from '../deploy/apply-command';
import { afterWaiting } from '../deploy/deploy';
import { carryOutDrain } from '../drain/carry-out-drain';
import { drainProblems, tellDrain } from '../drain/drain';
import { drainPlan } from '../drain/drain-plan';
import { EXIT_DONE, EXIT_INTERRUPTED } from '../exit-code';
import { firstLines, readCluster } from '../read-view';
import { runAloud } from '../run-aloud';
import { verify } from '../verify/verify';
import { callsOf } from '../watch/calls';
import { waitForAll } from '../watch/wait';
import { refOf, watchedOf } from '../workload-ref';
import { chooseNode } from './choose-node';
import { growCall } from './node-group';
import { callFailure, removeNode } from './remove-node';
import { SurgeContext, surgeProblems } from './surge-context';
import { StepEnd } from './step-end';
import { SurgeState, SurgeStep } from './surge-state';
import { gpuNodesFor, isUsable, withRollingUpdates } from './surging';
import { untilNodes } from './until-nodes';

const STOPPED: StepEnd = { end: 'stopped' };

export const STEPS: { readonly [step in SurgeStep]: (context: SurgeContext, state: SurgeState) => Promise<StepEnd> } = {
  grow,
  join,
  update,
  'switch back': switchBack,
  choose,
  'drain': drainVictim,
  'remove': (context, state) => removeNode(context, state),
};

/** What is told of a step before it is done. */
export const STEP_WORDS: { readonly [step in SurgeStep]: string } = {
  'grow': 'one GPU node more',
  'join': 'it joins, and offers its GPU',
  'update': 'the update, by a rolling update of what is recreated otherwise',
  'switch back': 'strategies as the manifests have them, and all of it verified',
  'choose': 'the node that goes',
  'drain': 'it is emptied',
  'remove': 'it is removed',
};

async function grow({ group, world }: SurgeContext, state: SurgeState): Promise<StepEnd> {
  const next: StepEnd = { end: 'done', next: { ...state, step: 'join' } };
  const { nodes } = await readCluster(world.kubectl);
  const isThere = nodes.some(({ name }) => !state.nodes.includes(name));
  const call = growCall(group, state.wanted);
  // A scaling to a count may be asked for again; a program of somebody else may not bear it.
  const why = call === undefined || (isThere && group.eks === undefined) ? undefined : await callFailure(call, world);
  return why === undefined ? next : { end: 'failed', why };
}

async function join(context: SurgeContext, state: SurgeState): Promise<StepEnd> {
  const { surging, world, options } = context;
  const ended = await untilNodes((snapshot) => {
    const fresh = snapshot.nodes.filter(({ name }) => !state.nodes.includes(name));
    const names = listed(fresh.map(({ name }) => name), 3);
    const ready = fresh.filter(isUsable);
    return gpuNodesFor(surging, snapshot.with({ nodes: ready })).length > 0 ? undefined
      : fresh.length === 0 ? 'no further node has joined yet'
        : ready.length === 0 ? `${names} has joined, and is not ready yet`
          : `${names} is ready, and offers these pods no ${NVIDIA_GPU_RESOURCE} yet`;
  }, world, options.nodeTimeoutSeconds);
  return ended === 'stopped' ? STOPPED
    : ended === undefined ? { end: 'done', next: { ...state, step: 'update' } } : { end: 'failed', why: ended };
}

async function update(context: SurgeContext, state: SurgeState): Promise<StepEnd> {
  const { manifests, model, surging, world, options } = context;
  const problems = surgeProblems(manifests, surging, await readCluster(world.kubectl));
  if (problems.length > 0) {
    return { end: 'failed', why: problems.join('; ') };
  }
  const changed = withRollingUpdates(manifests, surging);
  const { errors } = await applyChanged(changed, options.forceConflicts === true, world);
  if (errors.length > 0) {
    return { end: 'failed', why: `not taken: ${errors.map(({ text }) => text).join('; ')}` };
  }
  const code = await afterWaiting(await waitForAll(watchedOf(model), world, { calls: callsOf(model) }), world);
  return endOf(code, { ...state, step: 'switch back' }, 'the update did not finish');
}

async function switchBack({ manifests, surging, world }: SurgeContext, state: SurgeState): Promise<StepEnd> {
  for (const { manifest } of surging) {
    const { status, stderr } = await runAloud(switchCommand(refOf(manifest)), world);
    if (status !== 0) {
      return { end: 'failed', why: `kubectl: ${firstLines(stderr)}` };
    }
  }
  return endOf(await verify(manifests, world), { ...state, step: 'choose' }, 'not all is as the manifests have it');
}

async function choose({ surging, group, world, options }: SurgeContext, state: SurgeState): Promise<StepEnd> {
  const snapshot = await readCluster(world.kubectl);
  const nodes = gpuNodesFor(surging, snapshot)
    .filter(({ pool, name }) => group.eks === undefined || pool === group.eks.name || pool === name)
    .map(({ name }) => name);
  const chosen = chooseNode(nodes, snapshot, options.allowDowntime === true);
  if (chosen === undefined) {
    return { end: 'failed', why: 'there is no GPU node to take away' };
  }
  const { plan, problems } = chosen;
  tellDrain(plan, world);
  return problems.length > 0
    ? { end: 'failed', why: `the best node to take away is ${plan.node}, and ${problems.join('; ')}` }
    : { end: 'done', next: { ...state, step: 'drain', victim: plan.node } };
}

async function drainVictim({ world, options }: SurgeContext, state: SurgeState): Promise<StepEnd> {
  const snapshot = await readCluster(world.kubectl);
  const victim = state.victim!;
  const next = { ...state, step: 'remove' as const };
  if (!snapshot.nodes.some(({ name }) => name === victim)) {
    return { end: 'done', next };
  }
  const plan = drainPlan(victim, snapshot);
  const problems = drainProblems(plan, options);
  return problems.length > 0 ? { end: 'failed', why: problems.join('; ') }
    : endOf(await carryOutDrain(plan, world), next, `${victim} could not be emptied`);
}

function endOf(code: number, next: SurgeState, why: string): StepEnd {
  return code === EXIT_DONE ? { end: 'done', next } : code === EXIT_INTERRUPTED ? STOPPED : { end: 'failed', why };
}
