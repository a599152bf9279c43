import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { clusterFrom } from './cluster-from';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nodes-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (text: string, name = 'nodes.txt'): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const node = {
  apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' },
  status: { allocatable: { cpu: '4', memory: '8Gi', pods: '10' } },
};
const nodesOf = (argument: string) => clusterFrom(argument)._nodes.map(({ name }) => name);
const eksctl = {
  apiVersion: 'eksctl.io/v1alpha5', kind: 'ClusterConfig', metadata: { name: 'c', region: 'eu-west-1' },
  managedNodeGroups: [{ name: 'gpu', instanceType: 'g5.xlarge', desiredCapacity: 1 }],
};

test.each([
  ['a node as YAML', stringify(node)], ['a list of nodes as YAML', stringify({ kind: 'List', items: [node] })],
  ['a list that begins with what it holds', stringify([node]).replace(/^/, 'items:\n').concat('kind: List\n')],
  ['nodes behind a comment', `# of Monday\nkind: NodeList\nitems: ${JSON.stringify([node])}\n`],
  ['JSON', JSON.stringify({ kind: 'List', items: [node] })], ['JSON behind blanks', `\n  ${JSON.stringify(node)}`],
])('%s is read as nodes', (_, text) => {
  expect(nodesOf(file(text))).toEqual(['n1']);
});

test('a file of eksctl is read as pools, as YAML and as JSON, and a specification where there is no file', () => {
  expect(clusterFrom(file(stringify(eksctl))).pools.map(({ name }) => name)).toEqual(['gpu']);
  expect(clusterFrom(file(JSON.stringify(eksctl))).pools.map(({ name }) => name)).toEqual(['gpu']);
  expect(clusterFrom('gpu=1xg5.xlarge').pools.map(({ name }) => name)).toEqual(['gpu']);
  const many = Array.from({ length: 40 }, (_, index) => `pool-${index}=1xg5.xlarge`);
  expect(clusterFrom(many.join(',')).pools).toHaveLength(many.length);
});

describe('fails when', () => {
  test.each([
    ['nothing is named', () => ' ', /^nodes ' ': names no nodes; write a file of nodes/],
    ['the file is not there', () => '/gone.yml', /^nodes '\/gone\.yml': no such file; write a file of nodes/],
    ['the file is not there either', () => '/gone.YAML', /no such file/],
    ['nor as JSON', () => '/gone.json', /no such file/],
    ['the file is not there, by its folder', () => './gone/nodes',
      /'\.\/gone\/nodes': no such file; write/],
    ['the file lies below a file', () => join(file(''), 'a'),
      /: lies below something that is no folder; write the path/],
    ['the name is too long', () => `${'x'.repeat(300)}.yaml`, /: has a name that is too long; write a shorter one$/],
    ['the file is a link to nothing', () => {
      symlinkSync('gone', join(folder, 'nodes'));
      return join(folder, 'nodes');
    }, /^nodes '.*': is a link to gone, which is not there; mend the link/],
    ['it cannot be read to its end', () => '/proc/self/mem',
      /^nodes '\/proc\/self\/mem': cannot be read: i\/o error; write another path$/],
    ['it is a folder', () => folder, /: is a folder; write a file of nodes/],
    ['it holds something else', () => file('kind: ConfigMap\n'),
      /: holds neither nodes nor an eksctl ClusterConfig; write/],
    ['the kind is one of another name', () => file('kind: Nodeport\n'), /: holds neither nodes nor/],
    ['it is a NodePool of Karpenter', () => file('apiVersion: karpenter.sh/v1\nkind: NodePool\n'),
      /: a Karpenter NodePool, which says what nodes may be made; give it among the manifests, and with --nodes/],
    ['it is a NodePool of another', () => file('apiVersion: container.gke.io/v1\nkind: NodePool\n'),
      /: holds neither nodes nor/],
    ['it is no JSON', () => file('{"kind": "List", '), /^nodes '.*'/],
  ])('%s', (_, argument, message) => {
    expect(() => clusterFrom(argument())).toThrow(message);
  });
});
