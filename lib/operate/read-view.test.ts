import { UserError } from '../util/user-error';
import { KubectlPort } from './kubectl-port';
import { firstLines, readCluster, readView, SERVICE_RESOURCES, textOf, viewOrProblem } from './read-view';

const list = (...items: object[]) => JSON.stringify({ kind: 'List', items });
const node = { kind: 'Node', apiVersion: 'v1', metadata: { name: 'n1' },
  status: { allocatable: { cpu: '4', memory: '8Gi', pods: '9' } } };

function kubectl(answer: (args: string[]) => string | { status: number; stderr: string }) {
  const asked: string[] = [];
  const port = {
    commandLine: (args: string[]) => `kubectl ${args.join(' ')}`,
    run: (args: string[]) => {
      asked.push(args.join(' '));
      const said = answer(args);
      return Promise.resolve(typeof said === 'string' ? { status: 0, stdout: said, stderr: '' }
        : { stdout: '', ...said });
    },
  } as unknown as KubectlPort;
  return { asked, port };
}
const failing = (stderr = 'a\nb\nc\nd\n') => kubectl(() => ({ status: 1, stderr })).port;

test('a look reads nodes and pods everywhere, and what tells of rollouts in the namespaces', async () => {
  const { asked, port } = kubectl(() => list(node));
  await readView(port, ['shop', 'blue'], SERVICE_RESOURCES);
  expect(asked).toEqual([
    'get nodes,pods --all-namespaces --output json',
    ...['shop', 'blue'].map((namespace) => expect.stringMatching(
      new RegExp(`^get deployments\\.apps,.*,events,services,endpointslices\\.discovery\\.k8s\\.io --namespace ${namespace} --output json$`))),
  ]);
  await readView(port, []);
  expect(asked).toHaveLength(4);
});

test('a look at a cluster that does not answer gives the reason, and a fault of this package is thrown', async () => {
  const problem = await viewOrProblem(failing(), []);
  expect(problem).toBeInstanceOf(UserError);
  expect((problem as UserError).message).toBe('kubectl get nodes,pods …: b; c; d');
  const crash = { run: () => Promise.reject(new TypeError('odd')), commandLine: () => '' } as unknown as KubectlPort;
  await expect(viewOrProblem(crash, [])).rejects.toThrow('odd');
  expect(await viewOrProblem(kubectl(() => list(node)).port, [])).not.toBeInstanceOf(UserError);
});

test('a cluster is read with what it serves, and remembers what was asked for', async () => {
  const { asked, port } = kubectl(([verb]) => (verb === 'api-resources'
    ? 'nodes\npods\nresourcequotas\nrollouts.argoproj.io\nodd\n' : list(node)));
  const { asked: kinds } = await readCluster(port);
  expect(asked).toEqual(['api-resources --verbs list --output name',
    'get nodes,pods,resourcequotas,rollouts.argoproj.io --all-namespaces --output json']);
  expect([...kinds]).toEqual(expect.arrayContaining(['Node', 'Pod', 'ResourceQuota', 'Rollout']));
  expect(kinds.has('Secret')).toBe(false);
});

test('what kubectl says is passed on, or thrown with its last three lines', async () => {
  expect(await textOf(kubectl(() => 'text').port, ['get'])).toBe('text');
  await expect(textOf(failing(), ['get', 'pods', '--all'])).rejects.toThrow('kubectl get pods …: b; c; d');
  expect([firstLines('a\n'), firstLines('')]).toEqual(['a', 'it says nothing']);
});
