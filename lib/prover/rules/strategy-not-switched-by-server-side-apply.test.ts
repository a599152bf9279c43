import { deployment, Json, judge, modelOf, only, statefulSet } from '../../../test/support/rules';

const id = 'strategy-not-switched-by-server-side-apply';
const change = (old: Json, asked: Json, isLive = false) =>
  judge(id, [asked], { from: { model: modelOf([old]), name: 'before', prune: false, isLive } });

const recreate = deployment({}, { strategy: { type: 'Recreate' } });
const rolling = (limits: Json) => deployment({}, { strategy: { type: 'RollingUpdate', rollingUpdate: limits } });

describe('strategy-not-switched-by-server-side-apply', () => {
  test('fails when limits that the API server filled in would stay beside Recreate', () => {
    expect(only(change(deployment(), recreate))).toEqual({
      pointer: '/spec/strategy/type',
      message:
        'a server-side apply cannot switch it from RollingUpdate to Recreate; before it, run kubectl patch deployment web -n shop ' +
        '--type merge -p \'{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}\'',
    });
    expect(only(change(rolling({ maxSurge: 1 }), recreate)).pointer).toBe('/spec/strategy/type');
    expect(only(change(rolling({ maxSurge: 1, maxUnavailable: 0 }), recreate, true)).pointer).toBe(
      '/spec/strategy/type',
    );
  });

  test('fails when a StatefulSet is switched to OnDelete', () => {
    expect(only(change(statefulSet(), statefulSet({ updateStrategy: { type: 'OnDelete' } }))).message).toContain(
      'kubectl patch statefulset db',
    );
  });

  test('complies where the same manifests had written all limits', () => {
    expect(change(rolling({ maxSurge: 1, maxUnavailable: 0 }), recreate)).toBe('compliant');
  });

  test('does not apply to a strategy that stays, to a new object, or where nothing says what runs', () => {
    expect([change(recreate, recreate), change(deployment(), deployment()), judge(id, [recreate])]).toEqual([
      'not applicable',
      'not applicable',
      'not applicable',
    ]);
  });
});
