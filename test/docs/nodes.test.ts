import { readFileSync } from 'fs';
import { join } from 'path';
import { Cluster, NodePool, Taint } from '../../lib';
import { ROOT } from '../support/manifests';

const page = readFileSync(join(ROOT, 'docs/cluster.md'), 'utf8');
const [, file] = /```yaml\n(apiVersion: cdk8s-nim[\s\S]*?)```/.exec(page)!;
const { pools } = Cluster.fromNodesFile(file);

test('the file of nodes in the documentation gives the pool that the code beside it makes', () => {
  const [, code] = /const mig = (new NodePool\([\s\S]*?\n\}\));/.exec(page)!;
  expect(pools[0]).toEqual(new Function('NodePool', 'Taint', `return ${code};`)(NodePool, Taint));
});

test('it shows a pool of each kind', () => {
  expect(pools.map(({ name, nodes, maxNodes, allocatable }) => [name, nodes, maxNodes, allocatable.extendedResources]))
    .toEqual([['mig', 2, 2, { 'nvidia.com/mig-3g.40gb': '4' }], ['burst', 1, 4, { 'nvidia.com/gpu': '2' }]]);
});
