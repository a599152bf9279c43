import { spawn } from 'node:child_process';
import { firstDifference } from '../../../lib/prover/transition/fields/first-difference';
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

/**
 * Objects that are not as Argo CD wants them, with where they differ first. Argo CD compares anew whenever an object
 * changes: what a controller wrote between its two reads is no difference a moment later. So each is compared twice.
 */
export async function outOfSync(plane: ControlPlane, how: string, manifests: Manifest[]) {
  const differing = async (asked: Manifest[]) =>
    (await argo(plane, `diff ${how}`, asked)).filter(({ status }) => status !== 'Synced');
  const suspects = new Set((await differing(manifests)).map(({ object }) => object));
  if (suspects.size === 0) {
    return [];
  }
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const entries = await differing(manifests.filter(({ kind, metadata }) => suspects.has(`${kind}/${metadata.name}`)));
  return entries.map(({ live, wanted, ...entry }) => ({ ...entry, difference: firstDifference(live, wanted) }));
}
