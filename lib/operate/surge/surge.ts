import { Snapshot } from '../../cluster/snapshot';
import { jsonOf } from '../../util/json-of';
import { wordsOf } from '../../kubernetes/kubectl-words';
import { listed } from '../../util/listed';
import { isObject, Manifest } from '../../manifests';
import { refusals } from '../deploy/apply';
import { end } from '../end';
import { OperateEvent } from '../event';
import { EXIT_DONE, EXIT_FAILED, EXIT_INTERRUPTED, EXIT_REFUSED } from '../exit-code';
import { gitOpsOf } from '../git-ops';
import { planAt } from '../live-plan';
import { preflight } from '../preflight/preflight';
import { readCluster } from '../read-view';
import { sayCall, sayCommand } from '../run-aloud';
import { World } from '../world';
import { nodeGroupOf, NodeGroup, scalingCall } from './node-group';
import { costText, SurgeContext, SurgeOptions, surgeProblems } from './surge-context';
import { StepEnd } from './step-end';
import { surgeCommands } from './surge-commands';
import { annotateArgs, readSurge, SURGE_STEPS, SurgeState, SurgeStep, writeSurge } from './surge-state';
import { STEP_WORDS, STEPS } from './surge-steps';
import { gpuNodesFor, surgingOf } from './surging';

/**
 * Updates what is recreated otherwise without downtime: with one GPU node more for the time of the update. How far it
 * is stands in an annotation of the namespace, so that the same command goes on after it was interrupted anywhere.
 */
export async function surge(manifests: readonly Manifest[], world: World, options: SurgeOptions): Promise<number> {
  const refuse = (texts: readonly string[]): number => {
    texts.forEach((text) => world.say({ event: 'plan', ok: false, text }));
    return end(world, EXIT_REFUSED, 'nothing was changed');
  };
  const snapshot = await readCluster(world.kubectl);
  const { model, report } = planAt(manifests, snapshot);
  const surging = surgingOf(model);
  const [namespace, ...others] = [...new Set(surging.map((each) => each.namespace))];
  if (namespace === undefined || others.length > 0) {
    return refuse([namespace === undefined ? 'no Deployment on GPUs is recreated: deploy updates them'
      : `Deployments on GPUs are in namespaces ${listed([namespace, ...others])}: give those of one`]);
  }
  const known = await readSurge(namespace, world.kubectl);
  const names = surging.map(({ manifest: { name } }) => name);
  if (known === undefined && !report.workloads.some(({ name, change }) =>
    names.includes(name) && change?.kind === 'updated')) {
    return refuse([`none of ${listed(names)} changes: deploy is enough`]);
  }
  const group = nodeGroupOf(options, gpuNodesFor(surging, snapshot));
  const context: SurgeContext = {
    // What ends a step is not what ends the surge.
    manifests, model, surging, namespace, group, options, world: { ...world, say: inStep(world.say) },
  };
  if (known !== undefined) {
    world.say({ event: 'said', text: `a surge was begun before, and goes on at: ${known.step}` });
    return options.dryRun ? tellCommands(context, known, snapshot, world) : goOn(context, known, world, snapshot);
  }
  const problems = [...await problemsBefore(context, snapshot, world)];
  const scaling = await scalingOf(group, gpuNodesFor(surging, snapshot).length, world);
  if (typeof scaling === 'string' || problems.length > 0) {
    return refuse([...problems, ...(typeof scaling === 'string' ? [scaling] : [])]);
  }
  surging.forEach(({ manifest: { name } }) =>
    world.say({ event: 'plan', ok: true, text: `plan    ${name}: a rolling update is proven with one node more` }));
  const state: SurgeState = {
    step: options.nodesReady ? 'update' : 'grow', nodes: snapshot.nodes.map(({ name }) => name), wanted: scaling,
  };
  if (options.dryRun) {
    return tellCommands(context, state, snapshot, world);
  }
  return goOn(context, state, world, snapshot);
}

