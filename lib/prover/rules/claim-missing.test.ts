import { deployment, judge, object, only, statefulSet } from '../../../test/support/rules';

const POD = '/spec/template/spec';

describe('claim-missing', () => {
  const id = 'claim-missing';
  const pod = (claimName: string) => ({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName } }] });
  test('fails when it does not exist', () =>
    expect(only(judge(id, [deployment(pod('data'))])).message).toContain('PersistentVolumeClaim data'));
  test('complies when it exists, or a StatefulSet makes it', () => {
    expect(judge(id, [deployment(pod('data')), object('PersistentVolumeClaim', 'data')])).toBe('compliant');
    expect(
      judge(id, [
        deployment(pod('data-db-0')), statefulSet({ volumeClaimTemplates: [{ metadata: { name: 'data' } }] }),
      ]),
    ).toBe('compliant');
  });
  test('does not apply without claims', () => expect(judge(id, [deployment()])).toBe('not applicable'));
  const check = (claimName: string) =>
    judge(id, [
      deployment({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName } }] }),
      statefulSet({ volumeClaimTemplates: [{ metadata: { name: 'data' } }] }),
    ]);
  test.each([
    ['a template that does not exist', 'cache-db-0'],
    ['a set that does not exist', 'data-web-0'],
    ['no ordinal', 'data-db'],
    ['an ordinal that is not at the end', 'data-db-0-old'],
  ])('fails for a claim of a StatefulSet with %s', (_, claimName) => {
    expect(check(claimName)).toEqual([{
      pointer: `${POD}/volumes/0/persistentVolumeClaim/claimName`,
      message: `PersistentVolumeClaim ${claimName} is not among the manifests of namespace shop`,
    }]);
  });
  test.each(['data-db-0', 'data-db-12'])('complies with %s, which a StatefulSet makes', (claimName) =>
    expect(check(claimName)).toBe('compliant'),
  );
});

describe('claim-missing', () => {
  const volumes = [{ name: 'datadir', persistentVolumeClaim: { claimName: 'datadir' } }];
  const check = (template: string) =>
    judge('claim-missing', [statefulSet({ volumeClaimTemplates: [{ metadata: { name: template } }] }, { volumes })]);
  test('does not apply to a volume that a claim template of its name replaces', () =>
    expect(check('datadir')).toBe('not applicable'));
  test('fails for a volume beside the claim template', () => expect(check('other')).toHaveLength(1));
});
