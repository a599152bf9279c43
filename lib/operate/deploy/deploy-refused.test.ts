import {
  APPLY, before, cluster, DRY_RUN, NAMESPACE, RIGHTS, run, taken, takes, wanted,
} from '../../../test/support/deploying';
import { COMPLETE, gpuPod, ofRevision, SERVING, template, web } from '../../../test/support/gpu-rollout';
import { gpuNode } from '../../../test/support/operate';
import { Json } from '../../../test/support/rules';
import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import { EXIT_DONE, EXIT_REFUSED } from '../exit-code';
import { DeployOptions } from './deploy';

/** A second GPU node, which offers one GPU more each time it is read, so many times. */
const movesFor = (most: number) => {
  let reads = 0;
  return taken(cluster().on('get nodes,pods,namespaces', (_args, _input, { objects }) => {
    const rooms = Math.min(++reads, most);
    return { stdout: JSON.stringify({ kind: 'List', items: [...objects, gpuNode('gpu-2', rooms)] }) };
  }));
};

describe('nothing is changed', () => {
  const refused = async (world: ScriptedCluster, options: DeployOptions = {}, manifests: Json[] = [wanted()]) => {
    expect(await run(world, options, manifests)).toBe(EXIT_REFUSED);
    expect(world.said('result')).toEqual(['nothing was changed']);
    expect(world.changes).not.toContain(APPLY);
    return world.events.filter(({ ok, event }) => ok === false && event !== 'result').map(({ text }) => text);
  };
  const lack = [NAMESPACE, web(1), ofRevision(1), gpuPod(1, SERVING, 'gpu-1'), gpuNode('gpu-1', 1)];

  test('where an update cannot finish, unless that is wanted', async () => {
    const texts = await refused(cluster(lack));
    expect(texts[0]).toMatch(/^plan {4}research-ops\/Deployment\/web: impossible: .*nvidia\.com\/gpu/);
    expect(texts.slice(1)).toEqual([
      expect.stringMatching(/^research-ops\/Deployment\/web cannot finish: .* \(--even-if-impossible applies it .*\)$/),
    ]);
    const world = taken(cluster(lack, [[...COMPLETE, gpuNode('gpu-1', 1)]]));
    expect(await run(world, { evenIfImpossible: true })).toBe(EXIT_DONE);
    expect(world.changes).toContain(APPLY);
  });

  test('where not everything can run at once, though what changes can, unless that is wanted', async () => {
    const apart = (each: Json): Json => ({
      ...each, metadata: { ...each.metadata, name: 'other' },
      spec: {
        ...each.spec, replicas: 2, selector: { matchLabels: { app: 'other' } },
        template: { ...template(1), metadata: { labels: { app: 'other' } } },
      },
    });
    const plain = (revision: number): Json => {
      const containers = [{ name: 'main', image: `web:${revision}` }];
      return { template: { metadata: { labels: { app: 'web' } }, spec: { containers } } };
    };
    const objects = [
      NAMESPACE, web(1, { spec: plain(1) }), { ...ofRevision(1), spec: { replicas: 1, ...plain(1) } },
      apart(web(1)), gpuNode('gpu-1', 1),
    ];
    const { status: _, ...other } = apart(web(1));
    const texts = await refused(cluster(objects), {}, [wanted(plain(2)), other]);
    expect(texts).toEqual([
      expect.stringMatching(/^not everything can run at once: .* \(--even-if-impossible applies it all the same\)$/),
    ]);
    const world = taken(cluster(objects));
    await run(world, { evenIfImpossible: true, dryRun: true }, [wanted(plain(2)), other]);
    expect(world.said('result')).toEqual([expect.stringMatching(/^nothing was changed; deploy --plan/)]);
  });

  test('where the API server refuses it', async () => {
    const stderr = 'Error from server (Forbidden): deployments.apps "web" is forbidden: exceeded quota';
    expect(await refused(cluster().on(DRY_RUN, { status: 1, stderr }))).toEqual([
      `the API server refuses it: ${stderr}`,
    ]);
  });

  test('where others own fields, unless they are taken over', async () => {
    const stderr = 'error: Apply failed with 1 conflict: conflict with "argocd" using apps/v1: .spec.replicas\n' +
      'Please review the fields above--they currently have other managers.';
    expect(await refused(cluster().on(DRY_RUN, { status: 1, stderr }))).toEqual([
      'the API server refuses it: error: Apply failed with 1 conflict: conflict with "argocd" using apps/v1: ' +
      '.spec.replicas; --force-conflicts takes the fields over',
    ]);
    const world = cluster().on('--dry-run=server', {}).on('apply', takes);
    await run(world, { forceConflicts: true });
    expect(world.changes.slice(1)).toEqual([DRY_RUN, APPLY].map((command) =>
      command.replace(' --filename', ' --force-conflicts --filename')));
  });

  test('where something is missing that applying needs', async () => {
    expect(await refused(cluster(before.slice(1)))).toEqual([
      expect.stringContaining('namespace research-ops is neither in the cluster nor among the manifests'),
    ]);
  });

  test('where the plan that was shown is of another cluster', async () => {
    const first = cluster();
    expect(await run(first, { dryRun: true })).toBe(EXIT_DONE);
    const [, plan] = /deploy --plan (\w+) does it if nothing moves until then$/.exec(first.said('result')[0])!;
    expect(await refused(cluster([...before, gpuNode('gpu-2', 1)]), { plan })).toEqual([
      `the cluster or the manifests have moved since plan ${plan}; look at the plan again`,
    ]);
    expect(await refused(cluster(), { plan }, [wanted({ replicas: 2 })])).toHaveLength(1);
    expect(await run(taken(cluster()), { plan })).toBe(EXIT_DONE);
  });

  test('where the cluster moves after each plan', async () => {
    expect(await refused(movesFor(Infinity))).toEqual(['the cluster has moved after each of 3 plans; run it again']);
  });

  test('where it moves after the plan that was asked for', async () => {
    const first = movesFor(1);
    expect(await run(first, { dryRun: true })).toBe(EXIT_DONE);
    const [, plan] = /deploy --plan (\w+) /.exec(first.said('result')[0])!;
    expect(await refused(movesFor(2), { plan })).toEqual([
      `the cluster or the manifests have moved since plan ${plan}; look at the plan again`,
    ]);
  });

  test('by a dry run, which says the commands', async () => {
    const world = cluster();
    expect(await run(world, { dryRun: true })).toBe(EXIT_DONE);
    expect(world.said('command')).toEqual([`  kubectl ${APPLY}`]);
    expect(world.said('result')).toEqual([expect.stringMatching(/^nothing was changed; deploy --plan [0-9a-f]{12} /)]);
    expect(world.changes).toEqual([RIGHTS, DRY_RUN]);
  });
});

test('what has moved since it was planned is planned anew', async () => {
  const world = movesFor(3);
  expect(await run(world)).toBe(EXIT_DONE);
  const anew = 'the cluster has moved since the plan was made, and is planned anew';
  expect(world.said('plan').filter((text) => /moved/.test(text))).toEqual([anew, anew]);
});
