import { docsOf } from './finding';
import { RULES } from './registry';

test('the page of a rule has its id', () => expect(docsOf(RULES[0])).toBe(`docs/rules/README.md#${RULES[0].id}`));
