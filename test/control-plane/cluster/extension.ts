import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { ensureExtension } from '../binaries/build';
import { Extension } from '../binaries/extensions';
import { Json } from './api';
import { ControlPlane } from './control-plane';
import { pathOf } from './objects';
import { freePorts } from './process';

/** Starts a controller of another project on a control plane: its kinds, its webhooks, its program. */
export async function startExtension(
  plane: ControlPlane, extension: Extension, say?: (line: string) => void,
): Promise<void> {
  const { program, folder } = ensureExtension(extension, say);
  for (const file of readdirSync(join(folder, 'definitions')).filter((name) => !/kustomiz/.test(name)).sort()) {
    const documents = documentsOf(join(folder, 'definitions', file));
    await createAll(plane, documents.filter(({ kind }) => kind === 'CustomResourceDefinition'));
  }
  const [health, metrics, port] = await freePorts(3);
  if (extension.webhooks === undefined) {
    plane.run(extension.name, program, [
      '--kubeconfig', plane.kubeconfig, '--leader-elect=false', '--healthzPort', String(health),
      '--metricsPort', String(metrics),
    ]);
    return;
  }
  const certificates = certify(plane.folder);
  const config = join(plane.folder, `${extension.name}.yaml`);
  writeFileSync(config, JSON.stringify({
    apiVersion: 'config.lws.x-k8s.io/v1alpha1', kind: 'Configuration', leaderElection: { leaderElect: false },
    internalCertManagement: { enable: false }, webhook: { host: '127.0.0.1', port, certDir: plane.folder },
    health: { healthProbeBindAddress: `127.0.0.1:${health}` }, metrics: { bindAddress: '0' },
  }));
  plane.run(extension.name, program, ['--kubeconfig', plane.kubeconfig, '--config', config]);
  await listening(port);
  await createAll(plane, documentsOf(join(folder, 'webhooks.yaml')).map((object) => ({
    ...object, webhooks: object.webhooks.map((each: Json) => ({
      ...each, clientConfig: { url: `https://127.0.0.1:${port}${each.clientConfig.service.path}`, caBundle: certificates },
    })),
  })));
}

async function createAll(plane: ControlPlane, objects: Json[]): Promise<void> {
  for (const object of objects) {
    await plane.api.create(pathOf(object, { collection: true }), object);
  }
}

function documentsOf(file: string): Json[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS())
    .filter((object) => object !== null);
}

/** Writes tls.key and tls.crt for loopback; returns what trusts them. */
function certify(folder: string): string {
  const [key, certificate] = ['tls.key', 'tls.crt'].map((name) => join(folder, name));
  execFileSync('openssl', [
    'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-days', '2',
    '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1',
  ], { stdio: 'ignore' });
  return readFileSync(certificate).toString('base64');
}

/** @throws when nobody listens within a minute */
async function listening(port: number): Promise<void> {
  for (const start = Date.now(); Date.now() - start < 60_000;) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (isOpen) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nobody listens on port ${port} after a minute`);
}
