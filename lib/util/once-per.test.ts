import { oncePer } from './once-per';

test('what is made of an object is made once, also where it is nothing', () => {
  const asked: string[] = [];
  const lengthOf = oncePer(({ name }: { name: string }) => {
    asked.push(name);
    return name === '' ? undefined : name.length;
  });
  const [one, none, like] = [{ name: 'one' }, { name: '' }, { name: 'one' }];
  expect([one, none, one, none, like].map(lengthOf)).toEqual([3, undefined, 3, undefined, 3]);
  expect(asked).toEqual(['one', '', 'one']);
});

test('what is made of two objects is made once for both', () => {
  let made = 0;
  const pair = oncePer((one: object) => oncePer((two: object) => [one, two, ++made] as const));
  const [one, two] = [{}, {}];
  expect([pair(one)(two)[2], pair(one)(two)[2], pair(two)(one)[2]]).toEqual([1, 1, 2]);
});

test('what fails is asked again', () => {
  let times = 0;
  const odd = oncePer(() => {
    times += 1;
    throw new Error(`${times}`);
  });
  const key = {};
  expect(() => odd(key)).toThrow('1');
  expect(() => odd(key)).toThrow('2');
});
