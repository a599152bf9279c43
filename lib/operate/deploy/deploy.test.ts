import {
  after, APPLY, before, cluster, DRY_RUN, NAMESPACE, NODE, RIGHTS, run, taken, takes, wanted,
} from '../../../test/support/deploying';
import { gpuPod, LACKING, ofRevision, SERVING, template, web } from '../../../test/support/gpu-rollout';
import { container } from '../../../test/support/operate';
import { Json } from '../../../test/support/rules';
import { EXIT_DONE, EXIT_FAILED, EXIT_INTERRUPTED, EXIT_REFUSED, EXIT_TIMED_OUT } from '../exit-code';

test('looks, plans, asks the API server, applies, waits and verifies', async () => {
  const world = taken(cluster());
  expect(await run(world)).toBe(EXIT_DONE);
  expect(world.changes).toEqual([RIGHTS, DRY_RUN, APPLY]);
  const told = world.events.filter(({ event }) => event !== 'row' && event !== 'phase');
  expect(told.map(({ text }) => text.trimEnd())).toEqual([
    'ok      context lab, https://10.0.0.1:6443, Kubernetes v1.37.2',
    'ok      the cluster serves every kind of the manifests',
    'ok      you may create and patch every kind of the manifests',
    'ok      Deployment/web: 1 node with any offer 2 nvidia.com/gpu',
    'plan    research-ops/Deployment/web: proven',
    'plan    1 workload changes, 0 stay as they are',
    'web is updated pod by pod: at least 1 of them serves all the time',
    `  kubectl ${APPLY}`,
    'applied 1 object',
    'web: complete, 1 of 1 pod available',
    '',
    '    OBJECT          WHAT             EXPECTED       ACTUAL',
    'all 4 as expected',
  ]);
});

test('manifests that change nothing are applied all the same, and are not said to change', async () => {
  const world = taken(cluster([NAMESPACE, ...after]));
  expect(await run(world)).toBe(EXIT_DONE);
  expect(world.said('plan')).toEqual(['plan    0 workloads change, 1 stay as they are']);
  expect(world.changes).toContain(APPLY);
});

test('a difference that is left after all became ready fails', async () => {
  expect(await run(taken(cluster(before, [after])), {}, [wanted({ revisionHistoryLimit: 3 })])).toBe(EXIT_FAILED);
});

describe('a Deployment that is to be recreated from now on', () => {
  const recreate = { strategy: { type: 'Recreate' } };
  const PATCH = '--namespace research-ops patch deployment web --type merge --field-manager cdk8s-nim ' +
    '--patch {"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}';

  test('is switched before, since the API server refuses both at once', async () => {
    const world = taken(cluster(before, [[web(2, { spec: recreate }), ...after.slice(1)]]));
    expect(await run(world, {}, [wanted(recreate)])).toBe(EXIT_DONE);
    expect(world.changes).toEqual([RIGHTS, DRY_RUN, PATCH, APPLY]);
    expect(world.said('said')).toContainEqual(
      expect.stringMatching(/^web is recreated: its API is down from now until it is ready, /),
    );
  });

  test('and what the API server says of both at once is no refusal', async () => {
    const stderr = 'The Deployment "web" is invalid: spec.strategy.rollingUpdate: Forbidden: may not be specified ' +
      "when strategy `type` is 'Recreate'";
    const world = cluster(before, [[web(2, { spec: recreate }), ...after.slice(1)]])
      .on(DRY_RUN, { status: 1, stderr }).on('apply', takes);
    expect(await run(world, {}, [wanted(recreate)])).toBe(EXIT_DONE);
    expect(await run(cluster().on(DRY_RUN, { status: 1, stderr }))).toBe(EXIT_REFUSED);
  });

  test('and nothing is applied where that fails', async () => {
    const world = cluster().on('patch', { status: 1, stderr: 'error: no' });
    expect(await run(world, {}, [wanted(recreate)])).toBe(EXIT_FAILED);
    expect(world.said('failed')).toEqual(['not taken: error: no']);
    expect(world.said('result')).toEqual(['nothing was applied']);
    expect(world.changes).not.toContain(APPLY);
  });
});

test('what the API server takes only in part is told by name', async () => {
  const stderr = 'Error from server: etcd is full';
  const stdout = 'service/web serverside-applied\n';
  const world = cluster().on(DRY_RUN, {}).on('apply', { status: 1, stderr, stdout });
  expect(await run(world)).toBe(EXIT_FAILED);
  expect(world.said('failed')).toEqual([`not taken: ${stderr}`]);
  expect(world.said('result')).toEqual(['applied, and not taken back: service/web']);
});

test('a kubectl that fails without a word has not applied anything', async () => {
  const world = cluster().on(DRY_RUN, {}).on('apply', { status: 7 });
  expect(await run(world)).toBe(EXIT_FAILED);
  expect(world.said('failed')).toEqual(['not taken: kubectl ended with 7']);
});

