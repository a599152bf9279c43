import { IConstruct } from 'constructs';
import { ArgoCdIgnoreDifference } from './argo-cd-ignore-difference';
import { ArgoCdNotification } from './argo-cd-notification';

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
   * The apps or charts that render what is applied: their project then permits exactly the kinds of their objects.
   *
   * @default - the project permits all kinds with a namespace but Secrets, and namespaces
   */
  readonly contents?: IConstruct[];

  /**
   * Name of the object.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Labels of the Application.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the Application.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Whom Argo CD Notifications tells of it.
   *
   * @default - nobody
   */
  readonly notifications?: ArgoCdNotification[];

  /**
   * Fields that somebody else writes.
   *
   * @default - none
   */
  readonly ignoreDifferences?: ArgoCdIgnoreDifference[];

  /**
   * Sync options besides those of docs/gitops.md, such as `FailOnSharedResource=true`; one of these by another value
   * takes its place.
   *
   * @default - none
   */
  readonly syncOptions?: string[];

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
