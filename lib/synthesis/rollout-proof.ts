import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AllFields } from './all-fields';
import { attachCluster } from './attached-cluster';
import { Acknowledgements } from './acknowledgements';
import { Cluster } from '../cluster';
import { KubernetesTarget } from './kubernetes-target';
import { Model } from '../manifests';
import { check } from '../prover/check';
import { planRestart } from '../prover/transition';
import { describeFinding, findingKey, synthesisReport } from './synthesis-report';
import { Warnings } from './warnings';
import { appManifests } from './app-manifests';
import { checkCall } from '../kubernetes/shapes/check-shape';

const proofs = new WeakMap<IConstruct, RolloutProof>();

/** Workloads of an app whose strategy is `auto`. */
const undecided = new WeakMap<IConstruct, IConstruct[]>();

/**
 * Proves, when an app is synthesized, that its rollouts can finish on a cluster.
 *
 * Runs every rule over what the app is about to render. An error that nobody has acknowledged fails the synthesis, with
 * the placement or the steps that block; a warning is printed.
 */
export class RolloutProof {
  /**
   * Proves what is below a construct, usually the app.
   *
   * @throws when a proof is attached to the construct already
   */
  public static attach(scope: IConstruct, cluster: Cluster): RolloutProof {
    checkCall('RolloutProof.attach', { scope, cluster });
    if (proofs.has(scope)) {
      throw new Error(`${scope.node.path || 'app'}: a cluster is attached already; attach one cluster to each app`);
    }
    const proof = new RolloutProof(scope, cluster);
    proofs.set(scope, proof);
    attachCluster(scope, cluster);
    scope.node.addValidation({ validate: () => proof.validate() });
    return proof;
  }

  /** Lets the cluster of an app decide how a workload is updated, whether it is attached already or not. @internal */
  public static _decideFor(workload: IConstruct): void {
    const { root } = workload.node;
    undecided.set(root, [...(undecided.get(root) ?? []), workload]);
  }

  /** The proof that is attached to a construct itself. @internal */
  public static _of(scope: IConstruct): RolloutProof | undefined {
    return proofs.get(scope);
  }

  /** The proof of the nearest construct above; undefined when no cluster is attached. @internal */
  public static _nearest(scope: IConstruct): RolloutProof | undefined {
    const nearest = [...scope.node.scopes].reverse().find((construct) => proofs.has(construct));
    return nearest && proofs.get(nearest);
  }

  private hasWarned = false;
  /** The workloads with `auto` that are updated by rolling; undefined until decided. */
  private rolling?: ReadonlySet<IConstruct>;

  private constructor(
    private readonly scope: IConstruct,
    /** The nodes. */
    public readonly cluster: Cluster,
  ) {}

  /**
   * Whether a rolling update of a workload whose strategy is `auto` finishes wherever pods stand; decided for all of
   * them before any is rendered.
   *
   * @internal
   */
  public _canRoll(workload: IConstruct): boolean {
    return (this.rolling ?? this.decide()).has(workload);
  }

  /**
   * All are judged as rolling updates: one that goes on beside another takes no more room than one that has finished.
   * What cannot be read or judged is recreated, which needs no room.
   */
  private decide(): ReadonlySet<IConstruct> {
    const open = (undecided.get(this.scope.node.root) ?? []).filter(
      (workload) => RolloutProof._nearest(workload) === this,
    );
    this.rolling = new Set(open);
    if (open.length > 0) {
      const { workloads } = planRestart(this.model(), this.cluster);
      const proven = new Set(workloads.filter(({ verdict }) => verdict === 'proven').map(({ file }) => file));
      this.rolling = new Set(open.filter((workload) => proven.has(ApiObject.of(workload).node.path)));
    }
    return this.rolling;
  }

  private model(): Model {
    Acknowledgements._write(this.scope.node.root);
    const kubernetes = this.cluster._kubernetes ?? KubernetesTarget._said(this.scope);
    return new Model(appManifests(this.scope), { kubernetes });
  }

  private validate(): string[] {
    AllFields._demand(this.scope);
    this.decide();
    const { errors, warnings } = synthesisReport(check(this.model(), { cluster: this.cluster }));
    if (errors.length === 0 && !this.hasWarned) {
      this.hasWarned = true;
      // Workloads warn of some findings by themselves, whether a cluster is attached or not.
      const said = Warnings._said(this.scope);
      const unsaid = warnings.filter(({ rule, manifest }) => !said.has(findingKey(rule.id, manifest.file)));
      unsaid.forEach((finding) => console.warn(`warning: ${describeFinding(finding)}`));
    }
    return errors;
  }
}
