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
    const content: unknown = parseDocument(text).toJS();
    if (typeof content !== 'object' || content === null) {
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

function release(environment: string, images: unknown): Release {
  const at = `${RELEASE_FILE}: ${environment}`;
  const given = new Map(Object.entries(typeof images === 'object' && images !== null ? images : {}));
  const unknown = [...given.keys()].find((name) => !(name in SERVICES));
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
    try {
      parsePinnedImage(String(image));
    } catch (error) {
      throw new Error(`${at}: ${name}: ${(error as Error).message}`, { cause: error });
    }
    return [property, image];
  });
  return Object.fromEntries(entries) as Release;
}
