import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { constructError } from './construct-error';
import { Warnings } from './warnings';
import { AppWorkload } from './app-workload';
import { applyCalleesFirst } from './apply-order';
import { danglingSelectors } from './dangling-selectors';
import { duplicateObjects } from './duplicate-objects';

/** The workloads of one tree, in the order of their creation. */
interface Registration {
  readonly workloads: Map<string, AppWorkload>;
  warned: boolean;
}

const registrations = new WeakMap<IConstruct, Registration>();

/**
 * Checks that no construct can do alone. They run when the app is synthesized, for any app that holds one of our
 * workloads, over all its objects.
 */
export class TreeValidation {
  /**
   * Takes a workload into the checks of its tree.
   *
   * @throws when another workload of the namespace has the same name
   */
  public static register(workload: AppWorkload): void {
    const registration = TreeValidation.of(workload.node.root);
    const key = `${workload.namespace ?? ''}/${workload.name}`;
    const taken = registration.workloads.get(key);
    if (taken) {
      throw constructError(workload, `name '${workload.name}' is taken by ${taken.node.path}; give one of them another name`);
    }
    registration.workloads.set(key, workload);
  }

  private static of(root: IConstruct): Registration {
    const existing = registrations.get(root);
    if (existing) {
      return existing;
    }
    const registration: Registration = { workloads: new Map(), warned: false };
    registrations.set(root, registration);
    root.node.addValidation({ validate: () => TreeValidation.validate(root, registration) });
    return registration;
  }

  private static validate(root: IConstruct, registration: Registration): string[] {
    const workloads = new Set(registration.workloads.values());
    applyCalleesFirst([...workloads].filter((workload) => workload.node.defaultChild));
    const objects = root.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
    // A workload whose constructor threw, and whose error somebody caught, has no controller.
    const controllers = [...workloads].flatMap((workload) => workload.node.defaultChild as ApiObject | undefined ?? []);
    const isOwn = (object: ApiObject): boolean => workloads.has(object.node.scope as AppWorkload);
    const errors = [...duplicateObjects(objects), ...danglingSelectors(objects, controllers, isOwn)];
    if (errors.length === 0 && !registration.warned) {
      registration.warned = true;
      Warnings.of(root).forEach((warning) => console.warn(warning));
    }
    return errors;
  }
}
