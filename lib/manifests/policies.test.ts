import { liveObjects } from '../../test/support/admission';
import { Field, InputProblem } from '.';
import { readAutoscaler, readDisruptionBudget, readScaledObject } from './policies';

const read = <T>(of: (root: Field) => T, spec: object, annotations: object = {}): T =>
  of(Field.of(liveObjects([{ kind: 'X', metadata: { name: 'x', annotations }, spec }])[0], []));

test('a disruption budget has its selector and limits', () => {
  expect(read(readDisruptionBudget, { selector: { matchLabels: { a: 'b' } }, minAvailable: 2, maxUnavailable: '25%' }))
    .toMatchObject({ minAvailable: 2, maxUnavailable: '25%',
      selector: { requirements: [{ key: 'a', operator: 'In', values: ['b'] }] } });
  expect(read(readDisruptionBudget, {})).toMatchObject({ selector: undefined, minAvailable: undefined,
    maxUnavailable: undefined });
});

describe('a HorizontalPodAutoscaler', () => {
  const target = { scaleTargetRef: { kind: 'Deployment', name: 'web' } };
  test('scales its target between its limits, from one on where it says nothing', () => {
    expect(read(readAutoscaler, { ...target, minReplicas: 2, maxReplicas: 5 })).toMatchObject({
      targetKind: 'Deployment', targetName: 'web', minReplicas: 2, maxReplicas: 5, startsFromZero: false });
    expect(read(readAutoscaler, { maxReplicas: 5 })).toMatchObject({ targetKind: '', targetName: '', minReplicas: 1 });
    expect(read(readAutoscaler, { minReplicas: 3 })).toMatchObject({ minReplicas: 3, maxReplicas: 3 });
    expect(read(readAutoscaler, { minReplicas: 0, maxReplicas: 1 })).toMatchObject({ minReplicas: 0, maxReplicas: 1 });
  });

  test('has no fewer at most than at least, which is told', () => {
    const told = (spec: object) => {
      const problems: InputProblem[] = [];
      const { maxReplicas } = readAutoscaler(Field.of(liveObjects([{ kind: 'X', spec }])[0], problems));
      return [maxReplicas, ...problems.map(({ pointer, message }) => `${pointer} ${message}`)];
    };
    expect(told({ minReplicas: 5, maxReplicas: 3 }))
      .toEqual([5, '/spec/maxReplicas must be at least minReplicas 5, is 3']);
    expect(told({ minReplicas: 5, maxReplicas: 5 })).toEqual([5]);
    expect(told({ maxReplicas: 0 })).toEqual([1, '/spec/maxReplicas must be a whole number of at least 1, is 0']);
  });
});

describe('a ScaledObject', () => {
  const scaled = (spec: object, annotations?: object) => {
    const { minReplicas, maxReplicas, isPaused } = read(readScaledObject, spec, annotations);
    return [minReplicas, maxReplicas, isPaused];
  };
  test('scales a Deployment from 0 to 100 unless it says otherwise', () => {
    expect(read(readScaledObject, { scaleTargetRef: { name: 'web' } }))
      .toMatchObject({ targetKind: 'Deployment', targetName: 'web', startsFromZero: true });
    expect(read(readScaledObject, { scaleTargetRef: { kind: 'StatefulSet' } }))
      .toMatchObject({ targetKind: 'StatefulSet', targetName: '' });
    expect(scaled({})).toEqual([0, 100, false]);
    expect(scaled({ minReplicaCount: 2, maxReplicaCount: 5 })).toEqual([2, 5, false]);
    expect(scaled({ minReplicaCount: 8, maxReplicaCount: 5 })).toEqual([8, 8, false]);
  });

  test('may rest at fewer, and falls back to any number', () => {
    expect(scaled({ minReplicaCount: 2, idleReplicaCount: 0, maxReplicaCount: 5 })).toEqual([0, 5, false]);
    expect(scaled({ minReplicaCount: 2, idleReplicaCount: 3, maxReplicaCount: 5 })).toEqual([2, 5, false]);
    expect(scaled({ minReplicaCount: 2, maxReplicaCount: 5, fallback: { replicas: 9 } })).toEqual([2, 9, false]);
    expect(scaled({ minReplicaCount: 2, maxReplicaCount: 5, fallback: { replicas: 1 } })).toEqual([1, 5, false]);
    expect(scaled({ minReplicaCount: 2, maxReplicaCount: 5, fallback: { replicas: 0 } })).toEqual([2, 5, false]);
  });

  const paused = 'autoscaling.keda.sh/paused';
  test('that is paused at a number has that', () => {
    expect(scaled({}, { [`${paused}-replicas`]: '4', [paused]: 'true' })).toEqual([4, 4, false]);
    expect(scaled({}, { [`${paused}-replicas`]: '0' })).toEqual([0, 0, false]);
    expect(scaled({ maxReplicaCount: 3 }, { [`${paused}-replicas`]: 'x' })).toEqual([0, 3, false]);
  });

  test.each([['true', true], ['yes', true], ['', true], ['0', false], ['f', false], ['False', false],
    ['falsehood', true], ['of', true]])('is paused by %j: %p', (value, expected) =>
    expect(scaled({}, { [paused]: value })[2]).toBe(expected));
});
