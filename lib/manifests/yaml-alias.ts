import { Document, isAlias, isNode, visit } from 'yaml';

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
        const what = isInside ? 'stands inside of what it stands for' : 'is an alias of nothing';
        found = { offset: range?.[0] ?? 0, reason: `*${source} ${what}; write out what is meant, text in quotes` };
        return visit.BREAK;
      }
    } else if (isNode(node) && 'anchor' in node && node.anchor !== undefined) {
      anchors.add(node.anchor);
    }
    return undefined;
  });
  return found;
}
