import { Json } from '../../../test/support/rules';
import { podSpec, refusals, refusalsOfSpec, saysOfEach } from '../../../test/support/refusals';

const labelled = (spec: Json = {}, labels: Json = { a: 'b' }) => ({ metadata: { labels }, spec: podSpec(spec) });
const BASE = { selector: { matchLabels: { a: 'b' } }, template: labelled() };
const ROLLING = { type: 'RollingUpdate' };
const AT_ALL = 'must be a whole number without quotes or a percentage such as 25%';
const NONE_AT_ALL = 'must not be 0 where maxSurge is 0';
const UNMATCHED = 'selector must match the labels of the template';

describe.each(['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'])('a %s', (kind) => {
  saysOfEach(refusalsOfSpec('apps/v1', kind, BASE), [
    [{}], [{ minReadySeconds: 5 }],
    [{ minReadySeconds: -1 }, 'minReadySeconds must be at least 0, is -1'],
    [{ selector: undefined }, 'selector is missing'], [{ selector: {} }, 'selector must not be empty'],
    [{ selector: { matchLabels: {}, matchExpressions: [] } }, 'selector must not be empty'],
    [{ selector: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } }],
    [{ selector: { matchExpressions: [{ key: 'b', operator: 'Exists' }] } }, UNMATCHED],
    [{ selector: { matchLabels: { a: 'c' } } }, UNMATCHED],
    [{ selector: { matchLabels: { a: null } } }, UNMATCHED],
    [{ selector: { matchLabels: { a: null } }, template: labelled({}, { a: '' }) }],
    [{ template: labelled({ restartPolicy: 'Always' }) }],
    [{ template: labelled({ restartPolicy: 'Never' }) },
      'template/spec/restartPolicy must be Always in the template of this kind, is "Never"'],
    [{ template: labelled({ activeDeadlineSeconds: 1 }) },
      'template/spec/activeDeadlineSeconds must not be given in the template of this kind, is 1'],
    ...kind === 'DaemonSet' ? [] : [[{ replicas: 0 }],
      [{ replicas: -1 }, 'replicas must be at least 0, is -1']] as const,
    ...['Deployment', 'DaemonSet'].includes(kind)
      ? [[{ revisionHistoryLimit: -1 }, 'revisionHistoryLimit must be at least 0, is -1']] as const : [],
  ]);
});

describe('a Deployment that is updated', () => {
  const rolling = (rollingUpdate: Json, type = 'RollingUpdate') => ({ strategy: { type, rollingUpdate } });
  const unavailable = 'strategy/rollingUpdate/maxUnavailable';
  saysOfEach(refusalsOfSpec('apps/v1', 'Deployment', BASE), [
    [{ progressDeadlineSeconds: 6, minReadySeconds: 5 }],
    [{ progressDeadlineSeconds: 5, minReadySeconds: 5 },
      'progressDeadlineSeconds must be more than minReadySeconds 5, is 5'],
    [{ progressDeadlineSeconds: 0 }, 'progressDeadlineSeconds must be more than minReadySeconds 0, is 0'],
    [{ minReadySeconds: 599 }],
    [{ minReadySeconds: 600 },
      'progressDeadlineSeconds must be more than minReadySeconds 600; it is 600 where none is given'],
    [{ progressDeadlineSeconds: -1 }, 'progressDeadlineSeconds must be at least 0, is -1'],
    [{ strategy: { type: 'Recreate' } }], [{ strategy: ROLLING }], [rolling({ maxSurge: 0 })],
    [rolling({ maxUnavailable: 0 })], [rolling({ maxSurge: '150%', maxUnavailable: '100%' })],
    [rolling({ maxSurge: 1 }, 'Recreate'), 'strategy/rollingUpdate must not be given beside type Recreate'],
    [rolling({ maxSurge: 0, maxUnavailable: 0 }), `${unavailable} ${NONE_AT_ALL}, is 0`],
    [rolling({ maxSurge: '0%', maxUnavailable: '00%' }), `${unavailable} ${NONE_AT_ALL}, is "00%"`],
    [rolling({ maxSurge: '10%', maxUnavailable: 0 })], [rolling({ maxSurge: 0, maxUnavailable: '10%' })],
    [rolling({ maxSurge: '1' }), `strategy/rollingUpdate/maxSurge ${AT_ALL}, is "1"`],
    [rolling({ maxUnavailable: '101%' }), `${unavailable} must not be more than 100%, is "101%"`],
  ]);
});

