/** A builder of the SDK: each method sets something and gives itself back. */
export interface Builder {
  readonly [method: string]: (...args: unknown[]) => Builder;
}

type BuilderClass = new (...args: string[]) => Builder & { build(): object };

/** What is used of `@grafana/grafana-foundation-sdk`. */
export interface DashboardSdk {
  readonly dashboard: {
    readonly DashboardBuilder: BuilderClass;
    readonly RowBuilder: BuilderClass;
    readonly DatasourceVariableBuilder: BuilderClass;
    readonly CustomVariableBuilder: BuilderClass;
    readonly AnnotationQueryBuilder: BuilderClass;
  };
  readonly prometheus: { readonly DataqueryBuilder: BuilderClass };
  readonly line: { readonly PanelBuilder: BuilderClass };
  readonly number: { readonly PanelBuilder: BuilderClass };
  readonly states: { readonly PanelBuilder: BuilderClass };
}

const PACKAGE = '@grafana/grafana-foundation-sdk';

/** The version that is tested; before 1.0, every version may break. */
const VERSION = '0.0.21';

/**
 * Loads the SDK, which takes a fifth of a second: an app without dashboards never does.
 *
 * @throws when it is not installed
 */
export function dashboardSdk(): DashboardSdk {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const load = <T>(name: string): T => require(`${PACKAGE}/${name}`) as T;
  try {
    return {
      dashboard: load('dashboard'),
      prometheus: load('prometheus'),
      line: load('timeseries'),
      number: load('stat'),
      states: load('statetimeline'),
    };
  } catch (error) {
    if ((error as { code?: string }).code !== 'MODULE_NOT_FOUND') {
      throw error;
    }
    throw new Error(`dashboards need the package ${PACKAGE}, which is missing; ` +
      `run npm install --save-dev ${PACKAGE}@${VERSION}, or leave dashboards out`);
  }
}
