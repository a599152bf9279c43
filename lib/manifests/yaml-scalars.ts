import { Document, isScalar, ScalarTag, Tags } from 'yaml';
import { kubectlTagged } from './yaml-tags';

/**
 * A plain scalar that YAML 1.1 reads otherwise than YAML 1.2. Longer text is no number, and would be searched for one
 * in quadratic time.
 */
function scalar(tag: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag {
  return {
    tag: `tag:yaml.org,2002:${tag}`, default: true, test: new RegExp(`^(?=.{1,64}$)${test.source.slice(1)}`), resolve,
  };
}

const digits = (text: string) => text.replaceAll('_', '');

function integer(text: string, prefix: RegExp, base: number): number {
  const amount = parseInt(digits(text).replace(prefix, ''), base);
  return text.startsWith('-') ? -amount : amount;
}

/** What no double holds stays text: strconv.ParseFloat gives an error. */
function finite(text: string): number | string {
  const amount = Number(digits(text));
  return Number.isFinite(amount) ? amount : text;
}

/** With underscores anywhere: Go's reader takes them out first. */
const FLOAT = /^(?=[-+\d].*_)[-+]?(?:_*\._*\d[\d_]*|_*\d[\d_]*(?:\.[\d_]*)?)(?:[eE]_*[-+]?_*\d[\d_]*)?$/;

/**
 * Scalars as kubectl reads them: sigs.k8s.io/yaml, whose resolve.go keeps the booleans of YAML 1.1, octals with a
 * leading zero, binaries and underscores, but neither sexagesimals nor dates.
 */
const KUBECTL_SCALARS: readonly ScalarTag[] = [
  scalar('bool', /^(?:y|Y|yes|Yes|YES|on|On|ON)$/, () => true),
  scalar('bool', /^(?:n|N|no|No|NO|off|Off|OFF)$/, () => false),
  scalar('int', /^(?:[-+]_*)?0_*[bB][01_]*[01]_*$/, (text) => integer(text, /^[-+]?0b/i, 2)),
  scalar('int', /^0b[-+][01_]*[01]_*$/, (text) => integer(text, /^0b/, 2)),
  scalar('int', /^(?:[-+]_*)?0_*[xX][\da-fA-F_]*[\da-fA-F]_*$/, (text) => integer(text, /^[-+]?0x/i, 16)),
  scalar('int', /^(?:[-+]_*)?0_*[oO]?[0-7_]*[0-7]_*$/, (text) => integer(text, /^[-+]?0o?/i, 8)),
  scalar('int', /^[-+]?\d[\d_]*_[\d_]*$/, (text) => Number(digits(text))),
  scalar('float', FLOAT, finite),
  scalar('float', /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)[eE][-+]?\d+$/, finite),
  scalar('float', /^\.\d+(?:_\d+)+$/, (text) => Number(digits(text))),
];

/** The tags of YAML 1.2, behind those that kubectl reads otherwise. */
export function kubectlTags(tags: Tags): Tags {
  return [...KUBECTL_SCALARS, ...kubectlTagged(readPlainScalar), ...tags];
}

/** In the order in which the parser asks them. */
const PLAIN_SCALARS = new Document(null, { customTags: kubectlTags }).schema.tags
  .filter((tag): tag is ScalarTag => 'test' in tag && tag.test !== undefined && tag.default === true);

/** What no text without quotes begins with that is no text. */
const BEGINS_AS_TEXT = /^[^-+.\d~nNtTfFyYoO]/;

/** The value of a scalar without quotes and tags, as the parser that is given these tags reads it. */
export function readPlainScalar(text: string): unknown {
  if (BEGINS_AS_TEXT.test(text)) {
    return text;
  }
  const tag = PLAIN_SCALARS.find(({ test }) => test!.test(text));
  const value = tag ? tag.resolve(text, () => undefined, {}) : text;
  return isScalar(value) ? value.value : value;
}
