import { Snapshot } from '../../cluster/snapshot';
import { changedCommand } from '../deploy/apply';
import { switchCommand } from '../deploy/apply-command';
import { drainCommands } from '../drain/carry-out-drain';
import { drainPlan } from '../drain/drain-plan';
import { refOf } from '../workload-ref';
import { Call, growCall, removeCall } from './node-group';
import { SurgeContext } from './surge-context';
import { annotateArgs, SURGE_STEPS, SurgeState, SurgeStep } from './surge-state';

/** What stands for what only the cluster decides, once a surge is that far. */
const NODE = '<the emptied node>';
const INSTANCE = '<its instance>';

/** All that one step changes: first how far the surge is, written down. */
export interface StepCommands {
  readonly step: SurgeStep;
  readonly commands: readonly Call[];
}

/** What a surge amounts to from where it is, in order; the last command takes away what was written down. */
export function surgeCommands(context: SurgeContext, from: SurgeState, snapshot: Snapshot): StepCommands[] {
  const left = SURGE_STEPS.slice(SURGE_STEPS.indexOf(from.step));
  return left.map((step) => {
    const state = { ...from, step, ...((step === 'drain' || step === 'remove') && { victim: from.victim ?? NODE }) };
    const begun = annotateArgs(context.namespace, state);
    const ended = step === 'remove' ? [kubectl(annotateArgs(context.namespace, undefined))] : [];
    return { step, commands: [kubectl(begun), ...commandsOf(state, context, snapshot), ...ended] };
  });
}

function commandsOf({ step, wanted, victim }: SurgeState, context: SurgeContext, snapshot: Snapshot): Call[] {
  const { manifests, group, surging, options } = context;
  switch (step) {
    case 'grow':
      return callsOf(growCall(group, wanted));
    case 'update':
      return [kubectl(changedCommand(manifests, options.forceConflicts === true))];
    case 'switch back':
      return surging.map(({ manifest }) => kubectl(switchCommand(refOf(manifest))));
    case 'drain':
      return drainCommands(victim === NODE ? { node: NODE, movers: [] } : drainPlan(victim!, snapshot)).map(kubectl);
    case 'remove':
      return callsOf(removeCall(group, { node: victim!, instance: INSTANCE, left: wanted - 1 }));
    default:
      return [];
  }
}

function kubectl(args: string[]): Call {
  return ['kubectl', args];
}

function callsOf(call: Call | undefined): Call[] {
  return call === undefined ? [] : [call];
}
