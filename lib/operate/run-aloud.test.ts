import { OperateEvent } from './event';
import { runAloud, runProgramAloud, sayCall } from './run-aloud';
import { World } from './world';

function world() {
  const said: OperateEvent[] = [];
  const ran: unknown[] = [];
  const reply = { status: 0, stdout: 'out', stderr: '' };
  const made = {
    say: (event: OperateEvent) => said.push(event),
    kubectl: { commandLine: (args: string[]) => `kubectl ${args.join(' ')}`,
      run: (...args: unknown[]) => (ran.push(args), Promise.resolve(reply)) },
    program: (...args: unknown[]) => (ran.push(args), Promise.resolve(reply)),
  } as unknown as World;
  return { said, ran, made, reply };
}
const told = (command: string) => ({ event: 'command', command, text: `  ${command}` });

test('what changes the cluster is said, and run', async () => {
  const { said, ran, made, reply } = world();
  expect(await runAloud(['apply', '-f', '-'], made, 'text')).toBe(reply);
  expect([said, ran]).toEqual([[told('kubectl apply -f -')], [[['apply', '-f', '-'], 'text']]]);
});

test('another program is said as one types it, and run', async () => {
  const { said, ran, made, reply } = world();
  expect(await runProgramAloud('helm', ['upgrade', 'a b'], made)).toBe(reply);
  expect([said, ran]).toEqual([[told("helm upgrade 'a b'")], [['helm', ['upgrade', 'a b']]]]);
  sayCall('kubectl', ['get', 'pods'], made);
  expect(said[1]).toEqual(told('kubectl get pods'));
});
