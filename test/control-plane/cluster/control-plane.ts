import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Binaries } from '../binaries/build';
import { Outcome } from '../../support/workspace';
import { Api, ApiError } from './api';
import { BASICS } from './basics';
import { pathOf } from './objects';
import { BackgroundProcess, freePorts } from './process';

/** What a start may change. */
export interface ControlPlaneOptions {
  /** More flags of the API server, such as feature gates. */
  readonly apiServerFlags?: string[];
  /** More flags of the stand-in for nodes. */
  readonly nodeletFlags?: string[];
}

/** A real control plane on loopback: etcd, API server, controllers and scheduler, and the stand-in for nodes. */
export class ControlPlane {
  /** Starts everything, in about six seconds on an idle machine. */
  public static async start(binaries: Binaries, options: ControlPlaneOptions = {}): Promise<ControlPlane> {
    const ports = await freePorts(5);
    const plane = new ControlPlane(binaries, ports);
    try {
      await plane.launch(options);
      return plane;
    } catch (error) {
      await plane.stop();
      throw error;
    }
  }

  public readonly folder = mkdtempSync(join(tmpdir(), 'control-plane-'));
  public readonly kubeconfig = join(this.folder, 'kubeconfig');
  public readonly api: Api;
  public readonly scheduler: Api;
  public readonly controllers: Api;
  private readonly token = randomBytes(16).toString('hex');
  private readonly processes: BackgroundProcess[] = [];

  private constructor(public readonly binaries: Binaries, private readonly ports: number[]) {
    const [, , server, controllers, scheduler] = ports.map((port) => `https://127.0.0.1:${port}`);
    this.api = new Api(server, this.token);
    this.controllers = new Api(controllers, this.token);
    this.scheduler = new Api(scheduler, this.token);
  }

