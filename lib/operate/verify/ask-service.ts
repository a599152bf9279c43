import { get } from 'node:http';
import { KubectlPort } from '../kubectl-port';
import { forward } from '../forward/forward-port';
import { Row } from './row';
import { ServiceQuestion } from './questions';

/** Milliseconds for one answer of a service that says it is ready. */
const PATIENCE = 10_000;

/** Asks a Service, by a port that kubectl forwards and that is closed again. */
export async function askService(
  { service, port, path, isModels }: ServiceQuestion,
  kubectl: KubectlPort,
): Promise<Row> {
  const row = (actual: string, ok: boolean): Row => ({
    object: service.id, what: `GET :${port}${path}`, expected: isModels ? '200 with models' : '200', actual, ok,
  });
  const tunnel = forward({ namespace: service.namespace, target: `service/${service.name}`, remote: port }, kubectl);
  try {
    const local = await tunnel.opened;
    if (local === undefined) {
      return row(`no way to it: ${tunnel.said().join('; ') || 'kubectl ended'}`, false);
    }
    const { status, text } = await fetchText(local, path);
    const models = isModels ? modelsIn(text) : [];
    return row(isModels && status === 200 ? `200 with ${models.join(', ') || 'no model'}` : String(status),
      status === 200 && (!isModels || models.length > 0));
  } catch (error) {
    return row((error as Error).message, false);
  } finally {
    tunnel.stop();
    await tunnel.ended;
  }
}

/** The status is in words where there was no answer. */
function fetchText(port: number, path: string): Promise<{ status: number | string; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = get({ host: '127.0.0.1', port, path, timeout: PATIENCE }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('error', reject)
        .on('end', () => resolve({ status: incoming.statusCode ?? 'no status', text }));
    });
    asked.on('error', reject).on('timeout', () => {
      resolve({ status: `no answer in ${PATIENCE / 1000} s`, text: '' });
      asked.destroy();
    });
  });
}

/** Names of the models in an answer such as `{"data": [{"id": "meta/llama-3.1-8b"}]}`. */
export function modelsIn(text: string): string[] {
  try {
    const { data } = JSON.parse(text) as { data?: unknown };
    return Array.isArray(data)
      ? data.flatMap((each: { id?: unknown } | null) => (typeof each?.id === 'string' ? [each.id] : []))
      : [];
  } catch {
    return [];
  }
}
