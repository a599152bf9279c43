import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Json } from '../cluster/api';
import { createNodes, deleteNodes } from '../cluster/nodes';
import { environment, nodesOf } from '../support/environments';
import { Operating } from './operate-live';

/** Programs that make and remove nodes, stood in for: they record how they are called, and the tests do it. */
export interface NodeMakers {
  /** Folder of the programs. */
  readonly folder: string;
  /** How they were called to change something, in order, since it was asked last. */
  calls(): string[];
  /** Makes the two GPU nodes of the system as EKS does. */
  begin(): Promise<void>;
  /** Makes one more, as a person does. */
  add(): Promise<void>;
  /** The node that comes offers no GPU until this is called. */
  offerGpu(): Promise<void>;
  stop(): void;
}

export const CLUSTER = 'research-ops';
export const GROUP = 'gpu';
const LABELS = {
  'alpha.eksctl.io/cluster-name': CLUSTER, 'eks.amazonaws.com/nodegroup': GROUP,
  'topology.kubernetes.io/region': 'us-east-2', 'cdk8s-nim/cost-per-hour': '1.212',
};

/** What `aws` answers. */
const AWS = `case "$*" in
*describe-nodegroup*) echo '{"minSize":2,"maxSize":3,"desiredSize":2}';;
*describe-auto-scaling-instances*)
  grep -q "terminate-instance.*--instance-id $4 " "$CALLS" && echo Terminating || echo InService;;
esac`;

export function makeNodeMakers(live: Operating, root: string): NodeMakers {
  const folder = join(root, 'makers');
  const record = join(root, 'calls.txt');
  mkdirSync(folder);
  writeFileSync(record, '');
  const program = (name: string, script: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\nCALLS=${record}\n${script}\necho "${name} $*" >> "$CALLS"\n`);
    chmodSync(join(folder, name), 0o755);
  };
  program('eksctl', '');
  program('aws', AWS);
  program('add-node', '');
  program('remove-node', '');

  const [template] = nodesOf(environment('research-ops')).filter(({ metadata }) => metadata.name === 'gpu-1');
  const make = async (name: string, gpus: string): Promise<void> => {
    const node: Json = structuredClone(template);
    node.metadata.name = name;
    node.metadata.labels = { ...node.metadata.labels, ...LABELS, 'kubernetes.io/hostname': name };
    node.status.allocatable['nvidia.com/gpu'] = gpus;
    await createNodes(live.plane.api, [node]);
    const providerID = `aws:///us-east-2a/i-${name.replace('-', '')}`;
    await live.plane.api.patch(`/api/v1/nodes/${name}`, { spec: { providerID } });
  };
  let [done, asked, made] = [0, 0, 2];
  const lines = () => readFileSync(record, 'utf8').split('\n').filter(Boolean);
  const names = (): string[] => live.view.list('nodes').map(({ metadata }) => metadata.name);
  const act = async (line: string): Promise<void> => {
    const gone = /terminate-instance.*--instance-id i-gpu(\d)/.exec(line) ?? /^remove-node gpu-(\d)/.exec(line);
    if (/^(eksctl .*--nodes 3|add-node 3)/.test(line) && names().filter((name) => /^gpu-/.test(name)).length < 3) {
      await make(`gpu-${++made}`, '0');
    } else if (gone !== null) {
      await deleteNodes(live.plane.api, [`gpu-${gone[1]}`]);
    }
  };
  let isBusy = false;
  const timer = setInterval(() => {
    if (!isBusy && existsSync(record) && lines().length > done) {
      isBusy = true;
      const [line] = lines().slice(done++);
      void act(line).finally(() => (isBusy = false));
    }
  }, 100);
  return {
    folder,
    calls: () => {
      const since = lines().slice(asked);
      asked += since.length;
      return since.filter((line) => !/ describe-/.test(line));
    },
    begin: async () => {
      await deleteNodes(live.plane.api, ['gpu-1', 'gpu-2']);
      await Promise.all(['gpu-1', 'gpu-2'].map((name) => make(name, '1')));
    },
    add: () => make(`gpu-${++made}`, '1'),
    offerGpu: () => live.plane.api.patch(
      `/api/v1/nodes/gpu-${made}/status`, { status: { allocatable: { 'nvidia.com/gpu': '1' } } },
    ),
    stop: () => clearInterval(timer),
  };
}
