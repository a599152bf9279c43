import { gpuNode } from '../../../test/support/operate';
import { Json } from '../../../test/support/rules';
import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import {
  APPLY, before, changes, COMMANDS, EKS, node, RECREATE, removed, run, STEPS, surging, updated, written,
} from '../../../test/support/surging';
import { EXIT_DONE, EXIT_FAILED, EXIT_INTERRUPTED, EXIT_REFUSED } from '../exit-code';

test('one node more, the update pod by pod, strategies back, and the emptied node goes', async () => {
  const world = surging();
  expect(await run(world)).toEqual({ code: EXIT_DONE, result: 'updated without downtime of web' });
  expect(changes(world)).toEqual([
    'add 2', APPLY, '--namespace research-ops patch deployment web', 'cordon gpu-1',
    'drain gpu-1 --ignore-daemonsets --delete-emptydir-data --timeout=300s', 'remove gpu-1 1',
  ]);
  expect(written(world)).toEqual([...STEPS, undefined]);
  expect(world.said('said').filter((text) => text.startsWith('surge'))).toEqual([
    'surge   1 of 7: one GPU node more', 'surge   2 of 7: it joins, and offers its GPU',
    'surge   3 of 7: the update, by a rolling update of what is recreated otherwise',
    'surge   4 of 7: strategies as the manifests have them, and all of it verified',
    'surge   5 of 7: the node that goes',
    'surge   6 of 7: it is emptied: gpu-1', 'surge   7 of 7: it is removed: gpu-1',
  ]);
  expect(world.events[0]).toEqual({
    event: 'plan', ok: true, text: 'plan    web: a rolling update is proven with one node more',
  });
  expect(JSON.parse(world.inputs.get(APPLY)!).items[0].spec.strategy)
    .toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } });
});

test('a node group of EKS is scaled, and loses the one instance', async () => {
  const world = surging();
  expect((await run(world, EKS)).code).toBe(EXIT_DONE);
  expect([changes(world)[0], changes(world).at(-1)]).toEqual([
    'eksctl scale nodegroup --cluster lab --name gpu --nodes 2 --region eu-1',
    'aws autoscaling terminate-instance-in-auto-scaling-group --instance-id i-0abc ' +
    '--should-decrement-desired-capacity --region eu-1',
  ]);
});

test('a person adds the node before, and removes it after', async () => {
  const world = surging([...before, node('gpu-2')]);
  expect((await run(world, { nodesReady: true, nodeTimeoutSeconds: 600 })).code).toBe(EXIT_DONE);
  expect(written(world)).toEqual([...STEPS.slice(2), undefined]);
  expect(world.said('said')).toContain('node gpu-1 is empty and cordoned: remove it now');
  expect(changes(world).at(-1)).toMatch(/^drain/);
});

test('a node of another group is not taken away, nor one that the pods may not use', async () => {
  const other = { ...node('gpu-0'), metadata: { name: 'gpu-0', labels: { 'eks.amazonaws.com/nodegroup': 'spare' } } };
  const objects = [...updated(RECREATE), other];
  const begun = new ScriptedCluster(objects)
    .on('get namespace', { stdout: JSON.stringify({ step: 'choose', nodes: ['gpu-0', 'gpu-1'], wanted: 2 }) })
    .on('describe-auto', { stdout: 'InService' }).on('get node gpu-1', { stdout: 'aws:///eu-1a/i-0abc' })
    .on('terminate-instance', (_args, _input, cluster) => removed(cluster));
  expect((await run(begun, EKS)).code).toBe(EXIT_DONE);
  expect(changes(begun)[0]).toBe('cordon gpu-1');
});

test('fields that others own are taken over where that is wanted', async () => {
  const stderr = 'error: Apply failed with 1 conflict: conflict with "argocd" using apps/v1: .spec.replicas';
  const world = new ScriptedCluster(before).on('get namespace', {}).on('create', { status: 1, stderr: 'no' })
    .on('--dry-run=server', (args) => args.includes('--force-conflicts') ? {} : { status: 1, stderr })
    .on('add 2', { status: 1, stderr: 'no' });
  expect((await run(world, { ...COMMANDS, forceConflicts: true })).code).toBe(EXIT_FAILED);
  const refused = new ScriptedCluster(before).on('get namespace', {}).on('create', { status: 1, stderr: 'no' })
    .on('--dry-run=server', { status: 1, stderr });
  expect((await run(refused)).code).toBe(EXIT_REFUSED);
  expect(refused.said('plan')[0]).toMatch(/^the API server refuses it: .*--force-conflicts takes/);
});

test('what a person added costs nothing that is told', async () => {
  const world = new ScriptedCluster([...before, node('gpu-2')]).on('get namespace', {}).on('--dry-run=server', {})
    .on('create', { status: 1, stderr: 'no' }).on(APPLY, { status: 1, stderr: 'Error from server: no' });
  expect((await run(world, { nodesReady: true, nodeTimeoutSeconds: 600 })).result)
    .toBe('not taken: Error from server: no; the same command goes on at: update');
});

test('a dry run says all that is left to do', async () => {
  const world = surging();
  expect(await run(world, { ...COMMANDS, dryRun: true })).toEqual({ code: EXIT_DONE, result: 'nothing was changed' });
  expect(changes(world)).toEqual([]);
  expect(world.said('said').at(-1))
    .toBe('which node goes is chosen when it is that far; pods that it still has leave as drain tells');
  expect(world.said('command').map((text) => text.trim()).filter((text) => !text.includes('annotate'))).toEqual([
    'add 2', `kubectl ${APPLY}`, expect.stringMatching(/^kubectl --namespace research-ops patch deployment web /),
    'kubectl cordon <the emptied node>', expect.stringMatching(/^kubectl drain /), "remove '<the emptied node>' 1",
  ]);
});

