import { VectorStoreTopology } from '../..';

test('a single node is no cluster', () => {
  expect(VectorStoreTopology.singleNode()).toMatchObject({ nodes: 1, replicationFactor: 1, isCluster: false });
});

test('a cluster has three nodes and two copies unless it is told otherwise', () => {
  expect(VectorStoreTopology.cluster()).toMatchObject({ nodes: 3, replicationFactor: 2, isCluster: true });
  expect(VectorStoreTopology.cluster({ nodes: 5, replicationFactor: 5 })).toMatchObject({
    nodes: 5, replicationFactor: 5, isCluster: true,
  });
});

test.each([2, 0, 3.5, NaN])('fails when a cluster has %d nodes', (nodes) => {
  expect(() => VectorStoreTopology.cluster({ nodes })).toThrow(
    new Error(
      `a cluster of ${nodes} nodes loses its majority when one is missing; write 3 or more nodes, or VectorStoreTopology.singleNode()`,
    ),
  );
});

test.each([1, 4, 2.5])('fails when three nodes keep %d copies', (replicationFactor) => {
  expect(() => VectorStoreTopology.cluster({ nodes: 3, replicationFactor })).toThrow(
    new Error(`replicationFactor ${replicationFactor} cannot survive a missing node of 3; write a number from 2 to 3`),
  );
});
