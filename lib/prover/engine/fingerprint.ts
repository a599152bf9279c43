import { apiGroup } from '../../kubernetes/api-group';
import { createHash } from 'node:crypto';
import { isObject, Manifest, parsePointer } from '../../manifests';
import { Finding, RawFinding } from './finding';

/** Shared by all findings that have none. */
const NO_WITNESS: string[] = [];

/** A part of the hash: the length of the text is twice that. */
const FINGERPRINT_BYTES = 8;

/**
 * Adds location and fingerprint. A fingerprint is made of the rule, the object and the field, with
 * elements of lists called by their name instead of their index, and never of lines, files or wording.
 */
export function toFindings(raw: RawFinding[]): Finding[] {
  const seen = new Map<string, number>();
  return raw.map(({ rule, manifest, violation, acknowledgement }) => {
    const { kind, namespace, name, apiVersion } = manifest;
    const group = apiGroup(apiVersion);
    const identity = JSON.stringify([
      rule.id, group, kind, namespace, name, stablePointer(manifest, violation.pointer),
    ]);
    const hash = hashOf(identity);
    const repetition = seen.get(hash) ?? 0;
    seen.set(hash, repetition + 1);
    return {
      rule,
      manifest,
      severity: violation.severity ?? rule.severity,
      pointer: violation.pointer,
      message: violation.message,
      witness: violation.witness ?? NO_WITNESS,
      remediation: violation.remediation ?? rule.remediation,
      location: manifest.locate(violation.pointer),
      fingerprint: repetition === 0 ? hash : hashOf(`${identity}#${repetition}`),
      acknowledgement,
      because: violation.because,
    };
  });
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest().toString('hex', 0, FINGERPRINT_BYTES);
}

/** A pointer that survives inserting another container, volume or port before this one. */
function stablePointer({ json }: Manifest, pointer: string): string[] {
  let value: unknown = json;
  return parsePointer(pointer).map((key) => {
    const isList = Array.isArray(value);
    value = isList
      ? (value as unknown[])[Number(key)]
      : isObject(value) && Object.hasOwn(value, key)
        ? value[key]
        : undefined;
    return isList && isObject(value) && typeof value.name === 'string' ? `name=${value.name}` : key;
  });
}
