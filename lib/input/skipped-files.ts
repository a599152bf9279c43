import { plural } from '../util/plural';
import { renderHint } from './render-hint';

/** Hints that are given without being asked. */
const MOST_HINTS = 5;

/**
 * What is said of the files of folders that are no manifests: how many, how those of a tool are rendered, and which if
 * asked.
 */
export function skippedText(files: readonly string[], isVerbose: boolean): string {
  const count = `skipped ${plural(files.length, 'file')} that ${files.length === 1 ? 'is no manifest' : 'are no manifests'}`;
  const hints = new Map(files.flatMap((file) => {
    const hint = renderHint(file);
    return hint === undefined ? [] : [[hint, `${file}: ${hint}`]];
  }));
  const lines = isVerbose ? files.map((file) => `  ${[file, renderHint(file) ?? []].flat().join(': ')}`)
    : [...hints.values()].slice(0, MOST_HINTS).map((hint) => `  ${hint}`);
  const more = hints.size - MOST_HINTS;
  const rest = !isVerbose && more > 0 ? [`  and ${more} more to render`] : [];
  const head = isVerbose ? count : `${count}; --verbose names ${files.length === 1 ? 'it' : 'them'}`;
  return `${[head, ...lines, ...rest].join('\n')}\n`;
}