describe('a StatefulSet that is updated', () => {
  const rolling = (rollingUpdate: Json, type = 'RollingUpdate') => ({ updateStrategy: { type, rollingUpdate } });
  const kept = (policy: Json) => ({ persistentVolumeClaimRetentionPolicy: policy });
  saysOfEach(refusalsOfSpec('apps/v1', 'StatefulSet', { ...BASE, serviceName: 'a' }), [
    [rolling({ partition: 0, maxUnavailable: 1 })], [{ updateStrategy: { type: 'OnDelete' } }],
    [rolling({ partition: -1 }), 'updateStrategy/rollingUpdate/partition must be at least 0, is -1'],
    [rolling({ maxUnavailable: 0 }), 'updateStrategy/rollingUpdate/maxUnavailable must be at least 1, is 0'],
    [rolling({ maxUnavailable: '0%' }), 'updateStrategy/rollingUpdate/maxUnavailable must be at least 1, is "0%"'],
    [rolling({ partition: 1 }, 'OnDelete'), 'updateStrategy/rollingUpdate must not be given beside type OnDelete'],
    [{ updateStrategy: { type: 'Some' } }, expect.stringMatching(/^updateStrategy\/type must be /)],
    [{ serviceName: 'a.b' },
      expect.stringMatching(/^serviceName must be lower-case letters, digits and - \(no dots\)/)],
    [{ ordinals: { start: 0 } }], [{ ordinals: { start: -1 } }, 'ordinals/start must be at least 0, is -1'],
    [kept({ whenDeleted: 'Delete', whenScaled: 'Retain' })], [kept({ whenDeleted: '' })],
    [kept({ whenDeleted: 'Keep' }),
      'persistentVolumeClaimRetentionPolicy/whenDeleted must be Retain or Delete, is "Keep"'],
    [kept({ whenScaled: 'Keep' }),
      'persistentVolumeClaimRetentionPolicy/whenScaled must be Retain or Delete, is "Keep"'],
  ]);
});

describe('a DaemonSet that is updated', () => {
  const rolling = (rollingUpdate: Json) => ({ updateStrategy: { ...ROLLING, rollingUpdate } });
  const at = 'updateStrategy/rollingUpdate';
  saysOfEach(refusalsOfSpec('apps/v1', 'DaemonSet', BASE), [
    [rolling({ maxSurge: '10%', maxUnavailable: '0%' })], [rolling({ maxSurge: '0%', maxUnavailable: '10%' })],
    [rolling({ maxSurge: '10%', maxUnavailable: '20%' }),
      `${at}/maxSurge must be 0 where maxUnavailable is 20%, is "10%"`],
    [rolling({ maxUnavailable: 0 }), `${at}/maxUnavailable ${NONE_AT_ALL}, is 0`],
    [rolling({ maxSurge: 0, maxUnavailable: '0%' }), `${at}/maxUnavailable ${NONE_AT_ALL}, is "0%"`],
    [rolling({ maxSurge: '101%', maxUnavailable: 0 }), `${at}/maxSurge must not be more than 100%, is "101%"`],
  ]);
});

describe('a ReplicationController', () => {
  const template = labelled();
  saysOfEach(refusalsOfSpec('v1', 'ReplicationController'), [
    [{ template }], [{ template, selector: { a: 'b' } }],
    [{ template: labelled({}, {}) }, 'selector is missing'],
    [{ template: labelled({}, {}), selector: {} }, 'selector is missing'],
    [{ selector: { a: 'b' } }, 'template is missing', UNMATCHED],
    [{ template, selector: { a: 'c' } }, UNMATCHED], [{ template, selector: { a: 'b', c: 'd' } }, UNMATCHED],
    [{ template, minReadySeconds: -1 }, 'minReadySeconds must be at least 0, is -1'],
    [{ template: labelled({ restartPolicy: 'OnFailure' }) },
      'template/spec/restartPolicy must be Always in the template of this kind, is "OnFailure"'],
  ]);
});

test('a revision has a number of zero or more', () => {
  const revision = (number: number) =>
    refusals({ apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata: { name: 'x' }, data: {},
      revision: number });
  expect([revision(0), revision(-1)]).toEqual([[], ['/revision must be at least 0, is -1']]);
});
