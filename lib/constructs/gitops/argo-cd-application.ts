import { Construct, IConstruct } from 'constructs';
import { Application } from '../../../imports/argoproj.io';
import { withPath } from '../../synthesis';
import { checkObjectName } from '../../kubernetes/names';
import { applicationMetadata, applicationSpec, argoCdNamespace } from './application-spec';
import { ArgoCdDestination, checkDestination, resolveDestination } from './argo-cd-destination';
import { ArgoCdSourceProps } from './argo-cd-source-props';
import { checkRevision } from './git-source';
import { checkRenderedPath } from './rendered-path';
import { checkProps } from '../../kubernetes/shapes/check-shape';

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
  /** What renders the manifests; undefined when it was not said. */
  public readonly contents?: IConstruct[];

  private readonly destination: ArgoCdDestination;

  /**
   * @throws when the path is not below the output folder, the name is not a Kubernetes object name, or a destination,
   *   sync option, ignored difference or notification is incomplete
   */
  constructor(scope: Construct, id: string, props: ArgoCdApplicationProps) {
    super(scope, id);
    withPath(this, () => checkProps('ArgoCdApplicationProps', props));
    const name = withPath(this, () => checkObjectName('application name', props.name ?? id));
    this.project = props.project ?? 'default';
    this.repoUrl = props.repoUrl;
    this.path = withPath(this, () => checkRenderedPath(props.path, props.outputDirectory));
    this.destination = props.destination;
    this.contents = props.contents;
    this.node.defaultChild = new Application(this, 'Application', withPath(this, () => ({
      metadata: { name, namespace: argoCdNamespace(this), ...applicationMetadata(props) },
      spec: applicationSpec(props, {
        targetRevision: checkRevision(props.targetRevision ?? 'main'),
        path: this.path,
        destination: resolveDestination(checkDestination(props.destination)),
      }),
    })));
  }

  /** Where the objects go. */
  public get destinations(): ArgoCdDestination[] {
    return [this.destination];
  }
}
