import { Cluster } from '../../cluster';
import { renderPlanJson, renderPlanMarkdown, renderPlanTable } from '.';
import { Model } from '../../manifests';
import { plan as planOf, PlanReport } from '../plan';
import { timelineJson } from './timeline-json';
import { gpu, load, pool, surge, workload } from '../../../test/support/rollout';

const { version } = require('../../../package.json');

const budget = {
  apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' },
  spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
};
const probed = {
  containers: [{
    name: 'main', resources: { requests: gpu }, readinessProbe: {},
    startupProbe: { periodSeconds: 10, failureThreshold: 60 },
  }],
};
const unready = {
  containers: [{ name: 'main', resources: { requests: { cpu: 1 } }, readinessProbe: {} }],
  schedulerName: 'own',
};
const plan = planOf(
  load(
    workload('Deployment', 'nim', gpu, surge(2), probed),
    workload('Deployment', 'web', { cpu: 8 }, surge(1), { nodeSelector: { tier: 'cpu' } }),
    workload('Deployment', 'odd|<b>', { cpu: 1 }, { replicas: 1, strategy: { type: 'Recreate' } }, unready),
    workload('StatefulSet', 'store', { cpu: 1 }, { replicas: 2 }, { nodeSelector: { tier: 'cpu' } }),
    budget,
  ),
  {
    cluster: new Cluster({
      pools: [pool('gpu', 2, {}), pool('cpu', 3, { cpu: '8', extendedResources: {} }, { labels: { tier: 'cpu' } })],
    }),
  },
);

const empty: PlanReport = {
  ...planOf(Model.load([])),
  steadyState: { verdict: 'unknown', witness: ['nobody\u001b[31m asked'] },
  workloads: [],
};

test('the table says of each workload what its update does and costs, and of all whether they fit', () => {
  expect(renderPlanTable(plan)).toMatchInlineSnapshot(`
"asked: a restart of every workload as it is written, by itself and all at once; downtime is that of each by itself

Deployment/nim  update impossible
    - a new Deployment/nim pod needs 1 nvidia.com/gpu and stays Pending
    - pool gpu has 2 nvidia.com/gpu on 2 nodes, held by Deployment/nim (old) (2)
    - an old pod may not stop before a new one is ready (maxSurge 1, maxUnavailable 0)
  strategy   RollingUpdate, maxSurge 1, maxUnavailable 0; 2 replicas, at least 2 available during an update
  downtime   none: at least 2 pods serve while it hangs
  deadline   at least 611 s, plus image pull
  spare      an update without downtime needs 1 nvidia.com/gpu more (1 more node in pool gpu)
  remedy     a rolling update with maxSurge 0 and maxUnavailable 1: finishes, no downtime
  remedy     strategy Recreate: finishes, downtime up to 10 min 41 s
  remedy     1 more node in pool gpu: finishes, no downtime, the cost of 1 node from now on
  fits       proven
  drain      room elsewhere impossible: without one node of pool gpu, the workloads that need the nodes of Deployment/nim do not all fit: 2 nvidia.com/gpu asked, 1 nvidia.com/gpu left
    remedy   1 more node in pool gpu: a drain finishes, downtime up to 10 min 41 s, the cost of 1 node from now on

Deployment/web  update possible
    - it blocks when the pods stand like this:
    - a new Deployment/web pod needs 8 cpu and stays Pending
    - pool cpu has 24 cpu on 3 nodes, held by Deployment/web (old) (8), StatefulSet/store (2)
    - an old pod may not stop before a new one is ready (maxSurge 1, maxUnavailable 0)
  alone      possible; together unknown
  strategy   RollingUpdate, maxSurge 1, maxUnavailable 0; 1 replica, at least 1 available during an update
  downtime   none: at least 1 pod serves where it waits for ever
  spare      an update without downtime needs 8 cpu more (2 more nodes in pool cpu)
  remedy     a CPU request of 6000m in place of 8000m for container main: finishes, no downtime
  remedy     strategy Recreate, and 1 more node in pool cpu: finishes, downtime up to 30 s, the cost of 1 node from now on
  remedy     a rolling update with maxSurge 0 and maxUnavailable 1, and 1 more node in pool cpu: finishes, downtime up to 30 s, the cost of 1 node from now on
  remedy     2 more nodes in pool cpu: finishes, no downtime, the cost of 2 nodes from now on
  fits       possible: Deployment/web fits, unless other pods are placed where it needs the room
  drain      refused by a disruption budget; room elsewhere possible: after a drain of a node of pool cpu, room for Deployment/web depends on where the other pods stand
    - PodDisruptionBudget/web: minAvailable 1 of 1 allows no eviction
    remedy   maxUnavailable 1 in PodDisruptionBudget/web in place of minAvailable 1, and 2 more nodes in pool cpu: a drain finishes, downtime up to 30 s, the cost of 2 nodes from now on

Deployment/odd|<b>  update impossible
    - the API server refuses this object: /metadata/name must be lower-case letters, digits, - and ., starting and ending with a letter or digit, is "odd|<b>"
    - the API server refuses this object: /spec/selector/matchLabels/app must be letters, digits, -, _ and ., starting and ending with a letter or digit, is "odd|<b>"
    - the API server refuses this object: /spec/template/metadata/labels/app must be letters, digits, -, _ and ., starting and ending with a letter or digit, is "odd|<b>"
  strategy   Recreate; 1 replica, none sure to be available during an update
  downtime   may have no end, as it never finishes
  fits       unknown: as above
  drain      room elsewhere unknown: as above

StatefulSet/store  update proven
  strategy   RollingUpdate, maxSurge 0, maxUnavailable 1; 2 replicas, at least 1 available during an update
  downtime   none
  fits       proven
  drain      room elsewhere proven

steady state possible
  - all pods fit, as far as modelled; not modelled in full: Deployment/odd|<b>
not looked at
  - pods outside these manifests are not counted beyond the reserve of each pool; give them with --cluster <snapshot.json> or --live
4 workloads: 2 impossible, 1 possible, 1 proven
"
`);
});

