import { gpuNode, liveDeployment, viewOf } from '../../../test/support/operate';
import { commandText } from '../../kubernetes/command-text';
import { Model } from '../../manifests';
import { NodeGroup } from './node-group';
import { surgeCommands } from './surge-commands';
import { SurgeContext } from './surge-context';
import { SURGE_STEPS, SurgeState } from './surge-state';

const { snapshot } = viewOf(liveDeployment(), gpuNode('gpu-1', 1), gpuNode('gpu-2', 1));
const STATE: SurgeState = { step: 'grow', nodes: ['gpu-1', 'gpu-2'], wanted: 3 };
const EKS: NodeGroup = { eks: { cluster: 'ops', name: 'gpu' } };

function commands(group: NodeGroup, state: SurgeState = STATE, options: object = {}): string[] {
  const model = new Model([...snapshot.objects.filter(({ kind }) => kind === 'Deployment')]);
  const context = {
    manifests: model.manifests, model, surging: model.workloads, namespace: 'research-ops', group, options,
  } as unknown as SurgeContext;
  return surgeCommands(context, state, snapshot).flatMap((step) => step.commands)
    .map(([program, args]) => commandText([program, ...args]));
}

/** Without what writes down how far it is. */
const changes = (all: string[]) => all.filter((each) => !each.startsWith('kubectl annotate'));

test('all that a surge of EKS runs stands there in order, with placeholders where the cluster decides', () => {
  expect(changes(commands(EKS))).toEqual([
    'eksctl scale nodegroup --cluster ops --name gpu --nodes 3',
    'kubectl apply --server-side --field-manager cdk8s-nim --filename -',
    'kubectl --namespace research-ops patch deployment web --type merge --field-manager cdk8s-nim ' +
      "--patch '{\"spec\":{\"strategy\":{\"type\":\"Recreate\",\"rollingUpdate\":null}}}'",
    "kubectl cordon '<the emptied node>'",
    "kubectl drain '<the emptied node>' --ignore-daemonsets --delete-emptydir-data --timeout=300s",
    "aws autoscaling terminate-instance-in-auto-scaling-group --instance-id '<its instance>' " +
      '--should-decrement-desired-capacity',
  ]);
});

test('how far it is is written before each step, and taken away after the last', () => {
  const written = commands(EKS).filter((each) => each.startsWith('kubectl annotate'));
  expect(written).toHaveLength(SURGE_STEPS.length + 1);
  expect(written[0]).toBe('kubectl annotate namespace research-ops ' +
    '\'cdk8s-nim/surge={"step":"grow","nodes":["gpu-1","gpu-2"],"wanted":3}\' --overwrite');
  expect(written.at(-1)).toBe('kubectl annotate namespace research-ops cdk8s-nim/surge- --overwrite');
});

test('programs of somebody else are told what they are told, and a person has no command', () => {
  const all = changes(commands({ commands: { add: 'add', remove: 'remove' } }));
  expect([all[0], all.at(-1)]).toEqual(['add 3', "remove '<the emptied node>' 2"]);
  expect(changes(commands({}, STATE, { forceConflicts: true }))[0])
    .toBe('kubectl apply --server-side --field-manager cdk8s-nim --force-conflicts --filename -');
  expect(changes(commands({})).at(-1)).toMatch(/^kubectl drain/);
});

test('one that was begun goes on with what is left, on the node that was chosen', () => {
  const left = changes(commands(EKS, { ...STATE, step: 'drain', victim: 'gpu-2' }));
  expect(left.map((each) => each.split(' --')[0])).toEqual([
    'kubectl cordon gpu-2', 'kubectl drain gpu-2', 'aws autoscaling terminate-instance-in-auto-scaling-group',
  ]);
});
