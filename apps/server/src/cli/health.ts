/** What a running server says of itself, asked from beside it. */
import * as v from 'valibot';
import { HealthSchema } from '../api/health';
import { baseUrlOf, type Settings } from '../settings';

export type Health = v.InferOutput<typeof HealthSchema>;

const TIMEOUT_MS = 5_000;

/** What the server at the configured address says of itself; null when none of ours answers. */
export async function runningHealth(settings: Settings): Promise<Health | null> {
  try {
    const response = await fetch(`${baseUrlOf(settings, settings.port)}/api/health`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return v.parse(HealthSchema, await response.json());
  } catch {
    return null;
  }
}
