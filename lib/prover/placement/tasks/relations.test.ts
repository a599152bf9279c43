import { load, pool, workload } from '../../../../test/support/rollout';
import { Cluster } from '../../../cluster';
import { planRollout } from '../../updates';
import { RelationIndex } from './relations';

const TERM = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { tier: 'back' } } };
const asks = (term: object) => ({
  affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ ...TERM, ...term }] } },
});
const deployment = (name: string, namespace: string, labels: object, pod: object = {}): object => {
  const made: any = workload('Deployment', name, {}, {}, pod);
  made.metadata.namespace = namespace;
  Object.assign(made.spec.template.metadata.labels, labels);
  return made;
};
const namespace = (name: string, labels: object) => ({
  apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels },
});

const selected = (term: object, own: object, ...more: object[]) => {
  const others = [
    deployment('one', 'shop', { tier: 'back', build: 'x' }), deployment('two', 'depot', { tier: 'back', build: 'y' }),
  ];
  const model = load(deployment('web', 'shop', own, asks(term)), ...others, ...more);
  const [web] = model.workloads;
  const { workloads, perRevision, unsure } = new RelationIndex(model, model.workloads).byTerm(web, web.pod.affinity[0]);
  return { names: workloads.map(({ name }) => name), perRevision, unsure };
};
const KNOWN = [namespace('shop', { team: 'a' }), namespace('depot', { team: 'b' })];

test.each<[string, object, object, object[], object]>([
  ['its own namespace where none is named', {}, {}, [], { names: ['one'] }],
  ['namespaces by name', { namespaces: ['depot'] }, {}, [], { names: ['two'] }],
  ['every namespace by an empty selector', { namespaceSelector: {} }, {}, [], { names: ['one', 'two'], unsure: [] }],
  [
    'namespaces by label', { namespaceSelector: { matchLabels: { team: 'b' } } }, {}, KNOWN,
    { names: ['two'], unsure: [] },
  ],
  [
    'namespaces whose labels nobody gives, and says so', { namespaceSelector: { matchLabels: { team: 'b' } } }, {}, [],
    { names: ['one', 'two'], unsure: ['shop', 'depot'] },
  ],
  [
    'a namespace by the label that all have',
    { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'depot' } } }, {}, [],
    { names: ['two'], unsure: [] },
  ],
  [
    'both by name and by label', { namespaces: ['shop'], namespaceSelector: { matchLabels: { team: 'b' } } }, {}, KNOWN,
    { names: ['one', 'two'] },
  ],
  ['nothing without a selector', { labelSelector: undefined }, {}, [], { names: [] }],
  ['everything by an empty selector, itself too', { labelSelector: {} }, {}, [], { names: ['web', 'one'] }],
  ['those with its own value of a key', { matchLabelKeys: ['build'] }, { build: 'z' }, [], { names: [] }],
  ['those with another value of a key', { mismatchLabelKeys: ['build'] }, { build: 'x' }, [], { names: [] }],
  ['those of any value where it has none', { matchLabelKeys: ['build'] }, {}, [], { names: ['one'] }],
  ['those of its revision', { matchLabelKeys: ['pod-template-hash'] }, {}, [], { names: ['one'], perRevision: true }],
  [
    'those of all revisions by a key that pods of another kind have', { matchLabelKeys: ['controller-revision-hash'] },
    {}, [], { names: ['one'], perRevision: false },
  ],
])(
  'a term selects %s (kubernetes pkg/scheduler/framework types.go, pkg/registry/core/pod/strategy.go)',
  (_, term, own, more, expected) => {
    expect(selected(term, own, ...more)).toMatchObject(expected);
  },
);

describe('a label that a controller puts on each pod', () => {
  const podName = 'statefulset.kubernetes.io/pod-name';
  const asked = (key: string, value: string) => {
    const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { [key]: value } } };
    const web = workload('Deployment', 'web', {}, {}, asks(term));
    const set = workload('StatefulSet', 'set', {}, { replicas: 2, serviceName: 'set' });
    const model = load(web, set);
    const [asking] = model.workloads;
    const { workloads, partly } = new RelationIndex(model, model.workloads).byTerm(asking, asking.pod.affinity[0]);
    return { whole: workloads.map(({ name }) => name), partly: partly.map(({ name }) => name) };
  };

  test('means some pods of its workload, which are not all of them', () =>
    expect(asked(podName, 'set-1')).toEqual({ whole: [], partly: ['set'] }));

  test('means none that is never made', () =>
    expect([asked(podName, 'set-2'), asked(podName, 'other-0')]).toEqual([
      { whole: [], partly: [] }, { whole: [], partly: [] },
    ]));

  test('is told from one of the template', () =>
    expect(asked('app', 'set')).toEqual({ whole: ['set'], partly: [] }));
});

test.each(['podAffinity', 'podAntiAffinity'])('pods that look for one pod of a set are not decided (%s)', (which) => {
  const term = {
    topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { 'apps.kubernetes.io/pod-index': '1' } },
  };
  const web = workload('Deployment', 'web', { cpu: 1 }, {}, {
    affinity: { [which]: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
  });
  const set = workload('StatefulSet', 'set', { cpu: 1 }, { replicas: 2, serviceName: 'set' });
  const [{ verdict, witness }] = planRollout(load(web, set), new Cluster({ pools: [pool('cpu', 1)] })).workloads;
  expect([verdict, witness.join()]).toEqual(['unknown', expect.stringContaining('not all pods of StatefulSet/set')]);
});
