import { Manifest } from '../model';
import { RuleContext } from './rule-context';

/** Seconds a container is declared to take until it answers; written by the constructs, free for anybody to write. */
export const STARTUP_BUDGET_ANNOTATION = 'cdk8s-nim/startup-budget-seconds';

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
