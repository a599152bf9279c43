import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Binaries, ClientBinaries, ensureBinaries, ensureClientBinaries } from '../binaries/build';
import { Versions } from '../binaries/versions';
import { Outcome } from '../../support/workspace';
import { Api, ApiError } from './api';
import { BASICS } from './basics';
import { pathOf } from './objects';
import { Shared } from './shared';
import { BackgroundProcess, freePorts } from './process';

/** What a start may change. */
export interface ControlPlaneOptions {
  /** More flags of the API server, such as feature gates. */
  readonly apiServerFlags?: string[];
  /** Whether the stand-in for nodes is started too; it is unless told otherwise. */
  readonly nodelet?: boolean;
}

/** What a control plane of our own tells of the work that waits in it. */
interface Queues {
  readonly scheduler: string;
  readonly controllers: string;
}

/**
 * A real control plane with the stand-in for nodes: etcd, API server, controllers and scheduler on loopback, or a
 * cluster that is there.
 */
export class ControlPlane {
  /** The cluster that `CONTROL_PLANE_KUBECONFIG` names, else one of its own. */
  public static open(versions: Versions, say?: (line: string) => void): Promise<ControlPlane> {
    const kubeconfig = process.env.CONTROL_PLANE_KUBECONFIG;
    return kubeconfig
      ? ControlPlane.attach(ensureClientBinaries(versions, say), kubeconfig)
      : ControlPlane.start(ensureBinaries(versions, say));
  }

  /** Starts everything, in about six seconds on an idle machine. */
  public static async start(binaries: Binaries, options: ControlPlaneOptions = {}): Promise<ControlPlane> {
    const ports = await freePorts(5);
    const token = randomBytes(16).toString('hex');
    const [server, controllers, scheduler] = ports.slice(2).map((port) => new Api(`https://127.0.0.1:${port}`, token));
    const plane = new ControlPlane(binaries, server, [scheduler, controllers]);
    return plane.made(() => plane.launch(ports, token, options));
  }

  /**
   * Uses a cluster that is there: the present context of a kubeconfig. Only the stand-in for nodes is started, for its
   * own nodes.
   */
  public static async attach(binaries: ClientBinaries, kubeconfig: string): Promise<ControlPlane> {
    const plane = new ControlPlane(binaries, Api.fromKubeconfig(kubeconfig), undefined, kubeconfig);
    return plane.made(async () => {
      plane.start('nodelet', '--kubeconfig', kubeconfig);
      await plane.addBasics();
    });
  }

  public readonly folder = mkdtempSync(join(tmpdir(), 'control-plane-'));
  private readonly processes: BackgroundProcess[] = [];
  private readonly metrics = new Shared(async (): Promise<Queues> => {
    const [scheduler, controllers] = await Promise.all(this.servers!.map((server) => server.text('/metrics')));
    return { scheduler, controllers };
  });

  private constructor(
    public readonly binaries: ClientBinaries, public readonly api: Api, private readonly servers?: readonly [Api, Api],
    private readonly givenKubeconfig?: string,
  ) {}

  public get kubeconfig(): string {
    return this.givenKubeconfig ?? join(this.folder, 'kubeconfig');
  }

  /** Metrics of scheduler and controllers; undefined for a cluster that is not ours, where they are not reached. */
  public async queues(): Promise<Queues | undefined> {
    return this.servers === undefined ? undefined : this.metrics.fetch();
  }

  /** Runs kubectl against it, while watches go on. */
  public kubectl(...args: string[]): Promise<Outcome> {
    return this.kubectlWith('', ...args);
  }

