import { admittedPod } from '../../../test/support/admission';
import { deployment, object } from '../../../test/support/rules';

const objections = (pod: object, ...more: object[]) => admittedPod(deployment(pod), ...more).objections.map(({ reason, certain }) => [reason, certain]);

test('an account of the namespace, and the default one, are admitted', () => {
  expect(objections({ serviceAccountName: 'app' }, object('ServiceAccount', 'app'))).toEqual([]);
  expect(objections({ serviceAccountName: 'default' })).toEqual([]);
  expect(objections({})).toEqual([]);
});

test('an account that is not in the input leaves doubt, under both names of the field, and one that a complete input lacks is refused', () => {
  expect(objections({ serviceAccountName: 'app' })).toEqual([['ServiceAccount shop/app is not in the input', false]]);
  expect(objections({ serviceAccount: 'app' })).toEqual([['ServiceAccount shop/app is not in the input', false]]);
  expect(admittedPod.complete(deployment({ serviceAccountName: 'app' })).objections).toMatchObject([{ certain: true }]);
});
