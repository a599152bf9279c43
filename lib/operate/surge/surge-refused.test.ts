import { web } from '../../../test/support/gpu-rollout';
import { Json } from '../../../test/support/rules';
import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import {
  before, changes, COMMANDS, EKS, NAMESPACE, RECREATE, run, surging, wanted,
} from '../../../test/support/surging';
import { EXIT_REFUSED } from '../exit-code';
import { SurgeOptions } from './surge-context';

describe('nothing is changed', () => {
  const refused = async (world: ScriptedCluster, options?: SurgeOptions, manifests?: Json[]) => {
    expect(await run(world, options, manifests)).toEqual({ code: EXIT_REFUSED, result: 'nothing was changed' });
    expect(changes(world)).toEqual([]);
    return world.said('plan');
  };

  test('where no Deployment on GPUs is recreated', async () => {
    const rolling = { ...wanted(), spec: web(2).spec };
    expect(await refused(surging(), COMMANDS, [rolling]))
      .toEqual(['no Deployment on GPUs is recreated: deploy updates them']);
  });

  test('where they are in several namespaces', async () => {
    const other = { ...wanted(), metadata: { name: 'web', namespace: 'b' } };
    expect(await refused(surging(), COMMANDS, [wanted(), other]))
      .toEqual(['Deployments on GPUs are in namespaces research-ops, b: give those of one']);
  });

  test('where none of them changes', async () => {
    expect(await refused(surging(), COMMANDS, [wanted(1)])).toEqual(['none of web changes: deploy is enough']);
  });

  test('where a controller would take it back', async () => {
    const labels = { 'kustomize.toolkit.fluxcd.io/name': 'apps' };
    const owned = web(1, { spec: RECREATE, metadata: { labels } });
    expect(await refused(surging([NAMESPACE, owned, ...before.slice(2)])))
      .toEqual(['Flux (apps) would take the strategies back: make the change in Git']);
  });

  test('where a claim of one node keeps the new pod from starting', async () => {
    const claim = {
      apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'cache', namespace: 'research-ops' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    };
    const withClaim = (each: Json): Json => {
      const { template } = each.spec;
      const volumes = [{ name: 'cache', persistentVolumeClaim: { claimName: 'cache' } }];
      return { ...each, spec: { ...each.spec, template: { ...template, spec: { ...template.spec, volumes } } } };
    };
    const live = [NAMESPACE, withClaim(before[1]), claim, ...before.slice(2)];
    expect(await refused(surging(live), COMMANDS, [withClaim(wanted()), claim])).toEqual([
      expect.stringMatching(/^a rolling update of web is \w+: claim cache is ReadWriteOnce, so that a new pod on /),
    ]);
  });

  test('where the API server refuses it, or something is missing', async () => {
    const world = new ScriptedCluster(before.slice(1)).on('get namespace', {})
      .on('--dry-run=server', { status: 1, stderr: 'Error from server: no' });
    expect(await refused(world)).toEqual([
      expect.stringContaining('namespace research-ops is neither in the cluster nor among the manifests'),
      expect.stringContaining('you may not'), 'the API server refuses it: Error from server: no',
    ]);
  });

  test.each([
    [{ stdout: '{"desiredSize": 2, "maxSize": 2}' },
      'node group gpu may have 2 nodes at most, and has them: ' +
      'eksctl scale nodegroup --cluster lab --name gpu --nodes-max 3 --nodes 2'],
    [{ status: 255, stderr: 'a\nno credentials\n' }, 'node group gpu of cluster lab cannot be read: no credentials'],
    [{ stdout: 'a page' }, 'node group gpu of cluster lab cannot be read: it says nothing'],
    [{ stdout: '{"desiredSize":"1","maxSize":2}' }, 'node group gpu of cluster lab cannot be read: it says nothing'],
  ])('where the node group says %j', async (reply, text) => {
    const world = new ScriptedCluster(before).on('describe-nodegroup', reply).on('get namespace', {})
      .on('--dry-run=server', {}).on('create', { status: 1, stderr: 'no' });
    expect((await refused(world, EKS)).at(-1)).toBe(text);
  });
});
