import { SecondsRange } from '../../../kubernetes/arithmetic';

/** `45 s`, `21 min 25 s`, `2 h 5 min`. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const units: [number, string][] = [
    [Math.floor(whole / 3600), 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ];
  const shown = units.filter(([count]) => count > 0).slice(0, 2);
  return shown.length === 0 ? '0 s' : shown.map(([count, unit]) => `${count} ${unit}`).join(' ');
}

/** How long nothing serves while an update runs: `none`, `up to 5 min`, `1 min to 7 min 40 s`. */
export function downtimeText({ least, most }: SecondsRange): string {
  if (most === 0) {
    return 'none';
  }
  if (most === undefined) {
    return `${least === 0 ? 'unbounded' : `at least ${durationText(least)}`}, as nothing bounds the start`;
  }
  return least === 0 ? `up to ${durationText(most)}` : `${durationText(least)} to ${durationText(most)}`;
}

/** The same where nothing says that it is about downtime. */
export function downtimePhrase(range: SecondsRange): string {
  return range.most === 0 ? 'no downtime' : `downtime ${downtimeText(range)}`;
}
