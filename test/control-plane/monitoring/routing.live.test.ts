import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AlertReceiver } from '../../../lib/constructs/monitoring/alert-receiver';
import { SecretSource } from '../../../lib/constructs/workload/secret-source';
import { monitoringObjects, NAMESPACE, ruleGroupsOf } from '../../monitoring/small-app';
import { convert } from './convert';

const { prometheusProgram } = require('../../support/at-hand') as { prometheusProgram: (name: string) => string };

const key = (name: string) => SecretSource.existing('alerts').key(name);
const objects = monitoringObjects({
  receiver: AlertReceiver.slack('#alerts', key('slack')), criticalReceiver: AlertReceiver.pagerDuty(key('pagerduty')),
});
const configs = objects.filter(({ kind }) => kind === 'AlertmanagerConfig');
const secrets = { slack: 'https://hooks.example.com/a', pagerduty: 'routing-key', url: 'https://example.com/hook' };
const folder = mkdtempSync(join(tmpdir(), 'alertmanager-'));
const file = join(folder, 'alertmanager.yaml');

afterAll(() => rmSync(folder, { recursive: true }));

function amtool(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(prometheusProgram('amtool'), args, { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  return stdout;
}

/** The receivers of an alert, without the prefix that the operator gives them. */
const receiversOf = (labels: object): string[] =>
  amtool('config', 'routes', 'test', `--config.file=${file}`, ...Object.entries(labels).map(([k, v]) => `${k}=${v}`))
    .trim().split(/[,\n]/).map((name) => name.replace(`${NAMESPACE}/monitoring/`, ''));

const rules: any[] = ruleGroupsOf(objects).groups.flatMap((group: any) => group.rules)
  .filter(({ alert }: any) => alert);

test('amtool takes what the operator makes of an AlertmanagerConfig', () => {
  writeFileSync(file, convert(configs, secrets, NAMESPACE));
  expect(amtool('check-config', file)).toContain('SUCCESS');
});

test.each(rules.map(({ alert, labels }) => [`${alert} of ${labels.app ?? 'the namespace'}`, alert, labels]))(
  '%s arrives where its severity says, past the namespace that the operator asks for',
  (_, alertname, labels) => {
    const { severity } = labels;
    const expected = severity === 'none' ? 'nobody' : severity === 'critical' ? 'critical' : 'default';
    expect(receiversOf({ alertname, ...labels })).toEqual([expected]);
  },
);

test('alerts of another namespace are not ours', () => {
  expect(receiversOf({ alertname: 'WorkloadDown', severity: 'critical', namespace: 'other' })).toEqual(['null']);
});

test.each([['a webhook', AlertReceiver.webhook(key('url'))], ['Slack', AlertReceiver.slack('#a', key('slack'))]])(
  'the operator takes %s for all',
  (_, receiver) => {
    const others = monitoringObjects({ receiver }).filter(({ kind }) => kind === 'AlertmanagerConfig');
    expect(convert(others, secrets, NAMESPACE)).toContain(`name: ${NAMESPACE}/monitoring/critical`);
  },
);

test('the operator refuses a Secret that is not there', () => {
  expect(() => convert(configs, { slack: 'https://hooks.example.com/a' }, NAMESPACE)).toThrow('pagerduty');
});
