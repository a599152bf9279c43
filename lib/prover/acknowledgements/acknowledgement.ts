/** Annotation `acknowledge.cdk8s-nim/<rule id>`: the reason why a finding of that rule is accepted for the object. */
export const ACKNOWLEDGE_PREFIX = 'acknowledge.cdk8s-nim';

/** One accepted finding, with its reason. */
export interface Acknowledgement {
  /** A rule id, or `<tool>/<check>` for a check of another linter. */
  readonly id: string;
  readonly reason: string;
  /** Last day it counts, as `2027-01-31`; undefined when it does not end. */
  readonly expires?: string;
}

/**
 * The annotation that carries an acknowledgement: `acknowledge.cdk8s-nim/<rule>`, or
 * `<tool>.acknowledge.cdk8s-nim/<check>` for a check of another linter.
 */
export function annotationKey(id: string): string {
  const slash = id.indexOf('/');
  return slash < 0
    ? `${ACKNOWLEDGE_PREFIX}/${id}`
    : `${id.slice(0, slash)}.${ACKNOWLEDGE_PREFIX}/${id.slice(slash + 1)}`;
}

/** The reason, followed by `; expires 2027-01-31` where it ends. */
export function annotationValue({ reason, expires }: Acknowledgement): string {
  return expires === undefined ? reason : `${reason}; expires ${expires}`;
}

/**
 * Reads an annotation back; undefined when it is none of ours. The reason may be empty and the date invalid: that is
 * for the caller to judge.
 */
export function parseAnnotation(key: string, value: string): Acknowledgement | undefined {
  const match = /^(?:([a-z0-9-]+)\.)?acknowledge\.cdk8s-nim\/(.+)$/.exec(key);
  if (!match) {
    return undefined;
  }
  const [, tool, check] = match;
  const ending = /;\s*expires\b\s*(.*)$/s.exec(value);
  return {
    id: tool === undefined ? check : `${tool}/${check}`,
    reason: (ending ? value.slice(0, ending.index) : value).trim(),
    expires: ending?.[1].trim(),
  };
}

/** Whether a text says anything: letters or digits, not only signs and characters that nobody sees. */
export function isReason(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** Whether the text is a day that exists, as `2027-01-31`. */
export function isDay(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)
  );
}
