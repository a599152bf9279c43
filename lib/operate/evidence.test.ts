import { evidenceOf } from './evidence';
import { KubectlPort } from './kubectl-port';
import { Progress } from './watch/progress';

const WEB = { kind: 'Deployment', namespace: 'shop', name: 'web' };
const progress = (obstacle?: object) =>
  ({ workload: WEB, phase: 'pods start', waitsFor: 'a node', obstacle } as unknown as Progress);

function kubectl(logs: { now?: string; previous?: string; status?: number } = {}) {
  const asked: string[][] = [];
  const port = {
    commandLine: (args: string[]) => `kubectl ${args.join(' ')}`,
    run: (args: string[]) => {
      asked.push(args);
      const stdout = args.includes('--previous') ? logs.previous : logs.now;
      return Promise.resolve({ status: stdout === undefined ? 1 : logs.status ?? 0, stdout: stdout ?? '', stderr: '' });
    },
  } as unknown as KubectlPort;
  return { asked, port };
}
const texts = async (obstacle?: object, logs?: Parameters<typeof kubectl>[0]) =>
  (await evidenceOf(progress(obstacle), kubectl(logs).port)).map(({ text }) => text);

test('what waits is told with its phase, and how to look at it', async () => {
  const { port, asked } = kubectl();
  expect(await evidenceOf(progress(), port)).toEqual([
    { event: 'evidence', workload: expect.stringContaining('web'), code: undefined,
      text: 'web: it is pods start and waits for a node' },
    { event: 'evidence', workload: expect.stringContaining('web'), code: undefined,
      command: 'kubectl --namespace shop describe deployment web',
      text: '  next: kubectl --namespace shop describe deployment web' },
  ]);
  expect(asked).toEqual([]);
});

test('an obstacle is told with its cause, its evidence and what to do next', async () => {
  const obstacle = { code: 'image-not-found', cause: 'no image', evidence: ['a', 'b'], next: ['get', 'pods'] };
  expect(await texts(obstacle)).toEqual(['web: no image', '  a', '  b', '  next: kubectl get pods']);
  const events = await evidenceOf(progress(obstacle), kubectl().port);
  expect(events.every(({ code }) => code === 'image-not-found')).toBe(true);
});

describe('the log of a container', () => {
  const obstacle = { code: 'crash', cause: 'c', evidence: [], logOf: { pod: { namespace: 'shop', name: 'p' },
    container: 'm' } };

  test('is asked for, and that of the attempt before', async () => {
    const { asked, port } = kubectl({ now: 'x', previous: 'y' });
    await evidenceOf(progress(obstacle), port);
    const args = ['--namespace', 'shop', 'logs', 'p', '--container', 'm', '--tail', '25'];
    expect(asked).toEqual([args, [...args, '--previous']]);
  });

  test('is shown after the one before', async () => {
    expect((await texts(obstacle, { now: 'n1\nn2\n', previous: 'p1\n' })).slice(1, -1)).toEqual([
      '  log of container m of the attempt before:', '    p1', '  log of container m:', '    n1', '    n2']);
  });

  test('is shown once where both are the same, and not at all where there is none', async () => {
    expect((await texts(obstacle, { now: 'x\n', previous: 'x\n' })).slice(1, -1))
      .toEqual(['  log of container m of the attempt before:', '    x']);
    expect((await texts(obstacle, { now: 'x\n' })).slice(1, -1)).toEqual(['  log of container m:', '    x']);
    expect((await texts(obstacle, { now: ' \n', previous: '' })).slice(1, -1)).toEqual([]);
    expect((await texts(obstacle, { now: 'x', previous: 'y', status: 1 })).slice(1, -1)).toEqual([]);
  });
});