/** Says all that is left to do. */
function tellCommands(context: SurgeContext, from: SurgeState, snapshot: Snapshot, world: World): number {
  surgeCommands(context, from, snapshot).forEach(({ step, commands }) => {
    sayStep({ ...from, step }, world);
    commands.forEach(([program, args]) => sayCall(program, args, world));
  });
  if (from.victim === undefined) {
    const text = 'which node goes is chosen when it is that far; pods that it still has leave as drain tells';
    world.say({ event: 'said', text });
  }
  return end(world, EXIT_DONE, 'nothing was changed');
}

function sayStep({ step, victim }: SurgeState, { say }: World): void {
  const at = `${SURGE_STEPS.indexOf(step) + 1} of ${SURGE_STEPS.length}`;
  say({ event: 'said', text: `surge   ${at}: ${STEP_WORDS[step]}${victim ? `: ${victim}` : ''}` });
}

/** Does one step after the other, each written down before it is begun. */
async function goOn(context: SurgeContext, first: SurgeState, world: World, snapshot: Snapshot): Promise<number> {
  const { namespace, surging, options } = context;
  const cost = costText(surging, snapshot);
  let state: SurgeState | undefined = first;
  while (state !== undefined) {
    const step: SurgeStep = state.step;
    const again = options.nodesReady ? '' : step === 'grow' ? '; look whether the group has a node more'
      : `; the further node stays, and costs ${cost}`;
    await writeSurge(namespace, state, world.kubectl);
    sayStep(state, world);
    sayCommand(annotateArgs(namespace, state), world);
    const result: StepEnd = world.stop.aborted ? { end: 'stopped' } : await STEPS[step](context, state);
    if (result.end !== 'done') {
      return result.end === 'stopped'
        ? end(world, EXIT_INTERRUPTED, `stopped at: ${step}; the same command goes on from there${again}`)
        : end(world, EXIT_FAILED, `${result.why}; the same command goes on at: ${step}${again}`);
    }
    state = result.next;
  }
  await writeSurge(namespace, undefined, world.kubectl);
  sayCommand(annotateArgs(namespace, undefined), world);
  return end(world, EXIT_DONE, `updated without downtime of ${listed(surging.map(({ manifest }) => manifest.name))}`);
}

/** What speaks against beginning. */
async function problemsBefore(
  { manifests, surging, options }: SurgeContext, snapshot: Snapshot, { kubectl }: World,
): Promise<string[]> {
  const { findings } = await preflight(manifests, kubectl);
  const refused = findings.filter(({ result }) => result === 'refused').map(({ text }) => text);
  const controller = snapshot.described(manifests).map(gitOpsOf).find((name) => name !== undefined);
  if (controller !== undefined) {
    refused.push(`${controller} would take the strategies back: make the change in Git`);
  }
  const [node] = gpuNodesFor(surging, snapshot);
  const room = surgeProblems(manifests, surging, snapshot, options.nodesReady ? undefined : node?.pool);
  const unwilling = await refusals(manifests, snapshot, options.forceConflicts === true, kubectl);
  return [...refused, ...room, ...unwilling.map((text) => `the API server refuses it: ${text}`)];
}

/** How many nodes there have to be, or why there cannot be so many. */
async function scalingOf({ eks }: NodeGroup, present: number, { program }: World): Promise<number | string> {
  if (eks === undefined) {
    return present + 1;
  }
  const { status, stdout, stderr } = await program(...scalingCall(eks));
  const sizes = status === 0 ? jsonOf(stdout) : undefined;
  const { desiredSize, maxSize } = isObject(sizes) ? sizes : {};
  if (typeof desiredSize !== 'number' || typeof maxSize !== 'number') {
    return `node group ${eks.name} of cluster ${eks.cluster} cannot be read: ${wordsOf(stderr).at(-1)}`;
  }
  return desiredSize < maxSize ? desiredSize + 1
    : `node group ${eks.name} may have ${maxSize} nodes at most, and has them: ` +
      `eksctl scale nodegroup --cluster ${eks.cluster} --name ${eks.name} --nodes-max ${maxSize + 1} --nodes ${desiredSize}`;
}

function inStep(say: World['say']): World['say'] {
  return (event: OperateEvent) => {
    const { exitCode: _, ...told } = event;
    say(event.event === 'result' ? { ...told, event: 'said' } : event);
  };
}
