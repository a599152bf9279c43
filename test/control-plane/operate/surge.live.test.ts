import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NimCache } from '../../../app/nim-cache';
import { availablePods } from '../agreement/outcome';
import { Json } from '../cluster/api';
import { createNodes } from '../cluster/nodes';
import { makeNodeMakers, NodeMakers } from './node-makers';
import { annotate, NAMESPACE, researchOpsWith, Told, useOperating } from './operate-live';
import { shown, steady } from './page-lines';

const live = useOperating();
const NIMS = ['reasoning-nim', 'embedding-nim'];
const path = process.env.PATH;
let root: string;
let makers: NodeMakers;

/** The system with another cache, its pods without GPU on a node of their own. */
function system(release: string, cache: NimCache): Json[] {
  return researchOpsWith(cache, (each) => {
    if (each.kind === 'Deployment') {
      if (NIMS.includes(each.metadata.name)) {
        annotate(each, 'release', release);
      } else {
        each.spec.template.spec.nodeSelector = { role: 'others' };
      }
    }
  });
}

const shared = (release: string): Json[] => system(release, NimCache.shared('efs'));

const surge = (manifests: Json[], ...flags: string[]): Promise<Told> =>
  live.told(['surge', live.folder(manifests), ...flags], { heard: offer });
const state = async (): Promise<string | undefined> =>
  (await live.plane.api.get(`/api/v1/namespaces/${NAMESPACE}`)).metadata.annotations?.['cdk8s-nim/surge'];
const gpuNodes = (): string[] =>
  live.view.list('nodes').map(({ metadata }) => metadata.name).filter((name) => /^gpu-/.test(name)).sort();
const deployment = (name: string): Promise<Json> =>
  live.plane.api.get(`/apis/apps/v1/namespaces/${NAMESPACE}/deployments/${name}`);

/** The device plugin starts once somebody waits for it. */
function offer(text: string): void {
  if (text.includes('offers these pods no')) {
    void makers.offerGpu();
  }
}

/** Fewest pods of each NIM that were available while something was done. */
async function fewestDuring<T>(what: () => Promise<T>): Promise<{ result: T; fewest: number }> {
  let fewest = 9;
  const stop = live.view.onChange((collection) => {
    if (collection === 'pods') {
      const counts = NIMS.map((name) =>
        availablePods(live.view, { kind: 'Deployment', metadata: { name, namespace: NAMESPACE } }));
      fewest = Math.min(fewest, ...counts);
    }
  });
  const result = await what();
  stop();
  return { result, fewest };
}

/** Two pods that keep apart on GPU nodes, and a budget that lets neither go. */
const GUARD: Json[] = [
  {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'guard', namespace: 'default' },
    spec: {
      replicas: 2, selector: { matchLabels: { app: 'guard' } },
      template: {
        metadata: { labels: { app: 'guard' } },
        spec: {
          nodeSelector: { 'cdk8s-nim/cost-per-hour': '1.212' }, containers: [{ name: 'a', image: 'a:1' }],
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [{
                topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'guard' } },
              }],
            },
          },
        },
      },
    },
  },
  {
    apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'guard', namespace: 'default' },
    spec: { minAvailable: 2, selector: { matchLabels: { app: 'guard' } } },
  },
];

async function updatedTo(release: string): Promise<void> {
  for (const name of NIMS) {
    const { spec, status } = await deployment(name);
    expect([spec.template.metadata.annotations.release, spec.strategy, status.availableReplicas])
      .toEqual([release, { type: 'Recreate' }, 1]);
  }
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'surge-'));
  makers = makeNodeMakers(live, root);
  process.env.PATH = `${makers.folder}:${process.env.PATH}`;
  await makers.begin();
  await createNodes(live.plane.api, [{
    metadata: { name: 'others', labels: { role: 'others' } },
    status: { allocatable: { 'cpu': '16', 'memory': '64Gi', 'pods': '50', 'ephemeral-storage': '200Gi' } },
  }]);
});

