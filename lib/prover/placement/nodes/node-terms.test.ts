import { LabelKnowledge } from '../../../cluster';
import { Field, Manifest, Requirement } from '../../../manifests';
import { isUnknown, mayMeet, meetsAny, nameNodes, NodeTerm, readNodeTerms, undecidedLabels } from './node-terms';
import { nodeOf } from '../../../../test/support/nodes';

const is = (key: string, ...values: string[]): Requirement => ({ key, operator: 'In', values });
const term = (labels: Requirement[], fields: Requirement[] = []): NodeTerm => ({ labels, fields });
const node = nodeOf({ labels: { zone: 'a', size: '1' } });
const typed = nodeOf({ labels: { zone: 'a' }, knowledge: LabelKnowledge.ONLY_WRITTEN });

test('terms are read with what they ask of labels and of fields', () => {
  const json = { terms: [
    { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] },
    { matchFields: [{ key: 'metadata.name', operator: 'NotIn', values: ['n1'] }] },
    {},
  ] };
  const field = Field.of(new Manifest(json, { file: 'f', locate: () => 'f' } as never, 0), []).get('terms');
  expect(readNodeTerms(field)).toEqual([
    term([is('zone', 'a')]), term([], [{ key: 'metadata.name', operator: 'NotIn', values: ['n1'] }]), term([]),
  ]);
});

test.each<[string, NodeTerm[], boolean]>([
  ['every label of a term must hold', [term([is('zone', 'a'), is('size', '2')])], false],
  ['all that hold are enough', [term([is('zone', 'a'), is('size', '1')])], true],
  ['one term of several is enough', [term([is('size', '2')]), term([is('size', '1')])], true],
  ['a term that asks nothing matches nothing', [term([])], false],
  ['no term matches nothing', [], false],
  ['the name may be asked for', [term([], [is('metadata.name', 'n1')])], true],
  ['another name is another node', [term([], [is('metadata.name', 'n2')])], false],
  ['every field must hold', [term([], [is('metadata.name', 'n1'), is('metadata.name', 'n2')])], false],
  ['another field is not there', [term([], [is('metadata.uid', 'n1')])], false],
  ['labels and fields must both hold', [term([is('size', '2')], [is('metadata.name', 'n1')])], false],
])('%s', (_, terms, yes) => expect(meetsAny(terms, node)).toBe(yes));

test('a label that nobody gives may be there, and one that is given is what it is', () => {
  expect([isUnknown(node, 'rack'), isUnknown(node, 'zone'), isUnknown(typed, 'rack'), isUnknown(typed, 'zone')])
    .toEqual([false, false, true, false]);
  expect([mayMeet(is('rack', 'r'), node), mayMeet(is('rack', 'r'), typed), mayMeet(is('zone', 'b'), typed)])
    .toEqual([false, true, false]);
});

test.each<[string, NodeTerm[], string[]]>([
  ['the labels that a term hangs on are named', [term([is('zone', 'a'), is('rack', 'r'), is('row', 's')])],
    ['rack', 'row']],
  ['of several terms those of the first', [term([is('row', 's')]), term([is('rack', 'r')])], ['row']],
  ['none where a term is certainly met', [term([is('row', 's')]), term([is('zone', 'a')])], []],
  ['a term that is certainly not met does not count', [term([is('zone', 'b'), is('rack', 'r')])], []],
  ['and leaves the next one', [term([is('zone', 'b'), is('rack', 'r')]), term([is('row', 's')])], ['row']],
  ['no term hangs on nothing', [], []],
])('%s', (_, terms, labels) => expect(undecidedLabels(terms, typed)).toEqual(labels));

test('terms tell nodes of one pool apart by any field, and by the name of the host', () => {
  const host = is('kubernetes.io/hostname', 'n1');
  expect([
    nameNodes([]), nameNodes([term([is('zone', 'a')])]), nameNodes([term([is('zone', 'a'), host])]),
    nameNodes([term([is('zone', 'a')]), term([], [is('metadata.name', 'n1')])]),
  ]).toEqual([false, false, true, true]);
});
