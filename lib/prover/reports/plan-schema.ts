import { JSON_REPORT_VERSION } from './json-report';
import { count, object, text } from './json-schema';

const list = (items: object, description?: string) => ({
  type: 'array', items, ...(description !== undefined && { description }),
});
const VERDICT = {
  enum: ['proven', 'possible', 'impossible', 'unknown'],
  description:
    'proven: from every placement; possible: some placement or decision blocks it; impossible: from none; unknown: not decided.',
};
const JUDGEMENT = { verdict: VERDICT, witness: list(text, 'Why, one fact a line.') };
const SECONDS = object(
  { least: { type: 'number' }, most: { type: 'number', description: 'Absent where nothing bounds it.' } },
  ['most'],
);
const NAME = { ...text, description: 'Kind/name, with the namespace in front where it is not default.' };

const IDENTITY = { apiVersion: text, kind: text, namespace: text, name: text };
const OPERATION = object({ op: { enum: ['add', 'remove'] }, path: text, value: {} }, ['value']);
const REMEDY = object(
  {
    id: { ...text, description: 'Names of the moves, joined by +.' },
    cures: { enum: ['update', 'drain', 'downtime'], description: 'What is wrong without it.' },
    title: text,
    verdict: VERDICT,
    downtimeSeconds: SECONDS,
    costPerHour: { type: 'number', description: 'Of further nodes; 0 where none is needed; absent where not known.' },
    nodes: {
      ...object({ pool: text, count, names: list(text), isTemporary: { type: 'boolean' } }),
      description: 'Further nodes; temporary ones may go again after the update or the drain.',
    },
    availabilityFloor: { type: 'integer' },
    commands: list(text, 'What is to be run in place of patches.'),
    patches: list(object({ ...IDENTITY, operations: list(OPERATION, 'RFC 6902; add replaces.') })),
    added: list({ type: 'object' }, 'Objects that are new.'),
    removed: list(object(IDENTITY), 'Objects that go.'),
    mends: list(NAME, 'Other updates that are proven with it, as they are written.'),
    toFill: list(text, 'What somebody has to fill in.'),
    notes: list(text),
    props: list(text, 'The same for constructs of cdk8s-nim.'),
    text,
  },
  ['costPerHour', 'nodes', 'mends', 'commands'],
);

const ORDER_STEP = object({
  name: NAME, way: text, verdict: VERDICT, isProven: { type: 'boolean' }, downtimeSeconds: SECONDS,
});

const PODS_IN_STATE = object(
  {
    state: { enum: ['ready', 'starting', 'failing', 'waiting', 'leaving', 'missing'] },
    count,
    reasons: list(text, 'Resources that the scheduler finds on no node, or what kubelet or controller say.'),
    since: { ...text, description: 'When the first of them was made.' },
  },
  ['since'],
);

const WORKLOAD = object(
  {
    workload: NAME,
    kind: text,
    name: text,
    namespace: text,
    file: text,
    documentIndex: count,
    ...JUDGEMENT,
    fits: object(JUDGEMENT),
    alone: { ...object(JUDGEMENT), description: 'An update of this workload alone, all others at rest.' },
    together: { ...object(JUDGEMENT), description: 'All workloads updated at once.' },
    change: {
      ...object({
        kind: { enum: ['unchanged', 'updated', 'scaled', 'new'] },
        replicas: object({ from: count, to: count }),
        requests: list(object({ resource: text, from: { type: 'number' }, to: { type: 'number' } })),
        template: {
          ...object({ images: list(object({ container: text, from: text, to: text })), fields: list(text) }),
          description: 'What else of the pod template differs, fields by name.',
        },
        halfWay: {
          ...object({
            old: list(PODS_IN_STATE, 'Of templates before the newest that runs.'),
            new: list(PODS_IN_STATE, 'Of the newest one that runs.'),
            asked: {
              enum: ['new', 'perhaps new', 'not new', 'old', 'another'],
              description: 'Which template the manifests ask for, as far as what was read tells.',
            },
          }),
          description: 'An update that a snapshot shows in its middle: its pods.',
        },
      }, ['template', 'halfWay']),
      description: 'What becomes of its pods; absent where nothing says what runs.',
    },
    drain: object({ ...JUDGEMENT, evictionBlockedBy: list(text) }),
    strategy: {
      ...text,
      description: 'RollingUpdate, Recreate, OnDelete; none for kinds whose pods are never replaced.',
    },
    replicas: count,
    leastReplicas: { ...count, description: 'Fewest pods where an autoscaler decides.' },
    maxSurge: count,
    maxUnavailable: count,
    availabilityFloor: { type: 'integer', description: 'Pods that stay available from its beginning to its end.' },
    downtimeSeconds: SECONDS,
    neededProgressDeadlineSeconds: { type: 'number' },
    spareNeeded: { type: 'object', description: 'Room for an update without downtime.' },
    timeline: {
      type: 'object',
      description: 'The steps of one update from one placement, and the pods that stand beside all of them.',
    },
    presumes: list(text, 'What the verdict takes for given.'),
    remedies: list(REMEDY, 'What would make the verdict better, best first; each is proven.'),
    text: {
      ...object(
        { strategy: text, downtime: text, spare: text, drain: text, change: text, halfWay: text },
        ['spare', 'change', 'halfWay'],
      ),
      description: 'As the other formats word it.',
    },
  },
  [
    'alone', 'together', 'leastReplicas', 'change', 'neededProgressDeadlineSeconds', 'spareNeeded', 'timeline',
    'presumes',
  ],
);

/** JSON Schema of what `plan --output json` prints. */
export const JSON_PLAN_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'cdk8s-nim rollout plan',
  ...object(
    {
      version: { const: JSON_REPORT_VERSION },
      tool: object({ name: { const: 'cdk8s-nim' }, version: text }),
      asked: { ...text, description: 'The question that each verdict answers.' },
      from: { ...text, description: 'What ran before; absent where a restart is asked for.' },
      changeTimeline: { type: 'object', description: 'One way that everything changes at once, told alike.' },
      gone: {
        ...object({ areDeleted: { type: 'boolean' }, workloads: list(NAME) }),
        description: 'What runs and is no longer among the manifests.',
      },
      nodesKnown: { type: 'boolean', description: 'Without nodes no verdict that depends on room is given.' },
      steadyState: { ...object(JUDGEMENT), description: 'Whether all pods fit at once.' },
      standing: list(
        object({ node: text, workload: NAME, count }),
        'One placement of all pods, of several that the scheduler may choose; absent where none was found.',
      ),
      workloads: list(WORKLOAD),
      order: {
        ...object({
          steps: list(ORDER_STEP),
          downtimeSeconds: SECONDS,
          isBest: { type: 'boolean', description: 'No order has less downtime.' },
        }),
        description: 'Updates one after the other with the least downtime, with --order.',
      },
      connections: list(
        object({ from: NAME, to: NAME, ports: list(text), blockedBy: text }, ['blockedBy']),
        'Who calls whom.',
      ),
      connectionsLeftOut: { type: 'boolean' },
      uncounted: list(
        object({
          object: NAME, kind: text, name: text, namespace: text, file: text, documentIndex: count, reason: text,
        }),
        'Objects whose pods no verdict counts.',
      ),
      refused: list(
        object({ object: NAME, reasons: list(text) }),
        'Objects without pods that the API server refuses to change, so that they stay as they run.',
      ),
      notLookedAt: list(text, 'What was left out, in words.'),
      unread: list(text, 'What could not be read, in words.'),
    },
    ['from', 'gone', 'changeTimeline', 'standing', 'order', 'refused', 'unread'],
  ),
};
