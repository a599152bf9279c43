import { Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { AppProject, AppProjectSpec, GroupKind } from '../../../imports/argoproj.io';
import { withPath } from '../../synthesis';
import { checkObjectName } from '../../kubernetes/names';
import { argoCdNamespace } from './application-spec';
import { ArgoCdApplication } from './argo-cd-application';
import { ArgoCdApplicationSet } from './argo-cd-application-set';
import {
  ArgoCdDestination, checkDestinationPattern, ResolvedDestination, resolveDestination,
} from './argo-cd-destination';
import { ArgoCdKind, checkKind, isClusterScoped, kindsOf } from './argo-cd-kinds';
import { ArgoCdSyncWindow } from './argo-cd-sync-window';
import { checkProps } from '../../kubernetes/shapes/check-shape';

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
   * Kinds besides those of the `contents` of its Applications. A kind that has left the contents must stay here until
   * its last object is pruned.
   *
   * @default - none
   */
  readonly kinds?: ArgoCdKind[];

  /**
   * When Applications are synced.
   *
   * @default - at any time
   */
  readonly syncWindows?: ArgoCdSyncWindow[];
}

/**
 * An Argo CD AppProject that permits what its Applications need and no more: their repositories, their destinations,
 * and the kinds of their `contents`; where one of them does not name its contents, all kinds with a namespace, and
 * namespaces. It never permits a `Secret`, so that a value committed by mistake is refused.
 * https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
 */
export class ArgoCdAppProject extends Construct {
  /** Name of the project, for the `project` of an Application. */
  public readonly name: string;

  /** @throws when the name is not a Kubernetes object name */
  constructor(scope: Construct, id: string, private readonly props: ArgoCdAppProjectProps = {}) {
    super(scope, id);
    withPath(this, () => checkProps('ArgoCdAppProjectProps', props));
    this.name = withPath(this, () => checkObjectName('project name', props.name ?? id));
    withPath(this, () => {
      props.destinations?.forEach(checkDestinationPattern);
      props.kinds?.forEach((kind) => checkKind('kinds', kind));
      const wrong = props.sourceRepos?.find((pattern) => !/^\S+$/.test(pattern));
      if (wrong !== undefined) {
        throw new Error(`sourceRepos: '${wrong}' is no pattern of addresses; write for example https://git.example.com/*`);
      }
    });
    const syncWindows = withPath(this, () => props.syncWindows?.map((window) => window._toArgoCd()));
    this.node.defaultChild = new AppProject(this, 'AppProject', {
      metadata: { name: this.name, namespace: argoCdNamespace(this) },
      spec: Lazy.any({
        produce: (): AppProjectSpec => ({
          description: props.description,
          sourceRepos: this.sourceRepos(),
          destinations: this.permittedDestinations(),
          ...this.permittedKinds(),
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
    const keyOf = ({ server, name, namespace }: ResolvedDestination): string => `${server ?? name} ${namespace}`;
    return [...new Map(all.map((destination) => [keyOf(destination), destination])).entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, destination]) => destination);
  }

  private permittedKinds(): PermittedKinds {
    const members = this.members();
    const areKnown = members.length > 0 && members.every(({ contents }) => contents !== undefined);
    const contents = new Set(areKnown ? members.flatMap((member) => member.contents!) : []);
    const more = [...(areKnown ? [] : [{ kind: 'Namespace' }]), ...(this.props.kinds ?? [])];
    const kinds = kindsOf([...contents], more);
    return {
      clusterResourceWhitelist: kinds.filter(isClusterScoped),
      namespaceResourceWhitelist: areKnown
        ? kinds.filter((kind) => !isClusterScoped(kind) && !(kind.kind === 'Secret' && kind.group === ''))
        : undefined,
    };
  }

  private members(): (ArgoCdApplication | ArgoCdApplicationSet)[] {
    return this.node.root.node.findAll().filter(isApplication).filter(({ project }) => project === this.name);
  }
}

interface PermittedKinds {
  readonly clusterResourceWhitelist: GroupKind[];
  readonly namespaceResourceWhitelist?: GroupKind[];
}

function isApplication(construct: IConstruct): construct is ArgoCdApplication | ArgoCdApplicationSet {
  return construct instanceof ArgoCdApplication || construct instanceof ArgoCdApplicationSet;
}
