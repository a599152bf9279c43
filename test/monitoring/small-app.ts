import { Chart, Testing } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { Cluster, NodePool } from '../../lib/cluster';
import { Monitoring } from '../../lib/constructs/monitoring/monitoring';
import { MonitoringOptions } from '../../lib/constructs/monitoring/monitoring-options';
import { GpuNimService } from '../../lib/constructs/nim/gpu-nim-service';
import { ModelCache } from '../../lib/constructs/model-server/model-cache';
import { Nim } from '../../lib/constructs/nim/nim';
import { StatelessService } from '../../lib/constructs/stateless/stateless-service';
import { VectorStore } from '../../lib/constructs/vector-store/vector-store';
import { VectorStoreTopology } from '../../lib/constructs/vector-store/vector-store-topology';
import { DisruptionBudget } from '../../lib/constructs/workload/disruption-budget';
import { HealthCheck } from '../../lib/constructs/workload/health-check';
import { RolloutProof, stringifyYaml } from '../../lib/synthesis';

export const NAMESPACE = 'apps';

/** One workload of each kind: a language model and an embedding model on GPUs, a vector store of three, a service. */
export function smallApp(props: MonitoringOptions = {}): { chart: Chart; monitoring: Monitoring } {
  const app = Testing.app();
  const chart = new Chart(app, 'apps', { namespace: NAMESPACE, disableResourceNameHashes: true });
  const disruptionBudget = DisruptionBudget.maxUnavailable(1);
  new GpuNimService(chart, 'llm', {
    nim: Nim.fromImage('nvcr.io/nim/nvidia/llama-3.1-nemotron-nano-8b-v1:1.8.4'), disruptionBudget,
    modelCache: ModelCache.claim(),
  });
  new GpuNimService(chart, 'embed', {
    nim: Nim.fromImage('nvcr.io/nim/nvidia/nv-embedqa-e5-v5:1.0.0'), disruptionBudget,
  });
  new VectorStore(chart, 'qdrant', {
    topology: VectorStoreTopology.cluster({ nodes: 3 }), resources: { cpu: '1', memory: '1Gi' },
  });
  new StatelessService(chart, 'web', {
    image: 'registry.example.com/web:1', containerPort: 8080, metricsPath: '/metrics',
    resources: { cpu: '100m', memory: '128Mi' }, readiness: HealthCheck.httpGet('/ready'), disruptionBudget,
  });
  RolloutProof.attach(app, new Cluster({
    pools: [
      NodePool.ec2({ name: 'gpu', instanceType: 'g5.2xlarge', nodes: 2 }),
      NodePool.ec2({ name: 'cpu', instanceType: 'm6i.2xlarge', nodes: 3 }),
    ],
  }));
  return { chart, monitoring: Monitoring.attach(app, props) };
}

/** The objects of the monitoring, as they are rendered. */
export function monitoringObjects(props?: MonitoringOptions): any[] {
  const { monitoring } = smallApp(props);
  const objects: object[] = Chart.of(monitoring).toJson();
  return objects.flatMap((object) => parseAllDocuments(stringifyYaml(object)).map((document) => document.toJS()));
}

/** The groups of rules, as promtool reads them. */
export function ruleGroupsOf(objects: any[]): any {
  return { groups: objects.find(({ kind }) => kind === 'PrometheusRule').spec.groups };
}