test('a surge is refused where a cache stays on one node, with which a spare GPU changes nothing', async () => {
  const file = live.folder(system('1', NimCache.oneNode('gp2')));
  expect((await live.told(['deploy', file])).code).toBe(0);
  const { code, text } = await surge(system('2', NimCache.oneNode('gp2')));
  expect([code, text]).toEqual([
    3, expect.stringMatching(/a rolling update of reasoning-nim is impossible: claim reasoning-nim-cache is ReadWriteOnce/),
  ]);
  expect([makers.calls(), await state()]).toEqual([[], undefined]);
  expect(await live.told(['cleanup', file, '--confirm', NAMESPACE])).toMatchObject({ code: 0 });
  await live.quiet(NAMESPACE);
  await live.plane.kubectl('--namespace', NAMESPACE, 'delete', 'pvc', '--all');
});

afterAll(() => {
  makers.stop();
  process.env.PATH = path;
  rmSync(root, { recursive: true });
});

describe('a surge is refused before a node is made', () => {
  beforeAll(async () => {
    expect(await live.told(['deploy', live.folder(shared('1'))])).toMatchObject({ code: 0 });
  });

  test('where nothing changes', async () => {
    expect(await surge(shared('1'))).toMatchObject({
      code: 3, text: expect.stringMatching(/none of reasoning-nim, embedding-nim changes: deploy is enough/),
    });
  });

  test('where a GitOps controller would take the strategies back', async () => {
    const tracked = (id: string | null) => live.plane.api.patch(
      `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/embedding-nim`,
      { metadata: { labels: { 'kustomize.toolkit.fluxcd.io/name': id } } },
    );
    await tracked('apps');
    const { code, text } = await surge(shared('2'));
    await tracked(null);
    expect([code, text]).toEqual([3, expect.stringContaining('Flux (apps) would take the strategies back')]);
  });

  afterAll(async () => {
    expect([makers.calls(), await state()]).toEqual([[], undefined]);
  });
});

