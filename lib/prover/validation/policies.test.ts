import { Json } from '../../../test/support/rules';
import { refusalsOfSpec, saysOfEach } from '../../../test/support/refusals';

describe('a disruption budget', () => {
  const PERCENT = 'must be a whole number without quotes or a percentage such as 25%';
  saysOfEach(refusalsOfSpec('policy/v1', 'PodDisruptionBudget'), [
    [{ minAvailable: 0 }], [{ maxUnavailable: '100%' }], [{}],
    [{ minAvailable: 1, maxUnavailable: 1 }, 'maxUnavailable must not be given beside minAvailable, is 1'],
    [{ minAvailable: -1 }, 'minAvailable must be at least 0, is -1'],
    [{ minAvailable: '1' }, `minAvailable ${PERCENT}, is "1"`],
    [{ maxUnavailable: '101%' }, 'maxUnavailable must not be more than 100%, is "101%"'],
    [{ unhealthyPodEvictionPolicy: 'IfHealthyBudget' }], [{ unhealthyPodEvictionPolicy: 'AlwaysAllow' }],
    [{ unhealthyPodEvictionPolicy: 'Never' },
      'unhealthyPodEvictionPolicy must be AlwaysAllow or IfHealthyBudget, is "Never"'],
    [{ unhealthyPodEvictionPolicy: '' }, 'unhealthyPodEvictionPolicy must be IfHealthyBudget or AlwaysAllow, is ""'],
  ]);
});

