import { wordsOf } from '../kubernetes/kubectl-words';
import { BUILT_IN_RESOURCES, getAll, PROGRESS_RESOURCES, RESOURCES_WHERE_SERVED, ROOM_RESOURCES } from '../cluster';
import { queryOf, Snapshot } from '../cluster/snapshot';
import { UserError } from '../util/user-error';
import { KubectlPort } from './kubectl-port';
import { View } from './view';

const NAME = 'the live cluster';

/** What else of a namespace is compared with manifests. */
export const SERVICE_RESOURCES = [
  ['services', 'Service'], ['endpointslices.discovery.k8s.io', 'EndpointSlice'],
] as const;

/**
 * Looks at nodes and pods everywhere, and at all that tells of rollouts in some namespaces.
 *
 * @throws when the cluster cannot be read
 */
export async function readView(
  kubectl: KubectlPort, namespaces: readonly string[], more: readonly (readonly [string, string])[] = [],
): Promise<View> {
  const wanted = [...PROGRESS_RESOURCES, ...more];
  const asked = [getAll(ROOM_RESOURCES), ...namespaces.map((namespace) => getAll(wanted, namespace))];
  const texts = await Promise.all(asked.map((args) => textOf(kubectl, args)));
  return new View(Snapshot.read(NAME, texts.map((text) => Buffer.from(text))));
}

/** The same of a cluster that may not answer for a while: else why it does not. */
export async function viewOrProblem(kubectl: KubectlPort, namespaces: readonly string[]): Promise<View | UserError> {
  try {
    return await readView(kubectl, namespaces);
  } catch (error) {
    if (!(error instanceof UserError)) {
      throw error;
    }
    return error;
  }
}

/**
 * Reads all that the prover wants to know of a cluster.
 *
 * @throws when the cluster cannot be read
 */
export async function readCluster(kubectl: KubectlPort): Promise<Snapshot> {
  const served = new Set((await textOf(kubectl, ['api-resources', '--verbs', 'list', '--output', 'name'])).split('\n'));
  const asked = [...BUILT_IN_RESOURCES, ...RESOURCES_WHERE_SERVED].filter(([resource]) => served.has(resource));
  const query = `${JSON.stringify(queryOf(asked.map(([, kind]) => kind)))}\n`;
  return Snapshot.read(NAME, [Buffer.from(query), Buffer.from(await textOf(kubectl, getAll(asked)))], {
    keepsLiterals: true,
  });
}

/** @throws when kubectl fails, with what it said */
export async function textOf(kubectl: KubectlPort, args: string[]): Promise<string> {
  const { status, stdout, stderr } = await kubectl.run(args);
  if (status !== 0) {
    throw new UserError(`${kubectl.commandLine(args.slice(0, 2))} …`, firstLines(stderr));
  }
  return stdout;
}

/** What kubectl said, short enough for a message. */
export function firstLines(stderr: string): string {
  return wordsOf(stderr).slice(-3).join('; ');
}
