import { Document, isAlias, isNode, visit } from 'yaml';

export const TOO_MANY_ALIASES =
  'aliases that grow to more than a manifest needs; write out what they stand for';

export const WRONG_MERGE = 'the key << takes in objects, and this is none; write an alias of an object, or quote the key';

/** Why an alias is none. Its name is not repeated: it may be a password that begins with an asterisk. */
export function wrongAliasText(isInside: boolean): string {
  const what = isInside ? 'that stands inside of what it stands for' : 'of nothing';
  return `an alias (*) ${what}; write out what is meant, text in quotes`;
}

/** Up to so many values nearly all may come from aliases; from so many on a tenth. */
const [FEW_VALUES, MANY_VALUES] = [400_000, 4_000_000];

/**
 * Whether more of the values of a document come from aliases than kubectl reads (go.yaml.in/yaml/v2 decode.go,
 * `unmarshal` and `allowedAliasRatio`).
 *
 * @param aliased values that aliases stand for
 * @param count all values, those included
 */
export function isExcessive(aliased: number, count: number): boolean {
  const place = Math.min(1, Math.max(0, (count - FEW_VALUES) / (MANY_VALUES - FEW_VALUES)));
  return aliased > 100 && count > 1_000 && aliased / count > 0.99 - 0.89 * place;
}

/**
 * An alias without anchor, or inside of what it stands for, which has no end: `&a {b: *a}`. kubectl refuses both
 * (go-yaml decode.go, "unknown anchor" and "anchor contains itself").
 */
export function wrongAlias(
  document: Document,
  text: string,
): { readonly offset: number; readonly reason: string } | undefined {
  if (!text.includes('*')) {
    return undefined;
  }
  const anchors = new Set<string>();
  let found: { readonly offset: number; readonly reason: string } | undefined;
  visit(document, (_, node, path) => {
    if (isAlias(node)) {
      const { source, range } = node;
      const isInside = path.some((each) => isNode(each) && 'anchor' in each && each.anchor === source);
      if (isInside || !anchors.has(source)) {
        found = { offset: range?.[0] ?? 0, reason: wrongAliasText(isInside) };
        return visit.BREAK;
      }
    } else if (isNode(node) && 'anchor' in node && node.anchor !== undefined) {
      anchors.add(node.anchor);
    }
    return undefined;
  });
  return found;
}
