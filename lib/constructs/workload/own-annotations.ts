import { ANNOTATION_PREFIX } from '../../kubernetes/annotations';

/** What tools read must be what the construct has worked out. */
export function refuseOwnAnnotations(annotations: { readonly [key: string]: string }): void {
  const own = Object.keys(annotations).find((key) => key.startsWith(ANNOTATION_PREFIX));
  if (own !== undefined) {
    throw new Error(`annotation '${own}' is written by the construct; leave it out`);
  }
}
