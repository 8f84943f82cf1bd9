/**
 * A doorway on loopback between a phone and the server, through which a test changes what passes:
 * the version an app says it speaks, the script of its service worker. Everything else goes through
 * as it is, event streams included.
 */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Doorway {
  baseUrl: string;
  /** What the phones behind it say they speak; undefined: the truth. */
  wireVersion: string | undefined;
  /** Appended to the service worker's script: another deployment. */
  deployment: string;
  close(): Promise<void>;
}

const WIRE_HEADER = 'doorstep-wire';
const CONDITIONS = ['accept-encoding', 'if-none-match', 'if-modified-since'];
const SERVICE_WORKER = '/field/sw.js';

/** Opens a doorway to the server at `to`. */
export async function openDoorway(to: string): Promise<Doorway> {
  const { hostname, port } = new URL(to);
  const changes = { wireVersion: undefined as string | undefined, deployment: '' };

  const pass = (asked: IncomingMessage, answer: ServerResponse): void => {
    const headers = { ...asked.headers };
    const isScript = asked.url === SERVICE_WORKER;
    if (headers[WIRE_HEADER] && changes.wireVersion) headers[WIRE_HEADER] = changes.wireVersion;
    // Whole and plain, so that something can be added.
    if (isScript) for (const name of CONDITIONS) delete headers[name];
    const inside = request(
      { hostname, port, path: asked.url, method: asked.method, headers },
      (given) => {
        const length = Number(given.headers['content-length']);
        if (isScript && Number.isFinite(length)) {
          given.headers['content-length'] = String(length + Buffer.byteLength(changes.deployment));
        }
        answer.writeHead(given.statusCode ?? 502, given.headers);
        given.pipe(answer, { end: !isScript });
        if (isScript) given.once('end', () => answer.end(changes.deployment));
      },
    );
    inside.once('error', () => answer.destroy());
    answer.once('close', () => inside.destroy());
    asked.pipe(inside);
  };

  const door = createServer(pass);
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const { port: own } = door.address() as AddressInfo;
  return Object.assign(changes, {
    baseUrl: `http://127.0.0.1:${own}`,
    close: () =>
      new Promise<void>((resolve) => {
        door.close(() => resolve());
        door.closeAllConnections();
      }),
  });
}
