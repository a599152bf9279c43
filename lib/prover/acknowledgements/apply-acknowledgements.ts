import { childPointer, isObject, Manifest } from '../../manifests';
import { RawFinding, RuleDescription } from '../engine';
import { Acknowledgement, annotationKey, isDay, isReason, parseAnnotation } from './acknowledgement';
import {
  ACKNOWLEDGEMENT_EXPIRED,
  ACKNOWLEDGEMENT_OF_UNKNOWN_RULE,
  ACKNOWLEDGEMENT_UNUSED,
  ACKNOWLEDGEMENT_WITHOUT_REASON,
} from './acknowledgement-rules';
import { parseNativeCheck } from './native-checks';

export interface AcknowledgementOptions {
  /** Ids of all rules there are. */
  readonly known: ReadonlySet<string>;
  /** Ids of the rules that ran: only for them an acknowledgement can turn out to be unused. */
  readonly evaluated: ReadonlySet<string>;
  /** Day to compare expiries with, as `2027-01-31`. */
  readonly today: string;
}

/**
 * Marks the findings that annotations on their object accept, and adds those about the acknowledgements themselves, in
 * the order of the manifests.
 */
export function applyAcknowledgements(
  manifests: Manifest[],
  findings: RawFinding[],
  options: AcknowledgementOptions,
): RawFinding[] {
  const problems: RawFinding[] = [];
  const valid: { readonly manifest: Manifest; readonly acknowledgement: Acknowledgement }[] = [];
  const byManifest = new Map<Manifest, Map<string, Acknowledgement>>();
  for (const manifest of manifests) {
    for (const acknowledgement of readAcknowledgements(manifest)) {
      const fault = faultOf(manifest, acknowledgement, options);
      if (fault) {
        problems.push(fault);
      } else {
        valid.push({ manifest, acknowledgement });
        byManifest.set(manifest, (byManifest.get(manifest) ?? new Map()).set(acknowledgement.id, acknowledgement));
      }
    }
  }
  // Inherited by many objects, an acknowledgement is one decision: it is used when any of them needs it.
  const used = new Set<string>();
  const marked = findings.map((finding) => {
    const acknowledgement = byManifest.get(finding.manifest)?.get(finding.rule.id);
    if (!acknowledgement) {
      return finding;
    }
    used.add(decision(acknowledgement));
    return { ...finding, acknowledgement };
  });
  const reported = new Set<string>();
  for (const { manifest, acknowledgement } of valid) {
    const key = decision(acknowledgement);
    if (options.evaluated.has(acknowledgement.id) && !used.has(key) && !reported.has(key)) {
      reported.add(key);
      problems.push(
        problem(
          ACKNOWLEDGEMENT_UNUSED,
          manifest,
          acknowledgement,
          `${acknowledgement.id} finds nothing here; delete its acknowledgement`,
        ),
      );
    }
  }
  if (problems.length === 0) {
    return marked;
  }
  const order = new Map(manifests.map((manifest, index) => [manifest, index]));
  return [...marked, ...problems].sort((left, right) => order.get(left.manifest)! - order.get(right.manifest)!);
}

/** Acknowledgements in the annotations of one object, in their order there. */
export function readAcknowledgements({ json }: Manifest): Acknowledgement[] {
  const annotations = isObject(json.metadata) && isObject(json.metadata.annotations) ? json.metadata.annotations : {};
  return Object.entries(annotations).flatMap(
    ([key, value]) => parseAnnotation(key, typeof value === 'string' ? value : '') ?? [],
  );
}

/** What makes an acknowledgement void. */
function faultOf(
  manifest: Manifest,
  acknowledgement: Acknowledgement,
  { known, today }: AcknowledgementOptions,
): RawFinding | undefined {
  const { id, reason, expires } = acknowledgement;
  if (id.includes('/') ? !parseNativeCheck(id) : !known.has(id)) {
    return problem(ACKNOWLEDGEMENT_OF_UNKNOWN_RULE, manifest, acknowledgement, `there is no rule ${id}`);
  }
  if (!isReason(reason)) {
    return problem(
      ACKNOWLEDGEMENT_WITHOUT_REASON, manifest, acknowledgement, `the acknowledgement of ${id} has no reason`,
    );
  }
  if (expires !== undefined && !isDay(expires)) {
    return problem(
      ACKNOWLEDGEMENT_WITHOUT_REASON,
      manifest,
      acknowledgement,
      `the acknowledgement of ${id} expires '${expires}', which is no day; write one as 2027-01-31`,
    );
  }
  return expires !== undefined && expires < today
    ? problem(
        ACKNOWLEDGEMENT_EXPIRED,
        manifest,
        acknowledgement,
        `the acknowledgement of ${id} expired on ${expires}: ${reason}`,
      )
    : undefined;
}

function problem(
  rule: RuleDescription,
  manifest: Manifest,
  acknowledgement: Acknowledgement,
  message: string,
): RawFinding {
  return { rule, manifest, violation: { pointer: pointerOf(acknowledgement), message } };
}

function pointerOf({ id }: Acknowledgement): string {
  return childPointer('/metadata/annotations', annotationKey(id));
}

function decision({ id, reason, expires }: Acknowledgement): string {
  return JSON.stringify([id, reason, expires]);
}
