import { App, AppProps, Chart } from 'cdk8s';
import { join } from 'path';
import { ResearchOps } from '../research-ops';
import { acknowledgeSmokeTest } from '../research-ops-acknowledgements';
import { ArgoCdAppProject } from '../../lib/constructs/gitops/argo-cd-app-project';
import { ArgoCdApplication } from '../../lib/constructs/gitops/argo-cd-application';
import { Monitoring } from '../../lib/constructs/monitoring/monitoring';
import { SmokeTest } from '../../lib/constructs/gitops/smoke-test';
import { ArgoCdSyncWaves } from '../../lib/constructs/gitops/sync-waves';
import { LinearApp, RolloutProof } from '../../lib/synthesis';
import { EksCluster } from '../../lib/constructs/provisioning/eks-cluster';
import { RestrictedNamespace } from '../../lib/constructs/workload/restricted-namespace';
import { Environment, REGION, ZONES } from './environment';

/** Id of the chart of the system. */
const SYSTEM = 'research-ops';

/** Where the runbooks of the repository are read. */
const RUNBOOKS = 'https://git.example.com/research-ops/deploy/blob/main/docs/runbooks';

/** Says of an error in which environment it is: the construct paths of all are the same. */
export function inEnvironment<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Error(`environment ${name}: ${(error as Error).message}`, { cause: error });
  }
}

/** `dist/<environment>`: what kubectl or Argo CD applies, proven on the nodes of the environment. */
export function environmentApp(outdir: string, { name, cluster, researchOps, argoCd }: Environment): App {
  const app = appOf(join(outdir, name));
  new RestrictedNamespace(chartOf(app, '00-namespace'), researchOps.namespace);
  // One name in all environments: `diff -r dist/staging dist/production` shows what differs.
  const system = new ResearchOps(app, SYSTEM, researchOps);
  if (argoCd) {
    acknowledgeSmokeTest(new SmokeTest(system, 'smoke-test', { workloads: system.services }));
  }
  ArgoCdSyncWaves.apply(app);
  RolloutProof.attach(app, cluster);
  return app;
}

/**
 * `dist/<environment>-monitoring`: apart from what it watches, because a cluster without the Prometheus operator
 * refuses it. To be called before the app of the environment is synthesized, whose network policies let Prometheus in.
 */
export function monitoringApps(outdir: string, environment: Environment, app: App, dashboards: boolean = true): App[] {
  const { name, monitoring } = environment;
  if (!monitoring) {
    return [];
  }
  const system = app.node.findChild(SYSTEM) as ResearchOps;
  const own = appOf(join(outdir, `${name}-monitoring`));
  const chart = chartOf(own, 'monitoring');
  Monitoring.attach(chart, { ...monitoring, dashboards, workloads: system.services, runbookBaseUrl: RUNBOOKS });
  ArgoCdSyncWaves.apply(own);
  return [own];
}

/**
 * `dist/cluster/<environment>/eksctl.yaml`: the nodes, outside of what Argo CD follows; none where somebody else makes
 * them.
 */
export function clusterApps(outdir: string, { name, cluster, eks }: Environment): App[] {
  if (!eks) {
    return [];
  }
  const app = appOf(join(outdir, 'cluster', name), { outputFileExtension: '.yaml' });
  new EksCluster(chartOf(app, 'eksctl'), name, { cluster, region: REGION, availabilityZones: ZONES, ...eks });
  return [app];
}

/**
 * `dist/argocd/<environment>.k8s.yaml`: applied once by hand to the cluster of the environment, whose Argo CD follows
 * it from then on.
 */
export function argoCdApp(outdir: string, rendered: RenderedEnvironment[], repoUrl: string): App {
  const app = appOf(join(outdir, 'argocd'));
  for (const { environment: { name, researchOps, argoCd }, app: contents, monitoring } of rendered) {
    if (!argoCd) {
      continue;
    }
    const chart = chartOf(app, name, 'argocd');
    const project = new ArgoCdAppProject(chart, 'project', {
      name: researchOps.namespace,
      syncWindows: argoCd.syncWindows,
    });
    const common = {
      project: project.name,
      repoUrl,
      targetRevision: argoCd.targetRevision,
      destination: { namespace: researchOps.namespace },
    };
    new ArgoCdApplication(chart, 'application', {
      ...common, name: researchOps.namespace, path: `dist/${name}`, contents: [contents],
    });
    if (monitoring.length > 0) {
      new ArgoCdApplication(chart, 'monitoring', {
        ...common, name: `${researchOps.namespace}-monitoring`, path: `dist/${name}-monitoring`, contents: monitoring,
      });
    }
  }
  return app;
}

/** An environment with the app that renders it. */
export interface RenderedEnvironment {
  readonly environment: Environment;
  readonly app: App;
  /** What watches it. */
  readonly monitoring: App[];
}

function appOf(outdir: string, props: AppProps = {}): App {
  return new LinearApp({ outdir, recordConstructMetadata: false, ...props });
}

function chartOf(app: App, id: string, namespace?: string): Chart {
  return new Chart(app, id, { namespace, disableResourceNameHashes: true });
}
