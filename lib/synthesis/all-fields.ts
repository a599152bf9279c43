import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { checkCall } from '../kubernetes/shapes/check-shape';
import { apiObjectsOf } from './app-manifests';
import { constructError } from './construct-error';
import { lostFields, withLostFields } from './lost-fields';
import { checkedJson } from './plain-object';

/** A class that `cdk8s import` writes, or cdk8s-plus is built with. */
interface GeneratedClass {
  readonly name: string;
  manifest(json: object): object;
}

/**
 * What generated classes (`KubeDeployment`, those of `cdk8s import`, and the constructs of cdk8s-plus, which render
 * them) do with fields that they were not generated with: they drop them without a word, those of JSON patches too.
 *
 * In an app that is a `LinearApp`, holds one of our workloads or attaches a `RolloutProof` that is an error.
 */
export class AllFields {
  /**
   * Renders the objects of a construct, and of all below it, with every field that they are given.
   *
   * Those of kinds that Kubernetes itself has are checked against its newest version instead.
   */
  public static keep(scope: IConstruct): void {
    checkCall('AllFields.keep', { scope });
    apiObjectsOf(scope).forEach((object) => renderBy(object, (given, rendered) =>
      checkedJson(object, withLostFields(given, rendered) as object)));
  }

  /** Makes a loss an error for all objects of a tree that nobody has kept. @internal */
  public static _demand(root: IConstruct): void {
    apiObjectsOf(root).forEach((object) => renderBy(object, (given, rendered) => {
      const lost = lostFields(given, rendered);
      if (lost.length > 0) {
        throw constructError(object, `${object.kind} ${object.name}: ${lost.join(', ')} ` +
          `${lost.length === 1 ? 'is' : 'are'} lost, because ${object.constructor.name} writes only the fields it was ` +
          'generated with; call AllFields.keep(construct), or correct the spelling');
      }
      return rendered;
    }));
  }
}

/** Rendered once, as the class does it. Nothing of objects that another rendering has been given, or of plain ones. */
function renderBy(object: ApiObject, choose: (given: object, rendered: object) => object): void {
  const generated = object.constructor as unknown as GeneratedClass;
  const isGenerated = Object.hasOwn(generated, 'manifest') && Object.hasOwn(generated, 'GVK');
  if (isGenerated && !Object.hasOwn(object, 'toJson')) {
    object.toJson = () => {
      const given = ApiObject.prototype.toJson.call(object) as object;
      return choose(given, generated.manifest(given));
    };
  }
}
