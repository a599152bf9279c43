import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Name of this package and of the tool in reports. */
export const TOOL_NAME = 'cdk8s-nim';

/** Version of this package: of the nearest package.json with its name, because sources and compiled files stand at different depths. */
export function toolVersion(folder = __dirname): string {
  const file = join(folder, 'package.json');
  if (existsSync(file)) {
    const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string };
    if (name === TOOL_NAME && version) {
      return version;
    }
  }
  return dirname(folder) === folder ? '0.0.0' : toolVersion(dirname(folder));
}
