import { spawnSync } from 'node:child_process';

/**
 * Runs the Go toolchain of the machine, as a nice neighbour.
 *
 * @returns what it printed
 * @throws with the last lines of its complaint
 */
export function go(folder: string, ...args: string[]): string {
  const env = {
    ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS: `-mod=mod ${process.env.GOFLAGS ?? ''}`.trim(),
  };
  const { status, stdout, stderr, error } = spawnSync('nice', ['go', ...args], {
    cwd: folder, env, encoding: 'utf8', maxBuffer: 1 << 28,
  });
  if (error) {
    throw new Error(
      `go cannot be run (${error.message}); install Go 1.26 or newer, or name built binaries with KUBEBUILDER_ASSETS`,
    );
  }
  if (status !== 0) {
    throw new Error(`go ${args.join(' ')}: ${stderr.trim().split('\n').slice(-8).join('\n')}`);
  }
  return stdout;
}
