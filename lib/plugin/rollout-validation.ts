import { readFileSync } from 'node:fs';
import type { Validation, ValidationContext } from 'cdk8s-cli/lib/plugins';
import { Model } from '../rollout/model';
import { check, CheckReport, summaryLine, viewOf } from '../rollout/report';
import { docsOf, Finding } from '../rollout/rules';
import { clusterFrom } from './nodes';

/** What may stand under `properties` of the validation in `cdk8s.yaml`. */
export interface RolloutValidationProperties {
  /**
   * An eksctl ClusterConfig file, a file with the output of `kubectl get nodes -o json`, or a specification such as
   * `gpu=2xg5.2xlarge,cpu=3xm6i.large`.
   * @default - unknown: nothing is proven about capacity
   */
  readonly nodes?: string;
  /**
   * `namespace/name` of Secrets that exist outside the manifests.
   * @default - none
   */
  readonly declaredSecrets?: string[];
  /**
   * Ids of rules to leave out.
   * @default - none
   */
  readonly skipRules?: string[];
  /**
   * What fails the validation: `error`, or `warning` for any finding.
   * @default error
   */
  readonly failOn?: string;
}

const PROPERTIES = ['nodes', 'declaredSecrets', 'skipRules', 'failOn'];

/** Validation plugin of the cdk8s CLI: checks the rendered manifests, so that `cdk8s synth` exits 2 when an update could not finish. */
export class RolloutValidation implements Validation {
  private readonly properties: RolloutValidationProperties;

  /** @throws when a property is unknown or of the wrong type */
  constructor(properties: RolloutValidationProperties = {}) {
    const given: { readonly [key: string]: unknown } = { ...properties };
    const unknown = Object.keys(given).find((key) => !PROPERTIES.includes(key));
    if (unknown !== undefined) {
      throw new Error(`cdk8s.yaml: RolloutValidation has no property '${unknown}'; write one of ${PROPERTIES.join(', ')}`);
    }
    requireList('declaredSecrets', given.declaredSecrets);
    requireList('skipRules', given.skipRules);
    if (given.nodes !== undefined && typeof given.nodes !== 'string') {
      throw new Error('cdk8s.yaml: nodes of RolloutValidation must be a file or a pool specification, such as gpu=2xg5.2xlarge');
    }
    if (given.failOn !== undefined && given.failOn !== 'error' && given.failOn !== 'warning') {
      throw new Error(`cdk8s.yaml: failOn of RolloutValidation is '${String(given.failOn)}'; write error or warning`);
    }
    this.properties = properties;
  }

  /**
   * Checks all manifests together.
   *
   * @throws when a manifest is no YAML, or the nodes cannot be read
   */
  public async validate(context: ValidationContext): Promise<void> {
    const { nodes, declaredSecrets, skipRules, failOn } = this.properties;
    const files = [...context.manifests].sort();
    const model = Model.load(files.map((file) => ({ file, text: readFileSync(file, 'utf8') })));
    const report = check(model, { cluster: nodes === undefined ? undefined : clusterFrom(nodes), declaredSecrets, skipRules });
    const view = viewOf(report);
    violations(report).forEach((violation) => context.report.addViolation(violation));
    const isFailure = view.errors > 0 || (failOn === 'warning' && view.warnings > 0);
    context.report.submit(isFailure ? 'failure' : 'success', { summary: summaryLine(view) });
  }
}

/** One violation for each rule and message: the CLI shows no message for a single resource. */
function violations({ findings }: CheckReport): Parameters<ValidationContext['report']['addViolation']>[0][] {
  return findings.filter(({ acknowledgement }) => !acknowledgement).map((finding) => ({
    ruleName: `${finding.rule.id} (${finding.severity})`,
    recommendation: [`${finding.manifest.id}: ${finding.message}`, ...finding.witness].join('\n'),
    fix: `${finding.rule.remediation} See ${docsOf(finding.rule)}`,
    violatingResources: [{ resourceName: finding.manifest.id, manifestPath: manifestPath(finding), locations: [finding.pointer || '/'] }],
  }));
}

function manifestPath({ location }: Finding): string {
  return `${location.file}:${location.line}`;
}

function requireList(name: string, value: unknown): void {
  if (value !== undefined && !(Array.isArray(value) && value.every((item) => typeof item === 'string'))) {
    throw new Error(`cdk8s.yaml: ${name} of RolloutValidation must be a list of names`);
  }
}