test('verdicts have colours where they are asked for', () => {
  const coloured = renderPlanTable(plan, { colour: true });
  expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(renderPlanTable(plan));
  expect(
    [...`${coloured}${renderPlanTable(empty, { colour: true })}`.matchAll(/\u001b\[(\d+)m(\w+)\u001b\[0m/g)].map(
      ([, code, text]) => `${text} ${code}`,
    ),
  ).toEqual(expect.arrayContaining(['impossible 31', 'possible 33', 'unknown 2', 'proven 32']));
  expect(coloured).toContain('\u001b[1mDeployment/nim\u001b[0m');
});

test('the table for a pull request escapes what manifests say', () => {
  expect(renderPlanMarkdown(plan)).toMatchInlineSnapshot(`
"## Rollout plan

Asked: a restart of every workload as it is written, by itself and all at once; downtime is that of each by itself. 4 workloads: 2 impossible, 1 possible, 1 proven.

| Workload | Update | Strategy | Downtime | Spare for no downtime | Drain of a node | Why |
| --- | --- | --- | --- | --- | --- | --- |
| Deployment/nim | impossible | RollingUpdate, maxSurge 1, maxUnavailable 0 | none: at least 2 pods serve while it hangs | an update without downtime needs 1 nvidia.com/gpu more (1 more node in pool gpu) | room elsewhere impossible | a new Deployment/nim pod needs 1 nvidia.com/gpu and stays Pending; pool gpu has 2 nvidia.com/gpu on 2 nodes, held by Deployment/nim (old) (2); an old pod may not stop before a new one is ready (maxSurge 1, maxUnavailable 0) |
| Deployment/web | possible | RollingUpdate, maxSurge 1, maxUnavailable 0 | none: at least 1 pod serves where it waits for ever | an update without downtime needs 8 cpu more (2 more nodes in pool cpu) | refused by a disruption budget; room elsewhere possible | it blocks when the pods stand like this: a new Deployment/web pod needs 8 cpu and stays Pending; pool cpu has 24 cpu on 3 nodes, held by Deployment/web (old) (8), StatefulSet/store (2); an old pod may not stop before a new one is ready (maxSurge 1, maxUnavailable 0) |
| Deployment/odd\\|&lt;b&gt; | impossible | Recreate | may have no end, as it never finishes |  | room elsewhere unknown | the API server refuses this object: /metadata/name must be lower-case letters, digits, - and ., starting and ending with a letter or digit, is "odd\\|&lt;b&gt;"; the API server refuses this object: /spec/selector/matchLabels/app must be letters, digits, -, \\_ and ., starting and ending with a letter or digit, is "odd\\|&lt;b&gt;"; the API server refuses this object: /spec/template/metadata/labels/app must be letters, digits, -, \\_ and ., starting and ending with a letter or digit, is "odd\\|&lt;b&gt;" |
| StatefulSet/store | proven | RollingUpdate, maxSurge 0, maxUnavailable 1 | none |  | room elsewhere proven |  |

**Remedies, each proven**

- Deployment/nim: a rolling update with maxSurge 0 and maxUnavailable 1: finishes, no downtime
- Deployment/nim: strategy Recreate: finishes, downtime up to 10 min 41 s
- Deployment/nim: 1 more node in pool gpu: finishes, no downtime, the cost of 1 node from now on
- Deployment/nim: 1 more node in pool gpu: a drain finishes, downtime up to 10 min 41 s, the cost of 1 node from now on
- Deployment/web: a CPU request of 6000m in place of 8000m for container main: finishes, no downtime
- Deployment/web: strategy Recreate, and 1 more node in pool cpu: finishes, downtime up to 30 s, the cost of 1 node from now on
- Deployment/web: a rolling update with maxSurge 0 and maxUnavailable 1, and 1 more node in pool cpu: finishes, downtime up to 30 s, the cost of 1 node from now on
- Deployment/web: maxUnavailable 1 in PodDisruptionBudget/web in place of minAvailable 1, and 2 more nodes in pool cpu: a drain finishes, downtime up to 30 s, the cost of 2 nodes from now on

**Not looked at**

- pods outside these manifests are not counted beyond the reserve of each pool; give them with --cluster &lt;snapshot.json&gt; or --live
"
`);
});

test('a plan of nothing is short, and control characters do not reach the terminal', () => {
  expect(renderPlanTable(empty)).toBe(
    'asked: a restart of every workload as it is written, by itself and all at once; downtime is that of each by itself\n\nsteady state unknown\n  - nobody?[31m asked\n0 workloads: none\n',
  );
  expect(renderPlanMarkdown(empty)).toBe(
    '## Rollout plan\n\nAsked: a restart of every workload as it is written, by itself and all at once; downtime is that of each by itself. 0 workloads: none.\n\n| Workload | Update | Strategy | Downtime | Spare for no downtime | Drain of a node | Why |\n| --- | --- | --- | --- | --- | --- | --- |\n',
  );
});

test('JSON has everything the prover knows, and who says so', () => {
  const text = renderPlanJson(plan);
  expect(text.endsWith('}\n')).toBe(true);
  const { cluster: _, byWorkload: __, remedies, connections, workloads, unread, ...rest } = plan;
  const document = JSON.parse(text);
  expect(document).toMatchObject({
    version: 2, tool: { name: 'cdk8s-nim', version }, nodesKnown: true, ...JSON.parse(JSON.stringify(rest)),
  });
  expect([unread, document.unread]).toEqual([[], undefined]);
  expect(document.workloads).toMatchObject(JSON.parse(JSON.stringify(workloads.map((each) =>
    ({ ...each, timeline: each.timeline && timelineJson(each.timeline) })))));
  expect(document.workloads.map(({ remedies: { length } }: { remedies: object[] }) => length)).toEqual(
    workloads.map((each) => remedies.byWorkload.get(each)?.remedies.length ?? 0),
  );
  expect(document.connections).toHaveLength(connections.list.length);
});

describe('what is told beside a verdict', () => {
  const [, , , store] = plan.workloads;
  const told = (more: object): string =>
    renderPlanTable({ ...plan, workloads: [{ ...store, ...more } as typeof store] });

  test('its first reason, unless it is proven or has none', () => {
    expect(told({ fits: { verdict: 'proven', witness: ['a', 'b'] } })).toMatch(/^ {2}fits {7}proven$/m);
    expect(told({ fits: { verdict: 'unknown', witness: [] } })).toMatch(/^ {2}fits {7}unknown$/m);
    expect(told({ fits: { verdict: 'unknown', witness: ['a', 'b'] } })).toMatch(/^ {2}fits {7}unknown: a$/m);
  });

  test('the order of least downtime, and that connections were left out', () => {
    const step = { name: 'web', way: 'recreate', verdict: 'proven' as const, downtimeSeconds: { least: 0, most: 0 } };
    const steps = [step, { ...step, name: 'api', verdict: 'possible' }];
    const order = { steps, downtimeSeconds: step.downtimeSeconds };
    const connections = { list: [], isCut: true };
    const text = renderPlanTable({ ...plan, order: { ...order, isBest: true }, connections } as never);
    expect(text).toContain([
      'order of least downtime, one after the other', '  1. web, recreate: proven, no downtime',
      '  2. api, recreate: possible',
      '  1 of 2 updates not proven one after the other (no order leaves fewer); the others in all no downtime',
    ].join('\n'));
    expect(text).toContain('who calls whom\n  - further connections are left out\n');
    const page = renderPlanMarkdown({ ...plan, connections });
    expect(page).toContain('**Who calls whom**\n\n- further connections are left out\n');
  });
});
