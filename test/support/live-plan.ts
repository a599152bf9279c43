import { Snapshot } from '../../lib/cluster/snapshot';
import { KubernetesVersion } from '../../lib/kubernetes/kubernetes-version';
import { Model } from '../../lib/manifests';
import { fixOf, plan, PlanReport } from '../../lib/prover/plan';
import { Fix } from '../../lib/prover/remedies';
import { planRestart, planTransition } from '../../lib/prover/transition';
import { WorkloadPlan } from '../../lib/prover/updates';

/** A node of a live cluster with 4 cores; `more` goes into its spec. */
export const liveNode = (name: string, more: object = {}, ready = 'True', allocatable: object = {}) => ({
  apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'kubernetes.io/hostname': name } }, spec: more,
  status: {
    allocatable: { cpu: '4', memory: '8Gi', pods: '50', ...allocatable },
    conditions: [{ type: 'Ready', status: ready }],
  },
});

/** A pod of a controller, such as `StatefulSet/db`, on a node. */
export const livePod = (name: string, owner: string, nodeName: string, cpu = 1, metadata: object = {}) => ({
  apiVersion: 'v1', kind: 'Pod',
  metadata: {
    name, namespace: 'default', labels: { app: 'web' }, ...metadata,
    ownerReferences: [
      { apiVersion: 'apps/v1', kind: owner.split('/')[0], name: owner.split('/')[1], uid: 'u', controller: true },
    ],
  },
  spec: { nodeName, containers: [{ name: 'a', image: 'a:1', resources: { requests: { cpu } } }] },
  status: { phase: 'Running' },
});

/** A StatefulSet of two pods; `spec` goes into its own. */
export const liveSet = (cpu: number, spec: object = {}) => ({
  apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db', namespace: 'default', generation: 2 },
  spec: {
    replicas: 2, serviceName: 'db', updateStrategy: { type: 'RollingUpdate' },
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'a', image: 'a:1', resources: { requests: { cpu: String(cpu) } } }] },
    }, ...spec,
  },
});

/** The status of such a StatefulSet in the middle of an update. */
export const SET_HALF_WAY = { observedGeneration: 2, currentRevision: 'one', updateRevision: 'two' };

/** A pod of it: ready, or waiting where it has no node. */
export const podOfSet = (ordinal: number, node: string, cpu: number, revision: string) => {
  const made = livePod(`db-${ordinal}`, 'StatefulSet/db', node, cpu, {
    labels: { 'app': 'web', 'controller-revision-hash': revision },
  });
  const ready = { type: 'Ready', status: node === '' ? 'False' : 'True' };
  return { ...made, status: { phase: node === '' ? 'Pending' : 'Running', conditions: [ready] } };
};

export interface LivePlans {
  /** A restart of everything as it is written. */
  readonly restart: WorkloadPlan[];
  /** The change from what the cluster has. */
  readonly change: WorkloadPlan[];
}

/** A live cluster, and what is asked of it. */
function askedOnLive(kubernetes: KubernetesVersion, live: object[], objects: object[]) {
  const snapshot = Snapshot.read('cluster.json', [Buffer.from(JSON.stringify({ items: live }))]);
  const options = { live: snapshot.objects, asked: snapshot.asked, kubernetes };
  const model = Model.load([{ file: 'a.yaml', text: objects.map((each) => JSON.stringify(each)).join('\n---\n') }],
    undefined, options);
  const before = snapshot.described(model.manifests);
  const cluster = snapshot.clusterFor(model, before);
  const from = { model: new Model(before, options), name: 'cluster.json', prune: false, isLive: true,
    places: snapshot.placesOf(before) };
  return { model, cluster, from };
}

/** All that is said of the change from what a live cluster has, remedies too. */
export function reportOnLive(live: object[], ...objects: object[]): { report: PlanReport; fix?: Fix } {
  const { model, cluster, from } = askedOnLive(KubernetesVersion.NEWEST, live, objects);
  const report = plan(model, { cluster, from });
  return { report, fix: fixOf(report, model, { from }) };
}

/** What is said of manifests on a live cluster: `kubectl get` of everything in it. */
export function plansOnLive(live: object[], ...objects: object[]): LivePlans {
  return plansOnLiveOf(KubernetesVersion.NEWEST, live, ...objects);
}

/** The same on a minor of Kubernetes. */
export function plansOnLiveOf(kubernetes: KubernetesVersion, live: object[], ...objects: object[]): LivePlans {
  const { model, cluster, from } = askedOnLive(kubernetes, live, objects);
  return {
    restart: planRestart(model, cluster).workloads, change: planTransition(model, from, cluster).workloads,
  };
}
