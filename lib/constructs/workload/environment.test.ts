import fc from 'fast-check';
import * as k8s from '../../../imports/k8s';
import { EnvSource, EnvValue, SecretSource } from '../..';
import { Environment } from './environment';
import { newChart } from '../../../test/support/synth';

const environmentOf = (values: { [name: string]: EnvValue }): Environment => {
  const environment = new Environment('lab');
  environment.addAll(values);
  return environment;
};
const literals = (values: { [name: string]: string }): Environment =>
  environmentOf(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, EnvValue.literal(value)])));
const names = (environment: Environment): string[] => environment.toKube().map((variable) => variable.name);

test('variables are sorted by name, whatever the order of declaration', () => {
  expect(names(literals({ B: '1', C: '2', A: '3' }))).toEqual(['A', 'B', 'C']);
});

test('a variable comes after those its value refers to, because the kubelet only looks back', () => {
  expect(names(literals({ A: '$(Z)/x', B: 'b', Z: '$(Y)', Y: 'y' }))).toEqual(['Y', 'Z', 'A', 'B']);
});

test('$$(NAME) is a text and no reference', () => {
  expect(names(literals({ A: '$$(Z)', Z: 'z' }))).toEqual(['A', 'Z']);
});

test('variables that refer to each other or to nothing are rendered once each', () => {
  expect(names(literals({ A: '$(B)', B: '$(A)', C: '$(C)', D: '$(NOWHERE)' }))).toEqual(['B', 'A', 'C', 'D']);
});

test('any variables come once each, after their references unless those go in circles, in an order that declaration does not change', () => {
  const name = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G');
  const graph = fc.dictionary(name, fc.uniqueArray(name, { maxLength: 3 }));
  fc.assert(
    fc.property(graph, (references) => {
      // A reference to a later letter only, so that there is no circle.
      const values = Object.entries(references).map(([key, targets]): [string, string] => [
        key,
        targets
          .filter((target) => target > key)
          .map((t) => `$(${t})`)
          .join('-'),
      ]);
      const order = names(literals(Object.fromEntries(values)));
      expect([...order].sort()).toEqual(Object.keys(references).sort());
      for (const [key, value] of values) {
        const targets = [...value.matchAll(/\w/g)].map(([target]) => target).filter((target) => order.includes(target));
        targets.forEach((target) => expect(order.indexOf(target)).toBeLessThan(order.indexOf(key)));
      }
      expect(names(literals(Object.fromEntries(values.reverse())))).toEqual(order);
    }),
  );
});

test('a value is a literal, a key of a Secret, a key of a ConfigMap or a field of the pod', () => {
  const configMap = new k8s.KubeConfigMap(newChart(), 'Settings', { metadata: { name: 'settings' } });
  const environment = environmentOf({
    LITERAL: EnvValue.literal('text'),
    KEY: EnvValue.fromSecret(SecretSource.existing('keys').key('api')),
    LEVEL: EnvValue.fromConfigMap(configMap, 'level'),
    NODE: EnvValue.fromField('spec.nodeName'),
  });
  expect(environment.toKube()).toEqual([
    { name: 'KEY', valueFrom: { secretKeyRef: { name: 'keys', key: 'api' } } },
    { name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'settings', key: 'level' } } },
    { name: 'LITERAL', value: 'text' },
    { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
  ]);
  expect(environment.configMaps).toEqual([configMap]);
});

test('all keys of a ConfigMap or a Secret can become variables, in the order of declaration', () => {
  const configMap = new k8s.KubeConfigMap(newChart(), 'Settings', { metadata: { name: 'settings' } });
  const environment = new Environment('lab');
  environment.addSources([EnvSource.secret(SecretSource.existing('keys')), EnvSource.configMap(configMap)]);
  expect(environment.sourcesToKube()).toEqual([
    { secretRef: { name: 'keys' } }, { configMapRef: { name: 'settings' } },
  ]);
  expect(environment.configMaps).toEqual([configMap]);
});

test('fails when a variable is set twice', () => {
  expect(() => literals({ A: '1' }).add('A', EnvValue.literal('2'))).toThrow(
    new Error('environment variable A is set already, by the construct or by a connection; leave one of them out'),
  );
});

test('fails when the name of a variable is not valid', () => {
  expect(() => literals({ 'A-B': '1' })).toThrow(
    new Error("environment variable name 'A-B' is not valid; write letters, digits and '_', not starting with a digit"),
  );
});

test('fails when a secret is given as a literal', () => {
  expect(() => literals({ NGC_API_KEY: 'nvapi-1' })).toThrow(
    /^environment variable NGC_API_KEY looks like a secret given as a literal; /,
  );
});

test('what looks like a secret and is none needs a reason', () => {
  expect(EnvValue.notSecret('abc', 'the server accepts any key')._toKube('OPENAI_API_KEY')).toEqual({
    name: 'OPENAI_API_KEY', value: 'abc',
  });
  expect(() => EnvValue.notSecret('abc', 'any; key')).toThrow('EnvValue.notSecret has the reason');
  expect(() => EnvValue.notSecret('abc', ' ')).toThrow(
    "EnvValue.notSecret has the reason ' '; write why everybody may read the value",
  );
});
