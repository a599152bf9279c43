import { spawnSync } from 'node:child_process';
import { ensureProgram } from '../binaries/build';

/** The configuration of Alertmanager that the Prometheus operator makes of AlertmanagerConfigs; secrets are text. */
export function convert(configs: object[], secrets: { readonly [key: string]: string }, namespace: string): string {
  const data = Object.fromEntries(
    Object.entries(secrets).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
  );
  const input = JSON.stringify({ configs, secrets: [{ metadata: { name: 'alerts', namespace }, data }] });
  const { status, stdout, stderr } = spawnSync(ensureProgram('alertmanager'), [], { input, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return stdout;
}