test('fields that kubectl wrote before are taken over without asking', async () => {
  const stderr = 'error: Apply failed with 1 conflict: conflict with "kubectl-rollout" using apps/v1: .spec.template';
  const world = cluster().on('--force-conflicts', takes)
    .on('apply', { status: 1, stderr });
  expect(await run(world)).toBe(EXIT_DONE);
  expect(world.changes.slice(1))
    .toEqual([DRY_RUN, APPLY, APPLY.replace(' --filename', ' --force-conflicts --filename')]);
  expect(world.said('said')).toContain('fields that kubectl wrote before are taken over');
});

test('objects of a kind that comes with them are taken once it is served', async () => {
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'as.example.com' },
    spec: {
      group: 'example.com', scope: 'Namespaced', names: { plural: 'as', kind: 'A' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  };
  const world = taken(cluster()).on('api-resources --no-headers', {
    stdout: ['deployments apps/v1 true Deployment',
      'customresourcedefinitions crd apiextensions.k8s.io/v1 false CustomResourceDefinition'].join('\n'),
  });
  await run(world, {}, [definition, wanted()]);
  expect(world.changes).toContain('wait --for condition=established crd/as.example.com');
});

describe('what the waiting comes to', () => {
  const waiting = (...looks: (Json[] | undefined)[]) => taken(cluster(before, looks));
  const stuck = [web(2, { status: { replicas: 2 } }), ofRevision(1), ofRevision(2), gpuPod(1, SERVING, 'gpu-1'), NODE];

  test('a failure has its cause, what the cluster says, the end of the log, and what to type next', async () => {
    const crashed = container(
      { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } },
      { restartCount: 5, lastState: { terminated: { exitCode: 1, reason: 'Error' } } },
    );
    const world = waiting([...stuck, gpuPod(2, crashed, 'gpu-1')])
      .on('--previous', { stdout: 'no model\n' }).on('logs', { stdout: 'starting\nno model\n' });
    expect(await run(world)).toBe(EXIT_FAILED);
    expect(world.said('result')).toEqual(['failed: waiting does not help; what was applied stays']);
    const evidence = world.said('evidence');
    expect(evidence[0]).toMatch(/^web: /);
    expect(evidence.slice(-6)).toEqual([
      '  log of container main of the attempt before:', '    no model',
      '  log of container main:', '    starting', '    no model',
      expect.stringMatching(/^ {2}next: kubectl --namespace research-ops /),
    ]);
  });

  test('a log that says nothing, or the same twice, is not repeated', async () => {
    const crashed = container({ waiting: { reason: 'CrashLoopBackOff' } }, {
      restartCount: 5, lastState: { terminated: { exitCode: 1 } },
    });
    const titles = async (now: object, previous: object) => {
      const world = waiting([...stuck, gpuPod(2, crashed, 'gpu-1')]).on('--previous', previous).on('logs', now);
      await run(world);
      return world.said('evidence').filter((text) => text.startsWith('  log of'));
    };
    expect(await titles({ stdout: 'a\n' }, { stdout: 'a\n' }))
      .toEqual(['  log of container main of the attempt before:']);
    expect(await titles({ stdout: ' \n' }, { stdout: '' })).toEqual([]);
    expect(await titles({ stdout: 'a\n' }, { status: 1, stdout: 'b' })).toEqual(['  log of container main:']);
    expect(await titles({ status: 1, stdout: 'a' }, { stdout: 'b' }))
      .toEqual(['  log of container main of the attempt before:']);
  });

  test('one that takes too long may still become ready', async () => {
    const world = waiting([...stuck, gpuPod(2, {}, 'gpu-1')]);
    expect(await run(world)).toBe(EXIT_TIMED_OUT);
    expect(world.said('evidence')).toEqual([
      'web: it is scheduled and waits for its volumes and its network on gpu-1',
      '  next: kubectl --namespace research-ops describe deployment web',
    ]);
    expect(world.said('result')).toEqual(['timed out; what was applied stays, and may still become ready']);
  });

  test('others that are not complete are named', async () => {
    const named = (name: string, spec: Json) => {
      const each = wanted({ template: { ...template(2), metadata: { labels: { app: name } } }, ...spec });
      const selector = { matchLabels: { app: name } };
      return { ...each, metadata: { ...each.metadata, name }, spec: { ...each.spec, selector } };
    };
    const other = { ...web(2), metadata: { ...web(2).metadata, name: 'other' }, status: { observedGeneration: 2 } };
    const pods = [gpuPod(2, container({ waiting: { reason: 'ErrImageNeverPull' } }), 'gpu-1')];
    const world = waiting([...stuck, other, ...pods]);
    await run(world, { evenIfImpossible: true }, [wanted(), named('other', {})]);
    expect(world.said('result')).toEqual([
      'failed: waiting does not help; what was applied stays; not waited for any more: other',
    ]);
  });

  test('somebody may end it, and the rollout goes on', async () => {
    const world = waiting([...stuck, gpuPod(2, LACKING)], undefined);
    expect(await run(world)).toBe(EXIT_INTERRUPTED);
    expect(world.said('result')).toEqual(['the watching ends, the rollout goes on: web; status shows it']);
  });
});
