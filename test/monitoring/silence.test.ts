import { isAtHand } from '../support/test-with';
import { evaluate, firing, Series, silent } from './promtool';
import { monitoringObjects, ruleGroupsOf } from './small-app';

// What happens on every ordinary day must wake nobody.

// Made in every test, so that mutation testing knows which tests judge a rule.
const rules = () => ruleGroupsOf(monitoringObjects());
const NS = 'namespace="apps"';
const OLD = `${NS}, pod="llm-6d4cf56db6-x7k2p"`;
const NEW = `${NS}, pod="llm-7f8b9c5d4-q9z8w"`;
const deployment = (available: string): Series => ({
  [`kube_deployment_status_replicas_available{${NS}, deployment="llm"}`]: available,
  [`kube_deployment_spec_replicas{${NS}, deployment="llm"}`]: '1x120',
  [`kube_deployment_status_condition{${NS}, deployment="llm", condition="Progressing", status="false"}`]: '0x120',
  [`kube_poddisruptionbudget_status_expected_pods{${NS}, poddisruptionbudget="llm-pdb"}`]: '1x120',
  [`kube_poddisruptionbudget_status_pod_disruptions_allowed{${NS}, poddisruptionbudget="llm-pdb"}`]: available,
});
const scraped = (labels: string, values: string): Series => ({ [`up{${labels}, app="llm"}`]: values });
const node = (name: string, values: string): Series => ({
  [`kube_node_status_allocatable{node="${name}", resource="nvidia_com_gpu"}`]: values,
});
const holds = (labels: string, name: string, values: string): Series => ({
  [`kube_pod_container_resource_requests{${labels}, node="${name}", resource="nvidia_com_gpu"}`]: values,
  [`kube_pod_status_phase{${labels}, phase="Running"}`]: values,
});

const SCENARIOS: [string, Series][] = [
  [
    'a first start of twenty minutes: five to pull the image, fifteen to load the model',
    {
      ...deployment('0x20 1x100'),
      [`kube_pod_created{${OLD}}`]: '0x120',
      [`kube_pod_container_state_started{${OLD}, container="nim"}`]: '_x5 300x115',
      [`kube_pod_status_ready{${OLD}, condition="true"}`]: '0x20 1x100',
      ...scraped(OLD, '0x20 1x100'),
    },
  ],
  [
    'an update with Recreate after an hour, by which nothing serves for twenty minutes',
    {
      ...deployment('1x59 0x21 1x40'),
      [`kube_pod_created{${OLD}}`]: '0x59 stale',
      [`kube_pod_status_ready{${OLD}, condition="true"}`]: '1x59 stale',
      [`kube_pod_created{${NEW}}`]: '_x61 3660x60',
      [`kube_pod_container_state_started{${NEW}, container="nim"}`]: '_x65 3900x55',
      [`kube_pod_status_ready{${NEW}, condition="true"}`]: '_x61 0x19 1x40',
      ...scraped(OLD, '1x59 stale'), ...scraped(NEW, '_x64 0x16 1x40'),
    },
  ],
  [
    'a scale-up: a pod waits eight minutes for a node, and the node goes within an hour of its end',
    {
      ...deployment('1x120'),
      ...scraped(OLD, '1x120'),
      [`kube_pod_status_ready{${OLD}, condition="true"}`]: '1x120',
      [`kube_pod_status_unschedulable{${NEW}}`]: '1x8 stale',
      [`kube_pod_status_ready{${NEW}, condition="true"}`]: '0x22 1x40',
      [`kube_pod_container_state_started{${NEW}, container="nim"}`]: '_x10 600x52',
      ...node('gpu-1', '1x120'), ...node('gpu-2', '1x120'), ...node('gpu-3', '_x8 1x100'),
      ...holds(OLD, 'gpu-1', '1x120'),
      ...holds(`${NS}, pod="embed-6d4cf56db6-x7k2p"`, 'gpu-2', '1x120'),
      ...holds(NEW, 'gpu-3', '_x9 1x53 stale'),
    },
  ],
  [
    'a third node that a scale-up leaves empty for fifty minutes',
    {
      ...node('gpu-1', '1x120'), ...node('gpu-2', '1x120'), ...node('gpu-3', '1x50 stale'),
      ...holds(OLD, 'gpu-1', '1x120'), ...holds(`${NS}, pod="embed-6d4cf56db6-x7k2p"`, 'gpu-2', '1x120'),
    },
  ],
  [
    'a service that is scaled to nothing on purpose',
    {
      [`kube_deployment_status_replicas_available{${NS}, deployment="web"}`]: '0x120',
      [`kube_deployment_spec_replicas{${NS}, deployment="web"}`]: '0x120',
    },
  ],
  [
    'a rolling update of Qdrant, one node after the other',
    {
      [`kube_statefulset_status_replicas_ready{${NS}, statefulset="qdrant"}`]: '2x10 3x2 2x10 3x2 2x10 3x80',
      [`kube_statefulset_replicas{${NS}, statefulset="qdrant"}`]: '3x120',
      [`kube_statefulset_status_current_revision{${NS}, statefulset="qdrant", revision="a"}`]: '1x36 stale',
      [`kube_statefulset_status_update_revision{${NS}, statefulset="qdrant", revision="b"}`]: '1x120',
      [`up{${NS}, app="qdrant", pod="qdrant-0"}`]: '1x120',
    },
  ],
  [
    'a cache that is filled once and stays at 85 %',
    {
      [`kubelet_volume_stats_available_bytes{${NS}, persistentvolumeclaim="llm-model-cache"}`]: '100-8x10 15x110',
      [`kubelet_volume_stats_capacity_bytes{${NS}, persistentvolumeclaim="llm-model-cache"}`]: '100x120',
    },
  ],
  [
    'a broken GPU of yesterday',
    { 'DCGM_FI_DEV_XID_ERRORS{gpu="0", UUID="GPU-1", Hostname="gpu-1"}': '79x120' },
  ],
];

const each = isAtHand('Prometheus') ? test : test.skip;

// The moments begin behind those at which a counter that was always there counts as new.
each.each(SCENARIOS)('nobody is told of %s', (name, series) => {
  const from = name.includes('yesterday') ? 20 : 1;
  const moments = Array.from({ length: 119 - from }, (_, index) => `${from + index}m`);
  expect(evaluate(rules(), series, moments.map(silent))).toBe('');
}, 60_000);

each('what inhibits others goes on during the whole start, and ends with it', () => {
  const [, start] = SCENARIOS[0];
  expect(evaluate(rules(), start, [
    firing('WorkloadStarting', '1m', 1), firing('WorkloadStarting', '20m', 1), firing('WorkloadStarting', '22m', 0),
  ])).toBe('');
}, 60_000);

each('a wrong expectation is noticed', () => {
  expect(evaluate(rules(), SCENARIOS[0][1], [firing('WorkloadStarting', '5m', 2)])).toContain('FAILED');
}, 60_000);
