import { createServer } from 'node:net';

/** The port of this machine that is wanted, or one that is free where somebody has it. */
export async function freePort(wanted: number): Promise<number> {
  return await listens(wanted) ?? await listens(0) ?? wanted;
}

/** The port if it can be listened on; 0 asks for any. */
function listens(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined)).listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}
