import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Manifest } from '../manifests';

/** The objects below a construct as the prover reads them; a finding says the path of the construct instead of a line. */
export function appManifests(scope: IConstruct): Manifest[] {
  const objects = scope.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
  return objects.map((object, index) => {
    const file = object.node.path;
    return new Manifest(object.toJson(), { file, locate: () => ({ file, line: 1, column: 1 }) }, index);
  });
}
