/** An object of a custom kind, as a test reads it. */
export interface CustomResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}
