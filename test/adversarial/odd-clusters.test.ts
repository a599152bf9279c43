import fc from 'fast-check';
import { KubectlReply } from '../../lib/kubernetes/kubectl-reply';
import { UserError } from '../../lib/util/user-error';
import {
  cleanup, deploy, drain, forwardAll, forwardTargets, logs, readView, recover, rollback, status, surge, verify,
  workloadsIn,
} from '../../lib/operate';
import { World } from '../../lib/operate/world';
import { gpuPod, HANGING, ofRevision, SERVING, web } from '../support/gpu-rollout';
import { places, replaced } from '../support/json-places';
import { container, eventAbout, gpuNode, WEB } from '../support/operate';
import { Json, modelOf } from '../support/rules';
import { runs } from '../support/sample';
import { ScriptedCluster } from '../support/scripted-cluster';

const NAMESPACE = 'research-ops';
const metadata = { name: 'web', namespace: NAMESPACE };
const owner = (kind: string, name: string) => ({ ownerReferences: [{ kind, name, controller: true }] });

const SERVICE: Json = {
  apiVersion: 'v1', kind: 'Service', metadata,
  spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8000 }] },
};
const STATEFUL: Json = {
  apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db', namespace: NAMESPACE, generation: 2 },
  spec: {
    replicas: 1, serviceName: 'db', selector: { matchLabels: { app: 'db' } },
    template: {
      metadata: { labels: { app: 'db' } },
      spec: { containers: [{ name: 'main', image: 'db:1', ports: [{ containerPort: 5432 }] }] },
    },
    volumeClaimTemplates: [{
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    }],
  },
  status: { observedGeneration: 2, replicas: 1, updateRevision: 'db-2', currentRevision: 'db-1' },
};
/** A namespace in the middle of an update, with all that commands read of it. */
const OBJECTS: readonly Json[] = [
  ...HANGING, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }, SERVICE, STATEFUL,
  {
    apiVersion: 'v1', kind: 'Pod',
    metadata: {
      name: 'db-0', namespace: NAMESPACE, labels: { 'app': 'db', 'controller-revision-hash': 'db-1' },
      ...owner('StatefulSet', 'db'),
    },
    spec: {
      nodeName: 'gpu-1', containers: [{ name: 'main', image: 'db:1' }],
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-db-0' } }],
    },
    status: {
      phase: 'Running', startTime: '2026-11-26T09:00:00Z',
      ...container({ waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } }, {
        restartCount: 3, lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
      }),
    },
  },
  {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data-db-0', namespace: NAMESPACE },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3' }, status: { phase: 'Pending' },
  },
  {
    apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata,
    spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
    status: { disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 },
  },
  {
    apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'load', namespace: NAMESPACE },
    spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'a:1' }] } } },
    status: { failed: 1, conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }] },
  },
  {
    apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice',
    metadata: { name: 'web-1', namespace: NAMESPACE, labels: { 'kubernetes.io/service-name': 'web' } },
    addressType: 'IPv4', ports: [{ name: 'http', port: 8000 }],
    endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true }, targetRef: { kind: 'Pod', name: 'web-1-a' } }],
  },
  eventAbout('Pod', 'web-2-a', 'FailedScheduling', '0/1 nodes are available: 1 Insufficient nvidia.com/gpu.'),
  eventAbout('ReplicaSet', 'web-2', 'FailedCreate', 'exceeded quota: q'),
  {
    apiVersion: 'apps/v1', kind: 'ControllerRevision',
    metadata: { name: 'db-1', namespace: NAMESPACE, ...owner('StatefulSet', 'db') },
    revision: 1, data: { spec: { template: STATEFUL.spec.template } },
  },
];
/** Revision 2 of web serves. */
const AFTER: Json[] = [
  ...OBJECTS.slice(5), web(2), ofRevision(2), gpuPod(2, SERVING, 'gpu-1'), gpuNode('gpu-1', 2),
];

const wanted = (object: Json): Json => {
  const { status: _, metadata: { name, namespace }, ...rest } = object;
  return { ...rest, metadata: { name, namespace } };
};
const MODEL = modelOf([wanted(web(2)), wanted(SERVICE), wanted(STATEFUL)]);

/** What nobody expects at a place; the last are what a terminal would obey. */
const ODD: readonly unknown[] = [
  null, '', 'x', 0, -1, 1.5, 1e21, true, [], {}, [null], [[]], { toString: 1, valueOf: 2 }, [{ toString: 1 }],
  { length: -1 }, { constructor: null }, '2026-99-99T00:00:00Z', '\u001b[2J\r\n::error::x', 'x'.repeat(10_000),
];

