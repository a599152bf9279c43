import { SharedViolations } from './shared-violations';

const violation = () => ({ pointer: '/kind', message: ['is ', 'wrong'].join('') });

test('equal violations are kept once', () => {
  const same = new SharedViolations();
  const [first] = [same.shared(violation())];
  expect(same.shared(violation())).toBe(first);
});

test.each([
  { pointer: '/spec' }, { message: 'is missing' }, { severity: 'warning' as const }, { remediation: 'Write it.' },
])('violations that differ in %j stay apart', (difference) => {
  const same = new SharedViolations();
  same.shared(violation());
  expect(same.shared({ ...violation(), ...difference })).toEqual({ ...violation(), ...difference });
});

test('a violation with a witness is one of its own', () => {
  const same = new SharedViolations();
  const own = { ...violation(), witness: ['a node'] };
  same.shared(violation());
  expect(same.shared(own)).toBe(own);
});

test('no more than a thousand are remembered', () => {
  const same = new SharedViolations();
  const first = same.shared(violation());
  Array.from({ length: 1_000 }, (_, index) => same.shared({ pointer: `/${index}`, message: '' }));
  expect(same.shared(violation())).not.toBe(first);
});