  /** The same with something on standard input. */
  public kubectlWith(input: string, ...args: string[]): Promise<Outcome> {
    const env = { ...process.env, KUBECTL_EXTERNAL_DIFF: 'diff -u -N' };
    return new Promise((resolve) => {
      const { stdin } = execFile(
        this.binaries.kubectl,
        ['--kubeconfig', this.kubeconfig, ...args],
        { env, maxBuffer: 1 << 26 },
        (error, stdout, stderr) => resolve({ status: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
      );
      stdin!.end(input);
    });
  }

  /** Waits for the account without which no pod of a new namespace is admitted. */
  public serviceAccountOf(namespace: string): Promise<void> {
    return this.until(`namespace ${namespace} has a service account`, async () =>
      Boolean(await this.api.get(`/api/v1/namespaces/${namespace}/serviceaccounts/default`)));
  }

  /** Ends every process, and takes the folder with all that was stored away. */
  public async stop(): Promise<void> {
    [this.api, ...this.servers ?? []].forEach((api) => api.close());
    // The store goes last: the others complain of its absence for seconds.
    for (const each of [...this.processes].reverse()) {
      await each.stop();
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** This, once it is there; ended where that fails. */
  private async made(make: () => Promise<void>): Promise<this> {
    try {
      await make();
      return this;
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  private async launch(ports: number[], token: string, options: ControlPlaneOptions): Promise<void> {
    const { apiServerFlags = [], nodelet = true } = options;
    this.writeFiles(token);
    const [client, peer, secure, controllers, scheduler] = ports;
    const [clientUrl, peerUrl] = [client, peer].map((port) => `http://127.0.0.1:${port}`);
    this.start(
      'etcd', '--data-dir', 'etcd', '--listen-client-urls', clientUrl, '--advertise-client-urls', clientUrl,
      '--listen-peer-urls', peerUrl, '--initial-advertise-peer-urls', peerUrl, '--initial-cluster',
      `default=${peerUrl}`, '--unsafe-no-fsync',
    );
    this.start(
      'kube-apiserver', '--etcd-servers', clientUrl, '--secure-port', String(secure), '--bind-address', '127.0.0.1',
      '--endpoint-reconciler-type', 'none', '--cert-dir', 'certs', '--token-auth-file', 'tokens.csv',
      '--authorization-mode', 'RBAC', '--service-account-key-file', 'sa.pub', '--service-account-signing-key-file',
      'sa.key', '--service-account-issuer', 'https://kubernetes.default.svc', '--service-cluster-ip-range',
      '10.96.0.0/16', '--allow-privileged', '--kubelet-preferred-address-types', 'InternalIP',
      '--max-requests-inflight', '2000', '--max-mutating-requests-inflight', '1000', ...apiServerFlags,
    );
    await this.until('the API server is ready', async () => (await this.api.text('/readyz')) === 'ok');
    this.start(
      'kube-controller-manager', '--kubeconfig', 'kubeconfig', '--authentication-kubeconfig', 'kubeconfig',
      '--authorization-kubeconfig', 'kubeconfig', '--leader-elect=false', '--service-account-private-key-file',
      'sa.key', '--root-ca-file', 'certs/apiserver.crt', '--bind-address', '127.0.0.1', '--secure-port',
      String(controllers), '--kube-api-qps', '1000', '--kube-api-burst', '2000', '--pvclaimbinder-sync-period', '1s',
      '--concurrent-deployment-syncs', '20', '--concurrent-replicaset-syncs', '20', '--concurrent-statefulset-syncs',
      // Nobody renews leases here; nodes stay as they are made.
      '20', '--node-monitor-grace-period', '24h',
    );
    this.start(
      'kube-scheduler', '--config', 'scheduler.yaml', '--authentication-kubeconfig', 'kubeconfig',
      '--authorization-kubeconfig', 'kubeconfig', '--bind-address', '127.0.0.1', '--secure-port', String(scheduler),
    );
    if (nodelet) {
      this.start('nodelet', '--kubeconfig', 'kubeconfig');
    }
    await this.until('controllers and scheduler are ready', async () => {
      await Promise.all([this.serviceAccountOf('default'), this.queues()]);
      return true;
    });
    await this.addBasics();
  }

  /** What a cluster has of them already stays as it is. */
  private async addBasics(): Promise<void> {
    await Promise.all(
      BASICS.map((object) =>
        this.api.create(pathOf(object, { collection: true }), object).catch((error) => {
          if (!(error instanceof ApiError) || error.status !== 409) {
            throw error;
          }
        }),
      ),
    );
  }

  /** Runs a further program until this ends. */
  public run(name: string, program: string, args: string[]): void {
    this.processes.push(new BackgroundProcess(this.folder, name, program, args));
  }

  private start(name: keyof Binaries, ...args: string[]): void {
    this.run(name, (this.binaries as Binaries)[name], args);
  }

  private writeFiles(token: string): void {
    const write = (name: string, text: string) => writeFileSync(join(this.folder, name), text, { mode: 0o600 });
    execFileSync('openssl', ['genrsa', '-out', join(this.folder, 'sa.key'), '2048'], { stdio: 'ignore' });
    execFileSync(
      'openssl',
      ['rsa', '-in', join(this.folder, 'sa.key'), '-pubout', '-out', join(this.folder, 'sa.pub')],
      { stdio: 'ignore' },
    );
    write('tokens.csv', `${token},admin,admin,system:masters\n`);
    write('kubeconfig', JSON.stringify({
      'apiVersion': 'v1', 'kind': 'Config', 'current-context': 'test',
      'clusters': [{ name: 'test', cluster: { 'server': this.api.server, 'insecure-skip-tls-verify': true } }],
      'users': [{ name: 'test', user: { token } }],
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
