import { objectsIn } from '../../cluster/snapshot';
import { isObject, Manifest } from '../../manifests';
import { jsonOf } from '../../util/json-of';
import { UserError } from '../../util/user-error';
import { listed } from '../../util/listed';
import { KubectlPort } from '../kubectl-port';
import { LivePlan, planAt } from '../live-plan';
import { firstLines, readCluster, textOf } from '../read-view';
import { gpuFindings, kindsFinding, namespaceFindings, otherAppFinding, storageFindings } from './cluster-needs';
import { noted, ok, PreflightFinding, refused } from './finding';
import { accessReviews, missingRights, rightsFor, rightText } from './permissions';
import { NeededSecret, neededSecrets, secretKeysCommand, secretProblem } from './secret-keys';
import { readServedKinds, ServedKind } from './served-kinds';

/** What was found before the first write, and the plan where the cluster could be read. */
export interface Preflight {
  readonly findings: readonly PreflightFinding[];
  readonly live?: LivePlan;
}

/** Looks whether everything is there that applying the manifests needs. Nothing is changed. */
export async function preflight(manifests: readonly Manifest[], kubectl: KubectlPort): Promise<Preflight> {
  const reached = await reach(kubectl);
  if (reached.result === 'refused') {
    return { findings: [reached] };
  }
  try {
    const [served, snapshot] = await Promise.all([
      textOf(kubectl, ['api-resources', '--no-headers']).then(readServedKinds), readCluster(kubectl),
    ]);
    const live = planAt(manifests, snapshot);
    const { model } = live;
    const findings = [
      reached,
      kindsFinding(manifests, served),
      ...namespaceFindings(model, snapshot, served),
      ...otherAppFinding(model, snapshot),
      await rightsFinding(manifests, served, kubectl),
      ...await Promise.all(neededSecrets(model).map((secret) => secretFinding(secret, kubectl))),
      ...storageFindings(model, snapshot),
      ...gpuFindings(model, snapshot),
    ];
    return { live, findings };
  } catch (error) {
    if (!(error instanceof UserError)) {
      throw error;
    }
    return { findings: [reached, refused(`the cluster cannot be read: ${error.message}`)] };
  }
}

/** Which context it is, and whether its server answers. */
async function reach(kubectl: KubectlPort): Promise<PreflightFinding> {
  const [context, version] = await Promise.all([
    kubectl.run([
      'config', 'view', '--minify', '--output', 'jsonpath={.contexts[0].name} {.clusters[0].cluster.server}',
    ]),
    kubectl.run(['version', '--output', 'json']),
  ]);
  // A name may hold spaces, an address none.
  const [, name = '', server = ''] = /^(.*?) *(\S*)$/s.exec(context.stdout.trim()) ?? [];
  if (context.status !== 0) {
    return refused(
      `kubectl has no context: ${firstLines(context.stderr)}; choose one with --context, or a file with --kubeconfig`,
    );
  }
  if (name === '') {
    return refused('kubectl names no context and server; choose one with --context, or a file with --kubeconfig');
  }
  const known = version.status === 0 ? jsonOf(version.stdout) : undefined;
  const { gitVersion } = isObject(known) && isObject(known.serverVersion) ? known.serverVersion : {};
  return typeof gitVersion !== 'string'
    ? refused(`context ${name} at ${server} does not answer: ${firstLines(version.stderr)}`)
    : ok(`context ${name}, ${server}, Kubernetes ${gitVersion}`);
}

async function rightsFinding(
  manifests: readonly Manifest[], served: readonly ServedKind[], kubectl: KubectlPort,
): Promise<PreflightFinding> {
  const rights = rightsFor(manifests, served);
  const { status, stdout, stderr } = await kubectl.run(
    ['create', '--output', 'json', '--filename', '-'], accessReviews(rights),
  );
  if (status !== 0) {
    return noted(`whether you may apply this is not known: ${firstLines(stderr)}`);
  }
  const missing = missingRights(rights, objectsIn(stdout));
  return missing.length === 0 ? ok('you may create and patch every kind of the manifests')
    : refused(`you may not ${listed(missing.map(rightText))}; ask who gives rights in this cluster`);
}

async function secretFinding(secret: NeededSecret, kubectl: KubectlPort): Promise<PreflightFinding> {
  const { status, stdout, stderr } = await kubectl.run(secretKeysCommand(secret));
  const problem = secretProblem(secret, stdout);
  return status !== 0
    ? noted(`whether Secret ${secret.name} is in namespace ${secret.namespace} is not known: ${firstLines(stderr)}`)
    : problem === undefined
      ? ok(`Secret ${secret.name} is in namespace ${secret.namespace}, with its keys`)
      : refused(`${problem}; make it, its pods cannot start without`);
}
