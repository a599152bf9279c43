import { Fault, TOOL_VERSION } from '../engine';
import { crashText, faultText } from './fault-text';

const REPORT = 'this is a fault of cdk8s-nim, not of your input: report it with these lines and the smallest input ' +
  'that shows it (npm bugs cdk8s-nim)';
const fault = (more: Partial<Fault>): Fault => ({
  rule: 'a-rule', object: 'Deployment/web', place: 'app.yaml:3', more: 0,
  error: Object.assign(new Error('x'), { stack: 'Error: x\n    at \u001b[31mevil' }), ...more,
}) as Fault;

test('a rule that crashed is told with its object, its stack, and how to report it', () => {
  expect(faultText(fault({}))).toBe([
    `fault: cdk8s-nim ${TOOL_VERSION} rule a-rule crashed on Deployment/web (app.yaml:3)`, 'Error: x',
    '    at ?[31mevil', REPORT, '',
  ].join('\n'));
  const head = (more: Partial<Fault>): string => faultText(fault(more)).split('\n')[0];
  expect(head({ more: 2 })).toMatch(/ crashed on Deployment\/web \(app.yaml:3\) and 2 more objects$/);
  expect(head({ more: 1, object: 'a\u0007' })).toMatch(/ on a\? \(app.yaml:3\) and 1 more object$/);
});

test('whatever is thrown is told', () => {
  const lines = (error: unknown): string[] => crashText(error).split('\n');
  expect(lines('a word')).toEqual([`fault: cdk8s-nim ${TOOL_VERSION} crashed`, 'a word', REPORT, '']);
  expect(lines(Object.assign(new Error('bare'), { stack: undefined }))[1]).toBe('bare');
  expect(lines(undefined)[1]).toBe('undefined');
});
