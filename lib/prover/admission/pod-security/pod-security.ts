import { Field, parsePointer } from '../../../manifests';
import { AdmissionPlugin } from '../admission-plugin';
import { refuses } from '../objection';
import { evaluatePod, PodSecurityBreach } from './evaluate-pod';
import { podFields } from './pod-fields';
import { PodSecurityLevel } from './pod-security-check';

const ENFORCE = 'pod-security.kubernetes.io/enforce';
const LEVELS: PodSecurityLevel[] = ['privileged', 'baseline', 'restricted'];

/** What a namespace enforces; `warn` and `audit` refuse nothing. */
export interface EnforcedLevel {
  readonly level: PodSecurityLevel;
  /** Minor version of the standard; undefined is that of the cluster. */
  readonly minor?: number;
}

/**
 * Refuses pods that the Pod Security Standard of their namespace does not allow. Namespaces that are not in the input,
 * and exemptions or defaults in the API server's own configuration, are not seen.
 */
export const podSecurity: AdmissionPlugin = (spec, workload, surroundings) => {
  const namespace = surroundings.clusterScoped('Namespace').get(workload.namespace);
  if (!namespace) {
    return {};
  }
  const { level, minor } = enforcedLevel(Field.of(namespace, []).get('metadata', 'labels').stringMap());
  const template = Field.of(workload.podManifest ?? workload.manifest, [])
    .get(...parsePointer(workload.pod.pointer).slice(0, -1));
  const breaches = evaluatePod(
    level,
    Math.min(minor ?? Infinity, surroundings.kubernetesMinor),
    podFields(template, spec),
  );
  return {
    objections: breaches.map((breach) =>
      refuses(
        'PodSecurity',
        placeOf(breach, spec),
        `namespace ${workload.namespace} enforces ${level}: ${text(breach, spec)}`,
      ),
    ),
  };
};

/**
 * An unknown level is restricted, an unknown version the newest: pod-security-admission/api/helpers.go
 * `PolicyToEvaluate`.
 */
export function enforcedLevel(labels: ReadonlyMap<string, string>): EnforcedLevel {
  const written = labels.get(ENFORCE);
  const version = /^v1\.(\d{1,3})$/.exec(labels.get(`${ENFORCE}-version`) ?? '');
  return {
    level: written === undefined ? 'privileged' : LEVELS.find((level) => level === written) ?? 'restricted',
    minor: version ? Number(version[1]) : undefined,
  };
}

function placeOf({ at }: PodSecurityBreach, spec: Field): Field {
  return typeof at === 'string' ? spec : at;
}

/** `containers[0].securityContext.privileged must not be true`. */
function text({ check, at }: PodSecurityBreach, spec: Field): string {
  if (typeof at === 'string') {
    return `${at} ${check.demand}`;
  }
  const path = parsePointer(at.pointer.slice(spec.pointer.length))
    .map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`))
    .join('')
    .slice(1);
  const value = typeof at.value === 'string' || typeof at.value === 'number' ? ` ${at.value}` : '';
  return `${path}${value} ${check.demand}`;
}
