import * as k8s from '../../../imports/k8s';
import { Container } from '../../../imports/kubernetes';
import { ContainerResources } from '../workload/container-resources';
import { SecretKey } from '../workload/secret-source';

/** Port of Redis and Valkey. */
export const CACHE_PORT = 6379;

/** Port of the exporter: https://github.com/oliver006/redis_exporter */
export const EXPORTER_PORT = 9121;

/** Where the data lies in the images of both. */
export const DATA_PATH = '/data';

/** The client reads it, and the server is told by it: the password stands in no manifest. */
export const PASSWORD_VARIABLE = 'REDISCLI_AUTH';

/** Of the memory limit; the rest is for connections, buffers and the copy that a fork makes of changed pages. */
const DATA_SHARE = 0.75;

/** What the server is told. */
export interface CacheServerOptions {
  readonly resources: ContainerResources;
  readonly eviction: string;
  readonly password?: SecretKey;
  readonly keepsWrites: boolean;
  /** Host of the pod that takes writes; undefined when there is one pod alone. */
  readonly primary?: string;
}

/** `valkey` or `redis`, whose programs have different names in their images. */
export function programOf(repository: string): string {
  return repository.split('/').pop()!.includes('redis') ? 'redis' : 'valkey';
}

/** Command of the server. The first pod of a StatefulSet takes writes, the others copy it. */
export function serverCommand(program: string, options: CacheServerOptions): string[] {
  const { resources, eviction, password, keepsWrites, primary } = options;
  const server = [
    `${program}-server`,
    '--dir', DATA_PATH,
    '--maxmemory', String(Math.floor(resources.memoryLimitBytes * DATA_SHARE)),
    '--maxmemory-policy', eviction,
    '--appendonly', keepsWrites ? 'yes' : 'no',
    // An empty text: no snapshots besides.
    '--save', '',
    ...(password ? ['--requirepass', `$(${PASSWORD_VARIABLE})`, '--masterauth', `$(${PASSWORD_VARIABLE})`] : []),
  ];
  return primary === undefined ? server : [
    'sh', '-c',
    `case "$POD_NAME" in *-0) exec "$@" ;; *) exec "$@" --replicaof ${primary} ${CACHE_PORT} ;; esac`,
    'server', ...server,
  ];
}

/** The container that shows the metrics of the server beside it. */
export function exporter(image: string, password: SecretKey | undefined): k8s.Container {
  const container: Container = {
    name: 'exporter',
    image,
    imagePullPolicy: 'IfNotPresent',
    env: [
      { name: 'REDIS_ADDR', value: `redis://localhost:${CACHE_PORT}` },
      ...(password ? [{ name: 'REDIS_PASSWORD', valueFrom: { secretKeyRef: password._toKube() } }] : []),
    ],
    resources: ContainerResources.of({
      cpu: '50m', cpuLimit: '200m', memory: '32Mi', memoryLimit: '64Mi', ephemeralStorage: '16Mi',
    })._toKube(),
    securityContext: { readOnlyRootFilesystem: true },
  };
  return container as k8s.Container;
}
