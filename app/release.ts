import { parseDocument } from 'yaml';
import { parsePinnedImage } from '../lib/constructs/workload/image';
import { Release } from './environments/environment';

/** File of the repository that says which image runs where. */
export const RELEASE_FILE = 'release.yaml';

/** Names in the file, as those of the workloads, with their place in a `Release`. */
const SERVICES = {
  'reasoning-nim': 'reasoningNimImage',
  'embedding-nim': 'embeddingNimImage',
  'agent-orchestrator': 'agentOrchestratorImage',
  'web-ui': 'webUiImage',
} as const;

/** Models come from elsewhere in an environment without GPUs. */
const OPTIONAL = new Set(['reasoning-nim', 'embedding-nim']);

/** Images by environment. */
export class Releases {
  /**
   * Reads them from the text of `release.yaml`.
   *
   * @param names of the environments
   * @throws with environment, service, bad value and remedy
   */
  public static parse(text: string, names: string[]): Releases {
    const content = contentOf(text);
    if (!isMap(content)) {
      throw new Error(`${RELEASE_FILE}: there are no environments; write ${names[0]}:`);
    }
    const unknown = Object.keys(content).find((name) => !names.includes(name));
    if (unknown !== undefined) {
      throw new Error(`${RELEASE_FILE}: environment '${unknown}' is not known; write one of ${names.join(', ')}`);
    }
    return new Releases(new Map(Object.entries(content).map(([name, images]) => [name, release(name, images)])));
  }

  private constructor(private readonly releases: ReadonlyMap<string, Release>) {}

  /** Images of an environment. @throws when the file has none */
  public of(environment: string): Release {
    const found = this.releases.get(environment);
    if (!found) {
      throw new Error(`${RELEASE_FILE}: environment '${environment}' is missing; write its images below ${environment}:`);
    }
    return found;
  }
}

function isMap(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the text says. @throws with the place of what is no YAML, or twice there */
function contentOf(text: string): unknown {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) {
    const [{ line, col }] = error.linePos!;
    const problem = error.code === 'DUPLICATE_KEY' ? 'a key that is there twice; write it once'
      : 'not YAML of one document; write an environment and, below it, services with their images';
    throw new Error(`${RELEASE_FILE}:${line}:${col}: ${problem}`);
  }
  try {
    return document.toJS();
  } catch {
    throw new Error(`${RELEASE_FILE}: has an alias of what is not there before it; write the images themselves`);
  }
}

function release(environment: string, images: unknown): Release {
  const at = `${RELEASE_FILE}: ${environment}`;
  if (!isMap(images)) {
    throw new Error(`${at}: has no images; write ${Object.keys(SERVICES).at(-1)}: registry/repository:tag below it`);
  }
  const given = new Map(Object.entries(images));
  const unknown = [...given.keys()].find((name) => !Object.hasOwn(SERVICES, name));
  if (unknown !== undefined) {
    throw new Error(`${at}: service '${unknown}' is not known; write one of ${Object.keys(SERVICES).join(', ')}`);
  }
  const entries = Object.entries(SERVICES).map(([name, property]) => {
    const image = given.get(name);
    if (image === undefined) {
      if (OPTIONAL.has(name)) {
        return [property, undefined];
      }
      throw new Error(`${at}: ${name} is missing; write ${name}: registry/repository:tag`);
    }
    if (typeof image !== 'string') {
      throw new Error(`${at}: ${name}: ${JSON.stringify(image)} is no image; write registry/repository:tag, in quotes`);
    }
    try {
      parsePinnedImage(image);
    } catch (error) {
      throw new Error(`${at}: ${name}: ${(error as Error).message}`, { cause: error });
    }
    return [property, image];
  });
  return Object.fromEntries(entries) as Release;
}
