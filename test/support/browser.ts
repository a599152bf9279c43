import { ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  '--remote-debugging-pipe',
];

type Json = { [key: string]: any };

/**
 * A headless Chromium with one page, over the pipe of its debugging protocol
 * (https://chromedevtools.github.io/devtools-protocol/).
 */
export class Browser {
  public static isInstalled(): boolean {
    return existsSync(CHROMIUM);
  }

  public static async start(): Promise<Browser> {
    const browser = new Browser();
    const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
    browser.session = (await browser.send('Target.attachToTarget', { targetId, flatten: true })).sessionId;
    for (const domain of ['Page', 'Network', 'Log', 'Runtime']) {
      await browser.send(`${domain}.enable`);
    }
    return browser;
  }

  /** Addresses asked for, since the last `open`. */
  public requests: string[] = [];
  /** Errors and warnings of the page, since the last `open`. */
  public complaints: string[] = [];

  private readonly folder = mkdtempSync(join(tmpdir(), 'chromium-'));
  private readonly process: ChildProcess;
  private readonly answers = new Map<number, { resolve: (result: Json) => void; reject: (error: Error) => void }>();
  private readonly listeners = new Map<string, () => void>();
  private session?: string;
  private buffer = '';
  private count = 0;

  private constructor() {
    this.process = spawn(CHROMIUM, [...FLAGS, `--user-data-dir=${this.folder}`], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    const output = this.process.stdio[4] as Readable;
    output.setEncoding('utf8').on('data', (text: string) => {
      const messages = (this.buffer + text).split('\0');
      this.buffer = messages.pop()!;
      messages.forEach((message) => this.receive(JSON.parse(message) as Json));
    });
    this.process.on('exit', () => this.answers.forEach(({ reject }) => reject(new Error('Chromium ended'))));
  }

  /** Shows a file in a window of that width, with media features such as `prefers-color-scheme`. */
  public async open(file: string, width: number, scheme: 'light' | 'dark' = 'light', media = ''): Promise<void> {
    await this.send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false });
    await this.send('Emulation.setEmulatedMedia', {
      media,
      features: [{ name: 'prefers-color-scheme', value: scheme }],
    });
    this.requests = [];
    this.complaints = [];
    const loaded = new Promise<void>((resolve) => this.listeners.set('Page.loadEventFired', resolve));
    await this.send('Page.navigate', { url: `file://${file}` });
    await loaded;
  }

  /** The value of an expression in the page. */
  public async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, returnByValue: true });
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value as T;
  }

  public async screenshot(): Promise<Buffer> {
    return Buffer.from((await this.send('Page.captureScreenshot', { captureBeyondViewport: true })).data, 'base64');
  }

  public async pdf(): Promise<Buffer> {
    return Buffer.from(
      (await this.send('Page.printToPDF', { paperWidth: 8.27, paperHeight: 11.69, printBackground: false })).data,
      'base64',
    );
  }

  public async close(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.send('Browser.close').catch(() => this.process.kill());
    await ended;
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private send(method: string, params: Json = {}): Promise<Json> {
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      this.answers.set(id, { resolve, reject });
      (this.process.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId: this.session })}\0`);
    });
  }

  private receive({ id, result, error, method, params }: Json): void {
    if (id !== undefined) {
      const { resolve, reject } = this.answers.get(id)!;
      this.answers.delete(id);
      return error ? reject(new Error(error.message)) : resolve(result);
    }
    if (method === 'Network.requestWillBeSent') {
      this.requests.push(params.request.url);
    } else if (method === 'Log.entryAdded') {
      this.complaints.push(`${params.entry.level}: ${params.entry.text}`);
    } else if (method === 'Runtime.consoleAPICalled' || method === 'Runtime.exceptionThrown') {
      this.complaints.push(`${method}: ${JSON.stringify(params)}`);
    }
    this.listeners.get(method)?.();
  }
}
