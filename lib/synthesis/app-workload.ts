import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';

/** What synthesis must know of a construct that runs pods; `Workload` is one, by its shape. */
export interface AppWorkload extends IConstruct {
  /** Name of the workload, unique in its namespace. */
  readonly name: string;
  /** Namespace of its chart; undefined when the chart has none. */
  readonly namespace?: string;
  /** Calls to others. */
  readonly connections: readonly { readonly callee: IConstruct }[];
  /** The Deployment or StatefulSet. */
  readonly controller: ApiObject;
}
