import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { BackgroundProcess, freePorts } from '../cluster/process';
import { EXPORTERS, serveExporters } from './fake-exporters';

const { prometheusProgram } = require('../../support/at-hand') as { prometheusProgram: (name: string) => string };

/** An alert as Alertmanager sends it to a webhook. */
export interface SentAlert {
  readonly receiver: string;
  readonly status: string;
  readonly labels: { readonly [label: string]: string };
  readonly annotations: { readonly [name: string]: string };
}

/** Prometheus and Alertmanager on loopback, beside exporters and a webhook of our own. */
export class Stack {
  public static async start(
    rules: object, alertmanagerConfig: (webhook: string) => string,
  ): Promise<Stack> {
    const [exporters, webhook, prometheus, alertmanager] = await freePorts(4);
    const folder = mkdtempSync(join(tmpdir(), 'monitoring-'));
    const stack = new Stack(folder, `http://127.0.0.1:${prometheus}`, `http://127.0.0.1:${alertmanager}`);
    stack.servers.push(await serveExporters(exporters), await stack.listen(webhook));
    writeFileSync(join(folder, 'rules.yaml'), stringify(rules));
    writeFileSync(join(folder, 'prometheus.yaml'), stringify({
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: ['rules.yaml'],
      alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${alertmanager}`] }] }] },
      scrape_configs: EXPORTERS.map(({ labels, path }) => ({
        job_name: path, metrics_path: path, honor_labels: labels.job === 'cluster',
        static_configs: [{ targets: [`127.0.0.1:${exporters}`], labels }],
      })),
    }));
    writeFileSync(join(folder, 'alertmanager.yaml'), alertmanagerConfig(`http://127.0.0.1:${webhook}/`));
    stack.run('prometheus', [
      '--config.file=prometheus.yaml', '--storage.tsdb.path=data', `--web.listen-address=127.0.0.1:${prometheus}`,
    ]);
    stack.run('prometheus-alertmanager', [
      '--config.file=alertmanager.yaml', '--storage.path=alerts', `--web.listen-address=127.0.0.1:${alertmanager}`,
      '--cluster.listen-address=',
    ]);
    return stack;
  }

  /** What the webhook has received. */
  public readonly sent: SentAlert[] = [];
  private readonly servers: Server[] = [];
  private readonly processes: BackgroundProcess[] = [];

  private constructor(
    private readonly folder: string, private readonly prometheus: string, private readonly alertmanager: string,
  ) {}

  /** The series that an expression has now. */
  public async query(expression: string): Promise<{ metric: { [label: string]: string }; value: number }[]> {
    const { data } = await this.get(`${this.prometheus}/api/v1/query?query=${encodeURIComponent(expression)}`);
    return data.result.map(({ metric, value }: any) => ({ metric, value: Number(value[1]) }));
  }

  /** The alerts of Alertmanager, those that it keeps back too. */
  public alerts(): Promise<any[]> {
    return this.get(`${this.alertmanager}/api/v2/alerts`);
  }

  /** Asks until what is wanted is there. @throws when a program has ended, or with what was there after two minutes */
  public async until<T>(ask: () => Promise<T> | T, isThere: (answer: T) => boolean): Promise<T> {
    const end = Date.now() + 120_000;
    let last = 'not asked';
    while (Date.now() < end) {
      this.processes.forEach((each) => each.check());
      // What fetch throws is no Error of the realm that tests run in.
      const { answer, failure } = await Promise.resolve().then(ask).then(
        (found) => ({ answer: found, failure: undefined }),
        (error: unknown) => ({ answer: undefined, failure: String(error) }),
      );
      if (failure === undefined && isThere(answer as T)) {
        return answer as T;
      }
      last = failure ?? JSON.stringify(answer);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error(`still ${last}`);
  }

  public async stop(): Promise<void> {
    await Promise.all(this.processes.map((each) => each.stop()));
    this.servers.forEach((server) => {
      server.closeAllConnections();
      server.close();
    });
    rmSync(this.folder, { recursive: true });
  }

  private run(name: string, args: string[]): void {
    this.processes.push(new BackgroundProcess(this.folder, name, prometheusProgram(name), args));
  }

  private async get(url: string): Promise<any> {
    const response = await fetch(url);
    if (!response.ok) {
      throw new Error(`${url}: ${response.status} ${await response.text()}`);
    }
    return response.json();
  }

  private listen(port: number): Promise<Server> {
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk)).on('end', () => {
        const { receiver, alerts } = JSON.parse(body);
        this.sent.push(...alerts.map((alert: SentAlert) => ({ ...alert, receiver })));
        response.end();
      });
    });
    return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
  }
}
