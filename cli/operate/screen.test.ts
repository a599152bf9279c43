import Ajv from 'ajv';
import fc from 'fast-check';
import { EVENT_SCHEMA, OperateEvent } from '../../lib/operate';
import { runs } from '../../test/support/sample';
import { commands, hostileText } from '../../test/support/hostile-text';
import { Progress } from '../../lib/operate/watch/progress';
import { makeWorld } from './make-world';
import { OperateFlags } from './operate-flags';
import { jsonScreen, lineScreen, terminalScreen } from './screen';

const written = (use: (out: (text: string) => void) => void): string => {
  let text = '';
  use((more) => (text += more));
  return text;
};
const phase: OperateEvent = { event: 'phase', text: 'web: loading', workload: 'a/Deployment/web', phase: 'loading' };
const result: OperateEvent = { event: 'result', text: 'done', exitCode: 0, ok: true };

test('a terminal draws the table in place and keeps what else is said above it', () => {
  const text = written((out) => {
    const screen = terminalScreen(out);
    screen.draw(['HEAD', 'web 1 s']);
    screen.draw(['HEAD', 'web 1 s']);
    screen.say(phase);
    screen.draw(['HEAD', 'web 2 s']);
    screen.say({ event: 'connection', text: 'lost' });
    screen.say(result);
  });
  const clear = `\r\u001b[2K${'\u001b[1A\u001b[2K'.repeat(2)}`;
  expect(text).toBe(`HEAD\nweb 1 s\n${clear}HEAD\nweb 2 s\n${clear}lost\nHEAD\nweb 2 s\n${clear}HEAD\nweb 2 s\ndone\n`);
});

test('a pipe gets a line for each event, in which nothing commands a terminal', () => {
  expect(written((out) => lineScreen(out).say({ event: 'log', text: 'a\u001b[2Jb' }))).toMatch(/^a[^\u001b]+b\n$/);
});

test('a program gets events that the published schema describes', () => {
  const valid = new Ajv({ strict: false, validateFormats: false }).compile(EVENT_SCHEMA);
  const lines = written((out) => {
    const screen = jsonScreen(out, () => 0);
    [phase, result].forEach(screen.say);
  })
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map((line) => [valid(line), line.time])).toEqual([
    [true, '1970-01-01T00:00:00.000Z'], [true, '1970-01-01T00:00:00.000Z'],
  ]);
  expect(valid({ time: 'now', text: 'a', event: 'something' })).toBe(false);
});

const PROGRESS: Progress = {
  workload: { kind: 'Deployment', namespace: 'a', name: 'web' }, phase: 'loading', outcome: 'waiting',
  available: 0, wanted: 1, mark: '', began: 0, phaseBegan: 0, progressed: 0, seen: 0,
  budget: { isRenewed: false, source: '', ofPhase: () => undefined },
};

test('no log of a pod and no event of a cluster commands a terminal or the machine that runs the job', () => {
  const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
  const columnsAndOutput = fc.record({
    columns: fc.constantFrom(undefined, 40), output: fc.constantFrom('text', 'json'),
  });
  fc.assert(fc.property(hostileText, columnsAndOutput, (text, { columns, output }) => {
    const print = written((out) => {
      const { say, draw } = makeWorld({ output } as OperateFlags, { out, err: out, colour: false, columns });
      draw([{ ...PROGRESS, waitsFor: text }], 0);
      say({ event: 'log', text });
      say({ event: 'evidence', text: `  ${text}`, workload: text, command: text });
    });
    const shown = print.replace(/\r?(?:\u001b\[1A)?\u001b\[2K/g, '').replaceAll('\n', '');
    expect([commands(print.replace(/\r?(?:\u001b\[1A)?\u001b\[2K/g, '\n')), unseen.test(shown)]).toEqual([[], false]);
  }), { numRuns: runs(200) });
});
