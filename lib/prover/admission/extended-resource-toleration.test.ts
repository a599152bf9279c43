import { deployment, container, modelOf } from '../../../test/support/rules';
import { Admission } from './admit';
import { extendedResourceToleration, taintsThePluginTolerates, taintText } from './extended-resource-toleration';

const tolerations = (requests: object, more: object = {}, limits: object = requests) => {
  const model = modelOf([deployment({ containers: [container({ resources: { requests, limits } })], ...more })]);
  const admission = new Admission(model, [extendedResourceToleration]);
  return admission.podOf(admission.model.workloads[0]).spec.get('tolerations').value;
};
const of = (key: string) => ({ key, operator: 'Exists', effect: 'NoSchedule' });

test('pods tolerate the taints of the devices that they ask for, by name, each once', () => {
  expect(tolerations({ 'b.com/x': 1, 'a.com/gpu': 1, 'cpu': 1 })).toEqual([of('a.com/gpu'), of('b.com/x')]);
  expect(tolerations({}, {}, { 'a.com/gpu': 1 })).toEqual([of('a.com/gpu')]);
});

test('what they tolerate already comes first, and pods without devices stay as they are', () => {
  const own = { key: 'own', operator: 'Exists' };
  expect(tolerations({ 'a.com/gpu': 1 }, { tolerations: [own] })).toEqual([own, of('a.com/gpu')]);
  expect(tolerations({ cpu: 1 }, { tolerations: [own] })).toEqual([own]);
  expect(tolerations({ cpu: 1 })).toBeUndefined();
});

test('taints that keep pods off for want of the plugin are those of devices that they ask for and do not tolerate',
  () => {
  const taint = (key: string, effect = 'NoSchedule', value = '') => ({ key, effect, value }) as never;
  const { workloads: [{ pod }] } = modelOf([deployment({
    containers: [container({ resources: { limits: { 'a.com/gpu': 1, 'b.com/x': 1 },
      requests: { 'a.com/gpu': 1, 'b.com/x': 1 } } })],
    tolerations: [{ key: 'b.com/x', operator: 'Exists' }],
  })]);
  const taints = [taint('a.com/gpu'), taint('a.com/gpu', 'NoExecute'), taint('b.com/x'), taint('c.com/y'),
    taint('cpu')];
  expect(taintsThePluginTolerates(pod, { taints })).toEqual([taint('a.com/gpu')]);
  expect([taint('a'), taint('a', 'NoExecute', 'b')].map(taintText)).toEqual(['a:NoSchedule', 'a=b:NoExecute']);
});
