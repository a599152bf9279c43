import { Field, Manifest, readResourceQuota } from '../../manifests';
import { liveObjects } from '../../../test/support/admission';
import { countsClaim, countsPod } from './quota-scope';

const root = (json: object): Field => Field.of(liveObjects([json])[0] satisfies Manifest, []);
const quota = (spec: object) => readResourceQuota(root({ kind: 'ResourceQuota', metadata: { name: 'q' }, spec }));
const selecting = (scopeName: string, operator: string, values?: string[]) =>
  quota({ scopeSelector: { matchExpressions: [{ scopeName, operator, ...values && { values } }] } });
const pod = (spec: object) => root({ kind: 'Pod', metadata: { name: 'p' }, spec }).get('spec');
const term = (more: object) => ({ topologyKey: 'zone', labelSelector: {}, ...more });

test.each<[string, string[] | undefined, string | undefined, boolean]>([
  ['In', ['high', 'top'], 'high', true],
  ['In', ['high'], 'low', false],
  ['In', ['high'], undefined, false],
  ['NotIn', ['high'], 'low', true],
  ['NotIn', ['high'], 'high', false],
  ['Exists', undefined, 'low', true],
  ['Exists', undefined, undefined, false],
  ['DoesNotExist', undefined, undefined, true],
  ['DoesNotExist', undefined, 'low', false],
])('PriorityClass %s %p counts a pod of class %p: %p', (operator, values, priorityClassName, isCounted) =>
  expect(countsPod(selecting('PriorityClass', operator, values), pod({ priorityClassName }))).toBe(isCounted));

test.each<[string, object, boolean]>([
  ['no affinity', {}, false],
  [
    'affinity to its own namespace', { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term({})] } },
    false,
  ],
  [
    'required affinity to named namespaces',
    { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term({ namespaces: ['b'] })] } }, true,
  ],
  [
    'preferred anti-affinity to selected namespaces',
    {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 1, podAffinityTerm: term({ namespaceSelector: {} }) },
        ],
      },
    },
    true,
  ],
])('CrossNamespacePodAffinity, a pod with %s', (_, affinity, isCounted) => {
  expect(countsPod(quota({ scopes: ['CrossNamespacePodAffinity'] }), pod({ affinity }))).toBe(isCounted);
});

test('a claim is counted by its volume attributes class, and by no scope of pods', () => {
  const claim = (volumeAttributesClassName?: string) => pod({ volumeAttributesClassName });
  const gold = selecting('VolumeAttributesClass', 'In', ['gold']);
  expect([claim('gold'), claim('lead'), claim()].map((spec) => countsClaim(gold, spec))).toEqual([true, false, false]);
  expect(countsClaim(quota({ scopes: ['NotTerminating'] }), claim('gold'))).toBe(false);
  expect(countsClaim(quota({}), claim())).toBe(true);
});

test('every scope must match', () => {
  const both = quota({ scopes: ['NotTerminating', 'BestEffort'] });
  expect(countsPod(both, pod({ containers: [{ name: 'a' }] }))).toBe(true);
  expect(countsPod(both, pod({ activeDeadlineSeconds: 5, containers: [{ name: 'a' }] }))).toBe(false);
  expect(countsPod(both, pod({ containers: [{ name: 'a', resources: { requests: { cpu: '1' } } }] }))).toBe(false);
});

test.each<[string, object]>([
  ['of what no scope is called', quota({ scopes: ['Other'] })],
  ['that selects classes by no values', selecting('PriorityClass', 'In')],
])('a quota %s counts no pod', (_, scoped) =>
  expect(countsPod(scoped as ReturnType<typeof quota>, pod({ priorityClassName: 'high' }))).toBe(false));

test('pods that ask nothing of cpu and memory are of the best effort', () => {
  const [best, other] = [quota({ scopes: ['BestEffort'] }), quota({ scopes: ['NotBestEffort'] })];
  const of = (spec: object) => [countsPod(best, pod(spec)), countsPod(other, pod(spec))];
  const asking = (resources: object) => ({ containers: [{ name: 'a' }, { name: 'b', resources }] });
  expect([{ requests: { 'cpu': 0, 'nvidia.com/gpu': 1 } }, { limits: { memory: 0 } }].map((each) => of(asking(each))))
    .toEqual([[true, false], [true, false]]);
  expect([{ requests: { memory: 1 } }, { limits: { memory: 1 } }, { limits: { cpu: 1 } }].map((each) =>
    of(asking(each)))).toEqual(Array(3).fill([false, true]));
  expect(of({ initContainers: [{ name: 'a', resources: { requests: { cpu: 1 } } }], containers: [{ name: 'b' }] }))
    .toEqual([false, true]);
  expect(of({ ...asking({ requests: { cpu: 1 } }), resources: { requests: { cpu: 0 } } })).toEqual([true, false]);
});
