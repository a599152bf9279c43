import { stringify } from 'yaml';
import { Cluster, NodePool } from '../../lib/cluster';
import { Model, ModelOptions } from '../../lib/manifests';
import { RuleContext, RuleContextOptions, RULES, RuleTally, runRules, Violation } from '../../lib/prover/engine';

/** An object of a manifest. */
export type Json = { [key: string]: any };

/** A model of objects, as if they stood in one file, with the words of YAML 1.1 in quotes. */
export function modelOf(objects: Json[], options?: ModelOptions): Model {
  const text = objects.map((each) => stringify(each, { version: '1.1' })).join('---\n');
  return Model.load([{ file: 'app.yaml', text }], undefined, options);
}

/** What a rule says about all objects: 'not applicable', 'compliant', or the violations. */
export function judge(
  ruleId: string,
  objects: Json[],
  options: RuleContextOptions = {},
): 'not applicable' | 'compliant' | Violation[] {
  const { own, tally } = evaluated(ruleId, objects, options);
  return own.length > 0
    ? own.map(({ remediation: _, because: __, ...violation }) => violation)
    : tally.compliant > 0
      ? 'compliant'
      : 'not applicable';
}

/** What a rule advises in each case that it finds, where it is more than what it says of all. */
export function adviceOf(ruleId: string, objects: Json[], options: RuleContextOptions = {}): (string | undefined)[] {
  return evaluated(ruleId, objects, options).own.map(({ remediation }) => remediation);
}

function evaluated(
  ruleId: string, objects: Json[], options: RuleContextOptions,
): { readonly own: Violation[]; readonly tally: RuleTally } {
  const rule = RULES.find(({ id }) => id === ruleId)!;
  const { findings, tallies } = runRules([rule], new RuleContext(modelOf(objects), options));
  const own = findings.filter((finding) => finding.rule === rule).map(({ violation }) => violation);
  return { own, tally: tallies.get(ruleId)! };
}

/** Pointer and message of the only violation. */
export function only(violations: ReturnType<typeof judge>): Violation {
  expect(violations).toHaveLength(1);
  return (violations as Violation[])[0];
}

/** A container, with whatever differs. */
export function container(extra: Json = {}): Json {
  return { name: 'app', image: 'app:1.0.0', ...extra };
}

/** A NetworkPolicy over the pods of `web`, with whatever its spec has besides. */
export function networkPolicy(spec: Json): Json {
  const podSelector = { matchLabels: { app: 'web' } };
  return object('NetworkPolicy', 'web', { spec: { podSelector, ...spec } }, 'networking.k8s.io/v1');
}

/** A Deployment named `web` in namespace `shop`; `pod` is merged into the pod's spec, `spec` into its own. */
export function deployment(pod: Json = {}, spec: Json = {}, metadata: Json = {}): Json {
  const labels = { app: metadata.name ?? 'web' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop', ...metadata },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container()], ...pod } },
      ...spec,
    },
  };
}

/** A StatefulSet named `db` in namespace `shop`. */
export function statefulSet(spec: Json = {}, pod: Json = {}): Json {
  const { kind: _, ...rest } = deployment(pod, { serviceName: 'db', ...spec }, { name: 'db' });
  return { kind: 'StatefulSet', ...rest };
}

/** Any other object in namespace `shop`. */
export function object(kind: string, name: string, body: Json = {}, apiVersion = 'v1'): Json {
  return { apiVersion, kind, metadata: { name, namespace: 'shop' }, ...body };
}

/** A PersistentVolumeClaim `data`, and a pod spec that mounts it. */
export function claim(mode: string): Json {
  return object('PersistentVolumeClaim', 'data', {
    spec: { accessModes: [mode], resources: { requests: { storage: '1Gi' } } },
  });
}
export const mountsData = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };

/** A PodDisruptionBudget for the pods of `web`. */
export function budget(spec: Json, name = 'web'): Json {
  return object(
    'PodDisruptionBudget',
    name,
    { spec: { selector: { matchLabels: { app: 'web' } }, ...spec } },
    'policy/v1',
  );
}

/** Nodes with one GPU each, in the zones given. */
export function gpuNodes(nodes: number, zones?: string[]): Cluster {
  return new Cluster({
    pools: [
      new NodePool({
        name: 'gpu',
        nodes,
        zones,
        labels: { tier: 'gpu' },
        allocatable: { cpu: '8', memory: '32Gi', extendedResources: { 'nvidia.com/gpu': '1' } },
      }),
    ],
  });
}

/** Resources of a container with so many GPUs. */
export function gpus(count: number): Json {
  return { resources: { limits: { 'nvidia.com/gpu': String(count) } } };
}