describe('one that was begun before goes on', () => {
  const begun = (step: string, objects: Json[], more: Json = {}): ScriptedCluster => {
    return new ScriptedCluster(objects).on('get namespace research-ops', {
      stdout: JSON.stringify({ step, nodes: ['gpu-1'], wanted: 2, ...more }),
    }).on('remove gpu-1 1', (_args, _input, cluster) => removed(cluster));
  };

  test('at its step, on the node that was chosen', async () => {
    const world = begun('drain', updated(RECREATE), { victim: 'gpu-1' });
    expect(await run(world)).toEqual({ code: EXIT_DONE, result: 'updated without downtime of web' });
    expect(world.said('said')[0]).toBe('a surge was begun before, and goes on at: drain');
    expect(written(world)).toEqual(['drain', 'remove', undefined]);
    expect(changes(world).map((each) => each.split(' --')[0]))
      .toEqual(['cordon gpu-1', 'drain gpu-1', 'remove gpu-1 1']);
  });

  test('and leaves out what is done: a node that is gone is neither emptied nor removed', async () => {
    const left = updated(RECREATE).filter(({ metadata }) => metadata.name !== 'gpu-1');
    const world = begun('drain', left, { victim: 'gpu-1' });
    expect((await run(world)).code).toBe(EXIT_DONE);
    expect(changes(world)).toEqual([]);
  });

  test('and a program of somebody else is not asked twice for a node that came', async () => {
    const world = begun('grow', [...before, node('gpu-2')]).on(APPLY, { status: 1, stderr: 'Error from server: no' });
    expect(await run(world)).toEqual({
      code: EXIT_FAILED,
      result: 'not taken: Error from server: no; the same command goes on at: update; the further node stays, ' +
        'and costs what a g6.xlarge costs',
    });
    expect(changes(world)).toEqual([APPLY]);
  });
});

describe('where a step fails, the same command goes on there', () => {
  const unready = (looks: Json[][] = []): ScriptedCluster => new ScriptedCluster(before, looks).on('get namespace', {})
    .on('--dry-run=server', {}).on('create', { status: 1, stderr: 'no' });
  const removing = { stdout: JSON.stringify({ step: 'remove', nodes: ['gpu-1'], wanted: 2, victim: 'gpu-1' }) };
  const gone = updated(RECREATE).filter(({ metadata }) => metadata.name !== 'gpu-1');

  test('a node that does not join', async () => {
    const world = unready().on('add 2', {});
    expect(await run(world)).toEqual({
      code: EXIT_FAILED,
      result: 'no further node has joined yet, after 10 min; the same command goes on at: join; the further node ' +
        'stays, and costs what a g6.xlarge costs',
    });
    expect(world.said('heartbeat')).toHaveLength(20);
    expect(world.said('heartbeat')[0]).toBe('  still: no further node has joined yet');
  });

  test('a program that fails', async () => {
    const world = unready().on('add 2', { status: 2, stderr: 'quota\n' });
    expect((await run(world)).result)
      .toBe('add ended with 2: quota; the same command goes on at: grow; look whether the group has a node more');
  });

  test('a node that joins late is waited for, and that it offers its GPU', async () => {
    const bare = { ...gpuNode('gpu-2', 0), metadata: node('gpu-2').metadata };
    const taints = [{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }];
    const looks = [{ ...node('gpu-2'), spec: { taints } }, bare, node('gpu-2')].map((each) => [...before, each]);
    const world = unready(looks).on('add 2', {}).on(APPLY, { status: 1, stderr: 'Error from server: no' });
    await run(world);
    expect(world.said('said').filter((text) => text.startsWith('  '))).toEqual([
      '  no further node has joined yet', '  gpu-2 has joined, and is not ready yet',
      '  gpu-2 is ready, and offers these pods no nvidia.com/gpu yet',
    ]);
  });

  test('somebody who ends it', async () => {
    const world = surging(before);
    world.stopping.abort();
    expect(await run(world)).toEqual({
      code: EXIT_INTERRUPTED,
      result: 'stopped at: grow; the same command goes on from there; look whether the group has a node more',
    });
  });

  test('an instance that is on its way out is not ended twice', async () => {
    const world = new ScriptedCluster(updated(RECREATE), [gone]).on('get namespace', removing)
      .on('get node gpu-1', { stdout: 'aws:///eu-1a/i-0abc' })
      .on('describe-auto-scaling-instances', { stdout: 'Terminating:Wait\n' });
    expect((await run(world, EKS)).code).toBe(EXIT_DONE);
    expect(changes(world)).toEqual([]);
    expect(world.said('said')).toContain('  instance i-0abc is on its way out already');
    expect(world.said('said')).toContain('  gpu-1 is still there');
  });

  test('a node that is no instance', async () => {
    const world = new ScriptedCluster(updated(RECREATE)).on('get namespace', removing)
      .on('get node gpu-1', { stdout: 'gce://a/b' });
    expect((await run(world, EKS)).result)
      .toMatch(/^node gpu-1 is no instance of EC2 by its providerID 'gce:\/\/a\/b'; /);
  });
});
