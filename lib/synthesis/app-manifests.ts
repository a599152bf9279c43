import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { JsonObject, Manifest } from '../manifests';

/** All objects of a tree, in the order of their creation. */
export function apiObjectsOf(scope: IConstruct): ApiObject[] {
  return scope.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
}

/** The objects below a construct as the prover reads them. */
export function appManifests(scope: IConstruct): Manifest[] {
  return apiObjectsOf(scope).map((object) => appManifest(object, object.toJson()));
}

/** An object of an app: its place is the path of the construct, on line 0. */
export function appManifest(object: ApiObject, json: JsonObject): Manifest {
  const file = object.node.path;
  return new Manifest(json, { file, locate: () => ({ file, line: 0, column: 0 }) }, 0);
}
