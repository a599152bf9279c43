import { Json } from '../../../test/support/rules';
import { refusalsOfSpec, saysOfEach } from '../../../test/support/refusals';

const KNOWN = 'names a resource that must be one that a quota knows, such as requests.cpu, or count/<resource>.<group>';
const threeOf = (name: string) => [name, `requests.${name}`, `limits.${name}`];
const COMPUTE = ['cpu', 'memory'].flatMap(threeOf);
const OTHERS = [...threeOf('ephemeral-storage'), 'requests.storage', 'hugepages-2Mi', 'requests.hugepages-2Mi'];
const COUNTED = ['resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'persistentvolumeclaims',
  'configmaps',
  'services.nodeports', 'services.loadbalancers'];

describe('a quota', () => {
  const quota = refusalsOfSpec('v1', 'ResourceQuota');
  const limiting = (name: string, amount: unknown = 1) => quota({ hard: { [name]: amount } });

  test.each([...COMPUTE, ...COUNTED, ...OTHERS, 'pods', 'count/deployments.apps',
    'requests.nvidia.com/gpu'])('limits %s', (name) => expect(limiting(name)).toEqual([]));

  test('limits no other resource, and nothing to less than none', () => {
    expect(limiting('storage')).toEqual([`hard/storage ${KNOWN}, is 1`]);
    expect(limiting('gpu')).toEqual([expect.stringMatching(/^hard\/gpu names a resource that must be cpu, memory, /)]);
    expect(limiting('pods', '-1')).toEqual(['hard/pods must be at least 0, is "-1"']);
    expect(limiting('pods', '500m')).toEqual(['hard/pods must be a whole number, is "500m"']);
    expect(limiting('cpu', '500m')).toEqual([]);
  });

  const scoped = (scope: string, ...names: string[]) => quota({
    scopes: [scope], hard: Object.fromEntries(names.map((name) => [name, 1])),
  });

  test.each(['Terminating', 'NotTerminating', 'NotBestEffort', 'PriorityClass', 'CrossNamespacePodAffinity'])(
    'of scope %s limits pods and what they compute with', (scope) => {
      expect(scoped(scope, 'pods', ...COMPUTE)).toEqual([]);
      expect([...COUNTED, ...OTHERS].map((name) => scoped(scope, name))).toEqual([...COUNTED, ...OTHERS]
        .map((name) => [`scopes/0 must not stand beside hard limit ${name}, is "${scope}"`]));
    });

  test('of scope BestEffort limits pods, and of scope VolumeAttributesClass claims and their storage', () => {
    expect([scoped('BestEffort', 'pods'),
      scoped('VolumeAttributesClass', 'persistentvolumeclaims', 'requests.storage')])
      .toEqual([[], []]);
    expect(scoped('BestEffort', 'cpu')).toEqual(['scopes/0 must not stand beside hard limit cpu, is "BestEffort"']);
    expect(scoped('VolumeAttributesClass', 'pods'))
      .toEqual(['scopes/0 must not stand beside hard limit pods, is "VolumeAttributesClass"']);
    expect(scoped('BestEffort', 'count/pods', 'requests.nvidia.com/gpu')).toEqual([]);
    expect(scoped('BestEffort', 'hugepages-2Mi'))
      .toEqual(['scopes/0 must not stand beside hard limit hugepages-2Mi, is "BestEffort"']);
  });

  test('has scopes that there are, and none beside its opposite', () => {
    expect(scoped('Some'))
      .toEqual([expect.stringMatching(/^scopes\/0 must be BestEffort, CrossNamespacePodAffinity, NotBestE/)]);
    expect(scoped('')).toEqual([expect.stringMatching(/^scopes\/0 must be BestEffort, Cross.*, is ""/)]);
    expect(quota({ scopes: ['BestEffort', 'NotTerminating'] })).toEqual([]);
    expect(quota({ scopes: ['NotTerminating', 'Terminating'] }))
      .toEqual(['scopes/1 must not stand beside NotTerminating, is "Terminating"']);
    expect(quota({ scopes: ['BestEffort', 'NotBestEffort'] }))
      .toEqual(['scopes/0 must not stand beside NotBestEffort, is "BestEffort"']);
  });

  const selecting = (scopeName: string, operator: string, values?: string[]) =>
    quota({ hard: { pods: 1 }, scopeSelector: { matchExpressions: [{ scopeName, operator, values }] } })
      .map((text) => text.replace('scopeSelector/matchExpressions/0/', ''));

  test('selects by the name of a class, and by whether it has another scope', () => {
    expect([selecting('PriorityClass', 'In', ['a']), selecting('PriorityClass', 'DoesNotExist'),
      selecting('Terminating', 'Exists')]).toEqual([[], [], []]);
    expect(selecting('PriorityClass', 'NotIn')).toEqual(['values is missing; NotIn takes at least one']);
    expect(selecting('Terminating', 'In', ['a'])).toEqual(['operator must be one of Exists, is "In"']);
    expect(selecting('', 'Exists')).toEqual([expect.stringMatching(/^scopeName is missing/)]);
    expect(quota({ hard: { persistentvolumeclaims: 1 }, scopeSelector: { matchExpressions: [
      { scopeName: 'VolumeAttributesClass', operator: 'In', values: ['a'] },
    ] } })).toEqual([]);
  });
});

