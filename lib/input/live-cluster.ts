import { BUILT_IN_RESOURCES, getAll, readingRules, RESOURCES_WHERE_SERVED } from '../cluster';
import { queryOf, Snapshot } from '../cluster/snapshot';
import { AS_IT_RUNS } from './as-it-runs';
import { Kubectl, KubectlOptions } from './kubectl';

/** The commands that make a snapshot by hand, for people who may not run this program against their cluster. */
export function snapshotCommands(options: KubectlOptions): string {
  const kubectl = new Kubectl(options);
  return [
    `${kubectl.commandLine(getAll(BUILT_IN_RESOURCES))} > cluster.json`,
    '# and for each of these that the cluster serves:',
    ...RESOURCES_WHERE_SERVED.map((each) => `${kubectl.commandLine(getAll([each]))} >> cluster.json`),
    '',
  ].join('\n');
}

/** The rights that reading a cluster needs, as a ClusterRole. */
export function snapshotRights(): string {
  const rules = readingRules().map(
    ({ apiGroups, resources, verbs }) =>
      `- apiGroups: ['${apiGroups[0]}']\n  resources: [${resources.join(', ')}]\n  verbs: [${verbs.join(', ')}]\n`,
  );
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: cdk8s-nim-reader\nrules:\n${rules.join('')}`;
}

/** Reads a cluster through kubectl, which only gets and lists; `say` is told the command. */
export function readLiveCluster(options: KubectlOptions, say: (text: string) => void): Snapshot {
  return Snapshot.read('the live cluster', liveChunks(options, say), AS_IT_RUNS);
}

/** The JSON of a live cluster, piece by piece. */
export function* liveChunks(options: KubectlOptions, say: (text: string) => void): Generator<Buffer> {
  const kubectl = new Kubectl(options);
  const served = new Set(kubectl.read(['api-resources', '--verbs', 'list', '--output', 'name']).split('\n'));
  const asked = [...BUILT_IN_RESOURCES, ...RESOURCES_WHERE_SERVED].filter(([resource]) => served.has(resource));
  const args = getAll(asked);
  say(`reading the cluster (get and list only): ${kubectl.commandLine(args)}\n`);
  yield Buffer.from(`${JSON.stringify(queryOf(asked.map(([, kind]) => kind)))}\n`);
  yield* kubectl.stream(args);
}
