import { limitRange } from '../../../test/support/admission';
import { deployment, judge, object, only } from '../../../test/support/rules';

describe('quota-needs-amounts', () => {
  const id = 'quota-needs-amounts';
  const quota = (hard: object) => object('ResourceQuota', 'q', { spec: { hard } });
  test('fails for a container without cpu request where a quota counts it', () =>
    expect(only(judge(id, [deployment(), quota({ 'requests.cpu': '4' })])).message)
      .toBe('the API server refuses its pods: quota q counts requests.cpu, and container app states no cpu request'));
  test('complies with the default of a LimitRange, and with a quota on pods', () => {
    const range = limitRange('l', [{ type: 'Container', defaultRequest: { cpu: '1' } }]);
    expect(judge(id, [deployment(), quota({ 'requests.cpu': '4' }), range])).toBe('compliant');
    expect(judge(id, [deployment(), quota({ pods: '4' })])).toBe('compliant');
  });
});
