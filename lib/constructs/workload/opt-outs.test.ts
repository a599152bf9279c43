import { DisruptionBudget, Egress, NetworkIsolation, NetworkPeer } from '../..';
import { aService, EVERY_CONSTRUCT } from '../../../test/support/examples';
import { controller, newChart, only, render } from '../../../test/support/synth';

const OPEN = NetworkIsolation.none('the service mesh decides who calls whom');
const FREE = DisruptionBudget.none('its queue waits while all pods are gone');

describe.each(EVERY_CONSTRUCT)('a %s', (_, create) => {
  test('leaves its network policy out with a reason, which stands in the manifest', () => {
    const manifests = render((chart) => create(chart, 'x', { networkIsolation: OPEN }));
    expect(manifests.map(({ kind }) => kind)).not.toContain('NetworkPolicy');
    expect(controller(manifests).metadata.annotations['cdk8s-nim/no-network-policy']).toBe(
      'the service mesh decides who calls whom',
    );
  });

  test('leaves its budget out with a reason, which stands in the manifest', () => {
    const manifests = render((chart) => create(chart, 'x', { disruptionBudget: FREE }));
    expect(manifests.map(({ kind }) => kind)).not.toContain('PodDisruptionBudget');
    expect(controller(manifests).metadata.annotations['cdk8s-nim/no-disruption-budget']).toBe(
      'its queue waits while all pods are gone',
    );
  });

  test('has both, and no such annotation, without a word', () => {
    const manifests = render((chart) => create(chart, 'x'));
    expect(manifests.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['NetworkPolicy', 'PodDisruptionBudget']));
    expect(Object.keys(controller(manifests).metadata.annotations).filter((key) => key.includes('/no-'))).toEqual([]);
  });
});

test('whoever calls a workload without a policy is let out to it', () => {
  const manifests = render((chart) => {
    const open = aService(chart, 'open', { networkIsolation: OPEN });
    aService(chart, 'web').connectTo(open, { env: 'URL' });
    open.allowIngressFrom(NetworkPeer.ciliumIngress());
  });
  expect(manifests.filter(({ kind }) => kind.endsWith('NetworkPolicy')).map(({ metadata }) => metadata.name)).toEqual([
    'web',
  ]);
  expect(only(manifests, 'NetworkPolicy').spec.egress.at(-1).to).toEqual([{
    podSelector: { matchLabels: { app: 'open' } },
  }]);
});

test('without a budget a drain may take away all pods', () => {
  expect([FREE.allowedDisruptions(3), String(FREE)]).toEqual([3, 'none']);
});

test.each([
  [
    'the network policy', () => NetworkIsolation.none(' '),
    "NetworkIsolation.none has the reason ' '; write why nothing is closed",
  ],
  [
    'the budget', () => DisruptionBudget.none(''),
    "DisruptionBudget.none has the reason ''; write why all pods may go at once",
  ],
])('fails when %s is left out without a reason', (_, build, message) => {
  expect(build).toThrow(message);
});

test('fails when ways out are declared where nothing is closed', () => {
  const props = { networkIsolation: OPEN, egress: [Egress.internet()] };
  expect(() => aService(newChart(), 'web', props)).toThrow(new Error(
    'lab/web: egress of 1 ways stands beside NetworkIsolation.none, which closes nothing; leave one of them out',
  ));
});
