import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf, PAGES, textOf } from '../../support/pages';
import { annotate, NAMESPACE, ofDeployment, researchOps, useOperating } from './operate-live';

const live = useOperating();
const PAGE = 'docs/operate.md';

/** What a page shows of a command, by what it is about. */
const shown = (info: string): string[] =>
  blocksOf(PAGE)
    .find((block) => block.info === info)!
    .code.trimEnd()
    .split('\n');

/** Lines that do not hang on how fast the machine is, with what differs from cluster to cluster told apart. */
function steady(lines: readonly string[]): string[] {
  return lines
    .filter((line) => !/; waits for |: complete, |^\s*$/.test(line))
    // Events are written after the status, and those of one second in any order.
    .filter((line) => !/^\s*(?:agent-orchestrator: )?(?:Failed|BackOff): /.test(line))
    .map((line) => line
      .replace(/context \S+, \S+, Kubernetes \S+/, 'context C')
      .replace(/ --kubeconfig \S+/g, '')
      .replace(/--filename \S+/g, '--filename F')
      .replace(/-[a-z0-9]{7,10}-[a-z0-9]{5}\b/g, '-POD')
      .replace(/\s+/g, ' ').trimEnd())
    .filter((line, index, all) => line !== all[index - 1]);
}

test('a deploy tells what the page shows', async () => {
  const { code, text } = await live.told(['deploy', live.folder(researchOps())]);
  if (process.env.RECORD) {
    writeFileSync(join(process.env.RECORD, 'good.txt'), text);
  }
  expect(code).toBe(0);
  expect(steady(text.split('\n'))).toEqual(steady(shown('console good').slice(1)));
});

test('a deploy that fails tells what the page shows', async () => {
  const { code, text } = await live.told([
    'deploy',
    live.folder(
      researchOps(
        ofDeployment('agent-orchestrator', (each) => {
          each.spec.template.spec.containers[0].image = 'registry.example.com/agent-orchestrator:1.0.1';
          annotate(each, 'nodelet/state', 'image-not-found');
        }),
      ),
    ),
  ]);
  if (process.env.RECORD) {
    writeFileSync(join(process.env.RECORD, 'bad.txt'), text);
  }
  expect(code).toBe(1);
  expect(steady(text.split('\n'))).toEqual(steady(shown('console bad').slice(1)));
});

test('status of it tells what the page shows', async () => {
  const { code, text } = await live.told(['status', '--namespace', NAMESPACE]);
  if (process.env.RECORD) {
    writeFileSync(join(process.env.RECORD, 'status.txt'), text);
  }
  expect(code).toBe(1);
  const table = (lines: readonly string[]) => steady(lines)
    .map((line) => line.replace(/\d+ (s|min)\b.*? of/, 'T of').replace(/\w+-nim-POD/, 'NIM'));
  expect(table(text.split('\n'))).toEqual(table(shown('console status').slice(1)));
});

/** Every command of the pages that operates a cluster. */
const OPERATES = /npx (cdk8s-nim (?:deploy|status|verify|logs|forward|rollback|cleanup)\b[^`\n|]*)/g;
const commands = [
  ...new Set(PAGES.flatMap((page) => [...textOf(page).matchAll(OPERATES)].map(([, command]) => command.trim()))),
];

test.each(commands)('%s does what commands do that the pages show', async (command) => {
  const stop = new AbortController();
  const [, verb, ...args] = command.split(' ');
  const goesOn = verb === 'logs' || verb === 'forward' || args.includes('--watch');
  const told = live.told([verb, ...args], { stop: stop.signal, heard: () => goesOn && stop.abort() });
  const { code, events, err } = await told;
  // Nobody types the name for cleanup, and the web service has no revision before its first.
  const expected = goesOn ? [130] : verb === 'cleanup' || verb === 'rollback' ? [0, 3] : [0, 1];
  expect([expected.includes(code), err, events.length > 0]).toEqual([true, '', true]);
});
