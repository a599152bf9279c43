const { NEEDS } = require('./at-hand') as { NEEDS: { [name: string]: { has: boolean; get: string } } };

/** What some tests want that may be absent (test/support/at-hand.js). */
export type Need = 'the published models' | 'the definitions of Kubernetes' | 'check-jsonschema' | 'chromium'
  | 'pdftotext' | 'Prometheus' | 'more than three minutes';

/** Whether all of these are there. */
export function isAtHand(...needs: Need[]): boolean {
  return needs.every((need) => NEEDS[need].has);
}

/** `test`, or where something that it wants is absent, `test.skip`. */
export function testWith(...needs: Need[]): jest.It {
  return isAtHand(...needs) ? test : test.skip as jest.It;
}

/** `test`, or in `npm test` `test.skip`: for those that run npm, tsc or a synthesis as processes of their own. */
export const longTest = testWith('more than three minutes');
