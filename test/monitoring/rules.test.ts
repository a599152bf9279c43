import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ROOT } from '../support/manifests';
import { isAtHand, testWith } from '../support/test-with';
import { evaluate, firing, promtool } from './promtool';
import { FIRES } from './firing-cases';
import { monitoringObjects, ruleGroupsOf } from './small-app';

// Made in every test, so that mutation testing knows which tests judge a rule.
const rules = () => ruleGroupsOf(monitoringObjects());
/** Those that an alert is made of, so that promtool is asked again only where they changed. */
const rulesOf = (alert: string) => ({
  groups: rules().groups.map((group: any) => ({
    ...group, rules: group.rules.filter((rule: any) => rule.alert === undefined || rule.alert === alert),
  })),
});

testWith('Prometheus')('promtool finds nothing wrong with the rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'));
  writeFileSync(join(folder, 'rules.yaml'), stringify(rules()));
  const { status, output } = promtool('check', 'rules', '--lint=all', '--lint-fatal', join(folder, 'rules.yaml'));
  rmSync(folder, { recursive: true });
  expect({ status, output }).toMatchObject({ status: 0 });
}, 60_000);

test('there is a case for every alert', () => {
  const alerts = rules().groups.flatMap((group: any) => group.rules).flatMap(({ alert }: any) => alert ?? []);
  expect([...new Set(FIRES.map(({ alert }) => alert))].sort()).toEqual([...new Set(alerts)].sort());
});

describe('an alert fires when it should, and not before', () => {
  (isAtHand('Prometheus') ? test : test.skip).each(FIRES.map((each) => [`${each.alert}: ${each.when}`, each]))(
    '%s',
    (_, { alert, series, fires, silentAt, count = 1 }) => {
      const samples = [firing(alert, fires, count), ...(silentAt ? [firing(alert, silentAt, 0)] : [])];
      expect(evaluate(rulesOf(alert), series, samples)).toBe('');
    },
    60_000,
  );
});

test('every alert has a section in its runbook, with what to do', () => {
  const rule = (each: any): boolean => each.alert !== undefined;
  for (const { annotations } of rules().groups.flatMap((group: any) => group.rules).filter(rule)) {
    const [page, anchor] = annotations.runbook_url.split('#');
    const sections = readFileSync(join(ROOT, page), 'utf8').split(/^## /m).slice(1);
    const section = sections.find((each) => each.split('\n')[0].toLowerCase() === anchor);
    expect([annotations.runbook_url, section?.trim().split('\n\n').length]).toEqual([annotations.runbook_url, 3]);
  }
});
