/** Why PostgreSQL could not be started; `code` is stable, the message says what to do. */
export class PostgresError extends Error {
  constructor(
    readonly code:
      | 'no-binaries'
      | 'wrong-version'
      | 'no-access'
      | 'cannot-run-as-root'
      | 'init-failed'
      | 'start-failed'
      | 'data-in-use',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
