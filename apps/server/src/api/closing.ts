/**
 * Stopping soon: running requests are finished, connections that never asked for anything (browsers
 * open some in advance) are closed at once, and what is still there after a while is cut off.
 */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

const GRACE_MS = 10_000;

export function closeSoon(app: FastifyInstance): void {
  const silent = new Set<Socket>();
  let closing = false;
  const watch = (socket: Socket) => {
    if (closing) return socket.destroy();
    silent.add(socket);
    return socket.once('close', () => silent.delete(socket));
  };
  app.server.on('connection', watch).on('secureConnection', watch);
  app.server.on('request', ({ socket }: IncomingMessage) => silent.delete(socket));
  app.addHook('preClose', async () => {
    closing = true;
    for (const socket of silent) socket.destroy();
    setTimeout(() => app.server.closeAllConnections(), GRACE_MS).unref();
  });
}
