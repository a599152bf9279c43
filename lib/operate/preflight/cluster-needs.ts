import { Snapshot } from '../../cluster/snapshot';
import { DEFAULT_STORAGE_CLASS_ANNOTATION, NVIDIA_GPU_RESOURCE } from '../../kubernetes/well-known-labels';
import { listed } from '../../util/listed';
import { plural } from '../../util/plural';
import { Field, keyOf, Manifest, Model } from '../../manifests';
import { noted, ok, PreflightFinding, refused } from './finding';
import { ServedKind, servedKindOf } from './served-kinds';

/** The label by which the constructs, Helm and others say which application an object is of. */
const PART_OF = 'app.kubernetes.io/part-of';

/** Kinds of the manifests that the API server serves, now or once their definitions are applied. */
export function kindsFinding(manifests: readonly Manifest[], served: readonly ServedKind[]): PreflightFinding {
  const defined = new Set(manifests.filter(({ kind }) => kind === 'CustomResourceDefinition')
    .map((each) => Field.of(each, []).get('spec', 'names', 'kind').string()));
  const missing = manifests.filter((each) => servedKindOf(each, served) === undefined && !defined.has(each.kind));
  const names = [...new Set(missing.map(({ kind, apiVersion }) => `${kind} of ${apiVersion}`))];
  return names.length === 0 ? ok('the cluster serves every kind of the manifests')
    : refused(`the cluster does not serve ${listed(names)}; install what defines it, or leave it out`);
}

/** Whether the namespaces of the manifests are there, or among the manifests. */
export function namespaceFindings(model: Model, snapshot: Snapshot, served: readonly ServedKind[]): PreflightFinding[] {
  const there = new Set(
    [...snapshot.objects, ...model.manifests].filter(({ kind }) => kind === 'Namespace').map(({ name }) => name),
  );
  const isNamespaced = (manifest: Manifest) => servedKindOf(manifest, served)?.isNamespaced ?? false;
  const wanted = [...new Set(model.manifests.filter(isNamespaced).map(({ namespace }) => namespace))];
  const missing = wanted.filter((name) => !there.has(name));
  return missing.length === 0
    ? []
    : [
        refused(
          `namespace ${listed(missing, 3)} is neither in the cluster nor among the manifests; write the right one, or make it`,
        ),
      ];
}

/** Objects that are there already and say that they belong to another application. */
export function otherAppFinding(model: Model, snapshot: Snapshot): PreflightFinding[] {
  const appOf = (object: Manifest) => Field.of(object, []).get('metadata', 'labels', PART_OF).string();
  const wanted = new Map(model.manifests.map((each) => [keyOf(each), appOf(each)]));
  const others = snapshot.described(model.manifests).filter((object) => {
    const [own, live] = [wanted.get(keyOf(object)), appOf(object)];
    return own !== undefined && live !== undefined && own !== live;
  });
  return others.length === 0
    ? []
    : [
        refused(
          `${listed(others.map((each) => `${each.id} of ${appOf(each)}`), 3)} is there already: these manifests are ` +
            `of ${wanted.get(keyOf(others[0]))}; is it the right folder and cluster?`,
        ),
      ];
}

/** Storage classes that claims name, and the default one where they name none. */
export function storageFindings(model: Model, snapshot: Snapshot): PreflightFinding[] {
  const classes = [...snapshot.objects, ...model.manifests].filter(({ kind }) => kind === 'StorageClass');
  const bound = new Set(snapshot.described(model.manifests).map(keyOf));
  const specs = model.manifests
    .flatMap((manifest) => {
      const root = Field.of(manifest, []);
      return manifest.kind === 'PersistentVolumeClaim' && !bound.has(keyOf(manifest))
        ? [root.get('spec')]
        : manifest.kind === 'StatefulSet'
          ? root
              .get('spec', 'volumeClaimTemplates')
              .items()
              .map((each) => each.get('spec'))
          : [];
    })
    .filter((spec) => !spec.get('volumeName').isPresent);
  const isDefault = (each: Manifest) =>
    Field.of(each, []).get('metadata', 'annotations', DEFAULT_STORAGE_CLASS_ANNOTATION).value === 'true';
  const named = [...new Set(specs.map((spec) => spec.get('storageClassName').string()))];
  const missing = named.flatMap((name) =>
    name === undefined
      ? classes.some(isDefault)
        ? []
        : ['of the default (no class is marked as default)']
      : name === '' || classes.some((each) => each.name === name)
        ? []
        : [name],
  );
  return specs.length === 0
    ? []
    : missing.length === 0
      ? [
          ok(
            `storage classes exist: ${listed(
              named.map((name) => name ?? 'the default'), 4,
            )}`,
          ),
        ]
      : [
          refused(
            `storage class ${listed(missing, 3)} does not exist; there are ${
              listed(
                classes.map(({ name }) => name), 5,
              ) || 'none'
            }`,
          ),
        ];
}

/** GPUs that the nodes offer which the pods' selectors name. */
export function gpuFindings(model: Model, snapshot: Snapshot): PreflightFinding[] {
  return model.podSets
    .filter(({ pod }) => (pod.requests.get(NVIDIA_GPU_RESOURCE) ?? 0) > 0)
    .map(({ manifest, pod }) => {
      const nodes = snapshot.nodes.filter(({ labels }) =>
        pod.nodeSelector.every(({ key, values }) => values.includes(labels.get(key) ?? '')),
      );
      const gpus = nodes.reduce((sum, { free }) => sum + (free.get(NVIDIA_GPU_RESOURCE) ?? 0), 0);
      const selector = pod.nodeSelector.map(({ key, values }) => `${key}=${values[0]}`).join(', ') || 'any';
      return nodes.length === 0
        ? noted(`${manifest.id}: no node has ${selector} now`)
        : gpus === 0
          ? refused(
              `${manifest.id}: ${plural(nodes.length, 'node')} with ${selector} offer no ${NVIDIA_GPU_RESOURCE}; is the device plugin running?`,
            )
          : ok(`${manifest.id}: ${plural(nodes.length, 'node')} with ${selector} offer ${gpus} ${NVIDIA_GPU_RESOURCE}`);
    });
}
