import { MetricsKind } from '../../workload/workload-metrics';
import { MonitoredWorkload } from '../monitored-workload';
import { overview } from './overview';
import { DashboardPlan } from './panel';
import { embeddingModels, languageModels, vectorStores, webServices } from './service-dashboards';

/** The dashboards of one namespace: one of everything, and one for each kind of service that it has. */
export function dashboardPlans(workloads: MonitoredWorkload[]): DashboardPlan[] {
  const named = (is: (kind?: MetricsKind) => boolean): string[] =>
    workloads.filter(({ metrics }) => is(metrics?.kind)).map(({ name }) => name);
  const ofKind = (kind: MetricsKind): string[] => named((each) => each === kind);
  return [
    overview(() => workloads.some(({ gpuResources }) => gpuResources.length > 0)),
    languageModels(ofKind(MetricsKind.LANGUAGE_MODEL)),
    embeddingModels(ofKind(MetricsKind.TRITON)),
    vectorStores(ofKind(MetricsKind.QDRANT)),
    webServices(named((kind) => kind === undefined || kind === MetricsKind.OTHER)),
  ].filter(({ id, services }) => id === 'overview' || services.length > 0);
}
