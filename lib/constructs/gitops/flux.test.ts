import { Chart, Duration, Testing } from 'cdk8s';
import { FluxKustomization, FluxKustomizationProps } from './flux-kustomization';
import { GpuNimService } from '../nim/gpu-nim-service';
import { Nim } from '../nim/nim';
import { SecretSource } from '../workload/secret-source';
import { publishedModelProblems } from '../../../test/imports/published-models';
import { testWith } from '../../../test/support/test-with';

function nim(): GpuNimService {
  const chart = new Chart(Testing.app(), 'models', { namespace: 'models' });
  return new GpuNimService(chart, 'embedding', {
    nim: Nim.fromImage('nvcr.io/nim/nvidia/nv-embedqa-e5-v5:1.0.0'),
    startupBudget: Duration.minutes(40),
  });
}

function flux(props: Partial<FluxKustomizationProps> = {}, namespace?: string): any[] {
  const chart = new Chart(Testing.app(), 'flux', { namespace });
  new FluxKustomization(chart, 'production', {
    repoUrl: 'https://git.example.com/team/apps.git',
    path: 'dist/production',
    workloads: [nim()],
    ...props,
  });
  return Testing.synth(chart);
}

test('a GitRepository and a Kustomization by their defaults', () => {
  expect(flux()).toMatchSnapshot();
});

test('a GitRepository and a Kustomization with every property', () => {
  const props = {
    branch: 'release',
    interval: Duration.hours(1),
    repositorySecret: SecretSource.existing('git'),
    name: 'search',
    path: 'out/production',
    outputDirectory: 'out',
    workloads: [],
  };
  expect(flux(props, 'gitops')).toMatchSnapshot();
});

testWith('the published models')('the objects are valid for the published models', () => {
  expect(publishedModelProblems(flux({ repositorySecret: SecretSource.existing('git') }))).toEqual([]);
}, 60_000);

test('Flux waits longer than the slowest workload may take', () => {
  const workload = nim();
  const annotation = workload.controller.metadata.toJson().annotations['cdk8s-nim/rollout-timeout-seconds'];
  const [, kustomization] = flux({ workloads: [workload] });
  expect(Number(annotation)).toBeGreaterThan(Duration.minutes(40).toSeconds());
  expect(kustomization.spec.timeout).toBe(`${Number(annotation) + 300}s`);
});

test.each<[object, string]>([
  [{ repoUrl: 'git@a:b.git' }, "repoUrl 'git@a:b.git' is not the address of a repository"],
  [{ branch: '' }, "branch '' is no name of a branch; write for example main"],
])('fails with %j', (props, message) => expect(() => flux(props)).toThrow(`flux/production: ${message}`));

test('fails when the path lies outside the output folder', () => {
  expect(() => flux({ path: 'manifests' })).toThrow(
    "flux/production: path 'manifests' lies outside dist/, where synth renders; write a folder in it, such as dist/production",
  );
});

test('fails when the credentials of the repository lie in another namespace', () => {
  expect(() => flux({ repositorySecret: SecretSource.inNamespace('git', 'apps') })).toThrow(
    "flux/production: secret 'git' lies in namespace 'apps', and pods of namespace 'flux-system' cannot use it",
  );
});

test('fails when the interval is shorter than a minute', () => {
  expect(() => flux({ interval: Duration.seconds(10) })).toThrow(
    'flux/production: interval 10 s is not a whole number of seconds from 60',
  );
});

test('fails when the name is not a Kubernetes name', () => {
  expect(() => flux({ name: 'A B' })).toThrow(
    "flux/production: kustomization name 'A B' is not a Kubernetes object name",
  );
});
