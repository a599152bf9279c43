import { ContainerResourcesProps } from '../lib/constructs/workload/container-resources';

/** A model that the orchestrator calls. */
export interface ServedModel {
  /** Name of its workload. */
  readonly name: string;
  /** NIM image. */
  readonly image: string;
  /** CPU and memory of the NIM. */
  readonly resources: ContainerResourcesProps;
  /** Number that callers use. */
  readonly port: number;
  /** Size of the cache. */
  readonly cacheSize: string;
}
