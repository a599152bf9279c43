import { VerticalBound } from '../../manifests';
import { container, deployment, Json, modelOf, object } from '../../../test/support/rules';
import { Admission } from './admit';

const scaler = (...containerPolicies: Json[]) => object('VerticalPodAutoscaler', 'v', {
  spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    resourcePolicy: { containerPolicies } },
}, 'autoscaling.k8s.io/v1');

/** The requests of the containers at the least or the most that the autoscaler may choose. */
function sized(verticalBound: VerticalBound | undefined, requests: object, ...policies: Json[]) {
  const model = modelOf([
    deployment({ containers: [container({ resources: { requests } }), { name: 'side', image: 's:1' }] }),
      scaler(...policies),
  ], { verticalBound });
  const admission = new Admission(model);
  return admission.podOf(admission.model.workloads[0]).spec.get('containers').items()
    .map((each) => each.get('resources', 'requests').value);
}
const policy = (more: Json) => ({ containerName: 'app', ...more });
const BOTH = { minAllowed: { cpu: '100m', memory: '1Gi' }, maxAllowed: { cpu: 4, memory: '8Gi' } };

describe('the requests that a VerticalPodAutoscaler may choose', () => {
  test('are as they are written where no bound is asked', () => {
    expect(sized(undefined, { cpu: 1 }, policy(BOTH))).toEqual([{ cpu: 1 }, undefined]);
  });

  test('are at least what it allows, or what is written where that is less', () => {
    expect(sized('least', { cpu: 1, memory: '512Mi' }, policy(BOTH))[0]).toEqual({ cpu: '100m', memory: '512Mi' });
    expect(sized('least', { cpu: 1 }, policy({}))).toEqual([{ cpu: '0', memory: '0' }, { cpu: '0', memory: '0' }]);
  });

  test('are at most what it allows, or what is written where that is more', () => {
    expect(sized('most', { cpu: 1, memory: '16Gi' }, policy(BOTH))[0]).toEqual({ cpu: 4, memory: '16Gi' });
    expect(sized('most', {}, policy(BOTH))).toEqual([{ cpu: 4, memory: '8Gi' }, { cpu: '1000000', memory: '1Ei' }]);
  });

  test('are of the resources that it controls, in the containers that it does not leave alone', () => {
    const memory = policy({ ...BOTH, controlledResources: ['memory'] });
    expect(sized('most', { cpu: 1, memory: 1 }, memory)[0]).toEqual({ cpu: 1, memory: '8Gi' });
    const others = { containerName: '*', mode: 'Off' };
    expect(sized('most', { cpu: 1 }, policy(BOTH), others)[1]).toEqual({});
    expect(sized('most', { 'cpu': 1, 'a.b/c': 1 },
      policy({ controlledResources: ['a.b/c'] }))[0]).toMatchObject({ cpu: 1 });
  });

  test('are those that are allowed where what is written cannot be read', () => {
    expect(sized('least', { cpu: 'much', memory: 1 }, policy(BOTH))[0]).toEqual({ cpu: '100m', memory: 1 });
    expect(sized('most', { cpu: 1 }, policy({ maxAllowed: { cpu: 'much', memory: 2 } }))[0])
      .toEqual({ cpu: 1, memory: 2 });
  });

  test('are what is written at least, and what it allows at most, where both are the same', () => {
    const same = policy({ minAllowed: { cpu: 1 }, maxAllowed: { cpu: 1 } });
    expect([sized('least', { cpu: '1000m' }, same)[0], sized('most', { cpu: '1000m' }, same)[0]])
      .toEqual([{ cpu: '1000m', memory: '0' }, { cpu: 1, memory: '1Ei' }]);
  });

  test('are those of other workloads in no case', () => {
    const model = modelOf([deployment({}, {}, { name: 'other' }), scaler(policy(BOTH))], { verticalBound: 'most' });
    const admission = new Admission(model);
    const [first] = admission.podOf(admission.model.workloads[0]).spec.get('containers').items();
    expect(first.get('resources').value).toBeUndefined();
  });
});
