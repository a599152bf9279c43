import { cronFault } from '../../kubernetes/cron-fault';

/**
 * Refuses a schedule that the API server would refuse.
 *
 * @throws with what is wrong
 */
export function checkSchedule(schedule: string): string {
  const fault = schedule === '' ? 'says nothing' : cronFault(schedule);
  if (fault !== undefined) {
    const remedy = schedule.includes('TZ') ? "timeZone: 'Europe/Berlin' beside it" : "five fields, such as '0 3 * * *'";
    throw new Error(`schedule '${schedule}' ${fault}; write ${remedy}`);
  }
  return schedule;
}
