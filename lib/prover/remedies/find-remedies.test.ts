import { Cluster } from '../../cluster';
import { Model } from '../../manifests';
import { deployment, modelOf, researchOps } from '../../../test/support/html-report';
import { claim, remediesOf, SURGE, titles, withClaim } from '../../../test/support/remedies';
import { planRollout } from '../updates';
import { changedInput } from './change';
import { isAppliedAlone } from './remedy';
import { findRemedies } from './find-remedies';

const RECREATE = { strategy: { type: 'Recreate' } };

function rewritten(model: Model, rewrite: (text: string) => string): Model {
  return Model.load([
    {
      file: 'app.json',
      text: rewrite(JSON.stringify({ kind: 'List', items: model.manifests.map(({ json }) => json) })),
    },
  ]);
}

describe('remedies of an update', () => {
  // Of one model: were both rolling, a pod of the other might take the room and wait there for its own volume.
  const naive = rewritten(researchOps(), (text) => text.replace('"type":"Recreate"', '"type":"RollingUpdate"'));

  test('of a rolling NIM on two full GPU nodes are Recreate, no surge, and a third node with a cache that two nodes can have', () => {
    const remedies = remediesOf(naive, 'gpu=2xg5.2xlarge@1.212')
      .get('reasoning-nim')!
      .filter(({ cures }) => cures === 'update');
    expect(
      remedies.map(({ title, downtimeSeconds, costPerHour, nodes }) => [
        title, downtimeSeconds.most, costPerHour, nodes?.isTemporary,
      ]),
    ).toEqual([
      ['strategy Recreate', 1285, 0, undefined],
      ['a rolling update with maxSurge 0 and maxUnavailable 1', 1285, 0, undefined],
      ['a ReadWriteMany claim in place of reasoning-nim-cache, and 1 more node in pool gpu', 0, 1.212, true],
      ['a volume of each pod\'s own in place of reasoning-nim-cache, and 1 more node in pool gpu', 0, 1.212, true],
    ]);
    expect(remedies.map(({ verdict }) => verdict)).toEqual(['proven', 'proven', 'proven', 'proven']);
    expect(remedies[2].after.timeline).toMatchObject({
      blocked: false, nodes: [{ node: 'gpu-1' }, { node: 'gpu-2' }, { node: 'gpu-3' }],
    });
    expect(remedies.map(({ props }) => props)).toEqual([
      ['rollout: RolloutStrategy.recreate()'],
      ['rollout: RolloutStrategy.rollingUpdate({ maxSurge: 0, maxUnavailable: 1 })'],
      ['modelCache: ModelCache.sharedClaim({ storageClass: \'nfs\' })', 'nodes: 3 of the NodePool \'gpu\''],
      [],
    ]);
  });

  test('take the class that offers ReadWriteMany where the input has one, and ask for it where it has none', () => {
    const shared = (model: Model) =>
      remediesOf(model, 'gpu=2xg5.2xlarge')
        .get('reasoning-nim')!
        .find(({ id }) => id.startsWith('shared-claim'))!;
    const efs = {
      apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'efs' }, provisioner: 'efs.csi.aws.com',
    };
    const known = new Model([...naive.manifests, ...modelOf(efs).manifests]);
    expect([shared(known).toFill, shared(known).change.added]).toEqual([
      [], [expect.objectContaining({ spec: expect.objectContaining({ storageClassName: 'efs' }) })],
    ]);
    expect(shared(naive).toFill).toEqual([expect.stringContaining('a class that offers ReadWriteMany')]);
  });

  test('never give a second pod to what may have one writer', () => {
    for (const [image, path] of [
      ['qdrant/qdrant:v1.15', '/qdrant/storage'], ['postgres:17', '/var/lib/postgresql/data'],
      ['example.com/models-db:1', '/var/lib/db'],
    ]) {
      expect(titles(modelOf(withClaim({ image, path }), claim('data')), 'cpu=1xm6i.large,more=1xm6i.large')).toEqual([
        'strategy Recreate, 30 s',
      ]);
    }
  });

  test.each([
    ['a known model server', { image: 'vllm/vllm-openai:v0.11', path: '/root/.cache/huggingface' }],
    ['an accelerator, at a path named after models', { image: 'example.com/llm:1', path: '/models', gpus: 1 }],
    ['a volume that is only read', { image: 'example.com/site:1', path: '/var/www', readOnly: true }],
  ])('share the claim of %s', (_, spec) => {
    expect(titles(modelOf(withClaim(spec), claim('data')), 'gpu=2xg5.2xlarge')).toContain(
      'a ReadWriteMany claim in place of data',
    );
  });

  test('bring who else mounts the claim along, and then give no pod a volume that nobody fills', () => {
    const job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'fetch' },
      spec: {
        template: {
          spec: {
            restartPolicy: 'Never',
            volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
            containers: [
              { name: 'fetch', image: 'example.com/fetch:1', resources: { requests: { cpu: '10m', memory: '10Mi' } } },
            ],
          },
        },
      },
    };
    const model = modelOf(withClaim({ image: 'vllm/vllm-openai:v0.11', path: '/models', gpus: 1 }), claim('data'), job);
    const remedies = remediesOf(model, 'gpu=2xg5.2xlarge').get('nim') ?? [];
    expect(remedies.some(({ id }) => id.includes('volume-per-pod'))).toBe(false);
    for (const { change } of remedies.filter(({ id }) => id.includes('shared-claim'))) {
      expect(change.patches.map(({ manifest }) => manifest.name)).toEqual(expect.arrayContaining(['nim', 'fetch']));
    }
  });

  test('raise a quota by the pods it lacks', () => {
    const quota = {
      apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team' },
      spec: { hard: { 'requests.nvidia.com/gpu': '2' } },
    };
    expect(titles(modelOf(deployment('nim', 1, { replicas: 2, ...SURGE }), quota), 'gpu=3xg5.2xlarge')).toContain(
      'requests.nvidia.com/gpu 3 in place of 2 in ResourceQuota team, for 3 pods of Deployment/nim at once',
    );
  });

  test('are a quota and a node where both are lacking', () => {
    const quota = {
      apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team' }, spec: { hard: { pods: '2' } },
    };
    expect(titles(modelOf(deployment('nim', 1, { replicas: 2, ...SURGE }), quota), 'gpu=2xg5.2xlarge').at(-1)).toBe(
      'pods 3 in place of 2 in ResourceQuota team, for 3 pods of Deployment/nim at once, and 1 more node in pool gpu',
    );
  });

  test('let a spread and an anti-affinity of its own pods look at one revision, and leave one alone that keeps others off', () => {
    const apart = (labels: object) => ({
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: labels } },
        ],
      },
    });
    const keptApart = (labels: object) => {
      const object = deployment('nim', 1, { replicas: 2, ...SURGE }) as {
        spec: { template: { metadata: { labels: object }; spec: object } };
      };
      Object.assign(object.spec.template.spec, { affinity: apart(labels) });
      Object.assign(object.spec.template.metadata.labels, { tier: 'models' });
      return object;
    };
    const other = deployment('other') as { spec: { template: { metadata: { labels: object } } } };
    Object.assign(other.spec.template.metadata.labels, { tier: 'models' });
    const perRevision = (model: Model) =>
      titles(model, 'gpu=2xg5.12xlarge').filter((title) => title.startsWith('matchLabelKeys'));
    expect(perRevision(modelOf(keptApart({ app: 'nim' })))).toHaveLength(1);
    expect(perRevision(modelOf(keptApart({ tier: 'models' }), other))).toEqual([]);
  });

  test('choose a smaller MIG slice only where the need of the model is known', () => {
    const mig = (image: string) => {
      const object = deployment('nim', 0, SURGE, {
        image,
        resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { 'nvidia.com/mig-3g.40gb': 1 } },
      });
      return modelOf(object);
    };
    const nodes = JSON.stringify({
      items: [
        {
          kind: 'Node',
          metadata: { name: 'a' },
          status: {
            allocatable: {
              'cpu': '32', 'memory': '200Gi', 'pods': '50', 'nvidia.com/mig-3g.40gb': '1',
              'nvidia.com/mig-1g.10gb': '4',
            },
          },
        },
      ],
    });
    const slices = (image: string) => {
      const [model, cluster] = [mig(image), Cluster.fromNodeList(nodes)];
      return [...findRemedies({ model, cluster }, planRollout(model, cluster)).byWorkload.values()]
        .flatMap(({ remedies }) => remedies)
        .filter(({ id, cures }) => id.startsWith('slice') && cures === 'update')
        .map(({ title }) => title);
    };
    expect(slices('nvcr.io/nim/nvidia/nv-embedqa-e5-v5:1.10.1')).toEqual([
      'one nvidia.com/mig-1g.10gb in place of one nvidia.com/mig-3g.40gb, for a model of 4 GiB',
    ]);
    expect(slices('nvcr.io/nim/nvidia/llama-3.1-nemotron-nano-8b-v1:1.8.4')).toEqual([]);
    expect(slices('example.com/llm:1')).toEqual([]);
  });

  test('lower no CPU of pods of the class Guaranteed, which may have CPUs of their own', () => {
    const web = (limits: object) => modelOf(deployment('nim', 0, SURGE,
      { resources: { requests: { cpu: '4500m', memory: '64Mi' }, limits } }));
    const lowered = (limits: object) =>
      titles(web(limits), 'cpu=1xm6i.2xlarge').some((title) => title.includes('CPU request'));
    expect(lowered({ cpu: '4.5', memory: '64Mi' })).toBe(false);
    expect(lowered({ cpu: '5', memory: '64Mi' })).toBe(true);
    expect(lowered({ cpu: '4500m' })).toBe(true);
  });

  test('are to apply it by itself where only the others keep it from finishing', () => {
    const sized = (name: string, replicas: number, cpu: string) =>
      deployment(
        name,
        0,
        { replicas, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } },
        { resources: { requests: { cpu, memory: '64Mi' } } },
      );
    const nodes = new Cluster({ pools: [...Cluster.fromSpec('a=2xm6i.xlarge').pools] });
    const model = modelOf(sized('nim', 1, '3'), sized('b', 2, '1500m'));
    const plan = planRollout(model, nodes);
    const [first] = findRemedies({ model, cluster: nodes }, plan).byWorkload.get(plan.workloads[0])!.remedies;
    expect([plan.workloads[0].alone.verdict, plan.workloads[0].verdict, first.id, first.costPerHour]).toEqual([
      'proven', 'possible', 'apply-alone', 0,
    ]);
  });

  test('are a change to apply by itself where the others undo it, before a node that nobody has to buy for it', () => {
    const sized = (name: string, replicas: number, cpu: string, maxSurge: number) => {
      const amounts = { cpu, memory: '64Mi' };
      const rollingUpdate = { maxSurge, maxUnavailable: 1 - maxSurge };
      const resources = { requests: amounts, limits: amounts };
      return deployment(name, 0, { replicas, strategy: { rollingUpdate } }, { resources });
    };
    const cluster = Cluster.fromSpec('a=2xm6i.xlarge');
    const model = modelOf(sized('nim', 1, '3', 1), sized('b', 2, '1500m', 0));
    const plan = planRollout(model, cluster);
    expect(plan.workloads[0].alone.verdict).not.toBe('proven');
    const remedies = findRemedies({ model, cluster }, plan).byWorkload.get(plan.workloads[0])!.remedies
      .filter(({ cures }) => cures === 'update');
    expect(remedies.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'recreate+apply-alone proven', 'recreate+more-nodes-1-a proven', 'no-surge+more-nodes-1-a proven',
      'more-nodes-2-a proven',
    ]);
    for (const { id, change } of remedies.filter(isAppliedAlone)) {
      const { model: changed } = changedInput({ model, cluster }, change);
      const [{ alone, verdict }] = planRollout(changed, cluster).workloads;
      expect([id, alone.verdict, verdict]).toEqual([id, 'proven', 'possible']);
    }
  });

  test('are none for what is proven, unknown, or makes another workload worse', () => {
    expect(
      remediesOf(modelOf(deployment('web', 0, SURGE)), 'gpu=2xg5.2xlarge,cpu=1xm6i.large')
        .get('web')
        ?.filter(({ cures }) => cures !== 'drain') ?? [],
    ).toEqual([]);
    const before = modelOf(deployment('nim', 1, { replicas: 2, ...SURGE }));
    const cluster = Cluster.fromSpec('gpu=2xg5.2xlarge');
    const plan = planRollout(before, cluster);
    const spoiling = findRemedies({ model: before, cluster }, plan, (model, changed, options) => {
      const after = planRollout(model, changed, options);
      return { ...after, steadyState: { verdict: 'impossible', witness: [] } };
    });
    expect([...spoiling.byWorkload.values()].flatMap(({ remedies }) => remedies)).toEqual([]);
  });
});

describe('remedies of downtime', () => {
  test('are given to pods with an accelerator alone: who else writes Recreate may have his reasons', () => {
    expect(titles(modelOf(deployment('nim', 1, RECREATE)), 'gpu=2xg5.2xlarge', 'downtime')).toEqual([
      'a rolling update with maxSurge 1 and maxUnavailable 0',
    ]);
    expect(titles(modelOf(deployment('nim', 0, RECREATE)), 'cpu=2xm6i.large', 'downtime')).toEqual([]);
  });

  test('name the node and the volume that are both needed', () => {
    expect(titles(researchOps(), 'gpu=2xg5.2xlarge', 'downtime', 'reasoning-nim')[0]).toBe(
      'a rolling update with maxSurge 1 and maxUnavailable 0, and a ReadWriteMany claim in place of reasoning-nim-cache, and 1 more node in pool gpu',
    );
  });
});
