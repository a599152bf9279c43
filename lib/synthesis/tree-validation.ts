import { IConstruct } from 'constructs';
import { AllFields } from './all-fields';
import { AppWorkload } from './app-workload';
import { constructError } from './construct-error';
import { quoteAll } from './quoted-json';
import { RolloutProof } from './rollout-proof';
import { describeFinding } from './synthesis-report';
import { treeFindings } from './tree-findings';
import { Warnings } from './warnings';

/** The workloads of one tree, in the order of their creation. */
interface Registration {
  readonly workloads: Map<string, AppWorkload>;
  warned: boolean;
  /** The app writes YAML itself, with quotes around what readers differ on. */
  quotes: boolean;
}

const registrations = new WeakMap<IConstruct, Registration>();

/**
 * Checks that no construct can do alone. They run when the app is synthesized, over all its objects, for any app that
 * is a `LinearApp` or holds one of our workloads.
 */
export class TreeValidation {
  /** Checks a tree, whether it holds one of our workloads or not; `quotes` where the app writes its YAML itself. */
  public static attach(root: IConstruct, quotes = false): void {
    TreeValidation.of(root).quotes = quotes;
  }

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
      throw constructError(
        workload,
        `name '${workload.name}' is taken by ${taken.node.path}; give one of them another name`,
      );
    }
    registration.workloads.set(key, workload);
  }

  private static of(root: IConstruct): Registration {
    const existing = registrations.get(root);
    if (existing) {
      return existing;
    }
    const registration: Registration = { workloads: new Map(), warned: false, quotes: false };
    registrations.set(root, registration);
    root.node.addValidation({ validate: () => TreeValidation.validate(root, registration) });
    return registration;
  }

  private static validate(root: IConstruct, registration: Registration): string[] {
    AllFields._demand(root);
    if (!registration.quotes) {
      quoteAll(root);
    }
    // A workload whose constructor threw, and whose error somebody caught, has no controller.
    const workloads = [...registration.workloads.values()].filter((workload) => workload.node.defaultChild);
    // A proof of the whole app runs these rules too, over what is rendered.
    const { errors, warnings } = RolloutProof._of(root)
      ? { errors: [], warnings: [] }
      : treeFindings(root, new Set(workloads));
    if (errors.length === 0 && !registration.warned) {
      registration.warned = true;
      warnings.forEach((finding) => console.warn(`warning: ${describeFinding(finding)}`));
      Warnings.of(root).forEach((warning) => console.warn(warning));
    }
    return errors;
  }
}
