/** The version of this program, from its package. */
import pack from '../../package.json' with { type: 'json' };

export const VERSION: string = pack.version;
