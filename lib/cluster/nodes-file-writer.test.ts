import { parse } from 'yaml';
import { NodePool } from './node-pool';
import { writeNodesFile } from './nodes-file-writer';
import { Taint } from './taint';

const written = (pools: NodePool[], more: object = {}) => parse(writeNodesFile({ pools, addsTolerations: false,
  ...more }));
const pool = (more: object = {}) => new NodePool({ name: 'a', nodes: 1, allocatable: { cpu: '4', memory: '8Gi' },
  ...more });

test('a pool is written with what it says, and nothing else', () => {
  expect(written([pool()])).toEqual({
    apiVersion: 'cdk8s-nim/v1', kind: expect.any(String),
    pools: [{ name: 'a', count: 1, allocatable: { cpu: '4', memory: '8Gi' } }],
  });
  expect(written([pool({
    maxNodes: 3, labels: { b: 'c' }, taints: [Taint.noSchedule('t'), Taint.noExecute('u', 'v')], zones: ['z'],
    architecture: 'arm64', unschedulable: true, costPerHour: 1.5, nodeNames: ['x', 'y', 'z'], listsAllLabels: false,
    reserved: { cpu: '1', pods: 2 }, allocatable: { cpu: '4', memory: '8Gi', pods: 9 },
  })]).pools).toEqual([{
    name: 'a', count: 1, max: 3, allocatable: { cpu: '4', memory: '8Gi', pods: 9 }, reserved: { cpu: '1', pods: 2 },
    labels: { b: 'c' }, listsAllLabels: false,
    taints: [{ key: 't', effect: 'NoSchedule' }, { key: 'u', value: 'v', effect: 'NoExecute' }], zones: ['z'],
    architecture: 'arm64', unschedulable: true, costPerHour: 1.5, nodeNames: ['x', 'y', 'z'],
  }]);
});

test('a pool of machines says that nothing is reserved, so that its machine brings none', () => {
  const [{ machine, diskGib, reserved }] = written([NodePool.ec2({ name: 'a', nodes: 1, instanceType: 'g5.2xlarge',
    reserved: {} })]).pools;
  expect([machine, diskGib, reserved]).toEqual(['g5.2xlarge', 80, {}]);
});

test('the version and what the API server adds are written where they are known', () => {
  expect(written([pool()], { kubernetesVersion: '1.35', addsTolerations: true }))
    .toMatchObject({ kubernetesVersion: '1.35', addsTolerations: true });
});

test('text that some readers take for a number is in quotes', () => {
  const text = writeNodesFile({ pools: [pool({ labels: { a: '0o17', b: '-0o7', c: 'on', d: '0x1' } })],
    addsTolerations: false });
  expect(text).toMatch(/a: "0o17"\n\s+b: "-0o7"\n\s+c: "on"\n\s+d: "0x1"/);
});
