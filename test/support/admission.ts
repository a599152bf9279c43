import { Manifest } from '../../lib/manifests';
import { Admission, AdmittedPod } from '../../lib/prover/admission';
import { Json, modelOf, object } from './rules';

/** What the API server makes of the pods of the first object, in the light of the others. */
export function admittedPod(...objects: Json[]): AdmittedPod {
  return admitted(objects);
}

/** The same beside the objects of a live cluster. */
admittedPod.beside = (live: Json[], ...objects: Json[]): AdmittedPod => admitted(objects, liveObjects(live));

function admitted(objects: Json[], live?: Manifest[]): AdmittedPod {
  const admission = new Admission(modelOf(objects, { live }));
  return admission.podOf(admission.model.workloads[0]);
}

/** A LimitRange of namespace `shop`. */
export function limitRange(name: string, limits: Json[]): Json {
  return object('LimitRange', name, { spec: { limits } });
}

/** Objects as a snapshot holds them. */
export function liveObjects(objects: Json[]): Manifest[] {
  const origin = { file: 'cluster.json', locate: () => ({ file: 'cluster.json', line: 1, column: 1 }) };
  return objects.map((each, index) => new Manifest(each, origin, index));
}
