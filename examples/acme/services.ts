import { Chart, Duration } from 'cdk8s';
import {
  Autoscaling,
  EnvValue,
  ExternalEndpoint,
  HealthCheck,
  HttpRoute,
  ScalingMetric,
  ScheduledTask,
  SecretSource,
  StatelessService,
  Worker,
} from 'cdk8s-nim';
import { Data } from './data';
import { Models } from './models';
import { Site } from './sites';

/** What people and other programs use: an API behind the Gateway, a worker that reads documents, a job each night. */
export class Services {
  constructor(chart: Chart, site: Site, models: Models, data: Data) {
    const documents = ExternalEndpoint.inCluster({
      scheme: 'postgresql',
      service: 'documents',
      namespace: 'databases',
      port: 5432,
      podLabels: { 'cnpg.io/cluster': 'documents' },
      path: '/documents',
      apiKey: SecretSource.existing('documents').key('password'),
    });

    const api = new StatelessService(chart, 'api', {
      image: 'registry.acme.example/assist/api:3.2.1',
      containerPort: 8080,
      pythonPath: '/app',
      resources: { cpu: '500m', memory: '1Gi' },
      readiness: HealthCheck.httpGet('/ready'),
      liveness: HealthCheck.httpGet('/live'),
      autoscaling: Autoscaling.horizontal({ minReplicas: 2, maxReplicas: 6, metrics: [ScalingMetric.cpu(70)] }),
    });
    api.connectTo(models.chat, { env: 'CHAT_URL', path: '/v1' });
    api.connectTo(models.reasoner, { env: 'REASONER_URL', path: '/v1' });
    api.connectTo(models.reranker, { env: 'RERANKER_URL', path: '/v1' });
    api.connectTo(models.embedder, { env: 'EMBEDDER_URL', path: '/v1' });
    api.connectTo(models.coder, { env: 'CODER_URL', path: '/v1' });
    api.connectTo(data.vectors, { env: 'QDRANT_URL', credentialEnv: 'QDRANT_API_KEY' });
    api.connectTo(data.cache, { env: 'CACHE_URL', credentialEnv: 'CACHE_PASSWORD' });
    api.connectToExternal(documents, { env: 'DATABASE_URL', credentialEnv: 'PGPASSWORD' });
    new HttpRoute(chart, 'api-route', {
      workload: api,
      gateway: site.gateway,
      hostnames: ['assist.acme.example'],
      requestTimeout: Duration.minutes(5),
    });

    const ingest = new Worker(chart, 'ingest', {
      image: 'registry.acme.example/assist/ingest:3.2.1',
      env: { PYTHONPATH: EnvValue.literal('/app') },
      replicas: 2,
      resources: { cpu: '1', memory: '2Gi' },
    });
    const reindex = new ScheduledTask(chart, 'reindex', {
      image: 'registry.acme.example/assist/ingest:3.2.1',
      args: ['python', '-m', 'ingest.reindex'],
      env: { PYTHONPATH: EnvValue.literal('/app') },
      schedule: '0 4 * * *',
      timeZone: 'Europe/Amsterdam',
      deadline: Duration.hours(3),
      resources: { cpu: '2', memory: '4Gi' },
    });
    for (const reader of [ingest, reindex]) {
      reader.connectTo(models.embedder, { env: 'EMBEDDER_URL', path: '/v1' });
      reader.connectTo(data.vectors, { env: 'QDRANT_URL', credentialEnv: 'QDRANT_API_KEY' });
      reader.connectToExternal(documents, { env: 'DATABASE_URL', credentialEnv: 'PGPASSWORD' });
    }
    ingest.connectTo(data.cache, { env: 'CACHE_URL', credentialEnv: 'CACHE_PASSWORD' });
  }
}
