import { Json } from '../../../test/support/rules';
import { podSpec, saysOfEach } from '../../../test/support/refusals';
import { fieldRefusals } from './validate';

const said = (json: unknown) => fieldRefusals(json).map(({ rule, message }) => `${rule}: ${message}`);
const pod = (spec: Json) => said({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec: podSpec(spec) })
  .map((text) => text.replace('/spec/', ''));
const WHOLE = 'must be a whole number without quotes';
const STRING = 'must be a string; write it in quotes';

describe('what the API server cannot decode', () => {
  saysOfEach((spec: Json) => pod(spec), [
    [{}], [{ activeDeadlineSeconds: null, hostNetwork: null, tolerations: null, nodeSelector: null }],
    [{ hostname: 1 }, `unreadable-field: hostname ${STRING}, is 1`],
    [{ hostname: ['a'] }, `unreadable-field: hostname ${STRING}, is a list`],
    [{ hostname: { a: 1 } }, `unreadable-field: hostname ${STRING}, is an object`],
    [{ dnsPolicy: true }, `unreadable-field: dnsPolicy ${STRING}, is true`],
    [{ hostNetwork: 'yes' }, 'unreadable-field: hostNetwork must be true or false, is "yes"'],
    [{ priority: '1' }, `unreadable-field: priority ${WHOLE}, is "1"`],
    [{ priority: 1.5 }, `unreadable-field: priority ${WHOLE}, is 1.5`],
    [{ priority: NaN }, `unreadable-field: priority ${WHOLE}, is .nan`],
    [{ priority: -Infinity }, `unreadable-field: priority ${WHOLE}, is -.inf`],
    [{ activeDeadlineSeconds: '1' }, `unreadable-field: activeDeadlineSeconds ${WHOLE}, is "1"`],
    [{ tolerations: {} }, 'unreadable-field: tolerations must be a list, is an object'],
    [{ tolerations: 'a' }, 'unreadable-field: tolerations must be a list, is "a"'],
    [{ tolerations: ['a'] }, 'unreadable-field: tolerations/0 must be an object, is "a"'],
    [{ tolerations: [null] }],
    [{ nodeSelector: [] }, 'unreadable-field: nodeSelector must be an object, is a list'],
    [{ nodeSelector: { a: 1 } }, `unreadable-field: nodeSelector/a ${STRING}, is 1`],
    [{ affinity: 1 }, 'unreadable-field: affinity must be an object, is 1'],
    [{ affinity: [] }, 'unreadable-field: affinity must be an object, is a list'],
    [{ affinity: { nodeAffinty: {} } },
      'unknown-field: affinity/nodeAffinty is no field of Affinity; did you mean nodeAffinity?'],
    [{ overhead: { cpu: 'much' } },
      'unreadable-field: overhead/cpu must be a quantity such as 500m, 2 or 20Gi, is "much"'],
    [{ hostname: 1, zzzz: null }, `unreadable-field: hostname ${STRING}, is 1`,
      'unknown-field: zzzz is no field of PodSpec'],
    [{ containers: [{ name: 'c', livenessProbe: { httpGet: { port: true } } }] },
      'unreadable-field: containers/0/livenessProbe/httpGet/port must be a whole number or a string, is true'],
  ]);

  test('is told of other kinds of values too', () => {
    const config = (more: Json) => said({ apiVersion: 'v1', kind: 'ConfigMap', ...more });
    expect(config({ binaryData: { a: 'a b' } })).toEqual([
      'unreadable-field: /binaryData/a must be base64; write plain text into stringData of a Secret or data of a ConfigMap, is "a b"',
    ]);
    expect(config({ metadata: { creationTimestamp: 'today' } })).toEqual([
      'unreadable-field: /metadata/creationTimestamp must be a time such as 2027-01-31T12:00:00Z, is "today"',
    ]);
    expect(said({ apiVersion: 'flowcontrol.apiserver.k8s.io/v1', kind: 'PriorityLevelConfiguration',
      spec: { type: 1 } }))
      .toEqual([`unreadable-field: /spec/type ${STRING}, is 1`]);
  });

  test('is nothing of what may hold anything, and of what is not built in', () => {
    expect(said({ apiVersion: 'apps/v1', kind: 'ControllerRevision', data: { any: ['thing', 1] } })).toEqual([]);
    expect([said({ apiVersion: 'a.b/v1', kind: 'C', spec: 1 }), said({}), said('a')]).toEqual([[], [], []]);
  });
});
