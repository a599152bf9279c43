import { container, deployment, modelOf, object } from '../../../test/support/rules';
import { limitRange } from '../../../test/support/admission';
import { objectionRule } from './objection-rule';
import { POD_KINDS } from './rule';
import { RuleContext } from './rule-context';

const texts = { id: 'made-up', title: 'Made up', explanation: 'Why.', remediation: 'What.',
  upstream: 'https://k8s.io/' };
const evaluate = (stage: Parameters<typeof objectionRule>[0], ...objects: object[]) => {
  const context = new RuleContext(modelOf(objects));
  return objectionRule(stage, texts).evaluate(context.subject(context.model.manifests[0]), context);
};
const app = (requests: object, more: object = {}) =>
  deployment({ containers: [container({ resources: { requests } })], ...more });
const least = limitRange('l', [{ type: 'Container', min: { cpu: '2' } }]);

test('is an error about every kind that makes pods', () => {
  expect(objectionRule('LimitRange', texts)).toMatchObject({ ...texts, severity: 'error', kinds: POD_KINDS });
});

test('does not apply to what makes none', () => expect(evaluate('LimitRange', least)).toBeUndefined());

test('says what its stage refuses, and of no other stage', () => {
  const [violation, ...more] = evaluate('LimitRange', app({ cpu: '1' }), least)!;
  expect([more, violation.severity]).toEqual([[], undefined]);
  expect(violation.message).toMatch(/^the API server refuses its pods: .*cpu/);
  expect(evaluate('PriorityClass', app({ cpu: '1' }), least)).toEqual([]);
  expect(evaluate('LimitRange', app({ cpu: '3' }), least)).toEqual([]);
});

test('only warns where that depends on an object outside the input', () => {
  expect(evaluate('PriorityClass', app({}, { priorityClassName: 'high' }))).toEqual([{
    pointer: '/spec/template/spec/priorityClassName', severity: 'warning',
    message: 'PriorityClass high is not in the input; without it the API server refuses its pods',
  }]);
});

test('says nothing of what the object itself is refused for', () => {
  const high = object('PriorityClass', 'high', { value: 1000 }, 'scheduling.k8s.io/v1');
  const told = (priority: unknown) =>
    evaluate('PriorityClass', app({}, { priorityClassName: 'high', priority }), high)?.map(({ pointer }) => pointer);
  expect([told(5), told('5')]).toEqual([['/spec/template/spec/priority'], []]);
});
