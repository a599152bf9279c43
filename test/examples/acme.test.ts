import { Model } from '../../lib/manifests';
import { check } from '../../lib/prover/check';
import { planRollout } from '../../lib/prover/updates';
import { RenderedSite, renderAcme } from '../support/acme';
import { customProblems } from '../support/custom-schemas';
import { secretValues } from '../support/secret-values';

jest.spyOn(console, 'warn').mockImplementation();

const modelOf = ({ files }: RenderedSite): Model =>
  Model.load(Object.entries(files).map(([file, text]) => ({ file, text })));

describe.each(renderAcme())('on %s', (_name, site) => {
  test('the whole system is written', () => {
    const counts = site.manifests.reduce<{ [kind: string]: number }>(
      (sum, { kind }) => ({ ...sum, [kind]: (sum[kind] ?? 0) + 1 }), {},
    );
    expect(counts).toMatchObject({
      Deployment: 7, StatefulSet: 2, CronJob: 2, HorizontalPodAutoscaler: 1, ScaledObject: 1, HTTPRoute: 1,
    });
  });

  test('every update is proven on its nodes', () => {
    const { workloads } = planRollout(modelOf(site), site.cluster);
    expect(workloads.map(({ name: workload, verdict }) => `${workload}: ${verdict}`).filter((each) =>
      !each.endsWith(': proven'))).toEqual([]);
  });

  test('no rule finds an error', () => {
    const { findings } = check(modelOf(site), { cluster: site.cluster });
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('objects of other projects are as their schemas say', () => {
    const kinds = ['ScaledObject', 'HTTPRoute', 'CiliumNetworkPolicy'];
    const foreign = site.manifests.filter(({ kind }) => kinds.includes(kind));
    expect(foreign.flatMap(customProblems)).toEqual([]);
  });

  test('no file holds a value of a secret', () => {
    expect(secretValues(site.files)).toEqual([]);
  });
});
