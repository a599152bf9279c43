import { Cluster } from '../../lib/cluster';
import { Model } from '../../lib/manifests';
import { findRemedies } from '../../lib/prover/remedies';
import { Cure, Remedy } from '../../lib/prover/remedies/remedy';
import { planRollout } from '../../lib/prover/updates';
import { deployment } from './html-report';

export const SURGE = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };

export function remediesOf(model: Model, nodes: string): Map<string, readonly Remedy[]> {
  const cluster = Cluster.fromSpec(nodes);
  const { byWorkload } = findRemedies({ model, cluster }, planRollout(model, cluster));
  return new Map([...byWorkload].map(([{ name }, { remedies }]) => [name, remedies]));
}

/** Titles of the remedies of one workload, with the most downtime where there is any. */
export function titles(model: Model, nodes: string, cure: Cure = 'update', name = 'nim'): string[] {
  return (remediesOf(model, nodes).get(name) ?? []).filter(({ cures }) => cures === cure)
    .map(({ title, downtimeSeconds: { most } }) => `${title}${most === 0 ? '' : `, ${most ?? 'any'} s`}`);
}

export function claim(name: string, modes = ['ReadWriteOnce']): object {
  return {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name },
    spec: { accessModes: modes, resources: { requests: { storage: '10Gi' } } },
  };
}

/** A Deployment that mounts a claim. */
export function withClaim(spec: {
  readonly image: string;
  readonly path: string;
  readonly gpus?: number;
  readonly kind?: string;
  readonly readOnly?: boolean;
}): object {
  const { image, path, gpus = 0, readOnly = false } = spec;
  const mounts = { image, volumeMounts: [{ name: 'data', mountPath: path, readOnly }] };
  const object = deployment('nim', gpus, SURGE, mounts) as { spec: { template: { spec: object } } };
  Object.assign(object.spec.template.spec, {
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  });
  return object;
}

export function budget(name: string, spec: object): object {
  return {
    apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name },
    spec: { selector: { matchLabels: { app: name } }, ...spec },
  };
}
