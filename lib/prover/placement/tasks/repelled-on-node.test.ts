import { Cluster } from '../../../cluster';
import { Model } from '../../../manifests';
import { Capacity, HOSTNAME, Placement, ZONE } from '..';

function deployment(name: string, key: string): string {
  return `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}, tier: all}}
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
          - {topologyKey: ${key}, labelSelector: {matchExpressions: [{key: app, operator: NotIn, values: [${name}, free]}]}}
      containers: [{name: a, image: "x:1"}]
`;
}

const node = (name: string, zone: string) => ({
  kind: 'Node', metadata: { name, labels: { [HOSTNAME]: name, [ZONE]: zone } },
  status: { allocatable: { cpu: '4', memory: '8Gi', pods: '10' } },
});
const cluster = Cluster.fromNodeList(JSON.stringify({
  apiVersion: 'v1', kind: 'List',
  items: ['a', 'b', 'c'].flatMap((zone) => [node(`${zone}1`, zone), node(`${zone}2`, zone)]),
}));

test.each([HOSTNAME, ZONE])('of many that keep apart over %s the few on a node are asked, and say the same', (key) => {
  const names = Array.from({ length: 6 }, (_, index) => `w${index}`);
  const free = deployment('free', key).replace(/affinity:[^]*(?=containers)/, '');
  const text = `${names.map((name) => deployment(name, key)).join('')}${free}`;
  const capacity = new Capacity(Model.load([{ file: 'a.yaml', text }]), cluster);
  const placement = new Placement(capacity);
  const [one, two] = capacity.tasks;
  const other = capacity.tasks.find(({ workload }) => workload.name === 'free')!;
  placement.add(one, 0, 1);
  placement.add(other, 2, 1);
  const open = capacity.nodes.map((_, node) => placement.isOpen(two, node));
  expect(open).toEqual(capacity.nodes.map((_, node) => node !== 0 && !(key === ZONE && node === 1)));
  expect(capacity.nodes.map((_, node) => placement.isOpen(other, node))).toEqual(capacity.nodes.map(() => true));
});
