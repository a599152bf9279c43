/**
 * Time of reading and judging generated clusters, beside a bare parse of the same YAML.
 *
 *   npx esbuild bench/check.ts --bundle --platform=node --log-level=warning | node - [workloads for each node]
 */
import { parseAllDocuments, stringify } from 'yaml';
import { Cluster, NodePool, Taint } from '../lib/cluster';
import { Model } from '../lib/manifests';
import { planRestart } from '../lib/prover/transition';

const SIZES = [250, 500, 1000, 2000];
const WORKLOADS_PER_NODE = Number(process.argv[2] ?? 4);

/** A fleet as a platform team has it: many small services, some large ones, some GPU pods, budgets and autoscalers. */
function generate(count: number): string {
  const documents: string[] = [];
  for (let index = 0; index < count; index++) {
    const name = `service-${index}`;
    const namespace = `team-${index % 20}`;
    const usesGpu = index % 16 === 0;
    const requests = usesGpu
      ? { 'cpu': '3', 'memory': '12Gi', 'nvidia.com/gpu': '1' }
      : { cpu: `${50 + (index % 7) * 75}m`, memory: `${128 + (index % 5) * 192}Mi` };
    documents.push(
      stringify({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name, namespace },
        spec: {
          replicas: usesGpu ? 1 : 1 + (index % 4),
          selector: { matchLabels: { app: name } },
          template: {
            metadata: { labels: { app: name } },
            spec: {
              nodeSelector: usesGpu ? { accelerator: 'gpu' } : undefined,
              tolerations: usesGpu ? [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }] : undefined,
              affinity:
                index % 10 === 3
                  ? {
                      podAntiAffinity: {
                        requiredDuringSchedulingIgnoredDuringExecution: [
                          { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: name } } },
                        ],
                      },
                    }
                  : undefined,
              containers: [
                {
                  name: 'main',
                  image: `registry.example/${name}:1`,
                  resources: { requests, limits: requests },
                  ports: [{ containerPort: 8080, name: 'http' }],
                  readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
                },
              ],
            },
          },
        },
      }),
    );
    documents.push(stringify({
      apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name, namespace },
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: name } } },
    }));
    if (index % 8 === 1) {
      documents.push(stringify({
        apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name, namespace },
        spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, minReplicas: 2, maxReplicas: 6 },
      }));
    }
  }
  return documents.join('---\n');
}

function cluster(count: number): Cluster {
  const nodes = Math.ceil(count / WORKLOADS_PER_NODE);
  const gpus = Math.ceil(count / 16) + 2;
  return new Cluster({
    pools: [
      NodePool.ec2({
        name: 'cpu',
        instanceType: 'm6i.2xlarge',
        nodes: Math.max(1, nodes - gpus),
        zones: ['a', 'b', 'c'],
      }),
      NodePool.ec2({
        name: 'gpu',
        instanceType: 'g5.2xlarge',
        nodes: gpus,
        labels: { accelerator: 'gpu' },
        taints: [Taint.noSchedule('nvidia.com/gpu')],
      }),
    ],
  });
}

function seconds(run: () => void): number {
  const start = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** Slope of the logarithms: 1 is linear. */
function exponent(times: number[]): number {
  const points = times.map((time, index) => [Math.log(SIZES[index]), Math.log(time)]);
  const mean = (axis: number) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  return (
    points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0)
    / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)
  );
}

const rows = [100, ...SIZES].map((count) => {
  const text = generate(count);
  let model!: Model;
  let verdicts: string[] = [];
  const parse = seconds(() => parseAllDocuments(text).forEach((document) => 'toJS' in document && document.toJS()));
  const read = seconds(() => { model = Model.load([{ file: 'fleet.yaml', text }]); });
  const judge = seconds(() => {
    verdicts = planRestart(model, cluster(count)).workloads.map(({ verdict }) => verdict);
  });
  return { count, bytes: text.length, parse, read, judge, verdicts };
}).slice(1);

for (const { count, bytes, parse, read, judge, verdicts } of rows) {
  const tally = ['proven', 'possible', 'impossible', 'unknown'].map(
    (verdict) => `${verdicts.filter((each) => each === verdict).length} ${verdict}`,
  );
  console.log(
    `${count} workloads, ${(bytes / 1e6).toFixed(1)} MB: ` +
      `bare parse ${parse.toFixed(2)} s, read ${read.toFixed(2)} s, ` +
      `judge ${judge.toFixed(2)} s (${((read + judge) / parse).toFixed(1)}x the parse); ${tally.join(', ')}`,
  );
}
console.log(
  `exponent: parse ${exponent(rows.map(({ parse }) => parse)).toFixed(2)}, read ${exponent(rows.map(({ read }) => read)).toFixed(2)}, ` +
    `judge ${exponent(rows.map(({ judge }) => judge)).toFixed(2)}; peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
);
