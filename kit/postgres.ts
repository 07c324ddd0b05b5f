import type { Pool, PoolClient } from 'pg'

/** Does the work in one transaction, which is undone where it rejects. */
export async function transact<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let failed: Error | undefined
  // The pool hears of a connection that is lost between two statements only while nobody uses it.
  const noteLoss = (error: Error) => void (failed = error)
  client.on('error', noteLoss)
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    failed = error instanceof Error ? error : new Error(String(error))
    throw error
  } finally {
    client.off('error', noteLoss)
    // A connection with an open transaction is not given to anybody else.
    client.release(failed)
  }
}
