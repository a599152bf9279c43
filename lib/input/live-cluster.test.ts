import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { useProgramsOnPath } from '../../test/support/programs-on-path';
import { liveChunks, readLiveCluster, snapshotCommands, snapshotRights } from './live-cluster';

const programs = useProgramsOnPath();
const NODE = { kind: 'Node', metadata: { name: 'a' }, status: { allocatable: { cpu: '4', memory: '8Gi' } } };

/** A stand-in for kubectl that writes down its arguments. */
function kubectl(script: string): void {
  programs.write('kubectl', `echo "$@" >> ${join(programs.folder, 'calls')}\n${script}`);
}

const serving = `case "$*" in *api-resources*) printf 'nodes\\npods\\nnodepools.karpenter.sh\\n' ;; *) echo '${JSON.stringify({ items: [NODE] })}' ;; esac`;

test('asks for what the cluster serves, only gets and lists, and says so', () => {
  kubectl(serving);
  const said: string[] = [];
  const snapshot = readLiveCluster({ context: 'blue' }, (text) => said.push(text));
  expect(snapshot.nodes.map(({ name }) => name)).toEqual(['a']);
  expect(readFileSync(join(programs.folder, 'calls'), 'utf8').trim().split('\n')).toEqual([
    '--context blue api-resources --verbs list --output name',
    '--context blue get nodes,pods,nodepools.karpenter.sh --all-namespaces --output json',
  ]);
  expect(said).toEqual([
    'reading the cluster (get and list only): kubectl --context blue get nodes,pods,nodepools.karpenter.sh --all-namespaces --output json\n',
  ]);
});

test('fails when kubectl fails, with what it said', () => {
  kubectl('echo "Unable to connect to the server: no route" >&2; exit 1');
  expect(() => [...liveChunks({}, () => undefined)]).toThrow(
    /kubectl api-resources --verbs …: Unable to connect to the server: no route/,
  );
});

test('fails when there is no kubectl, and says what to do without', () => {
  process.env.PATH = programs.folder;
  expect(() => [...liveChunks({}, () => undefined)]).toThrow(
    /not found on the PATH; install it, or make a snapshot elsewhere/,
  );
});

test('the rights and the commands name the same resources, and no Secret', () => {
  expect(snapshotRights()).toContain(
    "- apiGroups: ['apps']\n  resources: [deployments, statefulsets, daemonsets, replicasets, controllerrevisions]\n  verbs: [get, list]",
  );
  expect(`${snapshotRights()}${snapshotCommands({})}`).not.toMatch(/secrets/);
  expect(snapshotCommands({ kubeconfig: '/my config' })).toContain("kubectl --kubeconfig '/my config' get nodes,pods,");
});

test('the commands for a snapshot by hand begin a file, and add what the cluster serves besides', () => {
  const [first, said, ...more] = snapshotCommands({ context: 'blue' }).split('\n');
  expect(first).toMatch(/^kubectl --context blue get nodes,pods,\S+ --all-namespaces --output json > cluster\.json$/);
  expect(said).toBe('# and for each of these that the cluster serves:');
  expect(more.pop()).toBe('');
  expect(more).toContain(
    'kubectl --context blue get nodepools.karpenter.sh --all-namespaces --output json >> cluster.json',
  );
  expect(more.every((line) => /^kubectl --context blue get \S+ .* >> cluster\.json$/.test(line))).toBe(true);
});

test('the rights are a ClusterRole that only reads', () => {
  const role = parse(snapshotRights()) as { kind: string; metadata: object; rules: { verbs: string[] }[] };
  expect(role).toMatchObject({
    apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'cdk8s-nim-reader' },
  });
  expect(new Set(role.rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(['get', 'list']));
});
