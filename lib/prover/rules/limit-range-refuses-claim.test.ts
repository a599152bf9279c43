import { limitRange } from '../../../test/support/admission';
import { claim, judge, only } from '../../../test/support/rules';

describe('limit-range-refuses-claim', () => {
  const id = 'limit-range-refuses-claim';
  const range = (max: string) => limitRange('l', [{ type: 'PersistentVolumeClaim', max: { storage: max } }]);
  test('fails for a claim beyond the bounds', () =>
    expect(only(judge(id, [claim('ReadWriteOnce'), range('512Mi')]))).toMatchObject({
      pointer: '/spec/resources/requests',
      message: 'the API server refuses it: LimitRange l: it requests 1Gi of storage, above the maximum 512Mi',
    }));
  test('complies within them, and without a LimitRange', () => {
    expect(judge(id, [claim('ReadWriteOnce'), range('1Gi')])).toBe('compliant');
    expect(judge(id, [claim('ReadWriteOnce')])).toBe('compliant');
  });
});
