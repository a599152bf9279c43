import { blocksOf } from '../../support/pages';

const PAGE = 'docs/operate.md';

/** What the page shows of a command, by what it is about, without the command itself. */
export function shown(about: string): string[] {
  return blocksOf(PAGE).find(({ info }) => info === `console ${about}`)!.code.trimEnd().split('\n').slice(1);
}

/** Lines that do not hang on how fast the machine is, with what differs from cluster to cluster told apart. */
export function steady(lines: readonly string[]): string[] {
  return lines
    .filter((line) => !/; waits for |: complete, |^\s*$/.test(line))
    // Events are written after the status, and those of one second in any order.
    .filter((line) => !/^\s*(?:agent-orchestrator: )?(?:Failed|BackOff): /.test(line))
    .map((line) => line
      .replace(/context \S+, \S+, Kubernetes \S+/, 'context C')
      .replace(/ --kubeconfig \S+/g, '')
      .replace(/--filename \S+/g, '--filename F')
      .replace(/-[a-z0-9]{7,10}-[a-z0-9]{5}\b/g, '-POD')
      .replace(/replicaset (\S+)-[a-z0-9]{7,10}\b/, 'replicaset $1-HASH')
      .replace(/\s+/g, ' ').trimEnd())
    .filter((line, index, all) => line !== all[index - 1]);
}
