import { PAGES, textOf } from '../../support/pages';
import { annotate, NAMESPACE, ofDeployment, researchOps, useOperating } from './operate-live';
import { shown, steady } from './page-lines';

const live = useOperating();
test('a deploy tells what the page shows', async () => {
  const { code, text } = await live.told(['deploy', live.folder(researchOps())]);
  live.record('good', text);
  expect(code).toBe(0);
  expect(steady(text.split('\n'))).toEqual(steady(shown('good')));
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
  live.record('bad', text);
  expect(code).toBe(1);
  expect(steady(text.split('\n'))).toEqual(steady(shown('bad')));
});

test('status of it tells what the page shows', async () => {
  const { code, text } = await live.told(['status', '--namespace', NAMESPACE]);
  live.record('status', text);
  expect(code).toBe(1);
  const table = (lines: readonly string[]) => steady(lines)
    .map((line) => line.replace(/\d+ (s|min)\b.*? of/, 'T of').replace(/\w+-nim-POD/, 'NIM'));
  expect(table(text.split('\n'))).toEqual(table(shown('status')));
});

/** Every command of the pages that operates a cluster. */
const OPERATES = /npx (cdk8s-nim (?:deploy|status|verify|logs|forward|rollback|recover|drain|surge|cleanup)\b[^`\n|]*)/g;
const commands = [
  ...new Set(PAGES.flatMap((page) => [...textOf(page).matchAll(OPERATES)].map(([, command]) => command.trim()))),
];

test.each(commands)('%s does what commands do that the pages show', async (command) => {
  const stop = new AbortController();
  const [, verb, ...args] = command.split(' ');
  const goesOn = verb === 'logs' || verb === 'forward' || args.includes('--watch');
  const told = live.told([verb, ...args], { stop: stop.signal, heard: () => goesOn && stop.abort() });
  const { code, events, err } = await told;
  // Nobody is there to type a name or to agree, and the web service has no revision before its first.
  const mayBeRefused = ['cleanup', 'rollback', 'recover', 'drain', 'surge'].includes(verb);
  const expected = goesOn ? [130] : mayBeRefused ? [0, 3] : [0, 1];
  expect([expected.includes(code), err, events.length > 0]).toEqual([true, '', true]);
});
