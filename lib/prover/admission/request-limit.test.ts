import { admittedPod } from '../../../test/support/admission';
import { container, deployment } from '../../../test/support/rules';

const objections = (pod: object) => admittedPod(deployment(pod)).objections
  .map(({ stage, reason, pointer, certain }) => [stage, certain, pointer.replace('/spec/template/spec/', ''), reason]);
const sized = (requests: object, limits?: object) => ({ requests, limits });

test('a request is within its limit, to the last thousandth', () => {
  const of = (requests: object, limits?: object) =>
    objections({ containers: [container({ resources: sized(requests, limits) })] });
  expect([of({ cpu: 1 }, { cpu: '1000m' }), of({ cpu: 2 }), of({ cpu: 2 }, { memory: 1 })]).toEqual([[], [], []]);
  expect(of({ cpu: '1001m' }, { cpu: 1 })).toEqual([
    ['validation', true, 'containers/0/resources/requests/cpu', 'container app requests 1001m cpu with a limit of 1'],
  ]);
});

test('that of an init container and of the pod as a whole, too', () => {
  const initContainers = [{ name: 'i', image: 'i:1', resources: sized({ memory: '2Ki' }, { memory: '1Ki' }) }];
  expect(objections({ initContainers })).toEqual([['validation', true, 'initContainers/0/resources/requests/memory',
    'init container i requests 2Ki memory with a limit of 1Ki']]);
  expect(objections({ resources: sized({ cpu: 2 }, { cpu: 1 }) })).toEqual([
    ['validation', true, 'resources/requests/cpu', 'the pod requests 2 cpu with a limit of 1'],
  ]);
});
