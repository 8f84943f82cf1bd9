/** Whether the server can serve, for those who watch over it. */
import * as v from 'valibot';
import { settings } from '../store';
import { openEndpoint, type Endpoint } from './endpoint';

export const HealthSchema = v.object({
  status: v.picklist(['ok', 'unavailable']),
  version: v.string(),
  database: v.picklist(['ok', 'unavailable']),
  /** How far the demo is made; null without one. */
  demo: v.nullable(v.object({ percent: v.number() })),
});

const health = openEndpoint(
  {
    method: 'GET',
    path: '/api/health',
    summary: 'Whether the server can serve; 503 with the same body when it cannot',
    answer: HealthSchema,
    problems: [],
  },
  async ({ server, reply }) => {
    const reached = await settings.get(server.db, 'epoch').then(
      () => 'ok' as const,
      () => 'unavailable' as const,
    );
    const percent = server.demoPercent();
    if (reached !== 'ok') reply.code(503).header('retry-after', 5);
    return {
      status: reached,
      version: server.version,
      database: reached,
      demo: percent === undefined ? null : { percent },
    } satisfies v.InferOutput<typeof HealthSchema>;
  },
);

export const healthEndpoints: readonly Endpoint[] = [health];
