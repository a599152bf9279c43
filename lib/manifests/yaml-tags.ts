import { ScalarTag } from 'yaml';

/** Reads the text of a scalar whose tag is written; undefined where the tag does not fit it. */
type Read = (text: string) => unknown;

function written(tag: string, read: Read): ScalarTag {
  return {
    tag: `tag:yaml.org,2002:${tag}`,
    resolve: (text, onError) => {
      const value = read(text);
      if (value === undefined) {
        onError(`!!${tag} does not fit the value; leave the tag out`);
      }
      return value;
    },
  };
}

/** What is a float whatever its value: `3.0`, `1e3`, and not `0x1e3`. */
const FLOATING = /\.|^[-+\d_]*[eE]/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Scalars with a tag that is written, as kubectl reads them: the text is read without its quotes and must be of the
 * type (go.yaml.in/yaml/v2 resolve.go `resolve`). Binaries and dates become text, as JSON has neither.
 *
 * @param plain reads a scalar without quotes and tags
 */
export function kubectlTagged(plain: Read): readonly ScalarTag[] {
  const number: Read = (text) => [plain(text)].find((value) => typeof value === 'number');
  return [
    written('float', number),
    written('int', (text) => (FLOATING.test(text) ? undefined : number(text))),
    written('bool', (text) => [plain(text)].find((value) => typeof value === 'boolean')),
    written('null', (text) => (text === '' ? null : [plain(text)].find((value) => value === null))),
    written('timestamp', (text) => text),
    written('binary', (text) => {
      const base64 = text.replace(/[\r\n]/g, '');
      return BASE64.test(base64) ? Buffer.from(base64, 'base64').toString('utf8') : undefined;
    }),
  ];
}
