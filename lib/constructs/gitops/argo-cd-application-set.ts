import { Construct, IConstruct } from 'constructs';
import { ApplicationSet, ApplicationSetStrategy } from '../../../imports/argoproj.io';
import { constructError, withPath } from '../../synthesis';
import { checkObjectName, checkServiceName } from '../../kubernetes/names';
import { applicationMetadata, applicationSpec, argoCdNamespace } from './application-spec';
import { ArgoCdDestination, checkDestination, resolveDestination } from './argo-cd-destination';
import { ArgoCdSourceProps } from './argo-cd-source-props';
import { checkRevision } from './git-source';
import { checkRenderedPath } from './rendered-path';
import { checkProps } from '../../kubernetes/shapes/check-shape';

/** Label of the generated Applications, by which the steps of a progressive sync find them. */
const ENVIRONMENT_LABEL = 'environment';

/**
 * One environment of an `ArgoCdApplicationSet`.
 */
export interface ArgoCdEnvironment {
  /** Name of the environment, such as `production`. */
  readonly name: string;

  /** Where the objects go. */
  readonly destination: ArgoCdDestination;

  /**
   * Folder of the manifests in the repository.
   *
   * @default - the folder of the name in the output folder, such as `dist/production`
   */
  readonly path?: string;

  /**
   * Branch, tag or commit.
   *
   * @default - that of the ApplicationSet
   */
  readonly targetRevision?: string;
}

/**
 * Properties of `ArgoCdApplicationSet`.
 */
export interface ArgoCdApplicationSetProps extends ArgoCdSourceProps {
  /** Environments, in the order in which a change reaches them. */
  readonly environments: ArgoCdEnvironment[];

  /**
   * Sync an environment only when the one before is healthy. Argo CD must run with progressive syncs, and then ignores
   * `automated`: https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Progressive-Syncs/
   *
   * @default false
   */
  readonly progressive?: boolean;
}

/**
 * One Argo CD Application `<name>-<environment>` for each environment:
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-List/
 */
export class ArgoCdApplicationSet extends Construct {
  /** Name of the AppProject. */
  public readonly project: string;
  /** Repository. */
  public readonly repoUrl: string;

  /** What renders the manifests; undefined when it was not said. */
  public readonly contents?: IConstruct[];

  private readonly environments: ArgoCdEnvironment[];

  /** @throws when there is no environment, two have one name, or a path is not below the output folder */
  constructor(scope: Construct, id: string, props: ArgoCdApplicationSetProps) {
    super(scope, id);
    withPath(this, () => checkProps('ArgoCdApplicationSetProps', props));
    const { outputDirectory = 'dist', cascadeDelete = false, targetRevision = 'main' } = props;
    const name = withPath(this, () => checkObjectName('application set name', props.name ?? id));
    this.project = props.project ?? 'default';
    this.repoUrl = props.repoUrl;
    this.contents = props.contents;
    this.environments = this.checkEnvironments(props.environments);
    withPath(this, () =>
      this.environments.forEach((each) => checkObjectName('application name', `${name}-${each.name}`)));
    // A template can only name fields that every environment has.
    const byRevision = this.environments.some((environment) => environment.targetRevision !== undefined);
    const byName = this.environments.some(({ destination }) => destination.name !== undefined);
    const elements = this.environments.map((environment) => withPath(this, () => ({
      name: environment.name,
      path: checkRenderedPath(environment.path ?? `${outputDirectory}/${environment.name}`, outputDirectory),
      ...(byRevision && { revision: checkRevision(environment.targetRevision ?? targetRevision) }),
      ...clusterOf(checkDestination(environment.destination), byName),
      namespace: environment.destination.namespace,
    })));
    const { labels, ...metadata } = withPath(this, () => applicationMetadata(props, { [ENVIRONMENT_LABEL]: '' }));
    const destination = { server: '{{ .server }}', namespace: '{{ .namespace }}' };
    this.node.defaultChild = new ApplicationSet(this, 'ApplicationSet', {
      metadata: { name, namespace: argoCdNamespace(this) },
      spec: {
        goTemplate: true,
        goTemplateOptions: ['missingkey=error'],
        generators: [{ list: { elements } }],
        strategy: props.progressive ? this.oneByOne() : undefined,
        // Otherwise an environment that leaves the list takes its objects along, finalizer or not.
        syncPolicy: { preserveResourcesOnDeletion: !cascadeDelete },
        template: {
          metadata: {
            name: `${name}-{{ .name }}`,
            labels: { ...labels, [ENVIRONMENT_LABEL]: '{{ .name }}' },
            ...metadata,
          },
          spec: withPath(this, () => applicationSpec(props, {
            targetRevision: byRevision ? '{{ .revision }}' : checkRevision(targetRevision),
            path: '{{ .path }}',
            destination: byName ? { ...destination, name: '{{ .cluster }}' } : destination,
          })),
        },
      },
    });
  }

  /** Where the objects go. */
  public get destinations(): ArgoCdDestination[] {
    return this.environments.map(({ destination }) => destination);
  }

  private checkEnvironments(environments: ArgoCdEnvironment[]): ArgoCdEnvironment[] {
    if (environments.length === 0) {
      throw constructError(
        this,
        'there are no environments; ' +
          `write environments: [{ name: 'production', destination: { namespace: 'my-namespace' } }]`,
      );
    }
    const names = environments.map(({ name }) => withPath(this, () => checkServiceName('environment', name)));
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) {
      throw constructError(this, `environment '${twice}' exists twice; give one of them another name`);
    }
    return [...environments];
  }

  private oneByOne(): ApplicationSetStrategy {
    const steps = this.environments.map(({ name }) => ({
      matchExpressions: [{ key: ENVIRONMENT_LABEL, operator: 'In', values: [name] }],
    }));
    return { type: 'RollingSync', rollingSync: { steps } };
  }
}

/** Argo CD takes an empty `server` or name for none. */
function clusterOf(destination: ArgoCdDestination, byName: boolean): { [key: string]: string } {
  const { server = '', name = '' } = resolveDestination(destination);
  return byName ? { server, cluster: name } : { server };
}
