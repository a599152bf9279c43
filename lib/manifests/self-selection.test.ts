import { deployment, modelOf } from '../../test/support/rules';
import { holdsAcrossRevisions, meansNamespace, tellsRevisionsApart } from './self-selection';

test.each<[string, string[], boolean]>([
  ['Deployment', ['pod-template-hash'], true], ['Deployment', ['app', 'pod-template-hash'], true],
  ['Deployment', ['controller-revision-hash'], false], ['Deployment', [], false],
  ['StatefulSet', ['controller-revision-hash'], true], ['StatefulSet', ['pod-template-hash'], false],
  ['StatefulSet', ['pod-template-generation'], false], ['DaemonSet', ['controller-revision-hash'], true],
  ['DaemonSet', ['pod-template-generation'], true], ['DaemonSet', ['pod-template-hash'], false],
  ['Rollout', ['rollouts-pod-template-hash'], true], ['Rollout', ['pod-template-hash'], false],
])('revisions of a %s are told apart by %j: %p', (kind, keys, expected) =>
  expect(tellsRevisionsApart(kind, keys)).toBe(expected));

const ALL = { requirements: [] };
const TEAM = { requirements: [{ key: 'team', operator: 'In' as const, values: ['a'] }] };

test('a rule means its own namespace where it names it, names none, or selects all', () => {
  expect(meansNamespace({}, 'a')).toBe(true);
  expect(meansNamespace({ namespaces: ['b', 'a'] }, 'a')).toBe(true);
  expect(meansNamespace({ namespaces: ['b'] }, 'a')).toBe(false);
  expect(meansNamespace({ namespaces: [], namespaceSelector: ALL }, 'a')).toBe(true);
  expect(meansNamespace({ namespaces: [], namespaceSelector: TEAM }, 'a')).toBe(false);
});

test('a rule holds between old and new pods that it selects by labels both have', () => {
  const [workload] = modelOf([deployment()]).workloads;
  const selector = { requirements: [{ key: 'app', operator: 'In' as const, values: ['web'] }] };
  const holds = (term: Partial<Parameters<typeof holdsAcrossRevisions>[1]>) =>
    holdsAcrossRevisions(workload, { selector, matchLabelKeys: [], ...term });
  expect([holds({}), holds({ matchLabelKeys: ['app'] }), holds({ mismatchLabelKeys: ['tenant'] }),
    holds({ mismatchLabelKeys: [] })]).toEqual([true, true, true, true]);
  expect([holds({ selector: undefined }), holds({ selector: TEAM }), holds({ matchLabelKeys: ['pod-template-hash'] }),
    holds({ mismatchLabelKeys: ['tenant', 'app'] }), holds({ namespaces: ['other'] })])
    .toEqual([false, false, false, false, false]);
});
