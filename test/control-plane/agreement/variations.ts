import { Json } from '../cluster/api';
import { Draft, ofKind, podSpecOf } from './draft';
import { claim, mount } from './surroundings';

/** Volumes that are made before their pods have a place, or that live with them; quotas of claims; updates by hand. */
export function vary(draft: Draft): void {
  const { random, features, context } = draft;
  for (const { kind, spec } of context) {
    if (kind === 'PersistentVolumeClaim' && spec.storageClassName === 'gp3' && random.chance(25)) {
      features.add('Immediate');
      spec.storageClassName = 'immediate';
    }
  }
  for (const workload of ofKind(draft, 'Deployment')) {
    if (podSpecOf(workload).volumes === undefined && random.chance(12)) {
      features.add('ephemeral volume');
      const { spec } = claim('scratch', draft.name, 'ReadWriteOnce', random.pick(['gp3', 'gp3', 'local']));
      podSpecOf(workload).volumes = [{ name: 'scratch', ephemeral: { volumeClaimTemplate: { spec } } }];
    }
  }
  for (const { spec } of ofKind(draft, 'StatefulSet', 'DaemonSet')) {
    if (random.chance(8)) {
      features.add('held');
      spec.updateStrategy = { type: 'OnDelete' };
    }
  }
  limitClaims(draft);
}

function limitClaims(draft: Draft): void {
  const { random, features, context, name: namespace } = draft;
  const ofEach = ({ spec }: Json): number => (spec.volumeClaimTemplates ?? []).length +
    (spec.template.spec.volumes ?? []).filter((volume: Json) => volume.ephemeral).length;
  const made = ofKind(draft, 'Deployment', 'StatefulSet')
    .reduce((sum, workload) => sum + workload.spec.replicas * ofEach(workload), 0);
  if (made > 0 && !context.some(({ kind }) => kind === 'ResourceQuota') && random.chance(35)) {
    features.add('quota of claims');
    const shared = context.filter(({ kind }) => kind === 'PersistentVolumeClaim').length;
    const hard = { persistentvolumeclaims: String(made + shared + random.pick([0, 0, 1, 2])) };
    context.push({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'claims', namespace }, spec: { hard } });
  }
}

/** Besides what a change asks for: other claims, or a pause. */
export function varyChange(draft: Draft): void {
  const { random, features, changes } = draft;
  const mounting = ofKind(draft, 'Deployment').filter((workload) => claimOf(workload) !== undefined);
  if (mounting.length > 0 && random.chance(45)) {
    features.add('transition').add('changed volume');
    const [one, two] = random.shuffle(mounting);
    if (two && random.chance(60)) {
      remount(draft, one, claimOf(two)!);
      remount(draft, two, claimOf(one)!);
    } else {
      remount(draft, one, random.chance(30) ? undefined : anotherClaim(draft, one));
    }
  }
  for (const [name, to] of changes) {
    if (to.kind === 'Deployment' && random.chance(10)) {
      features.add('held');
      changes.set(name, { ...to, spec: { ...to.spec, paused: true } });
    }
  }
}

function claimOf(workload: Json): string | undefined {
  return podSpecOf(workload).volumes?.[0].persistentVolumeClaim?.claimName;
}

/** One that is there from the beginning, and that no pod has mounted yet. */
function anotherClaim({ random, context, name: namespace }: Draft, { metadata }: Json): string {
  const name = `${metadata.name}-next`;
  const mode = random.pick(['ReadWriteOnce', 'ReadWriteOnce', 'ReadWriteMany']);
  context.push(claim(name, namespace, mode, random.pick(['gp3', 'local', 'efs', 'immediate'])));
  return name;
}

function remount({ changes }: Draft, from: Json, claimName: string | undefined): void {
  const to = structuredClone(changes.get(from.metadata.name) ?? from);
  if (claimName === undefined) {
    podSpecOf(to).volumes = [];
    podSpecOf(to).containers[0].volumeMounts = [];
  } else {
    mount(to, claimName);
  }
  to.spec.template.metadata.annotations.rev = 'next';
  changes.set(from.metadata.name, to);
}
