import { STARTUP_BUDGET_ANNOTATION } from '../../kubernetes/annotations';
import { declaredStartupSeconds, RuleContext } from '.';
import { deployment, modelOf } from '../../../test/support/rules';

const declared = (seconds: string) => ({ annotations: { [STARTUP_BUDGET_ANNOTATION]: seconds } });

describe('the declared load time', () => {
  const read = (text: string) => {
    const context = new RuleContext(modelOf([deployment({}, {}, declared(text))]));
    return { seconds: declaredStartupSeconds(context.model.manifests[0], context), problems: context.problems };
  };
  test.each([
    ['0', 0],
    ['1200', 1200],
    ['9999999', 9999999],
  ])('%s is read', (text, seconds) => expect(read(text)).toEqual({ seconds, problems: [] }));
  test.each(['', '1200s', 'x1200', '-1', '1.5', '10000000'])('"%s" is reported and not read', (text) => {
    const { seconds, problems } = read(text);
    expect(seconds).toBeUndefined();
    expect(problems.map(({ pointer, message }) => ({ pointer, message }))).toEqual([{
      pointer: '/metadata/annotations/cdk8s-nim~1startup-budget-seconds',
      message: `must be a number of seconds such as "1200", is '${text}'`,
    }]);
  });
  test('only the first 60 letters of a text are repeated', () =>
    expect(read('y'.repeat(61)).problems[0].message).toBe(
      `must be a number of seconds such as "1200", is '${'y'.repeat(60)}'`,
    ));
});
