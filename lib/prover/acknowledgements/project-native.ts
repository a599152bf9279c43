import { Acknowledgement } from './acknowledgement';
import { NATIVE_CHECKS, NATIVE_TOOLS, NativeTool, parseNativeCheck } from './native-checks';

/** Annotations by their key. */
export type Annotations = { readonly [key: string]: string };

const KUBE_SCORE_IGNORE = 'kube-score/ignore';
const CHECKOV_SKIP = 'checkov.io/skip';
const KUBESCAPE_CONTROLS = 'kubescape.io/skip-controls';
const KUBESCAPE_REASON = 'kubescape.io/skip-reason';
const KUBESCAPE_EXPIRY = 'kubescape.io/skip-expiry';

/**
 * The ignore annotations of kube-linter, kube-score, polaris, checkov and kubescape that say the same as the
 * acknowledgements of one object. Lists the object has already are kept and added to.
 *
 * kube-score and polaris have no place for a reason; kubescape has one reason and one expiry for all
 * controls of an object: the reasons are joined and the earliest expiry is written.
 *
 * @param tools to write for; all by default
 */
export function projectNative(
  acknowledgements: Acknowledgement[], existing: Annotations = {}, tools: readonly NativeTool[] = NATIVE_TOOLS,
): Annotations {
  const silenced = acknowledgements.flatMap(({ id, reason, expires }) =>
    checksOf(id).map((native) => ({ ...native, reason, expires })),
  );
  const of = (tool: NativeTool) => silenced.filter((entry) => entry.tool === tool && tools.includes(tool));
  const controls = of('kubescape');
  const expiries = controls.flatMap(({ expires }) => expires ?? []).sort();
  return {
    ...Object.fromEntries(
      of('kube-linter').map(({ check, reason }) => [`ignore-check.kube-linter.io/${check}`, reason]),
    ),
    ...Object.fromEntries(
      of('checkov').map(({ check, reason }) => [`${CHECKOV_SKIP}-${check}`, `${check}=${withoutEquals(reason)}`]),
    ),
    ...Object.fromEntries(of('polaris').map(({ check }) => [`polaris.fairwinds.com/${check}-exempt`, 'true'])),
    ...list(
      KUBE_SCORE_IGNORE, of('kube-score').map(({ check }) => check), existing,
    ),
    ...list(
      KUBESCAPE_CONTROLS, controls.map(({ check }) => check), existing,
    ),
    ...(controls.length > 0 && {
      [KUBESCAPE_REASON]: [...new Set(controls.map(({ reason }) => reason))].sort().join('; '),
    }),
    // Kubescape compares with the time of the scan: the day itself still counts.
    ...expiries.length > 0 && { [KUBESCAPE_EXPIRY]: `${expiries[0]}T23:59:59Z` },
  };
}

/** Checkov gives up on a value with a second `=`. */
function withoutEquals(reason: string): string {
  return reason.replaceAll('=', ':');
}

function checksOf(id: string): { tool: NativeTool; check: string }[] {
  const ids = id.includes('/') ? [id] : NATIVE_CHECKS[id] ?? [];
  return ids.flatMap((native) => parseNativeCheck(native) ?? []);
}

function list(key: string, checks: string[], existing: Annotations): Annotations {
  const present = (existing[key] ?? '').split(',').map((item) => item.trim()).filter(Boolean);
  return checks.length === 0 ? {} : { [key]: [...new Set([...present, ...checks])].sort().join(',') };
}
