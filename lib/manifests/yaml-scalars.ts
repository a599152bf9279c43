import type { ScalarTag, Tags } from 'yaml';

/** A plain scalar that YAML 1.1 reads otherwise than YAML 1.2. */
function scalar(tag: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag {
  return { tag: `tag:yaml.org,2002:${tag}`, default: true, test, resolve };
}

const digits = (text: string) => text.replaceAll('_', '');

function integer(text: string, prefix: RegExp, base: number): number {
  const amount = parseInt(digits(text).replace(prefix, ''), base);
  return text.startsWith('-') ? -amount : amount;
}

/**
 * Scalars as kubectl reads them: sigs.k8s.io/yaml, whose resolve.go keeps the booleans of YAML 1.1, octals with a leading
 * zero, binaries and underscores, but neither sexagesimals nor dates.
 */
const KUBECTL_SCALARS: readonly ScalarTag[] = [
  scalar('bool', /^(?:y|Y|yes|Yes|YES|on|On|ON)$/, () => true),
  scalar('bool', /^(?:n|N|no|No|NO|off|Off|OFF)$/, () => false),
  scalar('int', /^[-+]?0b[01_]*[01]_*$/, (text) => integer(text, /^[-+]?0b/, 2)),
  scalar('int', /^[-+]?0x[\da-fA-F_]*[\da-fA-F]_*$/, (text) => integer(text, /^[-+]?0x/, 16)),
  scalar('int', /^[-+]?0o?[0-7_]*[0-7]_*$/, (text) => integer(text, /^[-+]?0o?/, 8)),
  scalar('int', /^[-+]?\d[\d_]*_[\d_]*$/, (text) => Number(digits(text))),
  scalar('float', /^[-+]?(?:\d[\d_]*)?\.?\d[\d_]*_[\d_]*(?:\.[\d_]*)?(?:[eE][-+]?\d+)?$/, (text) => Number(digits(text))),
];

/** The tags of YAML 1.2, behind those that kubectl reads otherwise. */
export function kubectlTags(tags: Tags): Tags {
  return [...KUBECTL_SCALARS, ...tags];
}
