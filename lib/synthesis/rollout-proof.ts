import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { dirname } from 'path';
import { Acknowledgements } from './acknowledgements';
import { Cluster } from '../cluster/cluster';
import { Model } from '../manifests';
import { check } from '../prover/engine/check';
import { Finding } from '../prover/engine';
import { planRollout } from '../prover/updates';
import { Warnings } from './warnings';
import { appManifests } from './app-manifests';

const proofs = new WeakMap<IConstruct, RolloutProof>();

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
    if (proofs.has(scope)) {
      throw new Error(`${scope.node.path || 'app'}: a cluster is attached already; attach one cluster to each app`);
    }
    const proof = new RolloutProof(scope, cluster);
    proofs.set(scope, proof);
    scope.node.addValidation({ validate: () => proof.validate() });
    return proof;
  }

  /** The proof of the nearest construct above; undefined when no cluster is attached. @internal */
  public static _nearest(scope: IConstruct): RolloutProof | undefined {
    const nearest = [...scope.node.scopes].reverse().find((construct) => proofs.has(construct));
    return nearest && proofs.get(nearest);
  }

  private hasWarned = false;
  private isDeciding = false;
  private decided?: Set<string>;

  private constructor(
    private readonly scope: IConstruct,
    /** The nodes. */
    public readonly cluster: Cluster,
  ) {}

  /**
   * Whether a rolling update of a workload whose strategy is `auto` finishes wherever pods stand. All of them are judged
   * as rolling updates: an update that goes on beside another takes no more room than one that has finished.
   *
   * @internal
   */
  public _canRoll(workload: IConstruct): boolean {
    if (this.isDeciding) {
      return true;
    }
    this.decided ??= this.decide();
    return this.decided.has(ApiObject.of(workload).node.path);
  }

  private decide(): Set<string> {
    this.isDeciding = true;
    try {
      const { workloads } = planRollout(this.model(), this.cluster);
      return new Set(workloads.filter(({ verdict }) => verdict === 'proven').map(({ file }) => file));
    } finally {
      this.isDeciding = false;
    }
  }

  private model(): Model {
    Acknowledgements._write(this.scope.node.root);
    return new Model(appManifests(this.scope));
  }

  private validate(): string[] {
    this.decided = undefined;
    const open = check(this.model(), { cluster: this.cluster }).findings.filter((finding) => finding.acknowledgement === undefined);
    const errors = open.filter(({ severity }) => severity === 'error').map(describe);
    if (errors.length === 0 && !this.hasWarned) {
      this.hasWarned = true;
      // Workloads warn of some findings by themselves, whether a cluster is attached or not.
      const said = Warnings._said(this.scope);
      const unsaid = open.filter(({ rule, manifest }) => !said.has(`${rule.id} ${dirname(manifest.file)} ${manifest.name}`));
      unsaid.forEach((finding) => console.warn(`warning: ${describe(finding)}`));
    }
    return errors;
  }
}

function describe({ manifest, rule, message, witness }: Finding): string {
  return [`${manifest.file}: ${manifest.id}: ${message} (${rule.id})`, ...witness.map((line) => `  ${line}`), `  ${rule.remediation}`].join('\n');
}
