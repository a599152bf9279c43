/** What a word in the name of a model tells of its images. */
const KINDS: readonly [word: RegExp, kind: string][] = [
  [/rerank/, 'RERANKING'],
  [/embed|bge-|arctic/, 'EMBEDDING'],
  [/vision|(^|-)vl(-|$)|vlm|content-safety/, 'VLM'],
];

/**
 * Which family to describe an image with that the catalog does not have: by its name and the major version of its tag.
 *
 * @param known name of the family of the same model in another major version, such as `embedding-1`
 */
export function familyAdvice(model: string, major: string | undefined, known: string | undefined): string {
  const kind = known?.replace(/-\d+$/, '').toUpperCase()
    ?? KINDS.find(([word]) => word.test(model))?.[1] ?? 'LLM';
  return `NimFamily.${kind}_${Number(major ?? 1) >= 2 ? 2 : 1}`;
}
