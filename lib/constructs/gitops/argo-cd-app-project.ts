import { Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { AppProject, AppProjectSpec } from '../../../imports/argoproj.io';
import { withPath } from '../../synthesis';
import { checkObjectName } from '../../kubernetes/names';
import { argoCdNamespace } from './application-spec';
import { ArgoCdApplication } from './argo-cd-application';
import { ArgoCdApplicationSet } from './argo-cd-application-set';
import { ArgoCdDestination, ResolvedDestination, resolveDestination } from './argo-cd-destination';
import { ArgoCdSyncWindow } from './argo-cd-sync-window';

/**
 * Properties of `ArgoCdAppProject`.
 */
export interface ArgoCdAppProjectProps {
  /**
   * Name of the project.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * What the project is for.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * Repositories besides those of the Applications and ApplicationSets of this app that are in the project.
   *
   * @default - none
   */
  readonly sourceRepos?: string[];

  /**
   * Destinations besides those of the Applications and ApplicationSets of this app that are in the project.
   *
   * @default - none
   */
  readonly destinations?: ArgoCdDestination[];

  /**
   * When Applications are synced.
   *
   * @default - at any time
   */
  readonly syncWindows?: ArgoCdSyncWindow[];
}

/**
 * An Argo CD AppProject that permits what its Applications need and no more: their repositories and destinations,
 * namespaces as the only kind without a namespace, and no `Secret`, so that a value committed by mistake is refused.
 * https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
 */
export class ArgoCdAppProject extends Construct {
  /** Name of the project, for the `project` of an Application. */
  public readonly name: string;

  /** @throws when the name is not a Kubernetes object name */
  constructor(scope: Construct, id: string, private readonly props: ArgoCdAppProjectProps = {}) {
    super(scope, id);
    this.name = withPath(this, () => checkObjectName('project name', props.name ?? id));
    const syncWindows = withPath(this, () => props.syncWindows?.map((window) => window._toArgoCd()));
    this.node.defaultChild = new AppProject(this, 'AppProject', {
      metadata: { name: this.name, namespace: argoCdNamespace(this) },
      spec: Lazy.any({
        produce: (): AppProjectSpec => ({
          description: props.description,
          sourceRepos: this.sourceRepos(),
          destinations: this.permittedDestinations(),
          clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
          namespaceResourceBlacklist: [{ group: '', kind: 'Secret' }],
          syncWindows,
        }),
      }),
    });
  }

  private sourceRepos(): string[] {
    return [...new Set([...this.members().map(({ repoUrl }) => repoUrl), ...(this.props.sourceRepos ?? [])])].sort();
  }

  private permittedDestinations(): ResolvedDestination[] {
    const all = [...this.members().flatMap(({ destinations }) => destinations), ...(this.props.destinations ?? [])].map(
      resolveDestination,
    );
    return [
      ...new Map(all.map((destination) => [`${destination.server} ${destination.namespace}`, destination])).entries(),
    ]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, destination]) => destination);
  }

  private members(): (ArgoCdApplication | ArgoCdApplicationSet)[] {
    return this.node.root.node.findAll().filter(isApplication).filter(({ project }) => project === this.name);
  }
}

function isApplication(construct: IConstruct): construct is ArgoCdApplication | ArgoCdApplicationSet {
  return construct instanceof ArgoCdApplication || construct instanceof ArgoCdApplicationSet;
}
