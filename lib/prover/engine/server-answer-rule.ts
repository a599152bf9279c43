import { childPointer, ServerAnswer } from '../../manifests';
import { Violation } from './rule';

/**
 * What a rule says of one answer; undefined when the server was not asked.
 *
 * @param base JSON pointer of what was asked, within the manifest
 */
export function violationsOf(answer: ServerAnswer | undefined, base: string, refused: string): Violation[] | undefined {
  switch (answer?.outcome) {
    case undefined:
      return undefined;
    case 'taken':
      return [];
    case 'refused':
      return [{ pointer: base + pointerIn(answer.words), message: `${refused}: ${answer.words}` }];
    case 'quota':
    case 'open':
      return [
        { pointer: base, severity: 'warning', message: `what the API server would say is not known: ${answer.words}` },
      ];
  }
}

/**
 * The field that a refusal names first: `… is invalid: spec.containers[0].ports: …`, `.spec.foo: field not declared in
 * schema`.
 */
function pointerIn(words: string): string {
  const path = /(?:is invalid: \[?|: \.)((?:\w+(?:\[[^\]]+\])?\.)*\w+(?:\[[^\]]+\])?): /.exec(words)?.[1] ?? '';
  return [...path.matchAll(/\[([^\]]+)\]|(\w+)/g)]
    .map(([, inBrackets, name]) => inBrackets ?? name)
    .reduce<string>(childPointer, '');
}
