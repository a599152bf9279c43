import { admittedPod, limitRange } from '../../../test/support/admission';
import { container, deployment } from '../../../test/support/rules';

const objections = (pod: object, ...more: object[]) => admittedPod(deployment(pod), ...more).objections
  .map(({ stage, reason, pointer, certain }) => [stage, certain, pointer.replace('/spec/template/spec/', ''), reason]);
const pod = (requests: object | undefined, limits: object | undefined, ...containers: object[]) => ({
  resources: { requests, limits }, containers: containers.map((resources) => container({ resources })),
});

test('a pod asks as a whole for no less than its containers together', () => {
  const two = [{ requests: { cpu: 1 } }, { requests: { cpu: '500m' } }];
  expect(objections(pod({ cpu: '1500m' }, undefined, ...two))).toEqual([]);
  expect(objections(pod({ memory: '1Gi' }, undefined, ...two))).toEqual([]);
  expect(objections(pod({ cpu: '1499m' }, undefined, ...two))).toEqual([
    ['validation', true, 'resources/requests/cpu', 'the pod requests 1499m cpu, its containers more'],
  ]);
});

test('its limit is no less than that of each of them, and less than all of them together have', () => {
  const two = [{ limits: { cpu: 1 } }, { limits: { cpu: 1, memory: '2Gi' } }];
  expect(objections(pod({ cpu: 2 }, { cpu: 2, memory: '2Gi' }, ...two))).toEqual([]);
  expect(objections(pod(undefined, { memory: '1Gi' }, ...two))).toEqual([
    ['validation', true, 'containers/1/resources/limits/memory',
      'container app has a limit of 2Gi memory, the pod as a whole of 1Gi'],
  ]);
});

test('a LimitRange may give containers more than the pod asks for', () => {
  const range = limitRange('l', [{ type: 'Container', defaultRequest: { cpu: 3 }, default: { cpu: 3 } }]);
  expect(objections(pod({ cpu: 1 }, { cpu: 1 }, {}), range).map(([,, pointer]) => pointer))
    .toEqual(['resources/requests/cpu', 'containers/0/resources/limits/cpu']);
  expect(objections(pod({ cpu: 3 }, { cpu: 3 }, {}), range)).toEqual([]);
});
