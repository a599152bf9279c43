import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { jsonOf } from '../util/json-of';
import { isObject, Manifest, Model } from '../manifests';

/** Construct paths by the bare names of objects, as cdk8s records them. */
interface Recorded {
  readonly [name: string]: { readonly path?: unknown } | null;
}

/**
 * The construct paths that apps of cdk8s record beside their manifests, in `construct-metadata.json`. Of objects that
 * share a name the file has the last one only: for these, what they stand in is named.
 */
export class ConstructPaths {
  private readonly byFolder = new Map<string, Recorded>();
  private readonly namesakes = new Map<string, number>();

  constructor({ manifests }: Model) {
    manifests.map(keyOf).forEach((key) => this.namesakes.set(key, (this.namesakes.get(key) ?? 0) + 1));
  }

  /** The path of the construct that rendered an object; undefined where none is recorded. */
  public of(manifest: Manifest): string | undefined {
    const path = this.recordedBeside(manifest.file)[manifest.name]?.path;
    return typeof path !== 'string' ? undefined
      : this.namesakes.get(keyOf(manifest)) === 1 ? path : path.replace(/\/[^/]*$/, '');
  }

  private recordedBeside(file: string): Recorded {
    const folder = dirname(file);
    const known = this.byFolder.get(folder) ?? readFrom(join(folder, 'construct-metadata.json'));
    this.byFolder.set(folder, known);
    return known;
  }
}

function readFrom(file: string): Recorded {
  const read = existsSync(file) ? jsonOf(readFileSync(file, 'utf8')) : undefined;
  return isObject(read) && isObject(read.resources) ? read.resources as Recorded : {};
}

function keyOf({ file, name }: Manifest): string {
  return `${dirname(file)} ${name}`;
}
