import { EVENT_SCHEMA } from './event-schema';
import { OperateEvent } from './event';
import * as codes from './exit-code';

const { properties } = EVENT_SCHEMA;

test('every field that an event may have is described, and no other', () => {
  const fields: { readonly [field in keyof Required<OperateEvent> | 'time']: object } = properties;
  const plain = Object.entries(fields).filter(([, { description = '' }]: [string, { description?: string }]) =>
    !/\w\W+\w/.test(description)).map(([name]) => name);
  expect(plain).toEqual(['time', 'expected', 'actual']);
});

test('times are in seconds from nothing on, and a line has a moment', () => {
  expect(properties.time).toEqual({ type: 'string', format: 'date-time' });
  expect(properties.elapsedSeconds).toMatchObject({ type: 'number', minimum: 0 });
  expect(properties.expected).toEqual({ type: 'string' });
  expect(EVENT_SCHEMA).toMatchObject({
    $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', required: ['time', 'event', 'text'],
    title: 'One line of what cdk8s-nim tells while it operates a cluster',
  });
});

test('the exit codes are those of the commands', () => {
  expect([...properties.exitCode.enum].sort()).toEqual(Object.values(codes).sort());
  expect(properties.ok.type).toBe('boolean');
});
