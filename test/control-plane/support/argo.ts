import { spawn } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
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

/** What differs, each by its path, so that a failed test says it in a line. */
function differences(live: unknown, wanted: unknown, path = ''): string[] {
  const [a, b] = [live, wanted].map((value) => (isObject(value) ? value : undefined));
  if (!a || !b) {
    const both = `${path}: ${JSON.stringify(live)}, wanted ${JSON.stringify(wanted)}`;
    return isDeepStrictEqual(live, wanted) ? [] : [both];
  }
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.flatMap((key) => differences(a[key], b[key], `${path}/${key}`));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/**
 * Objects that are not as Argo CD wants them, with what differs. Argo CD compares anew whenever an object changes, so
 * that what a controller wrote between its two reads is no difference a moment later: each is compared twice.
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
  return entries.map(({ live, wanted, ...entry }) => ({ ...entry, differences: differences(live, wanted) }));
}
