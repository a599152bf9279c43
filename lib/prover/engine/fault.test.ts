import { UserError } from '../../util/user-error';
import { deployment, modelOf, object } from '../../../test/support/rules';
import { FaultList } from './fault';
import { RULES } from './registry';

const [one, two] = RULES;
const [first, second] = modelOf([deployment(), object('ConfigMap', 'c')]).manifests;
const crash = (error: unknown) => () => {
  throw error;
};

test('what a rule says is passed on, and nothing is noted', () => {
  const faults = new FaultList();
  expect([faults.guard(one, first, () => 5), faults.all]).toEqual([5, []]);
});

test('what a rule throws is noted once, with the first object and how many follow', () => {
  const faults = new FaultList();
  const error = new TypeError('a');
  expect(faults.guard(one, second, crash(error))).toBeUndefined();
  faults.guard(one, first, crash(new Error('b')));
  faults.guard(one, first, crash(new Error('c')));
  faults.guard(two, first, crash('text'));
  expect(faults.all).toEqual([
    { rule: one.id, object: 'shop/ConfigMap/c', place: `app.yaml:${second.locate().line}`, more: 2, error },
    { rule: two.id, object: 'shop/Deployment/web', place: 'app.yaml:1', more: 0, error: new Error('text') },
  ]);
  expect(faults.all[0].error).toBe(error);
});

test('an error of the user is none of the rule', () => {
  const faults = new FaultList();
  expect(() => faults.guard(one, first, crash(new UserError('a.yaml', 'odd')))).toThrow('a.yaml: odd');
  expect(faults.all).toEqual([]);
});
