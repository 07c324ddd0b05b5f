import { loadPart } from '../failure/loadPart.ts'
import { query } from './workbench.ts'

/** Lays the query out anew; a query that does not parse stays as it is, with its mistake marked. */
export async function tidy(): Promise<void> {
  const { parse, print } = await loadPart(() => import('graphql'))
  try {
    const comments = /^(?:\s*#.*\n)+/.exec(query.value)?.[0] ?? ''
    query.value = `${comments}${print(parse(query.value))}\n`
  } catch {
    // The editor marks the place.
  }
}
