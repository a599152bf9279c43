import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { clusterFrom } from '../lib/input/cluster-from';
import { check, renderPlanJson, renderPlanMarkdown, renderPlanTable, viewOf } from '../lib/prover/reports';
import { renderHtml } from '../lib/prover/reports/html';
import { planRollout } from '../lib/prover/updates';
import { EXIT_CLEAN, EXIT_FINDINGS } from './exit-code';
import { addInput, InputFlags, modelOptions } from './input-options';
import { loadModel } from '../lib/input/load-model';
import { Streams } from './streams';

interface PlanFlags extends InputFlags {
  readonly output: 'table' | 'json' | 'markdown';
  readonly html?: string;
}

/** Adds `plan` to the program; `done` receives the exit code. */
export function addPlanCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  addInput(
    program
      .command('plan')
      .description('tell for each workload whether an update can finish, what it costs, and what blocks it'),
  )
    .addOption(
      new Option('--output <format>', 'form of the plan').choices(['table', 'json', 'markdown']).default('table'),
    )
    .option('--html <file>', 'also write the plan, its pictures and the findings of check into one HTML file')
    .action((paths: string[], flags: PlanFlags) => done(runPlan(paths, flags, streams)));
}

/** Exits 1 when an update is impossible, or pods are not counted on known nodes, so that a pipeline may rely on it. */
function runPlan(paths: string[], flags: PlanFlags, streams: Streams): number {
  const { nodes, namespace, declaredSecret, output, html } = flags;
  const cluster = nodes === undefined ? undefined : clusterFrom(nodes);
  const model = loadModel(paths, streams, namespace, modelOptions(flags));
  const plan = planRollout(model, cluster);
  if (html !== undefined) {
    const title = `Rollout plan of ${paths.join(', ')}${nodes === undefined ? '' : ` on ${nodes}`}`;
    writeFileSync(
      html,
      renderHtml({
        model,
        cluster,
        plan,
        view: viewOf(check(model, { cluster, plan, declaredSecrets: declaredSecret })),
        title,
      }),
    );
    streams.err(`${html}: written\n`);
  }
  streams.out(
    output === 'json'
      ? renderPlanJson(plan)
      : output === 'markdown'
        ? renderPlanMarkdown(plan)
        : renderPlanTable(plan, streams),
  );
  const judgements = [plan.steadyState, ...plan.workloads];
  const isImpossible = judgements.some(({ verdict }) => verdict === 'impossible');
  return isImpossible || (cluster !== undefined && plan.uncounted.length > 0) ? EXIT_FINDINGS : EXIT_CLEAN;
}
