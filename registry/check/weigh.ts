import type { FindingLevel, Hit } from '../findings.ts'
import type { ComposedProposal } from './proposal.ts'

/** How much a change matters: who uses what it touches, and what follows. */
export interface Weight {
  readonly level: FindingLevel
  readonly hits: readonly Hit[]
  /** Why the level is what it is, as a sentence. */
  readonly reason: string
}

/**
 * A change that breaks fails when a known operation or a client with a verified name uses it, and when nobody can know.
 * Clients that only say who they are make it a warning: otherwise anybody could hold up any change.
 */
export function weighBreaking(affected: ReadonlySet<string>, proposal: ComposedProposal): Weight {
  const { use } = proposal
  const { operations, clients } = findHits(affected, proposal)
  const hits = [...operations, ...clients]
  if (operations.length > 0) return { level: 'error', hits, reason: 'Known operations use it.' }
  if (clients.some(({ verified }) => verified))
    return { level: 'error', hits, reason: `Clients have asked for it since ${use.since}.` }
  if (use.gap !== null)
    return { level: 'error', hits, reason: `Whether anybody uses it is not known: ${use.gap}.` }
  if (clients.length > 0)
    return {
      level: 'warning',
      hits,
      reason: `Only clients whose names are not verified have asked for it since ${use.since}.`,
    }
  return { level: 'note', hits, reason: `Nobody has asked for it since ${use.since}.` }
}

/** What may surprise a client is for its bureau to weigh. */
export function weighDangerous(affected: ReadonlySet<string>, proposal: ComposedProposal): Weight {
  const { operations, clients } = findHits(affected, proposal)
  const hits = [...operations, ...clients]
  if (hits.length > 0) return { level: 'warning', hits, reason: 'Those who use it may be surprised.' }
  const { gap, since } = proposal.use
  return gap === null
    ? { level: 'note', hits, reason: `Nobody has asked for it since ${since}.` }
    : { level: 'warning', hits, reason: `Whether anybody uses it is not known: ${gap}.` }
}

/** Who uses what a change touches: known operations first. */
export function listHits(affected: ReadonlySet<string>, proposal: ComposedProposal): readonly Hit[] {
  const { operations, clients } = findHits(affected, proposal)
  return [...operations, ...clients]
}

function findHits(affected: ReadonlySet<string>, { use, sent }: ComposedProposal) {
  return {
    clients: use.clientsOf(affected),
    operations: sent
      .filter(({ used }) => [...affected].some((coordinate) => used.has(coordinate)))
      .map(({ name, place }) => ({ kind: 'operation' as const, name, place })),
  }
}
