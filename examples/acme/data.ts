import { Chart } from 'cdk8s';
import { Cache, ScheduledTask, SecretSource, VectorStore, VectorStoreTopology } from 'cdk8s-nim';
import { Site } from './sites';

/** What keeps state: vectors that are backed up each night, and a cache of answers. */
export class Data {
  public readonly vectors: VectorStore;
  public readonly cache: Cache;

  constructor(chart: Chart, site: Site) {
    this.vectors = new VectorStore(chart, 'vectors', {
      topology: VectorStoreTopology.cluster({ nodes: 3 }),
      resources: { cpu: '1', memory: '4Gi' },
      storageSize: '50Gi',
      storageClass: site.blockStorage,
      apiKey: SecretSource.existing('vectors').key('api-key'),
    });
    this.cache = new Cache(chart, 'cache', {
      resources: { cpu: '500m', memory: '2Gi' },
      password: SecretSource.existing('cache').key('password'),
    });
    const backup = new ScheduledTask(chart, 'vectors-backup', {
      image: 'registry.acme.example/platform/qdrant-backup:1.4.0',
      schedule: '30 2 * * *',
      timeZone: 'Europe/Amsterdam',
      resources: { cpu: '250m', memory: '512Mi', ephemeralStorage: '20Gi' },
    });
    backup.connectTo(this.vectors, { env: 'QDRANT_URL', credentialEnv: 'QDRANT_API_KEY' });
    backup.connectToExternal(site.backups, { env: 'BUCKET_URL' });
  }
}
