import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { liveChunks, readLiveCluster, snapshotCommands, snapshotRights } from './live-cluster';

let folder: string;
const path = process.env.PATH;
const NODE = { kind: 'Node', metadata: { name: 'a' }, status: { allocatable: { cpu: '4', memory: '8Gi' } } };

/** A stand-in for kubectl that writes down its arguments. */
function kubectl(script: string): void {
  writeFileSync(join(folder, 'kubectl'), `#!/bin/sh\necho "$@" >> ${join(folder, 'calls')}\n${script}\n`);
  chmodSync(join(folder, 'kubectl'), 0o755);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubectl-'));
  process.env.PATH = `${folder}:${path}`;
});

afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true });
});

const serving = `case "$*" in *api-resources*) printf 'nodes\\npods\\nnodepools.karpenter.sh\\n' ;; *) echo '${JSON.stringify({ items: [NODE] })}' ;; esac`;

test('asks for what the cluster serves, only gets and lists, and says so', () => {
  kubectl(serving);
  const said: string[] = [];
  const snapshot = readLiveCluster({ context: 'blue' }, (text) => said.push(text));
  expect(snapshot.nodes.map(({ name }) => name)).toEqual(['a']);
  expect(readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')).toEqual([
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
  process.env.PATH = folder;
  expect(() => [...liveChunks({}, () => undefined)]).toThrow(
    /not found on the PATH; install it, or make a snapshot elsewhere/,
  );
});

test('the rights and the commands name the same resources, and no Secret', () => {
  expect(snapshotRights()).toContain(
    "- apiGroups: ['apps']\n  resources: [deployments, statefulsets, daemonsets, replicasets]\n  verbs: [get, list]",
  );
  expect(`${snapshotRights()}${snapshotCommands({})}`).not.toMatch(/secrets/);
  expect(snapshotCommands({ kubeconfig: '/my config' })).toContain("kubectl --kubeconfig '/my config' get nodes,pods,");
});
