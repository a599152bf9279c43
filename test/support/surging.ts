import { surge } from '../../lib/operate/surge/surge';
import { SurgeOptions } from '../../lib/operate/surge/surge-context';
import { gpuPod, ofRevision, SERVING, web } from './gpu-rollout';
import { gpuNode } from './operate';
import { Json, modelOf } from './rules';
import { ScriptedCluster } from './scripted-cluster';

export const RECREATE = { strategy: { type: 'Recreate' } };
export const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'research-ops' } };
export const node = (name: string): Json => ({
  ...gpuNode(name, 1),
  metadata: {
    name, labels: { 'node.kubernetes.io/instance-type': 'g6.xlarge', 'eks.amazonaws.com/nodegroup': 'gpu' },
  },
});
export const COMMANDS: SurgeOptions = {
  addNodeCommand: 'add', removeNodeCommand: 'remove', nodeTimeoutSeconds: 600,
};
export const EKS: SurgeOptions = { eksCluster: 'lab', nodeGroup: 'gpu', region: 'eu-1', nodeTimeoutSeconds: 600 };
export const STEPS = ['grow', 'join', 'update', 'switch back', 'choose', 'drain', 'remove'];
export const APPLY = 'apply --server-side --field-manager cdk8s-nim --filename -';

export const wanted = (revision = 2): Json => {
  const { status: _, metadata: { name, namespace }, ...rest } = web(revision, { spec: RECREATE });
  return { ...rest, metadata: { name, namespace } };
};
export const before = [
  NAMESPACE, web(1, { spec: RECREATE }), ofRevision(1), gpuPod(1, SERVING, 'gpu-1'), node('gpu-1'),
];
const pods = [ofRevision(1, 0), ofRevision(2), gpuPod(2, SERVING, 'gpu-2')];
export const updated = (spec: Json = {}) => [NAMESPACE, web(2, { spec }), ...pods, node('gpu-1'), node('gpu-2')];

/** A cluster in which every command does what it says: nodes come and go, and the update is made. */
export function surging(objects: Json[] = before, looks: (Json[] | undefined)[] = []): ScriptedCluster {
  return new ScriptedCluster(objects, looks)
    .on('create --output json', (_, input) => ({
      stdout: JSON.stringify({ items: JSON.parse(input!).items.map(() => ({ status: { allowed: true } })) }),
    }))
    .on('--dry-run=server', {})
    .on('get namespace research-ops', {})
    .on('describe-nodegroup', { stdout: '{"desiredSize": 1, "maxSize": 2}' })
    .on('describe-auto-scaling-instances', { stdout: 'InService\n' })
    .on('get node gpu-1', { stdout: 'aws:///eu-1a/i-0abc' })
    .on('add 2', (_args, _input, cluster) => void (cluster.objects = [...cluster.objects, node('gpu-2')]))
    .on('scale nodegroup', (_args, _input, cluster) => void (cluster.objects = [...cluster.objects, node('gpu-2')]))
    .on(APPLY, (_args, _input, cluster) => {
      cluster.objects = updated();
      return { stdout: 'deployment.apps/web serverside-applied\n' };
    })
    .on('patch deployment web', (_args, _input, cluster) => void (cluster.objects = updated(RECREATE)))
    .on('remove gpu-1 1', (_args, _input, cluster) => removed(cluster))
    .on('terminate-instance', (_args, _input, cluster) => removed(cluster));
}
export const removed = (cluster: ScriptedCluster): void =>
  void (cluster.objects = cluster.objects.filter(({ metadata }) => metadata.name !== 'gpu-1'));

export async function run(world: ScriptedCluster, options: SurgeOptions = COMMANDS, manifests: Json[] = [wanted()]) {
  const code = await surge(modelOf(manifests).manifests, world, options);
  return { code, result: world.said('result')[0] };
}
/** What changes the cluster, without what writes down how far it is. */
export const changes = (world: ScriptedCluster): string[] => world.changes
  .filter((each) => !/^annotate |^create |--dry-run=server|describe-/.test(each))
  .map((each) => each.split(' --type')[0]);
export const written = (world: ScriptedCluster): (string | undefined)[] => world.changes
  .filter((each) => each.startsWith('annotate')).map((each) => /"step":"([^"]*)"/.exec(each)?.[1]);
