const REGISTRY = '[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]+)?';
const NAME = '[a-z0-9]+(?:(?:[.]|_{1,2}|-+)[a-z0-9]+)*';

/** https://github.com/distribution/reference/blob/v0.6.0/reference.go, without the grammar's other digest algorithms */
const REFERENCE = new RegExp(
  `^(?<repository>(?:${REGISTRY}/)?${NAME}(?:/${NAME})*)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>sha256:[a-f0-9]{64}))?$`,
);

/** Tags that move by their nature: another image has them tomorrow. */
const MOVING = [
  'latest', 'main', 'master', 'trunk', 'head', 'dev', 'devel', 'develop', 'edge', 'nightly', 'canary', 'stable',
  'snapshot',
];

/** The parts of a container image reference. */
export interface ImageReference {
  /** Registry and repository, without tag and digest. */
  readonly repository: string;
  /** The tag, when one is given. */
  readonly tag?: string;
  /** The digest, when one is given. */
  readonly digest?: string;
}

/**
 * Parses an image reference that names one exact version.
 *
 * A floating tag would let two pods of one Deployment run different code, and leave a rollback without a meaning.
 *
 * @param what whose image it is, for the error
 * @throws when the reference is malformed, has neither tag nor digest, or a tag that moves, such as `latest` or `main`
 */
export function parsePinnedImage(image: string, what: string = 'image'): ImageReference {
  const { repository, tag, digest } = REFERENCE.exec(image)?.groups ?? {};
  if (!repository) {
    throw new Error(`${what} '${image}' is not an image reference; write registry/repository:tag`);
  }
  if (!digest && (!tag || MOVING.includes(tag.toLowerCase()))) {
    throw new Error(`${what} '${image}' is not pinned; write an exact tag or a digest, such as ${repository}:1.0.0`);
  }
  return { repository, tag, digest };
}
