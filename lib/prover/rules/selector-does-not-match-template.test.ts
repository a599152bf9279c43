import { deployment, judge } from '../../../test/support/rules';

const app = (name: string) => ({ matchLabels: { app: name } });

describe('selector-does-not-match-template', () => {
  const id = 'selector-does-not-match-template';
  test('fails for other labels', () =>
    expect(judge(id, [deployment({}, { selector: { matchLabels: { app: 'api' } } })])).toHaveLength(1));
  test('complies with the same', () => expect(judge(id, [deployment()])).toBe('compliant'));
  test('does not apply without selector', () =>
    expect(judge(id, [deployment({}, { selector: undefined })])).toBe('not applicable'));
  test('names the labels the template lacks', () =>
    expect(judge(id, [deployment({}, { selector: app('api') })])).toEqual([
      { pointer: '/spec/selector', message: 'the pod template does not have app=api; the API server refuses it' },
    ]));
});
