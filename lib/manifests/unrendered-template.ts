import { Document, isCollection, isPair, Node, visit } from 'yaml';

/** Of a text without such signs no key is a list or an object, and no value a template. */
const MAY_HOLD_COLLECTION_KEY = /[{,?]\s*[[{]|[\]}]\s*:/;

/** A template at the beginning of a line, or of a value: where it is no text. */
const TEMPLATE = /^(?:[ \t]*(?:- +)*(?:[\w./"'-]+: +)?)(\{\{.*?\}\}|\{%.*?%\})/gm;

const LONGEST = 60;

/** What is to be written instead of a manifest with templates in it. */
export function unrendered(template: string): string {
  return `an unrendered template, ${template.slice(0, LONGEST)}; render it: helm template CHART | cdk8s-nim check -`;
}

/**
 * The first template of a text that is no YAML, up to the line where its parser gave up; undefined when that has
 * another reason.
 */
export function templateBefore(
  text: string,
  offset: number,
): { readonly offset: number; readonly template: string } | undefined {
  const end = text.indexOf('\n', offset);
  const [match] = text.slice(0, end < 0 ? undefined : end).matchAll(TEMPLATE);
  return match && { offset: match.index + match[0].length - match[1].length, template: match[1] };
}

/**
 * A key that is a list or an object, which no manifest has, and why there is one: `name: {{ .Values.name }}` is YAML.
 */
export function collectionKey(
  document: Document,
  text: string,
): { readonly offset: number; readonly reason: string } | undefined {
  if (!MAY_HOLD_COLLECTION_KEY.test(text)) {
    return undefined;
  }
  let found: Node | undefined;
  visit(document, (_, node) => {
    if (isPair(node) && isCollection(node.key)) {
      found = node.key;
      return visit.BREAK;
    }
    return undefined;
  });
  const offset = found?.range?.[0];
  if (offset === undefined) {
    return undefined;
  }
  const [template] = /^\{\{.*?\}\}/.exec(text.slice(offset - 1)) ?? [];
  return { offset, reason: template ? unrendered(template) : 'a key that is a list or an object; keys are text' };
}
