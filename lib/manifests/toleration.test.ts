import { reading } from '../../test/support/fields';
import { readTolerations, Toleration, tolerates } from './toleration';

test('tolerations are read with what upstream takes where nothing is written', () => {
  expect(reading([{}, { key: 'gpu', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 },
    { key: 'a', operator: 'Other', value: 'b', tolerationSeconds: 0 },
    { key: 'a', operator: 'Gt', value: '1' }, { key: 'a', operator: 'Lt', value: '1' },
    { key: 'a', operator: 'Equal', value: '1' }], readTolerations)).toEqual([[
    { key: '', operator: 'Equal', value: '', effect: '' },
    { key: 'gpu', operator: 'Exists', value: '', effect: 'NoExecute', seconds: 30 },
    { key: 'a', operator: 'Equal', value: 'b', effect: '', seconds: 0 },
    { key: 'a', operator: 'Gt', value: '1', effect: '' }, { key: 'a', operator: 'Lt', value: '1', effect: '' },
    { key: 'a', operator: 'Equal', value: '1', effect: '' },
  ], []]);
  expect(reading(undefined, readTolerations)).toEqual([[], []]);
});

test.each<[Toleration['operator'], string, string, boolean]>([
  ['Gt', '5', '6', true], ['Gt', '5', '5', false], ['Lt', '5', '4', true], ['Lt', '5', '5', false],
  ['Gt', 'x', '6', false], ['Gt', '5', 'x', false], ['Equal', '5', '6', false], ['Exists', '5', '6', true],
])('%s %s tolerates the taint %s: %p', (operator, value, taint, tolerated) => {
  const of = (key: string) => tolerates([{ key, operator, value, effect: '' }],
    { key: 'sla', value: taint, effect: 'NoSchedule' });
  expect([of('sla'), of('other')]).toEqual([tolerated, false]);
});
