import { STARTUP_BUDGET_ANNOTATION } from '../../kubernetes/annotations';
import { Manifest } from '../../manifests';
import { RuleContext } from './rule-context';

/** The declared startup budget of a workload in seconds. */
export function declaredStartupSeconds(manifest: Manifest, context: RuleContext): number | undefined {
  const annotation = context.subject(manifest).root.get('metadata', 'annotations', STARTUP_BUDGET_ANNOTATION);
  const text = annotation.string();
  if (text === undefined) {
    return undefined;
  }
  if (!/^\d{1,7}$/.test(text)) {
    annotation.report(`must be a number of seconds such as "1200", is '${text.slice(0, 60)}'`);
    return undefined;
  }
  return Number(text);
}
