import { admittedPod } from '../../../test/support/admission';
import { container, deployment, object } from '../../../test/support/rules';

const pod = (extra: object = {}) =>
  deployment({
    runtimeClassName: 'kata', containers: [container({ resources: { requests: { cpu: '1' } } })], ...extra,
  });
const kata = (body: object) => object('RuntimeClass', 'kata', { handler: 'kata', ...body }, 'node.k8s.io/v1');
const reasons = (...objects: object[]) =>
  admittedPod(...objects).objections.map(({ reason, certain }) => [reason, certain]);

test('adds overhead, node selector and tolerations of the class', () => {
  const scheduling = { nodeSelector: { sandbox: 'yes' }, tolerations: [{ key: 'sandbox', operator: 'Exists' }] };
  const { pod: admitted, objections } = admittedPod(
    pod({ nodeSelector: { zone: 'a' } }),
    kata({ overhead: { podFixed: { cpu: '3' } }, scheduling }),
  );
  expect(objections).toEqual([]);
  expect(admitted.requests.get('cpu')).toBe(4000);
  expect(admitted.nodeSelector).toEqual([
    { key: 'zone', operator: 'In', values: ['a'] }, { key: 'sandbox', operator: 'In', values: ['yes'] },
  ]);
  expect(admitted.tolerations).toMatchObject([{ key: 'sandbox', operator: 'Exists' }]);
});

test('refuses a node selector that contradicts the class', () => {
  expect(reasons(pod({ nodeSelector: { sandbox: 'no' } }), kata({ scheduling: { nodeSelector: { sandbox: 'yes' } } })))
    .toEqual([['nodeSelector sandbox=no contradicts sandbox=yes of RuntimeClass kata', true]]);
});

test('refuses an overhead that is not the one of the class, and takes one that is', () => {
  const own = (cpu: string) => pod({ overhead: { cpu } });
  const overhead = { overhead: { podFixed: { cpu: '3' } } };
  expect(reasons(own('2'), kata(overhead))).toEqual([['overhead differs from that of RuntimeClass kata', true]]);
  expect(admittedPod(own('3000m'), kata(overhead)).pod.requests.get('cpu')).toBe(4000);
  expect(reasons(deployment({ overhead: { cpu: '1' } }))).toEqual([
    ['overhead is written without a RuntimeClass that defines it', true],
  ]);
});

test('a class that is not in the input leaves doubt, and one that a live cluster lacks is refused', () => {
  expect(reasons(pod())).toEqual([['RuntimeClass kata is not in the input', false]]);
  const gvisor = object('RuntimeClass', 'gvisor', { handler: 'runsc' }, 'node.k8s.io/v1');
  expect(admittedPod.beside([gvisor], pod()).objections).toMatchObject([
    { reason: 'RuntimeClass kata does not exist', certain: true },
  ]);
  expect(admittedPod.beside([object('ServiceAccount', 'default')], pod()).objections).toMatchObject([
    { certain: false },
  ]);
});

test('refuses overhead without a class that defines it', () => {
  expect(reasons(pod({ runtimeClassName: undefined, overhead: { cpu: '1' } })))
    .toEqual([['overhead is written without a RuntimeClass that defines it', true]]);
  expect(reasons(pod({ runtimeClassName: undefined }))).toEqual([]);
});