describe('an autoscaler', () => {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' };
  const scaler = (version: string) =>
    refusalsOfSpec(`autoscaling/${version}`, 'HorizontalPodAutoscaler', { maxReplicas: 3, scaleTargetRef });

  describe.each(['v1', 'v2'])('of autoscaling/%s', (version) => {
    const target = (more: Json) => ({ scaleTargetRef: { ...scaleTargetRef, ...more } });
    saysOfEach(scaler(version), [
      [{}], [{ minReplicas: 3 }], [{ minReplicas: 1 }],
      [{ maxReplicas: 0 }, 'maxReplicas is missing; write at least 1'],
      [{ maxReplicas: -1 }, 'maxReplicas must be at least 1, is -1'],
      [{ minReplicas: 4 }, 'maxReplicas must be at least minReplicas 4, is 3'],
      [{ minReplicas: 0 }, 'minReplicas must be at least 1 without a metric of type Object or External, is 0'],
      [{ minReplicas: -1 }, 'minReplicas must be at least 0, is -1'],
      [target({ apiVersion: '' }), 'scaleTargetRef/apiVersion is missing; write such as apps/v1'],
      [target({ apiVersion: 'v1' }),
        'scaleTargetRef/apiVersion must be a group and a version, such as apps/v1, is "v1"'],
      [target({ apiVersion: 'a/b/c' }),
        'scaleTargetRef/apiVersion must be a group and a version, such as apps/v1, is "a/b/c"'],
      [target({ apiVersion: 'v1', kind: 'ReplicationController' })],
      ...['', 'v2', 'a/b'].map((apiVersion) => [target({ apiVersion, kind: 'ReplicationController' })] as const),
      [target({ apiVersion: 'a/b/c', kind: 'ReplicationController' }),
        'scaleTargetRef/apiVersion must be a group and a version, such as apps/v1, is "a/b/c"'],
      [target({ apiVersion: '/v1' }),
        'scaleTargetRef/apiVersion must be a group and a version, such as apps/v1, is "/v1"'],
      [target({ kind: '' }), 'scaleTargetRef/kind is missing'],
      [target({ kind: 'a/b' }), `scaleTargetRef/kind must not contain '/' or '%', is "a/b"`],
      [target({ name: '' }), 'scaleTargetRef/name is missing'],
      [target({ name: '..' }), `scaleTargetRef/name must not be '.' or '..', is ".."`],
    ]);
  });

  describe('by the use of processors', () => {
    const cpu = (targetCPUUtilizationPercentage: number) => ({ targetCPUUtilizationPercentage });
    saysOfEach(scaler('v1'), [
      [cpu(1)], [cpu(0), 'targetCPUUtilizationPercentage must be greater than 0, is 0'],
    ]);
  });

  describe('by metrics', () => {
    const measured = (metric: Json) =>
      scaler('v2')({ metrics: [metric] }).map((text) => text.replace('metrics/0', '').replace(/^\//, ''));
    const value = { type: 'Value', value: 1 };
    const average = { type: 'AverageValue', averageValue: 1 };
    const use = { type: 'Utilization', averageUtilization: 1 };
    const resource = (target: Json) => ({ type: 'Resource', resource: { name: 'cpu', target } });
    const ofContainer = (more: Json) =>
      ({ type: 'ContainerResource', containerResource: { name: 'cpu', container: 'c', target: use, ...more } });
    const pods = (target: Json, metric: Json = { name: 'm' }) => ({ type: 'Pods', pods: { metric, target } });
    const external = (target: Json) => ({ type: 'External', external: { metric: { name: 'm' }, target } });
    const object = (target: Json) => ({ type: 'Object', object: {
      describedObject: { apiVersion: 'v1', kind: 'Service', name: 's' }, metric: { name: 'm' }, target,
    } });
    saysOfEach(measured, [
      [resource(use)], [resource(average)], [pods(average)], [object(value)], [object(average)],
      [object({ ...average, value: 1 })], [external(value)], [external(average)], [ofContainer({})],
      [{ type: 'Cpu' }, 'type must be one of Object, Pods, Resource, External, ContainerResource, is "Cpu"'],
      [{ type: '' }, 'type is missing'],
      [{ type: 'Pods' }, 'pods is missing; type Pods needs it',
        'pods/target/averageValue is missing; type Pods needs it'],
      [{ ...pods(average), resource: resource(use).resource }, 'resource must not be given beside type Pods'],
      [pods(value), 'pods/target/averageValue is missing; type Pods needs it'],
      [pods({ ...average, averageValue: 0 }), 'pods/target/averageValue must be more than 0, is 0'],
      [pods({ ...average, averageValue: '-1m' }), 'pods/target/averageValue must be more than 0, is "-1m"'],
      [pods(average, { name: '' }), 'pods/metric/name is missing'],
      [pods(average, { name: 'a/b' }), `pods/metric/name must not contain '/' or '%', is "a/b"`],
      [object({ type: 'Value' }), 'object/target/value is missing; write value or averageValue'],
      [object({ ...value, value: 0 }), 'object/target/value must be more than 0, is 0'],
      [external({ type: 'Value' }), 'external/target/value is missing; write value or averageValue'],
      [external({ ...value, averageValue: 1 }), 'external/target/value must not be given beside averageValue, is 1'],
      [resource({ type: 'Utilization' }),
        'resource/target/averageUtilization is missing; write averageUtilization or averageValue'],
      [resource({ ...use, averageValue: 1 }),
        'resource/target/averageValue must not be given beside averageUtilization, is 1'],
      [resource({ ...use, averageUtilization: 0 }), 'resource/target/averageUtilization must be more than 0, is 0'],
      [resource({ type: 'Some', averageUtilization: 1 }),
        'resource/target/type must be Utilization, Value or AverageValue, is "Some"'],
      [ofContainer({ target: { type: 'Utilization' } }),
        'containerResource/target/averageUtilization is missing; write averageUtilization or averageValue'],
      [ofContainer({ name: '' }), 'containerResource/name is missing'],
      [ofContainer({ name: 'pods' }),
        'containerResource/name must be a resource of a container, such as cpu, is "pods"'],
      [ofContainer({ container: '' }), 'containerResource/container is missing'],
      [ofContainer({ container: 'A' }), expect.stringMatching(/^containerResource\/container must be lower-case/)],
    ]);

    test('of another object may have none', () => {
      expect([external(value), object(value)].map((metric) => scaler('v2')({ minReplicas: 0, metrics: [metric] })))
        .toEqual([[], []]);
      expect(scaler('v2')({ minReplicas: 0, metrics: [pods(average)] }))
        .toEqual(['minReplicas must be at least 1 without a metric of type Object or External, is 0']);
      expect(scaler('v2')({ minReplicas: -1, metrics: [external(value)] }))
        .toEqual(['minReplicas must be at least 0, is -1']);
    });
  });

  describe('in steps', () => {
    const step = { type: 'Pods', value: 1, periodSeconds: 60 };
    const stepping = (rules: Json) =>
      scaler('v2')({ behavior: { scaleUp: rules } }).map((text) => text.replace('behavior/scaleUp/', ''));
    saysOfEach(stepping, [
      [{}], [{ policies: [step, { ...step, type: 'Percent', periodSeconds: 1800 }] }], [{ selectPolicy: 'Disabled' }],
      [{ policies: [] }, 'policies must hold at least one policy'],
      [{ policies: [{ ...step, type: 'Some' }] }, 'policies/0/type must be Pods or Percent, is "Some"'],
      [{ policies: [{ ...step, value: 0 }] }, 'policies/0/value must be greater than 0, is 0'],
      [{ policies: [{ ...step, periodSeconds: 0 }] }, 'policies/0/periodSeconds must be greater than 0, is 0'],
      [{ policies: [{ ...step, periodSeconds: 1801 }] }, 'policies/0/periodSeconds must be from 1 to 1800, is 1801'],
      [{ selectPolicy: 'Mid' }, 'selectPolicy must be Max, Min or Disabled, is "Mid"'],
      [{ selectPolicy: '' }, expect.stringMatching(/^selectPolicy must be /)],
      [{ stabilizationWindowSeconds: 3600 }], [{ stabilizationWindowSeconds: 0 }],
      [{ stabilizationWindowSeconds: 3601 }, 'stabilizationWindowSeconds must be from 0 to 3600, is 3601'],
      [{ tolerance: 0 }], [{ tolerance: '-1' }, 'tolerance must be at least 0, is "-1"'],
    ]);
    test('downwards has at least one', () => {
      expect(scaler('v2')({ behavior: { scaleDown: { policies: [] } } }))
        .toEqual(['behavior/scaleDown/policies must hold at least one policy']);
    });
  });
});
