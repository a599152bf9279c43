import { limitRange } from '../../../test/support/admission';
import { container, deployment, judge, only } from '../../../test/support/rules';

describe('limit-range-refuses-pod', () => {
  const id = 'limit-range-refuses-pod';
  const web = deployment({ containers: [container({ resources: { limits: { cpu: '2' } } })] });
  test('fails for a limit above the maximum', () =>
    expect(only(judge(id, [web, limitRange('l', [{ type: 'Container', max: { cpu: '1' } }])])).message)
      .toBe('the API server refuses its pods: LimitRange l: container app\'s cpu limit 2 is above the maximum 1'));
  test('warns where two LimitRanges give different defaults', () => {
    const ranges = ['1', '2'].map((cpu) => limitRange(`l${cpu}`, [{ type: 'Container', default: { cpu } }]));
    expect(judge(id, [deployment(), ...ranges])).toMatchObject([{ severity: 'warning' }, { severity: 'warning' }]);
  });
  test('complies within the bounds', () =>
    expect(judge(id, [web, limitRange('l', [{ type: 'Container', max: { cpu: '2' } }])])).toBe('compliant'));
});
