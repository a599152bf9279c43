import { readFileSync } from 'node:fs';
import type { ValidationContext, ValidationViolation } from 'cdk8s-cli/lib/plugins';
import { KubernetesVersion } from '../kubernetes/kubernetes-version';
import { Model } from '../manifests';
import { check } from '../prover/check';
import { summaryLine, viewOf } from '../prover/reports';
import { docsOf, Finding } from '../prover/engine';
import { ConstructPaths } from '../input/construct-paths';
import { clusterFrom } from '../input/cluster-from';
import { pageAddress } from '../input/page-address';

/**
 * What may stand under `properties` of the validation in `cdk8s.yaml`.
 */
export interface RolloutValidationProperties {
  /**
   * A file of nodes (`kind: Nodes`), an eksctl ClusterConfig file, a file with the output of
   * `kubectl get nodes -o json`, or pools such as `gpu=2xg5.2xlarge,cpu=3xm6i.large`.
   * @default - unknown: nothing is proven about capacity
   */
  readonly nodes?: string;
  /**
   * Kubernetes version of the cluster, such as `'1.35'`.
   * @default - that of the nodes, else the newest one that is known
   */
  readonly kubernetes?: string;
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

const PROPERTIES = ['nodes', 'kubernetes', 'declaredSecrets', 'skipRules', 'failOn'];

/**
 * Validation plugin of the cdk8s CLI: checks the rendered manifests, so that `cdk8s synth` exits with 2 when an update
 * could not finish. Its report names constructs where the app records them, as apps of cdk8s do with `validations`.
 *
 * ```yaml
 * validations:
 *   - package: ./node_modules/cdk8s-nim
 *     version: 0.1.0
 *     class: RolloutValidation
 *     properties: { nodes: gpu=2xg5.2xlarge }
 * ```
 */
export class RolloutValidation {
  /** @throws when a property is unknown or of the wrong type */
  constructor(private readonly properties: RolloutValidationProperties = {}) {
    requireProperties(properties as { readonly [key: string]: unknown });
  }

  /**
   * Checks all manifests together. Called by the cdk8s CLI.
   *
   * @param context a `ValidationContext` of cdk8s-cli
   * @throws when a manifest is no YAML, or the nodes cannot be read
   */
  // cdk8s-cli exports no type of it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any, @typescript-eslint/explicit-module-boundary-types
  public async validate(context: any): Promise<void> {
    validate(context as ValidationContext, this.properties);
  }
}

function validate({ manifests, report, metadata }: ValidationContext, properties: RolloutValidationProperties): void {
  const { nodes, kubernetes, declaredSecrets, skipRules, failOn } = properties;
  const sources = [...manifests].sort().map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  const cluster = nodes === undefined ? undefined : clusterFrom(nodes);
  const version = kubernetes === undefined ? cluster?._kubernetes : KubernetesVersion.of(kubernetes);
  const model = Model.load(sources, undefined, { kubernetes: version });
  const view = viewOf(check(model, { cluster, declaredSecrets, skipRules }));
  const paths = new ConstructPaths(model);
  view.open.forEach((finding) => {
    nameConstruct(finding, paths, metadata);
    report.addViolation(violation(finding));
  });
  const isFailure = view.errors > 0 || (failOn === 'warning' && view.warnings > 0);
  report.submit(isFailure ? 'failure' : 'success', { summary: summaryLine(view) });
}

/** The report asks for the path of a construct when a violation is added, by the name that the violation gives. */
function nameConstruct(
  { manifest }: Finding,
  paths: ConstructPaths,
  metadata: { [name: string]: { readonly path: string } },
): void {
  const path = paths.of(manifest);
  if (path !== undefined) {
    metadata[manifest.id] = { path };
  }
}

/** One violation for each finding: the CLI has no message for a single resource. */
function violation({
  rule, severity, manifest, message, witness, remediation, pointer, location,
}: Finding): ValidationViolation {
  return {
    ruleName: `${rule.id} (${severity})`,
    recommendation: [`${manifest.id}: ${message}`, ...witness].join('\n'),
    fix: `${remediation} See ${pageAddress(docsOf(rule))}`,
    violatingResources: [{
      resourceName: manifest.id, manifestPath: `${location.file}:${location.line}`, locations: [pointer || '/'],
    }],
  };
}

function requireProperties(properties: { readonly [key: string]: unknown }): void {
  const unknown = Object.keys(properties).find((key) => !PROPERTIES.includes(key));
  if (unknown !== undefined) {
    throw new Error(`cdk8s.yaml: RolloutValidation has no property '${unknown}'; write one of ${PROPERTIES.join(', ')}`);
  }
  const { nodes, kubernetes, failOn } = properties;
  if (kubernetes !== undefined && typeof kubernetes !== 'string') {
    throw new Error("cdk8s.yaml: kubernetes of RolloutValidation is no text; write a quoted version such as '1.35'");
  }
  if (nodes !== undefined && typeof nodes !== 'string') {
    throw new Error('cdk8s.yaml: nodes of RolloutValidation is no text; write a file or pools such as gpu=2xg5.2xlarge');
  }
  if (failOn !== undefined && failOn !== 'error' && failOn !== 'warning') {
    throw new Error(`cdk8s.yaml: failOn of RolloutValidation is '${String(failOn)}'; write error or warning`);
  }
  for (const name of ['declaredSecrets', 'skipRules']) {
    const value = properties[name];
    if (value !== undefined && !(Array.isArray(value) && value.every((item) => typeof item === 'string'))) {
      throw new Error(
        `cdk8s.yaml: ${name} of RolloutValidation is no list of names; ` +
          `write [${name === 'skipRules' ? 'secret-missing' : 'namespace/name'}]`,
      );
    }
  }
}
