/** `npm run build`: the phone's and the office's pages. */
import { buildPages } from './pages.mjs';
import { prepare } from './prepare.mjs';

prepare();
buildPages();
