import { textOf } from '../../../util/value-text';
import { KubernetesVersion } from '../../../kubernetes/kubernetes-version';
import {
  ClaimReference, exclusiveMode, Field, isFilledBy, isObject, isOnlyRead, isRefilled, JsonObject,
  Manifest, mayBeShared, Model, parsePointer, readAccessModes, Workload,
} from '../../../manifests';
import { SHARED_PROVISIONERS } from '../../placement';
import { Change, joined, NO_CHANGE } from '../change';
import { removeAt, setAt } from '../json-patch';
import { Move, MoveContext } from './move';

/** Volumes of type image are on by default from here (kubernetes pkg/features/kube_features.go `ImageVolume`). */
const IMAGE_VOLUMES_FROM = 35;
/** A name that says what is wanted, to be replaced by that of the reader's class. */
const CLASS_TO_FILL = 'nfs';
/** What constructs of this package call the volume that their prop `modelCache` makes. */
const MODEL_CACHE = 'model-cache';
const IMAGE_TO_FILL = 'registry.example.com/models/name:tag';

/**
 * Another volume in place of each claim that ties the pods together, where a second pod does no harm to what is on it
 * (`mayBeShared`). Who else mounts the claim, such as a Job that fills it, goes with it to a shared one; then no pod
 * can do with a volume of its own, which nobody would fill; nor where the pods are not known to fill it themselves.
 */
export function volumeMoves({ model, workload }: MoveContext): Move[] {
  const claims = workload.pod.claims.flatMap((reference): Tied[] => {
    const manifest = model.find('PersistentVolumeClaim', workload.namespace, reference.claimName);
    return manifest && exclusiveMode(readAccessModes(Field.of(manifest, []).get('spec'))) !== undefined
      ? [{ reference, manifest }]
      : [];
  });
  if (claims.length === 0 || !claims.every(({ reference }) => mayBeShared(workload, reference))) {
    return [];
  }
  const users = usersOf(model, workload, claims);
  const isAlone = users.length === 1;
  const names = claims.map(({ reference: { claimName } }) => claimName).join(', ');
  const shared = sharedClass(model);
  const unfilled = claims.filter(({ manifest: { name } }) => !users.some((user) =>
    user.pod.claims.some((each) => each.claimName === name && isFilledBy(user, each))));
  const isRefilledByAll = claims.every(({ reference }) => isRefilled(workload, reference));
  return [
    {
      id: 'shared-claim', dimension: 'volume', title: `a ReadWriteMany claim in place of ${names}`,
      change: joined([
        ...users.map((user) =>
          changeOf(user, claims, ({ manifest }) => ({ persistentVolumeClaim: { claimName: sharedName(manifest) } })),
        ),
        { ...NO_CHANGE, added: claims.map(({ manifest }) => sharedClaim(manifest, shared ?? CLASS_TO_FILL)) },
      ]),
      toFill: [
        ...shared !== undefined ? [] : [
          `storageClassName of ${claims.map(({ manifest }) => sharedName(manifest)).join(', ')}: a class that offers ReadWriteMany (EFS, Filestore, Azure Files, NFS, CephFS)`,
        ],
        ...unfilled.map(({ manifest }) =>
          `what ${sharedName(manifest)} holds: copy it from ${manifest.name}, as no pod of the manifests is known to fill it`),
      ],
      notes: [
        `the access mode of a claim that exists cannot be changed, so that this is a new one${unfilled.length > 0 ? '' : ', and its models are downloaded once more'}`,
      ],
      prop: claims.some(({ reference }) => reference.volume !== MODEL_CACHE) ? undefined
        : `modelCache: ModelCache.sharedClaim({ storageClass: '${shared ?? CLASS_TO_FILL}' })`,
    },
    ...(!isAlone || !isRefilledByAll
      ? []
      : [
          {
            id: 'volume-per-pod',
            dimension: 'volume' as const,
            title: `a volume of each pod's own in place of ${names}`,
            change: changeOf(workload, claims, ({ manifest }) => ({
              ephemeral: { volumeClaimTemplate: { spec: ownSpec(manifest) } },
            })),
            notes: ['each new pod downloads its models again, which its startup probe must allow'],
          },
        ]),
    ...(!(model.options.kubernetes ?? KubernetesVersion.NEWEST).isAtLeast(IMAGE_VOLUMES_FROM)
    || !claims.every(({ reference }) => isOnlyRead(workload, reference))
      ? []
      : [
          {
            id: 'image-volume',
            dimension: 'volume' as const,
            title: `an image volume in place of ${names}`,
            change: changeOf(workload, claims, () => ({
              image: { reference: IMAGE_TO_FILL, pullPolicy: 'IfNotPresent' },
            })),
            toFill: ['reference of the image volume: an OCI image that holds what the claim holds'],
          },
        ]),
  ];
}

interface Tied {
  readonly reference: ClaimReference;
  readonly manifest: Manifest;
}

/** Who mounts one of the claims, the workload first. */
function usersOf(model: Model, workload: Workload, claims: readonly Tied[]): Workload[] {
  const names = claims.map(({ manifest }) => manifest.name);
  const others = model.workloads.filter((other) => other !== workload && other.namespace === workload.namespace
    && other.pod.claims.some(({ claimName }) => names.includes(claimName)));
  return [workload, ...others];
}

function changeOf({ manifest, pod }: Workload, claims: readonly Tied[], source: (claim: Tied) => JsonObject): Change {
  const operations = pod.claims.flatMap(({ claimName, pointer }) => {
    const claim = claims.find((each) => each.manifest.name === claimName);
    if (!claim) {
      return [];
    }
    // .../volumes/0/persistentVolumeClaim/claimName
    const path = parsePointer(pointer).slice(0, -1);
    const [[kind, value]] = Object.entries(source(claim));
    return [...removeAt(manifest.json, path), setAt(manifest.json, [...path.slice(0, -1), kind], value)];
  });
  return { ...NO_CHANGE, patches: [{ manifest, operations }] };
}

function sharedName({ name }: Manifest): string {
  return `${name}-shared`.slice(-63).replace(/^[^a-z0-9]+/, '');
}

function sharedClaim(claim: Manifest, storageClassName: string): JsonObject {
  const { apiVersion, kind, namespace, json } = claim;
  const metadata = isObject(json.metadata) ? json.metadata : {};
  return {
    apiVersion,
    kind,
    metadata: {
      name: sharedName(claim), ...(metadata.namespace !== undefined && { namespace }),
      ...(metadata.labels !== undefined && { labels: metadata.labels }),
    },
    spec: { ...ownSpec(claim), accessModes: ['ReadWriteMany'], storageClassName },
  };
}

/** What is asked of a claim, without the volume it was given. */
function ownSpec({ json }: Manifest): JsonObject {
  const given = ['volumeName', 'dataSource', 'dataSourceRef', 'selector'];
  const spec = isObject(json.spec) ? json.spec : {};
  return Object.fromEntries(Object.entries(spec).filter(([key]) => !given.includes(key)));
}

/** A class of the input whose volumes many nodes may write to. */
function sharedClass(model: Model): string | undefined {
  return model.byKind('StorageClass').find(({ json }) => SHARED_PROVISIONERS.includes(textOf(json.provisioner)))?.name;
}
