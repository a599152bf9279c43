import * as kplus from 'cdk8s-plus-28';
import { Volume } from '../../../imports/kubernetes';
import { checkObjectName } from '../../kubernetes/names';
import { checkSize } from '../workload/persistent-claim';
import { checkCall } from '../../kubernetes/shapes/check-shape';

/** Access mode of a volume that one node at a time may attach. */
const READ_WRITE_ONCE = 'ReadWriteOnce';

/** Access mode of a volume that many nodes may attach. */
const READ_WRITE_MANY = 'ReadWriteMany';

/**
 * Options for `ModelCache.claim`.
 */
export interface ModelCacheClaimOptions {
  /**
   * Size of the claim.
   *
   * @default - what the NIM of the catalog needs; 50Gi for another model server
   */
  readonly size?: string;

  /**
   * StorageClass of the claim.
   *
   * @default - the cluster's default
   */
  readonly storageClass?: string;

  /**
   * Whether Argo CD, Flux and Helm leave the claim alone when it is no longer rendered. `kubectl delete -f` deletes it
   * all the same.
   *
   * @default true
   */
  readonly retain?: boolean;
}

/**
 * Where a model server keeps downloaded models and compiled engines, so that a restart takes minutes instead of a
 * download and a compilation.
 */
export class ModelCache {
  /**
   * A claim of its own, `<name>-cache`, that one node at a time can attach. Rules out pods above the replica count
   * during an update, and more than one replica.
   */
  public static claim(options: ModelCacheClaimOptions = {}): ModelCache {
    checkCall('ModelCache.claim', { options });
    return new ModelCache(READ_WRITE_ONCE, ownClaim, options);
  }

  /**
   * A claim of its own, `<name>-cache`, that many nodes can attach, such as EFS: for several replicas, and for updates
   * without downtime.
   */
  public static sharedClaim(options: ModelCacheClaimOptions = {}): ModelCache {
    checkCall('ModelCache.sharedClaim', { options });
    return new ModelCache(READ_WRITE_MANY, ownClaim, options);
  }

  /**
   * A claim of cdk8s-plus: many nodes can attach one of the app whose access modes say so; one that is only named,
   * `kplus.PersistentVolumeClaim.fromClaimName(scope, id, name)`, is taken for one that a single node can.
   */
  public static of(existing: kplus.IPersistentVolumeClaim): ModelCache {
    checkCall('ModelCache.of', { existing });
    const { accessModes } = existing as Partial<kplus.PersistentVolumeClaim>;
    const isShared = accessModes?.includes(kplus.PersistentVolumeAccessMode.READ_WRITE_MANY) ?? false;
    return new ModelCache(isShared ? READ_WRITE_MANY : READ_WRITE_ONCE, claim(existing.name));
  }

  /** A claim that exists and that one node at a time can attach. */
  public static existingClaim(claimName: string): ModelCache {
    checkCall('ModelCache.existingClaim', { claimName });
    return new ModelCache(READ_WRITE_ONCE, claim(checkObjectName('claim name', claimName)));
  }

  /** A claim that exists and that many nodes can attach. */
  public static existingSharedClaim(claimName: string): ModelCache {
    checkCall('ModelCache.existingSharedClaim', { claimName });
    return new ModelCache(READ_WRITE_MANY, claim(checkObjectName('claim name', claimName)));
  }

  /**
   * Disk of the node, empty for every new pod: each start downloads and compiles again.
   *
   * @param sizeLimit above which the pod is evicted
   */
  public static emptyDir(sizeLimit: string): ModelCache {
    checkCall('ModelCache.emptyDir', { sizeLimit });
    const limit = checkSize('cache size', sizeLimit);
    return new ModelCache(undefined, () => ({ emptyDir: { sizeLimit: limit } }));
  }

  /**
   * A directory of the node, which must exist. Pod Security `restricted` and `baseline` refuse such pods.
   *
   * @param path absolute
   */
  public static hostPath(path: string): ModelCache {
    checkCall('ModelCache.hostPath', { path });
    if (!path.startsWith('/')) {
      throw new Error(`host path '${path}' is not absolute; write a path such as /var/lib/nim-cache`);
    }
    return new ModelCache(undefined, () => ({ hostPath: { path, type: 'Directory' } }));
  }

  /** Size of an own claim; undefined when the server decides. */
  public readonly size?: string;
  /** StorageClass of an own claim; undefined for the cluster's default. */
  public readonly storageClass?: string;
  /** Whether an own claim outlives its manifests. */
  public readonly retain: boolean;

  /** Whether the construct renders the claim. */
  public readonly isOwnClaim: boolean;

  private constructor(
    /** Access mode of the claim; undefined when the cache is not a claim. */
    public readonly accessMode: string | undefined,
    private readonly source: (workload: string) => VolumeSource,
    ownClaimOptions?: ModelCacheClaimOptions,
  ) {
    this.isOwnClaim = ownClaimOptions !== undefined;
    this.size = ownClaimOptions?.size && checkSize('cache size', ownClaimOptions.size);
    this.storageClass = ownClaimOptions?.storageClass;
    this.retain = ownClaimOptions?.retain ?? true;
  }

  /** Whether only one node at a time can attach the cache. */
  public get isSingleNode(): boolean {
    return this.accessMode === READ_WRITE_ONCE;
  }

  /** Whether the cache is a directory of the node. */
  public get isHostPath(): boolean {
    return this.source('').hostPath !== undefined;
  }

  /** Name of the claim of a workload; undefined when the cache is not a claim. */
  public claimName(workload: string): string | undefined {
    return this.source(workload).persistentVolumeClaim?.claimName;
  }

  /** The same, with a size for an own claim whose user has said none. @internal */
  public _withSize(size: string): ModelCache {
    const { storageClass, retain } = this;
    return this.isOwnClaim && this.size === undefined
      ? new ModelCache(this.accessMode, this.source, { size, storageClass, retain })
      : this;
  }

  /** @internal */
  public _toKube(workload: string, volumeName: string): Volume {
    return { name: volumeName, ...this.source(workload) };
  }
}

type VolumeSource = Omit<Volume, 'name'>;

function claim(claimName: string): () => VolumeSource {
  return () => ({ persistentVolumeClaim: { claimName } });
}

function ownClaim(workload: string): VolumeSource {
  return claim(`${workload}-cache`)();
}
