import { Command, Option } from 'commander';
import { clusterFrom } from '../lib/plugin';
import { renderPlanJson, renderPlanMarkdown, renderPlanTable } from '../lib/rollout/report';
import { planRollout } from '../lib/rollout/verdict';
import { EXIT_CLEAN, EXIT_FINDINGS } from './exit-code';
import { loadModel } from './load-model';
import { Streams } from './streams';

interface PlanFlags {
  readonly nodes?: string;
  readonly output: 'table' | 'json' | 'markdown';
}

/** Adds `plan` to the program; `done` receives the exit code. */
export function addPlanCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  program.command('plan')
    .description('tell for each workload whether an update can finish, what it costs, and what blocks it')
    .argument('<paths...>', 'files, folders, or - for standard input')
    .option('--nodes <nodes>', 'eksctl ClusterConfig file, output of kubectl get nodes -o json, or pools such as gpu=2xg5.2xlarge,cpu=3-6xm6i.large')
    .addOption(new Option('--output <format>', 'form of the plan').choices(['table', 'json', 'markdown']).default('table'))
    .action((paths: string[], flags: PlanFlags) => done(runPlan(paths, flags, streams)));
}

/** Exits 1 when an update is impossible, so that a pipeline may rely on it. */
function runPlan(paths: string[], { nodes, output }: PlanFlags, streams: Streams): number {
  const cluster = nodes === undefined ? undefined : clusterFrom(nodes);
  const plan = planRollout(loadModel(paths, streams), cluster);
  streams.out(output === 'json' ? renderPlanJson(plan) : output === 'markdown' ? renderPlanMarkdown(plan) : renderPlanTable(plan, streams));
  return plan.steadyState.verdict === 'impossible' || plan.workloads.some(({ verdict }) => verdict === 'impossible') ? EXIT_FINDINGS : EXIT_CLEAN;
}
