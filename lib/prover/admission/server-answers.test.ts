import { Cluster } from '../../cluster';
import { JsonObject, Manifest, Model, ServerAnswer } from '../../manifests';
import { check } from '../check';
import { plan } from '../plan';
import { container, deployment, Json, modelOf, object, statefulSet } from '../../../test/support/rules';
import { RolloutPlan } from '../updates';

const NODES = Cluster.fromSpec('gpu=2xg5.2xlarge');
const TAKEN: ServerAnswer = { outcome: 'taken', words: '' };
const refused = (words: string): ServerAnswer => ({ outcome: 'refused', words });

type Answers = { [name: string]: ServerAnswer };

/**
 * What is judged when the server takes all objects and pods but those whose answers are given, by `Kind/name` and by
 * name.
 */
function answered(objects: Json[], { of = {}, pods = {} }: { of?: Answers; pods?: Answers } = {}): Model {
  const { manifests, options } = modelOf(objects);
  const answers = {
    objects: new Map(manifests.map((manifest) => [manifest, of[manifest.id] ?? TAKEN])),
    podOf: ({ name }: Manifest) => pods[name] ?? TAKEN,
  };
  return new Model(manifests, { ...options, answers });
}

const planOf = (model: Model): RolloutPlan['workloads'][number] => plan(model, { cluster: NODES }).workloads[0];
const RULES = ['server-refuses-object', 'server-refuses-pods'];
const found = (model: Model) => check(model, { rules: RULES }).findings
  .map(({ rule: { id: rule }, severity, message, pointer }) => ({ rule, severity, message, pointer }));

test('nothing is said of a server that was not asked', () => {
  const { tallies } = check(modelOf([deployment()]), { rules: RULES });
  expect([...tallies].map(([, { notApplicable }]) => notApplicable)).toEqual([1, 1]);
});

test('what the server takes is judged as before', () => {
  const model = answered([deployment()]);
  expect(planOf(model)).toMatchObject({ verdict: 'proven', fits: { verdict: 'proven' } });
  expect(found(model)).toEqual([]);
});

test('an object that the server refuses is never updated, and the field it names is where the finding stands', () => {
  const words = 'The Deployment "web" is invalid: spec.selector: Invalid value: {}: field is immutable';
  const model = answered([deployment()], { of: { 'Deployment/web': refused(words) } });
  expect(planOf(model)).toMatchObject({ verdict: 'impossible', fits: { verdict: 'unknown' } });
  expect(found(model)).toEqual([{
    rule: 'server-refuses-object', severity: 'error', pointer: '/spec/selector',
    message: `the API server refuses it: ${words}`,
  }]);
});

test('pods that the server refuses never come to be, and the field it names is found in the template', () => {
  const words = 'Pod "web-cdk8s-nim-dry-run" is invalid: spec.containers[0].image: Required value';
  const model = answered([deployment()], { pods: { web: refused(words) } });
  expect(planOf(model)).toMatchObject({
    verdict: 'impossible', fits: { verdict: 'impossible' }, drain: { verdict: 'impossible' },
  });
  expect(planOf(model).witness).toContain(`API server: ${words}`);
  expect(found(model)).toEqual([{
    rule: 'server-refuses-pods', severity: 'error', pointer: '/spec/template/spec/containers/0/image',
    message: `the API server refuses its pods: ${words}`,
  }]);
});

test('what could not be asked leaves unknown, by name', () => {
  const open: ServerAnswer = { outcome: 'open', words: 'namespace shop does not exist yet' };
  const model = answered([deployment()], { pods: { web: open } });
  expect(planOf(model).verdict).toBe('unknown');
  expect(planOf(model).witness.join()).toContain('namespace shop does not exist yet');
  expect(found(model)).toEqual([expect.objectContaining({ severity: 'warning' })]);
});

test('a class that was not given is decided by the server', () => {
  const pod = { priorityClassName: 'batch' };
  expect(planOf(modelOf([deployment(pod)]))).toMatchObject({ fits: { verdict: 'unknown' } });
  expect(planOf(answered([deployment(pod)]))).toMatchObject({ fits: { verdict: 'proven' } });
});

