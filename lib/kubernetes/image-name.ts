const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const HOST = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const PATH = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const TAG_AND_DIGEST = /(?::(\w[\w.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[a-fA-F0-9]{32,}))?$/;

/** Letters of a digest whose length is known. */
const DIGESTS: { readonly [algorithm: string]: RegExp } = {
  sha256: /^[a-f0-9]{64}$/, sha384: /^[a-f0-9]{96}$/, sha512: /^[a-f0-9]{128}$/,
};

/** Names of Docker Hub, where a repository without a namespace lies in `library`, and longest path of a repository. */
const [HUB, LONGEST_PATH] = [['docker.io', 'index.docker.io'], 255];

/**
 * Whether the kubelet can read the name of an image. It starts no container by another one and reports InvalidImageName
 * (kubernetes pkg/kubelet/images/image_manager.go `applyDefaultImageTag`; github.com/distribution/reference
 * normalize.go `ParseNormalizedNamed`, reference.go `RepositoryNameTotalLengthMax`, regexp.go).
 */
export function isImageName(image: string): boolean {
  if (/^[a-f0-9]{64}$/.test(image)) {
    return false;
  }
  const [suffix, , digest] = TAG_AND_DIGEST.exec(image)!;
  const name = image.slice(0, image.length - suffix.length);
  const [first, ...rest] = name.split('/');
  const hasHost = rest.length > 0 && (/[.:A-Z]/.test(first) || first === 'localhost') && HOST.test(first);
  const path = hasHost ? rest.join('/') : name;
  const isOfLibrary = !path.includes('/') && (!hasHost || HUB.includes(first));
  return `${isOfLibrary ? 'library/' : ''}${path}`.length <= LONGEST_PATH && PATH.test(path) && isDigest(digest);
}

function isDigest(digest: string | undefined): boolean {
  if (digest === undefined) {
    return true;
  }
  const [algorithm, hex] = digest.split(':');
  return Object.hasOwn(DIGESTS, algorithm) && DIGESTS[algorithm].test(hex);
}
