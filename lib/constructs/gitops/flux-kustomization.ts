import { Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { Kustomization } from '../../../imports/kustomize.toolkit.fluxcd.io';
import { GitRepository } from '../../../imports/source.toolkit.fluxcd.io';
import { withPath } from '../../synthesis';
import { checkObjectName } from '../../kubernetes/names';
import { SecretSource } from '../workload/secret-source';
import { wholeSeconds } from '../workload/startup-budget';
import { Workload } from '../workload/workload';
import { checkBranch, checkRepoUrl } from './git-source';
import { checkRenderedPath } from './rendered-path';
import { longestRolloutSeconds } from './rollout-timeout';
import { checkProps } from '../../kubernetes/shapes/check-shape';

/** Seconds for objects other than workloads to become ready. */
const MARGIN_SECONDS = 300;

/**
 * Properties of `FluxKustomization`.
 */
export interface FluxKustomizationProps {
  /** Repository that holds the rendered manifests, such as `https://git.example.com/team/apps.git`. */
  readonly repoUrl: string;

  /** Folder of the manifests in the repository, such as `dist/production`; its subfolders are read too. */
  readonly path: string;

  /** Workloads in that folder: Flux waits as long as the slowest of them may take. */
  readonly workloads: Workload[];

  /**
   * Folder of the repository into which synth renders.
   *
   * @default 'dist'
   */
  readonly outputDirectory?: string;

  /**
   * Branch.
   *
   * @default 'main'
   */
  readonly branch?: string;

  /**
   * How often the cluster is compared with the repository.
   *
   * @default Duration.minutes(10)
   */
  readonly interval?: Duration;

  /**
   * Credentials for the repository, in the namespace of the Kustomization.
   *
   * @default - none
   */
  readonly repositorySecret?: SecretSource;

  /**
   * Kustomizations of the same namespace that must be ready before, such as that of a `SyncGate`.
   *
   * @default - none
   */
  readonly after?: FluxKustomization[];

  /**
   * Name of the GitRepository and the Kustomization.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
}

/**
 * The Flux counterpart of `ArgoCdApplication`: a GitRepository, and a Kustomization that applies one folder of it,
 * deletes what is no longer rendered, and waits until everything is ready.
 * https://fluxcd.io/flux/components/kustomize/kustomizations/
 */
export class FluxKustomization extends Construct {
  /** Name of the Kustomization. */
  public readonly name: string;
  /** Seconds that Flux waits: the longest rollout of the workloads and five minutes. */
  public readonly timeoutSeconds: number;

  /** @throws when the path is not below the output folder, or the name is not a Kubernetes object name */
  constructor(scope: Construct, id: string, props: FluxKustomizationProps) {
    super(scope, id);
    withPath(this, () => checkProps('FluxKustomizationProps', props));
    const namespace = Chart.of(this).namespace ?? 'flux-system';
    this.name = withPath(this, () => checkObjectName('kustomization name', props.name ?? id));
    const metadata = { name: this.name, namespace };
    const path = withPath(this, () => checkRenderedPath(props.path, props.outputDirectory));
    withPath(this, () => props.repositorySecret?._checkUsableFrom(namespace));
    this.timeoutSeconds = longestRolloutSeconds(props.workloads) + MARGIN_SECONDS;
    new GitRepository(this, 'GitRepository', {
      metadata,
      spec: {
        url: withPath(this, () => checkRepoUrl(props.repoUrl, true)),
        interval: '1m',
        ref: { branch: withPath(this, () => checkBranch(props.branch ?? 'main')) },
        secretRef: props.repositorySecret && { name: props.repositorySecret.name },
      },
    });
    this.node.defaultChild = new Kustomization(this, 'Kustomization', {
      metadata,
      spec: {
        sourceRef: { kind: 'GitRepository', name: metadata.name },
        path: `./${path}`,
        prune: true,
        wait: true,
        interval: `${withPath(this, () => wholeSeconds('interval', props.interval ?? Duration.minutes(10), 60))}s`,
        retryInterval: '2m',
        timeout: `${this.timeoutSeconds}s`,
        dependsOn: props.after?.map(({ name }) => ({ name })),
      },
    });
  }
}