/** Words of JavaScript, of Node and of its parsers that say nothing to an operator. */
const INSIDES =
  /TypeError|RangeError|\bundefined\b|\[object|\bNaN\b|\bInfinity\b|is not a function|Cannot (?:read|convert)|Invalid (?:time|Date)|E(?:ISDIR|NOENT|ACCES|PIPE)\b/;

/** As all commands do it, with changes and without. */
const COMMANDS: { readonly [name: string]: (world: World) => Promise<number> } = {
  'status': (world) => status({ namespaces: [NAMESPACE] }, world),
  'verify': (world) => verify(MODEL.manifests, world),
  'deploy': (world) => deploy(MODEL.manifests, world, {}),
  'deploy without changes': (world) => deploy(MODEL.manifests, world, { dryRun: true }),
  'recover': async (world) =>
    recover(workloadsIn(await readView(world.kubectl, [NAMESPACE])), world, { agrees: () => Promise.resolve(true) }),
  'drain': (world) => drain('gpu-1', world, { allowDowntime: true, force: true, evenIfImpossible: true }),
  'rollback': (world) => rollback(WEB, world, { evenIfImpossible: true }),
  'rollback of a StatefulSet': (world) => rollback({ ...WEB, kind: 'StatefulSet', name: 'db' }, world, {}),
  'cleanup': (world) => cleanup(MODEL.manifests, NAMESPACE, world, { typed: NAMESPACE, deleteData: true }),
  'surge': (world) => surge(modelOf([wanted(web(2, { spec: { strategy: { type: 'Recreate' } } }))]).manifests, world, {
    addNodeCommand: 'add', removeNodeCommand: 'remove', nodeTimeoutSeconds: 60,
  }),
  'logs': (world) => logs([WEB], world, { follow: false }),
  'forward': (world) => forwardAll(forwardTargets(MODEL, ['web']), world),
};

/** The command, which somebody ends after a few looks if it does not end itself; what it said, and its fault. */
async function said(name: string, objects: readonly Json[], change = (world: ScriptedCluster) => world) {
  const world = change(new ScriptedCluster([...objects], [[...objects], AFTER, undefined]))
    .onStart('logs', ['2026-11-26T10:00:00Z up', '\u001b[2J no time', ''])
    .onStart('port-forward', ['Forwarding from 127.0.0.1:8000 -> 8000'], null);
  let fault: string | undefined;
  let text = '';
  try {
    await COMMANDS[name](world);
  } catch (error) {
    const { stack, message } = error as Error;
    fault = error instanceof UserError ? undefined : stack;
    text = message;
  }
  return { fault, text: [...world.events.map((event) => JSON.stringify(event)), text].join('\n') };
}

function insideOf(text: string): string | undefined {
  const at = text.search(INSIDES);
  return at < 0 ? undefined : text.slice(Math.max(0, at - 100), at + 60);
}

const CASES = places(OBJECTS);

const NAMES = Object.keys(COMMANDS);

test.each(NAMES)('%s reads the cluster as it is', async (name) => {
  const { fault, text } = await said(name, OBJECTS);
  expect([fault, insideOf(text)]).toEqual([undefined, undefined]);
  expect(text.length).toBeGreaterThan(20);
});

test.each(NAMES)('no odd value at any place of a cluster crashes %s or has it tell of its insides', (name) =>
  fc.assert(
    fc.asyncProperty(fc.constantFrom(...CASES), fc.constantFrom(...ODD), async (path, odd) => {
      const { fault, text } = await said(name, replaced(OBJECTS, path, odd) as Json[]);
      expect({ path, odd, fault, inside: insideOf(text) }).toEqual({ path, odd, fault: undefined, inside: undefined });
    }),
    { numRuns: runs(40) },
  ));

/** What kubectl, or what stands in its place, may answer instead. */
const REPLIES: readonly Partial<KubectlReply>[] = [
  ...[
    '', ' ', 'null', '0', '""', '[]', '{}', '[{}]', '{"items":null}', '{"items":{}}', '{"items":[null]}',
    '{"items":[1]}', '{"kind":"List","items":[{}]}', '{"kind":"Status","status":"Failure","message":"no"}',
    '{"kind":"List","items":[{"kind', '{"kind":"List","items":[{"kind":"Pod","metadata":null}]}',
    '<html><body>502 Bad Gateway</body></html>', '\u0000\u0001', '{"a":'.repeat(10_000), 'x'.repeat(100_000),
    '{"items":[{"status":null},{"status":{"allowed":"yes"}}]}', '{"serverVersion":null}',
    '{"serverVersion":{"gitVersion":1}}', '{"serverVersion":{"gitVersion":"vX.Y"}}',
  ].map((stdout) => ({ stdout })),
  { status: 1 }, { status: 1, stdout: 'x', stderr: ' \n' }, { status: null }, { status: 137, stderr: 'Killed' },
  { status: 1, stderr: `Error from server: \u001b[2J\n::error::x\n${'y'.repeat(100_000)}` },
];
const VERBS = ['get', 'api-resources', 'version', 'config', 'create', 'apply', 'patch', 'delete', 'rollout', 'cordon'];

test.each(NAMES)('no answer of kubectl crashes %s or has it tell of its insides', (name) =>
  fc.assert(
    fc.asyncProperty(fc.constantFrom(...VERBS), fc.nat(REPLIES.length - 1), async (verb, number) => {
      const reply = REPLIES[number];
      const { fault, text } = await said(name, OBJECTS, (world) => world.on(`${verb} `, reply));
      const at = { verb, reply: JSON.stringify(reply).slice(0, 100) };
      expect({ ...at, fault, inside: insideOf(text) }).toEqual({ ...at, fault: undefined, inside: undefined });
      expect([...at.reply, text.length > 50_000]).toEqual([...at.reply, false]);
    }),
    { numRuns: runs(40) },
  ));
