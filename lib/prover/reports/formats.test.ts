import Ajv from 'ajv';
import { Cluster } from '../../cluster';
import { check } from '../check';
import { FORMATS, formatsOf, JSON_PLAN_SCHEMA, ReportInput, viewOf } from '.';
import { plan } from '../plan';
import { deployment, modelOf, service } from '../../../test/support/html-report';

const model = modelOf(
  deployment('nim', 1, { strategy: { type: 'Recreate' } }, { readinessProbe: { tcpSocket: { port: 8080 } } }),
  deployment('web', 0, {}, { env: [{ name: 'NIM', value: 'http://nim/' }] }),
  service('nim'),
);
const cluster = Cluster.fromSpec('gpu=1xg5.2xlarge,cpu=2xm6i.large');
const planned = plan(model, { cluster });
const input: ReportInput = {
  view: () => viewOf(check(model, { cluster })), plan: () => planned, title: 'test', colour: false,
};

test('the two commands offer the formats of one map, the table first', () => {
  expect(formatsOf('check')).toEqual(['table', 'json', 'markdown', 'sarif', 'html']);
  expect(formatsOf('plan')).toEqual(['table', 'json', 'markdown', 'html']);
});

describe.each(formatsOf('plan'))('plan --output %s', (name) => {
  const text = FORMATS[name].plan!(input);
  test('shows remedies', () => expect(text).toContain('1 more node in pool gpu'));
  test('says who calls whom', () => {
    expect(text).toMatch(
      name === 'json'
        ? /"from": "Deployment\/web",\s+"to": "Deployment\/nim",\s+"ports": \[\s+"80"/
        : /web calls nim on port 80/,
    );
  });
  test('words times alike', () => {
    expect(text.replaceAll('\u00a0', ' ')).toContain('unbounded, as nothing bounds the start');
  });
});

test.each(formatsOf('check'))('check --output %s says what the rules find', (name) => {
  expect(FORMATS[name].check(input)).toContain('drain-has-nowhere-to-go');
});

test('a check computes no plan for formats that do not show one', () => {
  const refuse = (): never => {
    throw new Error('asked for a plan');
  };
  expect(formatsOf('check').filter((name) => {
    try {
      FORMATS[name].check({ ...input, plan: refuse });
      return false;
    } catch {
      return true;
    }
  })).toEqual(['html']);
});

test('the JSON of a plan has the form its schema describes', () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(JSON_PLAN_SCHEMA);
  expect([validate(JSON.parse(FORMATS.json.plan!(input))), validate.errors]).toEqual([true, null]);
  const { workloads: _, ...without } = JSON.parse(FORMATS.json.plan!(input));
  expect(validate(without)).toBe(false);
});
