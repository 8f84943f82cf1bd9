/**
 * Node's options for the server; `package.json` gives them to `npm start`.
 *
 * The threads V8 keeps for collecting garbage are as many whatever the machine has, run beside
 * everything else, and the folder's rest does not reach them: on two cores they made the slowest
 * pushes three times slower while a village was folded anew. Without them each thread collects its
 * own, in its own time.
 */
export const NODE_OPTIONS = ['--single-threaded-gc'];