  /** Runs kubectl against it, while watches go on. */
  public kubectl(...args: string[]): Promise<Outcome> {
    const env = { ...process.env, KUBECTL_EXTERNAL_DIFF: 'diff -u -N' };
    return new Promise((resolve) => {
      execFile(
        this.binaries.kubectl,
        ['--kubeconfig', this.kubeconfig, ...args],
        { env, maxBuffer: 1 << 26 },
        (error, stdout, stderr) => resolve({ status: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
      );
    });
  }

  /** Waits for the account without which no pod of a new namespace is admitted. */
  public serviceAccountOf(namespace: string): Promise<void> {
    return this.until(`namespace ${namespace} has a service account`, async () =>
      Boolean(await this.api.get(`/api/v1/namespaces/${namespace}/serviceaccounts/default`)));
  }

  /** Ends every process, and takes the folder with all that was stored away. */
  public async stop(): Promise<void> {
    [this.api, this.scheduler, this.controllers].forEach((api) => api.close());
    // The store goes last: the others complain of its absence for seconds.
    for (const each of [...this.processes].reverse()) {
      await each.stop();
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async launch({ apiServerFlags = [], nodeletFlags = [] }: ControlPlaneOptions): Promise<void> {
    this.writeFiles();
    const [client, peer, secure, controllers, scheduler] = this.ports;
    const [clientUrl, peerUrl] = [client, peer].map((port) => `http://127.0.0.1:${port}`);
    this.run(
      'etcd', '--data-dir', 'etcd', '--listen-client-urls', clientUrl, '--advertise-client-urls', clientUrl,
      '--listen-peer-urls', peerUrl, '--initial-advertise-peer-urls', peerUrl, '--initial-cluster',
      `default=${peerUrl}`, '--unsafe-no-fsync',
    );
    this.run(
      'kube-apiserver', '--etcd-servers', clientUrl, '--secure-port', String(secure), '--bind-address', '127.0.0.1',
      '--endpoint-reconciler-type', 'none', '--cert-dir', 'certs', '--token-auth-file', 'tokens.csv',
      '--authorization-mode', 'RBAC', '--service-account-key-file', 'sa.pub', '--service-account-signing-key-file',
      'sa.key', '--service-account-issuer', 'https://kubernetes.default.svc', '--service-cluster-ip-range',
      '10.96.0.0/16', '--allow-privileged', '--kubelet-preferred-address-types', 'InternalIP',
      '--max-requests-inflight', '2000', '--max-mutating-requests-inflight', '1000', ...apiServerFlags,
    );
    await this.until('the API server is ready', async () => (await this.api.text('/readyz')) === 'ok');
    this.run(
      'kube-controller-manager',
      '--kubeconfig',
      'kubeconfig',
      '--authentication-kubeconfig',
      'kubeconfig',
      '--authorization-kubeconfig',
      'kubeconfig',
      '--leader-elect=false',
      '--service-account-private-key-file',
      'sa.key',
      '--root-ca-file',
      'certs/apiserver.crt',
      '--bind-address',
      '127.0.0.1',
      '--secure-port',
      String(controllers),
      // Nobody renews leases here; nodes stay as they are made.
      '--node-monitor-grace-period',
      '24h',
      '--kube-api-qps',
      '1000',
      '--kube-api-burst',
      '2000',
      '--pvclaimbinder-sync-period',
      '1s',
      '--concurrent-deployment-syncs',
      '20',
      '--concurrent-replicaset-syncs',
      '20',
      '--concurrent-statefulset-syncs',
      '20',
    );
    this.run(
      'kube-scheduler', '--config', 'scheduler.yaml', '--authentication-kubeconfig', 'kubeconfig',
      '--authorization-kubeconfig', 'kubeconfig', '--bind-address', '127.0.0.1', '--secure-port', String(scheduler),
    );
    this.run('nodelet', '--kubeconfig', 'kubeconfig', ...nodeletFlags);
    await this.until('controllers and scheduler are ready', async () => {
      await Promise.all([
        this.api.get('/api/v1/namespaces/default/serviceaccounts/default'), this.scheduler.text('/metrics'),
        this.controllers.text('/metrics'),
      ]);
      return true;
    });
    await Promise.all(BASICS.map((object) => this.api.create(pathOf(object, { collection: true }), object)));
  }

  private run(name: keyof Binaries, ...args: string[]): void {
    this.processes.push(new BackgroundProcess(this.folder, name, this.binaries[name], args));
  }

  private writeFiles(): void {
    const write = (name: string, text: string) => writeFileSync(join(this.folder, name), text, { mode: 0o600 });
    execFileSync('openssl', ['genrsa', '-out', join(this.folder, 'sa.key'), '2048'], { stdio: 'ignore' });
    execFileSync(
      'openssl',
      ['rsa', '-in', join(this.folder, 'sa.key'), '-pubout', '-out', join(this.folder, 'sa.pub')],
      { stdio: 'ignore' },
    );
    write('tokens.csv', `${this.token},admin,admin,system:masters\n`);
    write('kubeconfig', JSON.stringify({
      'apiVersion': 'v1', 'kind': 'Config', 'current-context': 'test',
      'clusters': [{ name: 'test', cluster: { 'server': this.api.server, 'insecure-skip-tls-verify': true } }],
      'users': [{ name: 'test', user: { token: this.token } }],
      'contexts': [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    }));
    // One second is the least that the scheduler takes.
    write('scheduler.yaml', JSON.stringify({
      apiVersion: 'kubescheduler.config.k8s.io/v1', kind: 'KubeSchedulerConfiguration',
      clientConnection: { kubeconfig: this.kubeconfig, qps: 1000, burst: 2000 },
      leaderElection: { leaderElect: false }, podInitialBackoffSeconds: 1, podMaxBackoffSeconds: 1,
    }));
  }

  /** @throws when a process ends, or after two minutes of a machine that is too busy */
  private async until(what: string, condition: () => Promise<boolean>): Promise<void> {
    let last = '';
    for (const start = Date.now(); Date.now() - start < 120_000;) {
      this.processes.forEach((each) => each.check());
      try {
        if (await condition()) {
          return;
        }
      } catch (error) {
        last = error instanceof ApiError ? error.message : String(error);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`two minutes passed before ${what}: ${last}`);
  }
}
