import { parsePinnedImage } from '../workload/image';
import { sharedMemoryFor } from '../model-server/gpus';
import { checkSize } from '../workload/persistent-claim';
import { familyAdvice } from './family-advice';
import { NimFamily } from './nim-family';
import { NIM_CATALOG } from './nim-catalog';
import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * A NIM image and what it needs.
 */
export interface NimProps {
  /** Image with an exact tag or digest. */
  readonly image: string;

  /** Generation of the image: ports, variables, paths, user. */
  readonly family: NimFamily;

  /**
   * GPUs that one pod needs.
   *
   * @default 1
   */
  readonly gpus?: number;

  /**
   * Memory of each GPU that the model needs, in GiB.
   *
   * @default - not known
   */
  readonly gpuMemoryGib?: number;

  /**
   * Host memory that the start needs, in GiB: loading weights, and compiling an engine where the image does so.
   *
   * @default - not known
   */
  readonly hostMemoryGib?: number;

  /**
   * Size of the claim for downloaded models and compiled engines.
   *
   * @default '50Gi'
   */
  readonly cacheSize?: string;

  /**
   * Size of the memory-backed /dev/shm.
   *
   * @default - '2Gi' with one GPU, '16Gi' with more, which talk to each other through it
   */
  readonly sharedMemory?: string;
}

/**
 * A NIM: one image, with the ports, variables, paths and needs that follow from it.
 */
export class Nim {
  /**
   * A NIM of the catalog, by its image.
   *
   * Any tag of a major version that the catalog knows is accepted, because ports and variables only change with it.
   *
   * @param image such as `nvcr.io/nim/nvidia/llama-3.1-nemotron-nano-8b-v1:1.8.4`; the registry may be a mirror
   * @throws when the image is not pinned, or not in the catalog
   */
  public static fromImage(image: string): Nim {
    checkCall('Nim.fromImage', { image });
    const { repository, tag } = parsePinnedImage(image);
    const model = repository.split('/').pop()!;
    const major = /^v?(\d+)/.exec(tag ?? '')?.[1];
    const entries = NIM_CATALOG.filter((entry) => entry.model === model);
    const entry = entries.find((candidate) => String(candidate.majorVersion) === major);
    if (!entry) {
      const known = entries.length > 0 ? entries : NIM_CATALOG;
      const images = known.map((e) => `${e.model}:${e.majorVersion}.x`).join(', ');
      throw new Error(
        `nim image '${image}' is not in the catalog, which has ${images}; ` +
          `describe it with Nim.custom({ image, family: ${familyAdvice(model, major, entries[0]?.family.name)} })`,
      );
    }
    return new Nim({ ...entry.needs, image, family: entry.family });
  }

  /**
   * A NIM that the catalog does not have.
   *
   * @throws when the image is not pinned, or the size of the cache is not a quantity
   */
  public static custom(props: NimProps): Nim {
    checkCall('Nim.custom', { props });
    parsePinnedImage(props.image);
    if (props.cacheSize !== undefined) {
      checkSize('cache size', props.cacheSize);
    }
    return new Nim(props);
  }

  /** Image with an exact tag or digest. */
  public readonly image: string;
  /** Generation of the image. */
  public readonly family: NimFamily;
  /** GPUs that one pod needs. */
  public readonly gpus: number;
  /** Memory of each GPU that the model needs, in GiB; undefined when not known. */
  public readonly gpuMemoryGib?: number;
  /** Host memory that the start needs, in GiB; undefined when not known. */
  public readonly hostMemoryGib?: number;
  /** Size of the claim for models and engines. */
  public readonly cacheSize: string;
  private readonly sharedMemorySize?: string;

  private constructor(props: NimProps) {
    this.image = props.image;
    this.family = props.family;
    this.gpus = props.gpus ?? 1;
    this.gpuMemoryGib = props.gpuMemoryGib;
    this.hostMemoryGib = props.hostMemoryGib;
    this.cacheSize = props.cacheSize ?? '50Gi';
    this.sharedMemorySize = props.sharedMemory;
  }

  /** Size of the memory-backed /dev/shm for so many GPUs. */
  public sharedMemory(gpus: number): string {
    return this.sharedMemorySize ?? sharedMemoryFor(gpus);
  }
}
