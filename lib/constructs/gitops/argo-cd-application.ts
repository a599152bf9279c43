import { Construct } from 'constructs';
import { Application } from '../../../imports/argoproj.io';
import { withPath } from '../../synthesis';
import { checkObjectName } from '../../kubernetes/names';
import { applicationSpec, argoCdNamespace, finalizers } from './application-spec';
import { ArgoCdDestination, resolveDestination } from './argo-cd-destination';
import { checkRenderedPath } from './rendered-path';

/**
 * What `ArgoCdApplication` and `ArgoCdApplicationSet` have in common.
 */
export interface ArgoCdSourceProps {
  /** Repository that holds the rendered manifests. */
  readonly repoUrl: string;

  /**
   * Branch, tag or commit.
   *
   * @default 'main'
   */
  readonly targetRevision?: string;

  /**
   * Folder of the repository into which synth renders.
   *
   * @default 'dist'
   */
  readonly outputDirectory?: string;

  /**
   * Name of the AppProject.
   *
   * @default 'default'
   */
  readonly project?: string;

  /**
   * Name of the object.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Apply each commit, delete what is no longer rendered, and revert what was changed by hand.
   *
   * @default true
   */
  readonly automated?: boolean;

  /**
   * Delete the objects in the cluster together with the Application. Claims that are retained stay even then.
   *
   * @default false
   */
  readonly cascadeDelete?: boolean;
}

/**
 * Properties of `ArgoCdApplication`.
 */
export interface ArgoCdApplicationProps extends ArgoCdSourceProps {
  /** Folder of the manifests in the repository, such as `dist/production`; its subfolders are read too. */
  readonly path: string;

  /** Where the objects go. */
  readonly destination: ArgoCdDestination;
}

/**
 * An Argo CD Application that follows one folder of rendered manifests:
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#applications
 */
export class ArgoCdApplication extends Construct {
  /** Name of the AppProject. */
  public readonly project: string;
  /** Repository. */
  public readonly repoUrl: string;
  /** Folder of the manifests in the repository. */
  public readonly path: string;

  private readonly destination: ArgoCdDestination;

  /** @throws when the path is not below the output folder, or the name is not a Kubernetes object name */
  constructor(scope: Construct, id: string, props: ArgoCdApplicationProps) {
    super(scope, id);
    const name = withPath(this, () => checkObjectName('application name', props.name ?? id));
    this.project = props.project ?? 'default';
    this.repoUrl = props.repoUrl;
    this.path = withPath(this, () => checkRenderedPath(props.path, props.outputDirectory));
    this.destination = props.destination;
    this.node.defaultChild = new Application(this, 'Application', {
      metadata: { name, namespace: argoCdNamespace(this), finalizers: finalizers(props.cascadeDelete ?? false) },
      spec: applicationSpec({
        project: this.project,
        repoUrl: this.repoUrl,
        targetRevision: props.targetRevision ?? 'main',
        path: this.path,
        destination: resolveDestination(props.destination),
        automated: props.automated ?? true,
      }),
    });
  }

  /** Where the objects go. */
  public get destinations(): ArgoCdDestination[] {
    return [this.destination];
  }
}
