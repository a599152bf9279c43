import { deployment, modelOf } from '../../../test/support/rules';
import { Model, ServerAnswer } from '../../manifests';
import { RuleContext, runRules } from '../engine';
import { serverRefusesObject } from './server-refuses-object';

describe('server-refuses-object', () => {
  /** What the rule says of a Deployment for which the server has this answer. */
  function findings(answer?: ServerAnswer): object[] {
    const { manifests } = modelOf([deployment()]);
    const answers = answer && { objects: new Map([[manifests[0], answer]]), podOf: () => undefined };
    const run = runRules([serverRefusesObject], new RuleContext(new Model(manifests, { answers })));
    return run.findings.map(({ violation }) => violation);
  }
  test('fails when the server refuses the object, at the first field that it names', () => {
    const words = 'The Deployment "web" is invalid: [spec.template.spec.containers[0].ports[1].name: Invalid value: "A"]';
    expect(findings({ outcome: 'refused', words })).toEqual([
      { pointer: '/spec/template/spec/containers/0/ports/1/name', message: `the API server refuses it: ${words}` },
    ]);
  });
  test('fails when the schema of the server lacks a field, at that field', () => {
    const words = 'failed to create typed patch object (shop/web; apps/v1, Kind=Deployment): .spec.foo: field not declared';
    expect(findings({ outcome: 'refused', words })).toMatchObject([{ pointer: '/spec/foo' }]);
  });
  test('warns when the server could not be asked', () =>
    expect(findings({ outcome: 'open', words: 'namespace shop does not exist yet' })).toEqual([{
      pointer: '', severity: 'warning',
      message: 'what the API server would say is not known: namespace shop does not exist yet',
    }]));
  test('complies when it is taken, and does not apply when nobody asked', () => {
    expect(findings({ outcome: 'taken', words: '' })).toEqual([]);
    expect(findings()).toEqual([]);
  });
});
