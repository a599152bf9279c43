import { ModelCache } from '../lib/constructs/model-server/model-cache';
import { GpuNimServiceProps } from '../lib/constructs/nim/gpu-nim-service-props';
import { EnvValue } from '../lib/constructs/workload/env-value';
import { ServedModel } from './served-model';

type CacheProps = Pick<GpuNimServiceProps, 'modelCache' | 'imageVolumes' | 'env'>;

/** Where the model store of an image is mounted, and from where a NIM then serves without a download. */
const MODEL_STORE = '/model-repository';

/** What a NIM writes beside its model. */
const SCRATCH = '20Gi';

/**
 * Where the NIMs of an environment keep their models. With all but the first, an update may have both pods, so that a
 * GPU more is enough for one without downtime (docs/environments.md).
 */
export class NimCache {
  /** A volume that one node at a time can attach, as the documented system has it: an update stops the old pod first. */
  public static oneNode(storageClass?: string): NimCache {
    return new NimCache(({ cacheSize: size }) => ({ modelCache: ModelCache.claim({ size, storageClass }) }));
  }

  /** A volume that many nodes can attach, such as EFS. */
  public static shared(storageClass: string): NimCache {
    return new NimCache(({ cacheSize: size }) => ({ modelCache: ModelCache.sharedClaim({ size, storageClass }) }));
  }

  /** Disk of the node, empty for every new pod: each start downloads and compiles again. */
  public static perPod(): NimCache {
    return new NimCache(({ cacheSize }) => ({ modelCache: ModelCache.emptyDir(cacheSize) }));
  }

  /**
   * An image that holds the model as `create-model-store` of the NIM writes it, mounted read-only: nothing is
   * downloaded (https://docs.nvidia.com/nim/large-language-models/1.12.0/deploy-air-gap.html).
   *
   * @param imageOf image of each model, with an exact tag or digest
   */
  public static image(imageOf: (model: ServedModel) => string): NimCache {
    return new NimCache((model) => ({
      modelCache: ModelCache.emptyDir(SCRATCH),
      imageVolumes: [{ name: 'model', image: imageOf(model), mountPath: MODEL_STORE }],
      env: { NIM_MODEL_NAME: EnvValue.literal(MODEL_STORE), NIM_SERVED_MODEL_NAME: EnvValue.literal(model.name) },
    }));
  }

  private constructor(
    /** The props of the NIM of a model. */
    public readonly propsOf: (model: ServedModel) => CacheProps,
  ) {}
}
