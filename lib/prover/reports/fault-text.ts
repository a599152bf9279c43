import { plural } from '../../util/plural';
import { Fault, TOOL_NAME, TOOL_VERSION } from '../engine';
import { printable } from './escape';

const REPORT =
  `this is a fault of ${TOOL_NAME}, not of your input: report it with these lines and the smallest input that shows it` +
  ` (npm bugs ${TOOL_NAME})`;

/** A rule that crashed: version, rule, object, stack, and how to report it. */
export function faultText({ rule, object, place, more, error }: Fault): string {
  const others = more === 0 ? '' : ` and ${plural(more, 'more object')}`;
  return text(`rule ${rule} crashed on ${printable(object)} (${printable(place)})${others}`, error);
}

/** Anything else that was thrown and is no error of the user's. */
export function crashText(error: unknown): string {
  return text('crashed', error);
}

function text(what: string, error: unknown): string {
  const stack = error instanceof Error ? error.stack ?? error.message : String(error);
  const lines = stack.split('\n').map((line) => printable(line));
  return [`fault: ${TOOL_NAME} ${TOOL_VERSION} ${what}`, ...lines, REPORT, ''].join('\n');
}
