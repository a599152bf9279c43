import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useProgramsOnPath } from '../../test/support/programs-on-path';
import { Kubectl } from './kubectl';
import { runProgram } from './run-program';

const programs = useProgramsOnPath();
const kubectl = new Kubectl({ context: 'blue', kubeconfig: '/my config' });
const FLAGS = '--context|blue|--kubeconfig|/my config';

test('each way of running it hands on the cluster and the arguments, as they are', async () => {
  programs.write('kubectl', 'printf "%s|" "$@"; cat; exit 3');
  const args = ['get', '$(rm -rf x) "a b"'];
  const said = `${FLAGS}|${args.join('|')}|`;
  expect(kubectl.answer(args, 'in')).toEqual({ status: 3, stdout: `${said}in`, stderr: '' });
  await expect(kubectl.run(args, 'in')).resolves.toEqual({ status: 3, stdout: `${said}in`, stderr: '' });
  const lines: string[] = [];
  await expect(kubectl.start(args, (line) => lines.push(line)).ended).resolves.toBe(3);
  expect(lines).toEqual([said]);
  programs.write('kubectl', 'printf "%s|" "$@"');
  expect(kubectl.read(args)).toBe(said);
  expect(kubectl.commandLine(['get', 'a b'])).toBe(`kubectl --context blue --kubeconfig '/my config' get 'a b'`);
});

test('what it says beside its output is told apart, and letters stay whole from piece to piece', async () => {
  programs.write('kubectl', 'printf "\\303"; echo no >&2; sleep 0.1; printf "\\244"');
  await expect(kubectl.run([])).resolves.toEqual({ status: 0, stdout: 'ä', stderr: 'no\n' });
  programs.write('helm', 'printf "%s|" "$@"; printf "\\303"; echo no >&2; sleep 0.1; printf "\\244"; exit 4');
  await expect(runProgram('helm', ['a b', '$x'])).resolves.toEqual({ status: 4, stdout: 'a b|$x|ä', stderr: 'no\n' });
});

test('one that does not read its input is no error', async () => {
  programs.write('kubectl', 'exec <&-; echo done');
  const input = 'x'.repeat(1_000_000);
  expect(kubectl.answer([], input)).toMatchObject({ status: 0, stdout: 'done\n' });
  await expect(kubectl.run([], input)).resolves.toMatchObject({ status: 0, stdout: 'done\n' });
});

test('one that goes on tells each line of both outputs, until it is stopped', async () => {
  programs.write('kubectl', `trap 'echo ended >> ${join('$0')}.log; exit 0' TERM; echo one; echo two >&2; while :; do sleep 0.05; done`);
  const lines: string[] = [];
  let running = { ended: Promise.resolve<number | null>(null), stop: () => {} };
  await new Promise<void>((resolve) => {
    running = kubectl.start([], (line) => {
      lines.push(line);
      if (lines.length === 2) {
        resolve();
      }
    });
  });
  running.stop();
  await expect(running.ended).resolves.toBe(0);
  expect(lines.sort()).toEqual(['one', 'two']);
  expect(readFileSync(join(programs.folder, 'kubectl.log'), 'utf8')).toBe('ended\n');
});

test('what goes on is stopped at the end of this process, and listened for once', async () => {
  const listening = () => process.listenerCount('exit');
  const before = listening();
  programs.write('kubectl', 'while :; do sleep 0.05; done');
  const running = [kubectl.start([], () => {}), kubectl.start([], () => {})];
  expect(listening()).toBeLessThanOrEqual(before + 1);
  const stopAll = process.listeners('exit').find(({ name }) => /stopAll/.test(name))!;
  stopAll.call(process, 0);
  await expect(Promise.all(running.map(({ ended }) => ended))).resolves.toEqual([null, null]);
});

describe('fails when', () => {
  test('it is not installed, with what to do', async () => {
    process.env.PATH = programs.folder;
    const missing = 'kubectl: not found on the PATH; install it, or make a snapshot elsewhere and give it with --cluster';
    expect(() => kubectl.read([])).toThrow(missing);
    expect(() => kubectl.answer([], '')).toThrow(missing);
    await expect(kubectl.run([])).rejects.toThrow(missing);
    await expect(kubectl.start([], () => undefined).ended).rejects.toThrow(missing);
    await expect(runProgram('eksctl', [])).rejects
      .toThrow('eksctl: not found on the PATH; install it, or write a program that is there');
  });

  test('it may not be run, with what to do', async () => {
    process.env.PATH = programs.folder;
    programs.write('kubectl', 'exit 0', 0o644);
    programs.write('eksctl', 'exit 0', 0o644);
    const refused = 'kubectl: may not be run; make it one that may be (chmod +x)';
    expect(() => kubectl.read([])).toThrow(refused);
    await expect(kubectl.run([])).rejects.toThrow(refused);
    await expect(runProgram('eksctl', [])).rejects
      .toThrow('eksctl: may not be run; make it one that may be (chmod +x)');
  });

  test('it fails, with the first three lines of what it said', () => {
    programs.write('kubectl', 'echo out; printf "\\n one\\ntwo\\nthree\\nfour\\n" >&2; exit 1');
    expect(() => kubectl.read(['get', 'nodes', '--all'])).toThrow(
      /^kubectl --context blue --kubeconfig '\/my config' get nodes …: one; two; three; see whether kubectl .* version answers/,
    );
  });
});
