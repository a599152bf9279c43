import { deploy, DeployOptions } from '../../lib/operate/deploy/deploy';
import { COMPLETE, gpuPod, ofRevision, SERVING, web } from './gpu-rollout';
import { gpuNode } from './operate';
import { Json, modelOf } from './rules';
import { ScriptedCluster } from './scripted-cluster';

export const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'research-ops' } };
export const NODE = gpuNode('gpu-1', 2);
export const APPLY = 'apply --server-side --field-manager cdk8s-nim --filename app.yaml';
export const DRY_RUN = 'apply --server-side --field-manager cdk8s-nim --dry-run=server --filename app.yaml';
export const RIGHTS = 'create --output json --filename -';

/** What is deployed: revision 2 of web. */
export const wanted = (spec: Json = {}): Json => {
  const { status: _, metadata: { name, namespace }, ...rest } = web(2, { spec });
  return { ...rest, metadata: { name, namespace } };
};
export const before = [NAMESPACE, web(1), ofRevision(1), gpuPod(1, SERVING, 'gpu-1'), NODE];
export const after = [...COMPLETE, NODE];

const answering = (cluster: ScriptedCluster, ...allowed: boolean[]): ScriptedCluster => cluster
  .on(RIGHTS, (_, input) => {
    const asked = JSON.parse(input!).items as unknown[];
    const items = asked.map((_each, index) => ({ status: { allowed: allowed[index] ?? true } }));
    return { stdout: JSON.stringify({ items }) };
  });
export const cluster = (objects: Json[] = before, looks: (Json[] | undefined)[] = [after]): ScriptedCluster =>
  answering(new ScriptedCluster(objects, looks));
/** The API server counts the change, which its controller has not seen. */
export const takes = (_args: string[], _input: string | undefined, world: ScriptedCluster): { stdout: string } => {
  world.objects = world.objects.map((each) => each.kind === 'Deployment'
    ? { ...each, metadata: { ...each.metadata, generation: 3 } } : each);
  return { stdout: 'deployment.apps/web serverside-applied\n' };
};
export const taken = (world: ScriptedCluster): ScriptedCluster => world.on(DRY_RUN, {}).on('apply', takes);
export const run = (
  world: ScriptedCluster, options: DeployOptions = {}, manifests: Json[] = [wanted()],
): Promise<number> => deploy(modelOf(manifests).manifests, world, options);