describe('a limit range', () => {
  const range = refusalsOfSpec('v1', 'LimitRange');
  const limited = (limit: Json) =>
    range({ limits: [{ type: 'Container', ...limit }] }).map((text) => text.replace('limits/0/', ''));
  const size = (name: string) => ({ storage: name });
  saysOfEach(limited, [
    [{ min: { cpu: 1 }, defaultRequest: { cpu: 1 }, default: { cpu: 1 }, max: { cpu: 1 } }],
    [{ min: { cpu: 2 }, max: { cpu: 1 } }, 'min/cpu must not be more than max 1, is 2'],
    [{ min: { cpu: 2 }, defaultRequest: { cpu: 1 } }, 'min/cpu must not be more than defaultRequest 1, is 2'],
    [{ defaultRequest: { cpu: 2 }, max: { cpu: '1' } }, 'defaultRequest/cpu must not be more than max 1, is 2'],
    [{ defaultRequest: { cpu: 2 }, default: { cpu: 1 } }, 'defaultRequest/cpu must not be more than default 1, is 2'],
    [{ min: { cpu: 2 }, default: { cpu: 1 } }, 'min/cpu must not be more than default 1, is 2'],
    [{ default: { cpu: 2 }, max: { cpu: 1 } }, 'default/cpu must not be more than max 1, is 2'],
    [{ min: { cpu: 2 }, max: { memory: 1 } }],
    [{ maxLimitRequestRatio: { cpu: 1 } }],
    [{ maxLimitRequestRatio: { cpu: '999m' } }, 'maxLimitRequestRatio/cpu must be at least 1, is "999m"'],
    [{ min: { cpu: 1 }, max: { cpu: 4 }, maxLimitRequestRatio: { cpu: 4 } }],
    [{ min: { cpu: 1 }, max: { cpu: 4 }, maxLimitRequestRatio: { cpu: '4001m' } },
      'maxLimitRequestRatio/cpu must not be more than max 4 divided by min 1, is "4001m"'],
    [{ min: { cpu: 0 }, max: { cpu: 4 }, maxLimitRequestRatio: { cpu: 9 } }],
    [{ max: { cpu: 4 }, maxLimitRequestRatio: { cpu: 9 } }], [{ min: { cpu: 4 }, maxLimitRequestRatio: { cpu: 9 } }],
    [{ default: { 'a.b/c': 2 }, defaultRequest: { 'a.b/c': 2 } }],
    [{ default: { 'a.b/c': 2 }, defaultRequest: { 'a.b/c': 1 } },
      'defaultRequest/a.b~1c must equal default 2: a.b/c cannot be overcommitted, is 1'],
    [{ default: { 'hugepages-2Mi': 2 }, defaultRequest: { 'hugepages-2Mi': 1 } },
      'defaultRequest/hugepages-2Mi must equal default 2: hugepages-2Mi cannot be overcommitted, is 1'],
    [{ default: { 'kubernetes.io/a': 2 }, defaultRequest: { 'kubernetes.io/a': 1 } }],
    [{ default: { cpu: 2 }, defaultRequest: { cpu: 1 } }],
    [{ max: { pods: 1 } }, 'max/pods names a resource that must be a resource of a container, such as cpu, is 1'],
    [{ type: 'Pod', max: { storage: 1 }, min: { storage: 1 } },
      'min/storage names a resource that must be a resource of a container, such as cpu, is 1',
      'max/storage names a resource that must be a resource of a container, such as cpu, is 1'],
    [{ type: 'a.b/C', max: { storage: 1 } }],
    [{ type: 'a.b/C', max: { gpu: 1 } }, expect.stringMatching(/^max\/gpu names a resource that must be cpu, /)],
    [{ type: 'Pod', default: { cpu: 1 }, defaultRequest: { cpu: 1 } },
      'default must not be given for type Pod', 'defaultRequest must not be given for type Pod'],
    [{ type: 'Pod', default: {} }],
    [{ type: 'PersistentVolumeClaim', min: size('1Gi') }], [{ type: 'PersistentVolumeClaim', max: size('1Gi') }],
    [{ type: 'PersistentVolumeClaim', default: size('1Gi') },
      'max/storage is missing; write a least or most storage for type PersistentVolumeClaim'],
    [{ type: 'Claim' }, 'type must be Pod, Container, PersistentVolumeClaim, is "Claim"'],
    [{ type: '' }, 'type is missing'],
  ]);

  test('speaks of each type once', () => {
    expect(range({ limits: [{ type: 'Container' }, { type: 'Pod' }] })).toEqual([]);
    expect(range({ limits: [{ type: 'Pod' }, { type: 'Pod' }] }))
      .toEqual(['limits/1/type must stand in one item only, is "Pod"']);
  });
});