/** The commands of a surge with placeholders for what only the cluster decides. */
function commandsOf({ events }: Told): string[] {
  return events.filter(({ event }) => event === 'command').map(({ command }) => command!
    .replaceAll("'", '').replace(/(cordon |drain |"victim":")gpu-\d/, '$1<the emptied node>')
    .replace(/i-gpu\d/, '<its instance>'));
}

test('two GPU nodes become three and two again, by the calls that take just the empty one away', async () => {
  const shownBefore = await surge(shared('2'), '--dry-run');
  live.record('surge-dry-run', shownBefore.text);
  expect([shownBefore.code, makers.calls(), await state()]).toEqual([0, [], undefined]);
  const { result, fewest } = await fewestDuring(() => surge(shared('2')));
  const { code, text, events } = result;
  live.record('surge', text);
  expect(commandsOf(shownBefore)).toEqual(commandsOf(result));
  // The node that goes is another one each time, and the tables stand on the page elsewhere.
  const leftOut = /^(ok  | {4}OBJECT| {2}gpu-\d| {2}no further)/;
  const alike = (lines: string[]) => steady(lines.filter((line) => !leftOut.test(line)))
    .map((line) => line.replace(/gpu-?\d/g, 'gpu-N'));
  expect(alike(text.split('\n'))).toEqual(alike(shown('surge')));
  expect([code, events.at(-1)!.text]).toEqual([0, 'updated without downtime of reasoning-nim, embedding-nim']);
  expect(fewest).toBe(1);
  const [scaled, ended, ...more] = makers.calls();
  expect(scaled).toBe('eksctl scale nodegroup --cluster research-ops --name gpu --nodes 3 --region us-east-2');
  expect(ended).toMatch(
    /^aws autoscaling terminate-instance-in-auto-scaling-group --instance-id i-gpu\d --should-decrement-desired-capacity/,
  );
  expect(more).toEqual([]);
  expect([gpuNodes().length, await state()]).toEqual([2, undefined]);
  await updatedTo('2');
});

test('a surge that dies at any step goes on from there, and does nothing twice that counts', async () => {
  const file = live.folder(shared('3'));
  const deaths = new Set<string>();
  const die = (lines: string): void => {
    offer(lines);
    for (const line of lines.split('\n').filter(Boolean)) {
      const { text: said } = JSON.parse(line) as { text: string };
      const at = said.replace(/\S*kubeconfig\S*/, '');
      if (/^surge {3}|^ {2}(eksctl|aws|kubectl \S* drain)|is still there|has joined/.test(at) && !deaths.has(at)) {
        deaths.add(at);
        throw new Error('the machine is gone');
      }
    }
  };
  const { result, fewest } = await fewestDuring(async () => {
    for (let told: Told; ;) {
      told = await live.told(['surge', file], { heard: die });
      if (told.code !== 70) {
        return told;
      }
    }
  });
  expect([result.code, result.events.at(-1)!.text]).toEqual([0, expect.stringMatching(/^updated without downtime/)]);
  expect(result.text).toContain('a surge was begun before, and goes on at: remove');
  expect([...deaths].filter((at) => at.startsWith('surge   '))).toHaveLength(7);
  expect(fewest).toBe(1);
  expect(makers.calls().filter((call) => /terminate/.test(call))).toHaveLength(1);
  expect([gpuNodes().length, await state()]).toEqual([2, undefined]);
  await updatedTo('3');
});

test('programs of somebody else make and remove nodes; one that a budget holds stays until downtime is allowed', async () => {
  const guard = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: GUARD });
  expect(await live.plane.kubectlWith(guard, 'create', '--filename', '-')).toMatchObject({ status: 0 });
  await live.quiet('default');
  makers.calls();
  const commands = ['--add-node-command', 'add-node', '--remove-node-command', 'remove-node'];
  const held = await surge(shared('4'), ...commands);
  expect([held.code, held.events.at(-1)!.text]).toEqual([
    1, expect.stringMatching(
      /^the best node to take away is gpu-\d, and guard is held: .*--allow-downtime deletes its pod; the same command goes/,
    ),
  ]);
  expect(held.events.at(-1)!.text).toMatch(/goes on at: choose; the further node stays, and costs 1.212 per hour$/);
  await updatedTo('4');
  const { code } = await surge(shared('4'), ...commands, '--allow-downtime');
  expect([code, makers.calls()]).toEqual([0, ['add-node 3', expect.stringMatching(/^remove-node gpu-\d 2$/)]]);
  expect([gpuNodes().length, await state()]).toEqual([2, undefined]);
  await live.plane.kubectl('--namespace', 'default', 'delete', 'deployment,pdb', 'guard');
});

test('a person adds and removes the node; an update that fails is gone on with once it is mended', async () => {
  await makers.add();
  const broken = shared('5').map((each) => {
    if (each.kind === 'Deployment' && each.metadata.name === 'embedding-nim') {
      annotate(each, 'nodelet/state', 'image-not-found');
    }
    return each;
  });
  const failed = await surge(broken, '--nodes-ready');
  expect([failed.code, failed.events.at(-1)!.text]).toEqual([
    1, 'the update did not finish; the same command goes on at: update',
  ]);
  const { result: { code, text }, fewest } = await fewestDuring(() => surge(shared('5'), '--nodes-ready'));
  expect([code, text]).toEqual([0, expect.stringMatching(/node gpu-\d is empty and cordoned: remove it now/)]);
  expect([fewest, gpuNodes().length, makers.calls(), await state()]).toEqual([1, 3, [], undefined]);
  await updatedTo('5');
});

test.each<[string, NimCache]>([
  ['one of each pod', NimCache.perPod()],
  ['one in an image', NimCache.image(({ name }) => `registry.example.com/models/${name}:1.0.0`)],
])('with a cache that is %s no NIM is missing either', async (_, cache) => {
  await live.plane.kubectl('uncordon', ...gpuNodes());
  const { result: { code, text }, fewest } = await fewestDuring(() => surge(system('6', cache), '--nodes-ready'));
  expect([code, text, fewest]).toEqual([0, expect.stringMatching(/is empty and cordoned: remove it now/), 1]);
  await updatedTo('6');
});
