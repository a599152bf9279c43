import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { PodMonitor } from '../../../imports/monitoring.coreos.com';
import { ArgoCdSyncWaves } from './sync-waves';
import { GpuNimService } from '../nim/gpu-nim-service';
import { Nim } from '../nim/nim';
import { AwsSecretStore } from '../secrets/secret-store';
import { NgcExternalSecrets } from '../secrets/ngc-external-secrets';
import { RemoteKey } from '../secrets/remote-key';
import { VectorStore } from '../vector-store/vector-store';
import { RestrictedNamespace } from '../workload/restricted-namespace';

/** An app with a claim of each kind of workload, secrets and monitoring. */
function assistant(): App {
  const app = Testing.app();
  new RestrictedNamespace(new Chart(app, '00-namespace', { disableResourceNameHashes: true }), 'assistant');
  const chart = new Chart(app, 'assistant', { namespace: 'assistant', disableResourceNameHashes: true });
  new GpuNimService(chart, 'embedding', { nim: Nim.fromImage('nvcr.io/nim/nvidia/nv-embedqa-e5-v5:1.0.0') });
  new VectorStore(chart, 'qdrant', { resources: { cpu: '1', memory: '2Gi' } });
  const store = new AwsSecretStore(chart, 'secrets-manager', { region: 'us-east-2' });
  new NgcExternalSecrets(chart, 'ngc', { store: store.reference, remoteKey: RemoteKey.of('ngc') });
  new PodMonitor(chart, 'pod-monitor', { metadata: { name: 'pods' }, spec: { selector: {}, podMetricsEndpoints: [] } });
  return app;
}

function objectsOf(app: App): any[] {
  ArgoCdSyncWaves.apply(app);
  return app.charts.flatMap((chart: Chart) => chart.toJson());
}

function waveOf(object: any): number {
  return Number(object.metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
}

test('what pods need comes before them, and monitoring after them', () => {
  const waves = new Map(objectsOf(assistant()).map((object) => [object.kind, waveOf(object)]));
  expect(waves.get('Namespace')).toBeLessThan(waves.get('SecretStore')!);
  expect(waves.get('SecretStore')).toBeLessThan(waves.get('ExternalSecret')!);
  expect(waves.get('ExternalSecret')).toBeLessThan(waves.get('Deployment')!);
  expect(waves.get('Deployment')).toBeLessThan(waves.get('PodMonitor')!);
});

test('a claim, its workload and all workloads are in one wave', () => {
  const objects = objectsOf(assistant()).filter(({ kind }) =>
    ['PersistentVolumeClaim', 'Deployment', 'PodDisruptionBudget', 'Service'].includes(kind),
  );
  expect(objects.length).toBe(8);
  expect(new Set(objects.map(waveOf))).toEqual(new Set([0]));
});

test('claims are never pruned, and a namespace only when somebody confirms it', () => {
  const options = objectsOf(assistant())
    .filter(({ kind }) => ['PersistentVolumeClaim', 'Namespace'].includes(kind))
    .map(({ kind, metadata }) => [kind, metadata.annotations['argocd.argoproj.io/sync-options']]);
  expect(new Set(options.map(String))).toEqual(
    new Set(['Namespace,Prune=confirm,Delete=confirm', 'PersistentVolumeClaim,Prune=false,Delete=false']),
  );
});

test('an object keeps its own annotations, and a second time changes nothing', () => {
  const chart = Testing.chart();
  const annotations = { 'argocd.argoproj.io/sync-wave': '-20', 'example.com/owner': 'search' };
  new ApiObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a', annotations } });
  ArgoCdSyncWaves.apply(chart);
  const first = Testing.synth(chart);
  ArgoCdSyncWaves.apply(chart);
  expect(Testing.synth(chart)).toEqual(first);
  expect(first[0].metadata.annotations).toEqual({
    ...annotations,
    'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm',
  });
});

test('a kind in the wave of all others gets no annotation', () => {
  const chart = Testing.chart();
  new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } });
  ArgoCdSyncWaves.apply(chart);
  expect(Testing.synth(chart)[0].metadata).toEqual({ name: 'a' });
});
