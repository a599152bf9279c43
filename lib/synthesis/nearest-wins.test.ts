import { Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Finding } from '../prover/engine';
import { acknowledge, Acknowledgements } from './acknowledgements';
import { KubernetesTarget } from './kubernetes-target';
import { synthesisReport } from './synthesis-report';

function nested(): { app: Construct; chart: Construct; inner: Construct } {
  const app = Testing.app();
  const chart = new Chart(app, 'chart');
  return { app, chart, inner: new Construct(chart, 'inner') };
}

test('a construct is rendered for the version that is said nearest to it', () => {
  const { app, chart, inner } = nested();
  expect(KubernetesTarget._said(inner)).toBeUndefined();
  KubernetesTarget.set(app, '1.31');
  KubernetesTarget.set(chart, '1.35');
  expect([app, chart, inner].map((each) => String(KubernetesTarget._said(each)))).toEqual(['1.31', '1.35', '1.35']);
});

test('a finding is accepted for the reason that is given nearest to the construct, without blanks around it', () => {
  const { app, chart, inner } = nested();
  const rule = 'disruption-budget-never-allows-eviction';
  expect(Acknowledgements._reasonFor(inner, rule)).toBeUndefined();
  acknowledge(app, rule, '  a person decides about each drain of the app\n');
  acknowledge(chart, rule, 'one GPU for each replica');
  expect([app, chart, inner].map((each) => Acknowledgements._reasonFor(each, rule))).toEqual([
    'a person decides about each drain of the app', 'one GPU for each replica', 'one GPU for each replica',
  ]);
});

describe('what a check finds in an app', () => {
  const finding = (severity: string, more: object = {}): Finding => ({
    manifest: { file: 'chart/web', id: 'Deployment web' }, rule: { id: 'some-rule' }, severity, message: 'is wrong',
    witness: ['line 1', 'line 2'], remediation: 'write it', ...more,
  }) as unknown as Finding;

  test('fails the synthesis if it is an error, warns if it is a warning, and is not said if it is accepted', () => {
    const acknowledged = { acknowledgement: { reason: 'known' } };
    const { errors, warnings } = synthesisReport({
      findings: [
        finding('warning'), finding('error'), finding('error', acknowledged), finding('warning', acknowledged),
      ],
      faults: [],
    });
    expect(errors).toEqual(['chart/web: Deployment web: is wrong (some-rule)\n  line 1\n  line 2\n  write it']);
    expect(warnings).toEqual([finding('warning')]);
  });

  test('fails the synthesis if a rule crashed', () => {
    const faults = [{ rule: 'some-rule', object: 'Deployment web', error: new Error('no such thing') }];
    expect(synthesisReport({ findings: [], faults } as any)).toEqual({
      errors: ['rule some-rule crashed on Deployment web, which is a fault of cdk8s-nim: no such thing'], warnings: [],
    });
  });
});