test.each([
  [
    'a class', object('PriorityClass', 'batch', { value: 1 }, 'scheduling.k8s.io/v1'),
    'pods "a" is forbidden: no PriorityClass with name batch was found',
  ],
  [
    'an account', { ...object('ServiceAccount', 'web'), metadata: { name: 'web', namespace: 'shop' } },
    'pods "a" is forbidden: error looking up service account shop/web: serviceaccount "web" not found',
  ],
  [
    'a namespace', object('Namespace', 'shop'),
    'pods "a" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true',
  ],
  [
    'a range', { ...object('LimitRange', 'l', { spec: { limits: [] } }), metadata: { name: 'l', namespace: 'shop' } },
    'pods "a" is forbidden: maximum cpu usage per Container is 2, but limit is 3',
  ],
])(
  'a refusal that hangs on %s of the same manifests is open, as the server knows it as it is now',
  (_, cause, words) => {
    const model = answered([deployment(), cause], { pods: { web: refused(words) } });
    expect(planOf(model).verdict).toBe('unknown');
    expect(planOf(model).witness.join()).toContain('of these manifests is there, apply that first');
    const without = answered([deployment()], { pods: { web: refused(words) } });
    expect(planOf(without).verdict).toBe('impossible');
  },
);

test('a quota without room now is counted where its use is known, and open where it is not', () => {
  const quota = {
    ...object('ResourceQuota', 'q', { spec: { hard: { pods: '5' } } }), metadata: { name: 'q', namespace: 'shop' },
  };
  const words = 'pods "a" is forbidden: exceeded quota: q, requested: pods=1, used: pods=5, limited: pods=5';
  const pods = { web: { outcome: 'quota' as const, words } };
  expect(planOf(answered([deployment(), quota], { pods })).verdict).toBe('proven');
  expect(planOf(answered([deployment()], { pods })).verdict).toBe('unknown');
});

test('a claim that the server refuses leaves open what becomes of the pods that mount it', () => {
  const claim = {
    ...object('PersistentVolumeClaim', 'data', { spec: {} }), metadata: { name: 'data', namespace: 'shop' },
  };
  const volumes = [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }];
  const web = deployment({ volumes }, { strategy: { type: 'Recreate' } });
  const model = answered([web, claim], { of: { 'PersistentVolumeClaim/data': refused('spec is immutable') } });
  expect(planOf(model).witness.join())
    .toContain('they need PersistentVolumeClaim/data, which the API server refuses: spec is immutable');
});

describe('the pod as the server would store it', () => {
  const stored = (spec: JsonObject): ServerAnswer =>
    ({ ...TAKEN, stored: { kind: 'Pod', spec: { schedulerName: 'default-scheduler', priority: 0, ...spec } } });
  const asking = (cpu: string) => container({ resources: { requests: { cpu } } });

  test('takes the room that a webhook adds', () => {
    const web = stored({ containers: [asking('1'), { ...asking('40'), name: 'sidecar' }] });
    const model = answered([deployment({ containers: [asking('1')] })], { pods: { web } });
    expect(planOf(model).fits.verdict).toBe('impossible');
  });

  test('goes where a webhook allows it', () => {
    const node = {
      kind: 'Node', metadata: { name: 'a' }, spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] },
      status: { allocatable: { cpu: '4', memory: '8Gi', pods: '10' } },
    };
    const tainted = Cluster.fromNodeList(JSON.stringify({ kind: 'List', items: [node] }));
    const tolerating = stored({ containers: [container()], tolerations: [{ key: 'gpu', operator: 'Exists' }] });
    const verdict = (model: Model) => plan(model, { cluster: tainted }).workloads[0].fits.verdict;
    expect(verdict(answered([deployment()]))).toBe('impossible');
    expect(verdict(answered([deployment()], { pods: { web: tolerating } }))).toBe('proven');
  });

  test('leaves open what is changed beyond that', () => {
    const web = stored({ containers: [container()], schedulerName: 'other' });
    const model = answered([deployment()], { pods: { web } });
    expect(planOf(model).verdict).toBe('unknown');
    expect(planOf(model).witness.join()).toContain('the API server changes schedulerName of the pods');
  });
});

test('a server with the gate on takes a StatefulSet with Recreate, which a default one refuses', () => {
  const set = statefulSet({ updateStrategy: { type: 'Recreate' } });
  expect(planOf(modelOf([set]))).toMatchObject({
    verdict: 'impossible',
    witness: [expect.stringContaining('the feature gate StatefulSetRecreateStrategy (alpha, off by default in 1.37)')],
  });
  expect(planOf(answered([set]))).toMatchObject({
    verdict: 'possible', witness: [expect.stringContaining('feature gate StatefulSetRecreateStrategy')],
  });
});
