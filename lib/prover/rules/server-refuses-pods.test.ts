import { deployment, modelOf } from '../../../test/support/rules';
import { Model, ServerAnswer } from '../../manifests';
import { RuleContext, runRules } from '../engine';
import { serverRefusesPods } from './server-refuses-pods';

describe('server-refuses-pods', () => {
  /** What the rule says of a Deployment for whose pods the server has this answer. */
  function findings(answer: ServerAnswer): object[] {
    const { manifests } = modelOf([deployment()]);
    const answers = { objects: new Map(), podOf: () => answer };
    const run = runRules([serverRefusesPods], new RuleContext(new Model(manifests, { answers })));
    return run.findings.map(({ violation }) => violation);
  }
  test('fails when the server refuses a pod, at the field of the template that it names', () => {
    const words = 'Pod "web-cdk8s-nim-dry-run" is invalid: spec.containers[0].image: Required value';
    expect(findings({ outcome: 'refused', words })).toEqual([{
      pointer: '/spec/template/spec/containers/0/image', message: `the API server refuses its pods: ${words}`,
    }]);
  });
  test('fails when a policy refuses a pod, at the template', () => {
    const words = 'pods "a" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true';
    expect(findings({ outcome: 'refused', words })).toMatchObject([{ pointer: '/spec/template/spec' }]);
  });
  test('warns when a quota whose use is not known has no room now', () =>
    expect(findings({ outcome: 'quota', words: 'exceeded quota: q, requested: pods=1' })).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('exceeded quota: q') },
    ]));
  test('complies when a pod is taken', () => expect(findings({ outcome: 'taken', words: '' })).toEqual([]));
});
