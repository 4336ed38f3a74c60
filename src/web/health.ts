/** Whether the desk does its work, for load balancers and monitoring. */
import { answer } from './answers.ts';

/** With whatever else operators want to see: all of it is shown, as JSON. */
export type Health = { readonly ok: boolean };

export function healthAnswer(health: Health): Response {
  return answer(health.ok ? 200 : 503, `${JSON.stringify(health)}\n`, {}, 'application/json');
}
