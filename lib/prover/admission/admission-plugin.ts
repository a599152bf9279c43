import { Field, JsonObject, Workload } from '../../manifests';
import { Objection } from './objection';
import { Surroundings } from './surroundings';

/** What one step of the API server makes of a pod. */
export interface Answer {
  /** The pod's spec after the step, where the step changed it. */
  readonly spec?: JsonObject;
  readonly objections?: Objection[];
}

/** One step of the API server: `spec` is that of the pod as the steps before left it. */
export type AdmissionPlugin = (spec: Field, workload: Workload, surroundings: Surroundings) => Answer;
