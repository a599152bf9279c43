import { Cluster, NodePool } from '../../lib/cluster';
import { ZONE_LABEL } from '../../lib/kubernetes/well-known-labels';
import { Model } from '../../lib/manifests';
import { planTransition } from '../../lib/prover/transition';
import { RolloutPlan } from '../../lib/prover/updates';
import { modelOf, placesOf } from './cases';
import { SimChange, SimPods, SimWorld, State } from './world';

const KEYS = { host: 'kubernetes.io/hostname', zone: ZONE_LABEL };
const MODES = { RWO: 'ReadWriteOnce', RWOP: 'ReadWriteOncePod', RWX: 'ReadWriteMany' };

/** What is said of the change of a world; `start`: where all pods stand when it begins, if that is known. */
export function transitionOf(world: SimWorld, start?: State): RolloutPlan {
  const { before, after, cluster } = manifestsOf(world);
  const places = start && placesOf(before, cluster, start.pods);
  return planTransition(after, { model: before, name: 'before', prune: false, places }, cluster);
}

/** A world as manifests, before and after, and nodes. */
export function manifestsOf(world: SimWorld): { before: Model; after: Model; cluster: Cluster } {
  const pools = world.nodes.map(({ cpu, zone }, index) => new NodePool({
    name: `n${index}`, nodes: 1, zones: [zone], allocatable: { cpu: String(cpu), memory: '100Gi', pods: 100 },
  }));
  const context = [...classes(), ...quotaOf(world)];
  const objects = (which: 'before' | 'after') => [...context, ...world.workloads.flatMap((each, w) => {
    const isNew = which === 'after' && !each.sameTemplate;
    const asked = { replicas: each[which].replicas, cpu: isNew ? each.after.cpu : each.before.cpu };
    return [workloadOf(each, asked, `w${w}`, isNew ? 2 : 1), ...claimsOf(each, `w${w}`, which)];
  })];
  return { before: modelOf(objects('before')), after: modelOf(objects('after')), cluster: new Cluster({ pools }) };
}

function classes(): object[] {
  return [['zone', 'cinder.csi.openstack.org'], ['node', 'docker.io/hostpath']].map(([name, provisioner]) => ({
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner,
    volumeBindingMode: 'WaitForFirstConsumer',
  }));
}

function quotaOf({ quota }: SimWorld): object[] {
  const hard = {
    ...quota?.pods !== undefined && { pods: quota.pods }, ...quota?.cpu !== undefined && { 'requests.cpu': quota.cpu },
  };
  return quota === undefined ? []
    : [{ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota' }, spec: { hard } }];
}

function workloadOf(change: SimChange, { replicas, cpu }: SimPods, name: string, revision: number): object {
  const { kind, surge, unavailable, recreate, parallel, claim } = change;
  const rollingUpdate = { maxSurge: surge, maxUnavailable: unavailable };
  const ofKind = {
    Deployment: { replicas, strategy: recreate ? { type: 'Recreate' } : { type: 'RollingUpdate', rollingUpdate } },
    StatefulSet: {
      replicas, serviceName: name, podManagementPolicy: parallel ? 'Parallel' : 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: unavailable } },
      volumeClaimTemplates: claim ? [{ metadata: { name: 'data' }, spec: claimSpec(claim) }] : undefined,
    },
    DaemonSet: { updateStrategy: { type: 'RollingUpdate', rollingUpdate } },
  };
  return {
    apiVersion: 'apps/v1', kind, metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } }, ...ofKind[kind],
      template: { metadata: { labels: { app: name } }, spec: podSpec(change, cpu, name, revision) },
    },
  };
}

function podSpec(
  { kind, claim, mounts, near, apart, spread }: SimChange, cpu: number, name: string, revision: number,
): object {
  const term = (app: string, key: 'host' | 'zone') =>
    ({ topologyKey: KEYS[key], labelSelector: { matchLabels: { app } } });
  const hash = { matchLabelKeys: ['pod-template-hash'] };
  const required = (terms: object[]) => ({ requiredDuringSchedulingIgnoredDuringExecution: terms });
  return {
    containers: [{ name: 'main', image: `main:${revision}`, resources: { requests: { cpu } } }],
    volumes: claim && kind === 'Deployment' && mounts !== (revision === 2 ? 'old' : 'fresh')
      ? [{ name: 'data', persistentVolumeClaim: { claimName: claimName(mounts, name, revision) } }] : undefined,
    affinity: {
      ...near && { podAffinity: required([term(`w${near.w}`, near.key)]) },
      ...apart && { podAntiAffinity: required([{ ...term(name, 'host'), ...apart === 'revision' && hash }]) },
    },
    topologySpreadConstraints: spread && [{
      ...term(name, spread.key), maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', ...spread.perRevision && hash,
    }],
  };
}

function claimName(mounts: SimChange['mounts'], name: string, revision: number): string {
  return revision === 2 && mounts === 'another' ? `${name}-2` : name;
}

/** What new pods mount and old ones do not comes with the change. */
function claimsOf({ kind, claim, mounts }: SimChange, name: string, which: 'before' | 'after'): object[] {
  const names = new Set([
    ...mounts === 'fresh' && which === 'before' ? [] : [name], ...which === 'after' ? [claimName(mounts, name, 2)] : [],
  ]);
  return !claim || kind !== 'Deployment' ? [] : [...names].map((each) =>
    ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: each }, spec: claimSpec(claim) }));
}

function claimSpec({ mode, reach }: { mode: keyof typeof MODES; reach: string }): object {
  return { accessModes: [MODES[mode]], storageClassName: reach, resources: { requests: { storage: '1Gi' } } };
}
