const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const HOST = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const PATH = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const TAG_AND_DIGEST = /(?::(\w[\w.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[a-fA-F0-9]{32,}))?$/;

/** Letters of a digest whose length is known. */
const DIGESTS: { readonly [algorithm: string]: RegExp } = {
  sha256: /^[a-f0-9]{64}$/, sha384: /^[a-f0-9]{96}$/, sha512: /^[a-f0-9]{128}$/,
};

/** Longest repository, without its registry, and longest text that is looked at. */
const [LONGEST_PATH, LONGEST] = [255, 1_000];
/** Where repositories without registry and owner are. */
const OFFICIAL = 'library/';

/**
 * Whether the kubelet can read the name of an image. It starts no container by another one and reports InvalidImageName
 * (kubernetes pkg/kubelet/images/image_manager.go `applyDefaultImageTag`; github.com/distribution/reference
 * normalize.go `ParseNormalizedNamed`, reference.go `RepositoryNameTotalLengthMax`, regexp.go).
 */
export function isImageName(image: string): boolean {
  if (image.length > LONGEST || /^[a-f0-9]{64}$/.test(image)) {
    return false;
  }
  const [suffix, , digest] = TAG_AND_DIGEST.exec(image)!;
  const name = image.slice(0, image.length - suffix.length);
  const [first, ...rest] = name.split('/');
  const hasHost = rest.length > 0 && (/[.:A-Z[]/.test(first) || first === 'localhost');
  const path = hasHost ? rest.join('/') : name;
  const added = name.includes('/') ? 0 : OFFICIAL.length;
  return path.length + added <= LONGEST_PATH && (!hasHost || HOST.test(first)) && PATH.test(path) && isDigest(digest);
}

function isDigest(digest: string | undefined): boolean {
  const [algorithm, hex] = digest?.split(':') ?? [];
  return digest === undefined || (Object.hasOwn(DIGESTS, algorithm) && DIGESTS[algorithm].test(hex));
}
