import { end } from './end';
import { OperateEvent } from './event';

test('the last word has the exit code, and says whether it is well', () => {
  const said: OperateEvent[] = [];
  const say = (event: OperateEvent) => said.push(event);
  expect([end({ say }, 0, 'done'), end({ say }, 3, 'no')]).toEqual([0, 3]);
  expect(said).toEqual([{ event: 'result', exitCode: 0, ok: true, text: 'done' },
    { event: 'result', exitCode: 3, ok: false, text: 'no' }]);
});
