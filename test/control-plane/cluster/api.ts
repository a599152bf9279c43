import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { parse } from 'yaml';

/** A Kubernetes object as the API server sends it. */
export type Json = any;

/** An answer that is no success. */
export class ApiError extends Error {
  constructor(public readonly status: number, message: string) {
    super(message);
  }
}

const PATCHES = {
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
};

/** The API server, or another server of the control plane, as cluster administrator. */
export class Api {
  private readonly agent: Agent;

  /** `credentials` is a bearer token, or a client certificate with its key. */
  constructor(public readonly server: string, private readonly credentials: string | { cert: Buffer; key: Buffer }) {
    const certificate = typeof credentials === 'string' ? {} : credentials;
    this.agent = new Agent({ keepAlive: true, maxSockets: 32, rejectUnauthorized: false, ...certificate });
  }

  /** @throws when the file names no server, or neither a token nor a client certificate */
  public static fromKubeconfig(file: string): Api {
    const config = parse(readFileSync(file, 'utf8')) as Json;
    const context = config.contexts?.find(({ name }: Json) => name === config['current-context'])?.context;
    const server = config.clusters?.find(({ name }: Json) => name === context?.cluster)?.cluster.server;
    const user = config.users?.find(({ name }: Json) => name === context?.user)?.user ?? {};
    const [cert, key] = ['client-certificate', 'client-key'].map((field) => user[`${field}-data`] !== undefined
      ? Buffer.from(user[`${field}-data`], 'base64') : user[field] && readFileSync(user[field]));
    const credentials = user.token ?? (cert && key && { cert, key });
    if (!server || !credentials) {
      throw new Error(
        `${file}: context '${config['current-context']}' has no server, or neither a token nor a client certificate; ` +
          'write a kubeconfig with users[].user.token or client-certificate-data and client-key-data',
      );
    }
    return new Api(server, credentials);
  }

  public get(path: string): Promise<Json> {
    return this.json('GET', path);
  }

  public create(path: string, object: Json): Promise<Json> {
    return this.json('POST', path, object);
  }

  /** Writes an object in place of the one that is there. */
  public put(path: string, object: Json): Promise<Json> {
    return this.json('PUT', path, object);
  }

  public patch(path: string, patch: Json, type: keyof typeof PATCHES = 'merge'): Promise<Json> {
    return this.json('PATCH', path, patch, PATCHES[type]);
  }

  public delete(path: string, options: Json = {}): Promise<Json> {
    return this.json('DELETE', path, options);
  }

  /** The body as it is, for servers that do not speak JSON. */
  public text(path: string): Promise<string> {
    return this.send('GET', path);
  }

  /** Calls back with every line that the server sends, until told to stop; `done` when the server ends it. */
  public stream(path: string, line: (text: string) => void, done: () => void): () => void {
    let rest = '';
    const outgoing = request(this.url(path), { agent: this.agent, headers: this.headers() }, (incoming) => {
      incoming.setEncoding('utf8').on('data', (chunk: string) => {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop()!;
        lines.filter(Boolean).forEach(line);
      }).on('close', done).on('error', done);
    }).on('error', done);
    outgoing.end();
    return () => outgoing.destroy();
  }

  public close(): void {
    this.agent.destroy();
  }

  private async json(method: string, path: string, body?: Json, type = 'application/json'): Promise<Json> {
    return JSON.parse(await this.send(method, path, body === undefined ? undefined : JSON.stringify(body), type));
  }

  private send(method: string, path: string, body?: string, type?: string): Promise<string> {
    return new Promise((resolve, reject) => {
      // Node writes no length for a DELETE by itself.
      const length = body === undefined ? {} : { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) };
      const headers = { ...this.headers(), ...length };
      const outgoing = request(this.url(path), { method, agent: this.agent, headers }, (incoming) => {
        let text = '';
        incoming
          .setEncoding('utf8')
          .on('data', (chunk) => (text += chunk))
          .on('error', reject)
          .on('end', () => {
            const status = incoming.statusCode!;
            return status < 300
              ? resolve(text)
              : reject(new ApiError(status, `${method} ${path}: ${status} ${messageOf(text)}`));
          });
      });
      // A server may close a connection that rested just when it is used again:
      // https://nodejs.org/docs/latest-v20.x/api/http.html#requestreusedsocket
      const isStale = (error: NodeJS.ErrnoException) => outgoing.reusedSocket
        && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      outgoing
        .on('error', (error) => (isStale(error) ? resolve(this.send(method, path, body, type)) : reject(error)))
        .end(body);
    });
  }

  private url(path: string): string {
    return this.server + path;
  }

  private headers(): { [name: string]: string } {
    return {
      ...(typeof this.credentials === 'string' && { Authorization: `Bearer ${this.credentials}` }),
      Accept: 'application/json, text/plain',
    };
  }
}

function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as Json).message ?? text;
  } catch {
    return text;
  }
}
