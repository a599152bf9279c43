import { OperateEvent } from './event';
import { KubectlPort } from './kubectl-port';
import { Progress } from './watch/progress';
import { fullName } from './watch/progress-text';

/** Lines of a log that are shown. */
const LINES = 25;

/** Why a rollout failed or took too long: the cause, what the cluster says, the end of the logs, what to do next. */
export async function evidenceOf(progress: Progress, kubectl: KubectlPort): Promise<OperateEvent[]> {
  const { obstacle, workload, waitsFor, phase } = progress;
  const about = { workload: fullName(workload), code: obstacle?.code };
  const say = (text: string): OperateEvent => ({ event: 'evidence', ...about, text });
  const cause = obstacle?.cause ?? `it is ${phase} and waits for ${waitsFor}`;
  const logs = obstacle?.logOf === undefined ? [] : await logLines(obstacle.logOf, kubectl);
  const next = kubectl.commandLine([
    ...obstacle?.next ?? ['--namespace', workload.namespace, 'describe', workload.kind.toLowerCase(), workload.name],
  ]);
  return [
    say(`${workload.name}: ${cause}`),
    ...[...obstacle?.evidence ?? [], ...logs].map((line) => say(`  ${line}`)),
    { event: 'evidence', ...about, command: next, text: `  next: ${next}` },
  ];
}

type LogOf = NonNullable<NonNullable<Progress['obstacle']>['logOf']>;

/** The end of a container's log, and of the one before it. */
async function logLines({ pod, container }: LogOf, kubectl: KubectlPort): Promise<string[]> {
  const args = ['--namespace', pod.namespace, 'logs', pod.name, '--container', container, '--tail', String(LINES)];
  const [now, previous] = await Promise.all([kubectl.run(args), kubectl.run([...args, '--previous'])]);
  const lines = (title: string, { status, stdout }: typeof now): string[] =>
    status !== 0 || stdout.trim() === '' ? [] : [title, ...stdout.trimEnd().split('\n').map((line) => `  ${line}`)];
  return [
    ...lines(`log of container ${container} of the attempt before:`, previous),
    ...previous.stdout === now.stdout ? [] : lines(`log of container ${container}:`, now),
  ];
}
