/** `openapi`: the description of the API; needs no database. */
import { describeApi } from '../api/openapi';
import { ENDPOINTS } from '../api/server';
import { VERSION } from '../launch/version';
import type { Command } from './command';

export const openapiCommand: Command = {
  name: 'openapi',
  about: 'cli.openapiAbout',
  options: {},
  async run() {
    const json = await describeApi(ENDPOINTS, VERSION);
    return { json, text: JSON.stringify(json, null, 2) };
  },
};
