import { Json } from '../cluster/api';
import { copiesOf, Draft, ofKind, podSpecOf } from './draft';
import { millicores } from './relieve';

/** What stands around the workloads: volumes, quotas, limits and budgets. */
export function addSurroundings(draft: Draft): void {
  addClaims(draft);
  addLimits(draft);
  addQuota(draft);
  addBudgets(draft);
}

function addClaims(draft: Draft): void {
  const { random, features, context, name: namespace } = draft;
  for (const workload of ofKind(draft, 'Deployment', 'ReplicaSet')) {
    if (random.chance(32)) {
      const mode = random.pick([
        'ReadWriteOnce', 'ReadWriteOnce', 'ReadWriteOnce', 'ReadWriteMany', 'ReadWriteOncePod', 'ReadWriteOncePod',
      ]);
      const storageClassName =
        mode === 'ReadWriteMany' && random.chance(60) ? 'efs' : random.pick(['gp3', 'gp3', 'local']);
      features.add('volume').add({ ReadWriteOnce: 'RWO', ReadWriteMany: 'RWX', ReadWriteOncePod: 'RWOP' }[mode]!);
      context.push(claim(workload.metadata.name, namespace, mode, storageClassName));
      mount(workload, workload.metadata.name);
    }
  }
  for (const workload of ofKind(draft, 'StatefulSet')) {
    if (random.chance(50)) {
      features.add('volume').add('claim template');
      const {
        metadata: { name }, spec,
      } = claim('data', namespace, 'ReadWriteOnce', random.pick(['gp3', 'gp3', 'local']));
      workload.spec.volumeClaimTemplates = [{ metadata: { name }, spec }];
      podSpecOf(workload).containers[0].volumeMounts = [{ name: 'data', mountPath: '/data' }];
    }
  }
}

/** A claim of 1 GiB. */
export function claim(name: string, namespace: string, mode: string, storageClassName: string): Json {
  return {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace },
    spec: { accessModes: [mode], storageClassName, resources: { requests: { storage: '1Gi' } } },
  };
}

/** Mounts a claim in place of what was mounted; of pods with GPUs it holds models, which several of them may have. */
export function mount(workload: Json, claimName: string): void {
  const spec = podSpecOf(workload);
  const mountPath = spec.containers[0].resources.limits === undefined ? '/data' : '/models';
  spec.volumes = [{ name: 'data', persistentVolumeClaim: { claimName } }];
  spec.containers[0].volumeMounts = [{ name: 'data', mountPath }];
}

function addLimits({ random, features, context, name: namespace, workloads }: Draft): void {
  if (!random.chance(16)) {
    return;
  }
  features.add('LimitRange');
  const limits = random.chance(70)
    ? { defaultRequest: { cpu: random.pick(['500m', '1', '2']) }, default: { cpu: random.pick(['2', '3']) } }
    : { max: { cpu: random.pick(['1', '2']) } };
  context.push({
    apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits', namespace },
    spec: { limits: [{ type: 'Container', ...limits }] },
  });
  for (const workload of workloads) {
    if (random.chance(50)) {
      delete podSpecOf(workload).containers[0].resources.requests.cpu;
    }
  }
}

function addQuota(draft: Draft): void {
  const { random, features, context, name: namespace, workloads } = draft;
  if (!random.chance(16)) {
    return;
  }
  features.add('quota');
  const pods = workloads.reduce((sum, workload) => sum + copiesOf(draft, workload), 0);
  const cpus = workloads.reduce((sum, workload) => sum + copiesOf(draft, workload) * millicores(workload), 0);
  const hard = random.chance(60) ? { pods: String(pods + random.pick([0, 0, 1, 2])) }
    : { 'requests.cpu': `${cpus + random.pick([0, 500, 1000])}m` };
  context.push({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota', namespace }, spec: { hard } });
}

function addBudgets({ random, features, context, name: namespace, workloads }: Draft): void {
  for (const { metadata: { name } } of workloads) {
    if (random.chance(18)) {
      features.add('budget');
      context.push(
        budget(
          name,
          namespace,
          { app: name },
          random.pick([{ minAvailable: 1 }, { maxUnavailable: 1 }, { minAvailable: '50%' }, { maxUnavailable: 0 }]),
        ),
      );
    }
  }
  if (random.chance(8)) {
    features.add('budget').add('shared budget');
    context.push(
      budget(
        'tier',
        namespace,
        { tier: random.pick(['front', 'back']) },
        random.pick([{ minAvailable: 1 }, { maxUnavailable: 1 }]),
      ),
    );
  }
}

function budget(name: string, namespace: string, matchLabels: Json, bounds: Json): Json {
  return {
    apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: `${name}-pdb`, namespace },
    spec: { selector: { matchLabels }, ...bounds },
  };
}
