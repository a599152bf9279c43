import { Workload } from '../../manifests';
import { planTransition } from '../transition';
import {
  Cure, effectText, findRemedies, NO_REMEDIES, remediesFor, Prover, RemedyReport, restartProver,
} from '../remedies';
import { planIndex, planOf } from './plan-index';
import { RuleContext } from './rule-context';

/** So many changes are named; the plan has all. */
const MOST_NAMED = 3;

/**
 * What to write instead, each change proven for this workload; undefined where none is known. Looking for it costs
 * several plans, so that only a rule that has found something asks.
 */
export function provenAdvice(workload: Workload, context: RuleContext, cure: 'update' | 'drain'): string | undefined {
  const plan = planOf(workload, context);
  const known = plan ? remediesFor(context.once(cure === 'update' ? ofUpdates : ofDrains), plan, cure) : [];
  const texts = known.slice(0, MOST_NAMED).map((remedy) => `${remedy.title} (${effectText(remedy)})`);
  return texts.length === 0 ? undefined : `Write one of these, each proven: ${texts.join('; or ')}.`;
}

function ofUpdates(context: RuleContext): RemedyReport {
  return found(context, 'update');
}

function ofDrains(context: RuleContext): RemedyReport {
  return found(context, 'drain');
}

function found(context: RuleContext, cure: Cure): RemedyReport {
  const { model, cluster, from, plan: given } = context;
  const { plan } = planIndex(context);
  const prover: Prover = from ? (asked, nodes, options) => planTransition(asked, from, nodes, options)
    : restartProver(model);
  return !cluster ? NO_REMEDIES : given?.remedies ?? findRemedies({ model, cluster }, plan, prover, [cure], from);
}
