import { Admission, AdmissionOptions, AdmittedPod } from '../../lib/prover/admission';
import { Json, modelOf, object } from './rules';

/** What the API server makes of the pods of the first object, in the light of the others. */
export function admittedPod(...objects: Json[]): AdmittedPod {
  return admitted(objects);
}

/** The same where the input holds every object of the cluster. */
admittedPod.complete = (...objects: Json[]): AdmittedPod => admitted(objects, { complete: true });

function admitted(objects: Json[], options?: AdmissionOptions): AdmittedPod {
  const admission = new Admission(modelOf(objects), options);
  return admission.podOf(admission.model.workloads[0]);
}

/** A LimitRange of namespace `shop`. */
export function limitRange(name: string, limits: Json[]): Json {
  return object('LimitRange', name, { spec: { limits } });
}
