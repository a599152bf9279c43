import { listed } from '../../../util/listed';
import { Cluster } from '../../../cluster';
import { Field, Model, objectReferences, parsePointer, Workload } from '../../../manifests';
import { presumedPlaces } from '../../placement';
import { nameOf } from '../words/wording';

/** Kinds that make Secrets which stand in no manifest. */
const SECRET_MAKERS = ['ExternalSecret', 'SealedSecret', 'Certificate', 'VaultStaticSecret', 'SecretProviderClass'];

/** Names that one line gives. */
const MOST_NAMES = 5;

/** What verdicts take for granted of things that the input does not describe, one a line. */
export function presumptions(model: Model, cluster: Cluster): string[] {
  return [...presumedPlaces(model, cluster), ...presumedObjects(model), ...presumedRuns(model)];
}

/** Claims, ConfigMaps and Secrets without which pods do not start. */
function presumedObjects(model: Model): string[] {
  const missing = [...new Set(model.podSets.filter(({ replicas, kind }) => replicas > 0 || kind === 'DaemonSet')
    .flatMap((workload) => missingOf(model, workload)))];
  return missing.length === 0 ? []
    : [`whether what pods need to start is there: ${listed(missing, MOST_NAMES)}; not in the input, and taken to exist`];
}

function missingOf(model: Model, { namespace, manifest, pod, claimTemplates }: Workload): string[] {
  const spec = Field.of(manifest, []).get(...parsePointer(pod.pointer));
  const replaced = claimTemplates.map(({ name }) => name);
  const makesSecrets = SECRET_MAKERS.some((kind) => model.byKind(kind).some((each) => each.namespace === namespace));
  const asked: [kind: string, name: string][] = [
    ...pod.claims.map(({ claimName }): [string, string] => ['PersistentVolumeClaim', claimName]),
    ...objectReferences(spec, 'ConfigMap', replaced).map(({ kind, name }): [string, string] => [kind, name]),
    ...(makesSecrets
      ? []
      : objectReferences(spec, 'Secret', replaced).map(({ kind, name }): [string, string] => [kind, name])),
  ];
  return asked.filter(([kind, name]) => !model.find(kind, namespace, name)).map(([kind, name]) => `${kind}/${name}`);
}

/** CronJobs whose runs may pile up, since nothing bounds how long one takes. */
function presumedRuns(model: Model): string[] {
  const open = model.podSets.filter(({ kind, manifest, replicas }) => {
    const spec = Field.of(manifest, []).get('spec');
    return kind === 'CronJob' && replicas > 0 && (spec.get('concurrencyPolicy').value ?? 'Allow') === 'Allow'
      && !spec.get('jobTemplate', 'spec', 'activeDeadlineSeconds').isPresent;
  });
  return open.length === 0
    ? []
    : [
        `runs beside each other of ${open.slice(0, MOST_NAMES).map(nameOf).join(', ')}: nothing bounds how long one takes ` +
          '(concurrencyPolicy Allow without activeDeadlineSeconds), and one at a time is counted',
      ];
}
