import { SecondsRange } from '../../../kubernetes/arithmetic';
import { WorkloadPlan } from '../../updates';
import { spareNeeds } from '../spare-text';

/** Mean advance of a character of the report's sans-serif font, in parts of the font size; wide enough for most names. */
const ADVANCE = 0.58;

/** Width a text takes, in the unit of the font size. */
export function textWidth(text: string, fontSize: number): number {
  return [...text].reduce((sum, character) => sum + (character.codePointAt(0)! > 0x2e7f ? 2 * ADVANCE : ADVANCE), 0) * fontSize;
}

/** The text, shortened with an ellipsis to what fits; nothing where not even two characters do. */
export function fitText(text: string, width: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= width) {
    return text;
  }
  const characters = [...text];
  let used = textWidth('…', fontSize);
  const kept = characters.findIndex((character) => (used += textWidth(character, fontSize)) > width);
  return kept < 2 ? '' : `${characters.slice(0, kept).join('')}…`;
}

/** The text in lines of that width, broken between words; a word that is too long is shortened. */
export function wrapText(text: string, width: number, fontSize: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length > 0 ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length > 0 && textWidth(longer, fontSize) <= width) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(fitText(word, width, fontSize));
    }
  }
  return lines;
}

/** `45 s`, `21 min 25 s`, `2 h 5 min`, with spaces that do not break. */
export function durationText(seconds: number): string {
  const units: [number, string][] = [[Math.floor(seconds / 3600), 'h'], [Math.floor(seconds / 60) % 60, 'min'], [Math.round(seconds % 60), 's']];
  const shown = units.filter(([count]) => count > 0).slice(0, 2);
  return shown.length === 0 ? '0\u00a0s' : shown.map(([count, unit]) => `${count}\u00a0${unit}`).join('\u00a0');
}

/** How long nothing serves while an update runs. */
export function downtimeText({ least, most }: SecondsRange): string {
  if (most === 0) {
    return 'no downtime';
  }
  if (most === undefined) {
    return least === 0 ? 'downtime without a bound' : `downtime of ${durationText(least)} or more`;
  }
  return least === 0 ? `downtime up to ${durationText(most)}` : `downtime ${durationText(least)} to ${durationText(most)}`;
}

export function strategyText({ strategy, maxSurge, maxUnavailable }: WorkloadPlan): string {
  switch (strategy) {
    case 'RollingUpdate':
      return `RollingUpdate (maxSurge ${maxSurge}, maxUnavailable ${maxUnavailable})`;
    case 'none':
      return 'pods are not replaced';
    default:
      return strategy;
  }
}

export function spareText(plan: WorkloadPlan): string {
  const needs = spareNeeds(plan);
  if (!needs) {
    return 'not known';
  }
  return needs.length === 0 ? 'none: the room is there' : needs.join(' and ');
}

/** `qdrant` for `research-ops/Deployment/qdrant`. */
export function shortName(workload: string): string {
  return workload.slice(workload.lastIndexOf('/') + 1);
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function listText(names: readonly string[], most = 3): string {
  const shown = names.length > most ? names.slice(0, most - 1) : names;
  const rest = names.length - shown.length;
  const parts = rest > 0 ? [...shown, `${rest} more`] : shown;
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
}

/** What a drain of one node means, in a few words. */
export function drainText({ drain }: WorkloadPlan): string {
  return drain.evictionBlockedBy.length > 0 ? `refused by a disruption budget; room elsewhere ${drain.verdict}` : `room elsewhere ${drain.verdict}`;
}
