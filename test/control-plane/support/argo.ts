import { spawn } from 'node:child_process';
import { Manifest } from '../../support/manifests';
import { ensureProgram } from '../binaries/build';
import { ControlPlane } from '../cluster/control-plane';

/** What Argo CD's own engine says of one object. */
export interface ArgoEntry {
  readonly object: string;
  readonly status: string;
  readonly message?: string;
  readonly live?: unknown;
  readonly wanted?: unknown;
}

/**
 * Compares or syncs manifests by the engine of Argo CD (test/control-plane/argo).
 *
 * @param words `sync server-side`, `sync client-side`, `diff structured`, `diff server-side`
 */
export function argo(plane: ControlPlane, words: string, manifests: Manifest[]): Promise<ArgoEntry[]> {
  const env = { ...process.env, KUBECONFIG: plane.kubeconfig };
  return new Promise((resolve, reject) => {
    const child = spawn(ensureProgram('argo'), words.split(' '), { env, stdio: ['pipe', 'pipe', 'pipe'] });
    let [output, complaint] = ['', ''];
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (complaint += chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`argo ${words}: ${complaint.slice(-2000)}`)));
    child.stdin.end(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests }));
  });
}

/** Objects that are not as Argo CD wants them, with what differs. */
export async function outOfSync(plane: ControlPlane, how: string, manifests: Manifest[]): Promise<ArgoEntry[]> {
  return (await argo(plane, `diff ${how}`, manifests)).filter(({ status }) => status !== 'Synced');
}
