import type { ErrorCode, YAMLError } from 'yaml';

export const TOO_DEEP = 'nested too deeply to be a manifest';

/** Of a text too large to say more about it. */
export const NOT_YAML =
  'not YAML from here on: a quote, bracket, comma or colon is missing, or a line is not indented as those beside it; ' +
  'look at this line and those before';

/** What is wrong with a text that is no YAML, and what to write, by the code of the parser. */
const FAULTS: { readonly [code in ErrorCode]?: string } = {
  BAD_ALIAS: 'an alias without a name; put text that begins with * into quotes',
  BAD_DIRECTIVE: 'a directive that YAML does not know; leave the line out',
  BAD_DQ_ESCAPE: 'an escape that YAML does not know; write \\\\ for a backslash, or single quotes',
  BAD_INDENT: 'a line that is not indented as those beside it; begin entries of one object in one column',
  BAD_SCALAR_START: 'text that begins with a sign YAML keeps for itself; put it into quotes',
  BLOCK_AS_IMPLICIT_KEY: 'an entry inside of an entry on one line; begin a new line, or put text with ": " into quotes',
  BLOCK_IN_FLOW: 'entries line by line inside of { } or [ ]; write them with commas',
  KEY_OVER_1024_CHARS: 'a key of more than 1024 characters; a colon may be missing before',
  MISSING_CHAR: 'a quote, bracket, comma, colon or blank is missing; look at this line and those before',
  MULTILINE_IMPLICIT_KEY: 'a line without a colon where an entry was expected; write "key: value"',
  MULTIPLE_ANCHORS: 'more than one anchor; write one',
  MULTIPLE_TAGS: 'more than one tag; write one',
  RESOURCE_EXHAUSTION: TOO_DEEP,
  TAB_AS_INDENT: 'a tab where blanks are expected; indent with blanks',
  TAG_RESOLVE_FAILED: 'a tag that its value does not fit; leave it out',
  UNEXPECTED_TOKEN: 'something that does not belong here; put text with signs of YAML into quotes',
};

/** Why a text is no YAML, in words that do not ask for its grammar. */
export function yamlFault({ code, message }: YAMLError): string {
  return `not YAML: ${FAULTS[code] ?? message}`;
}
