import { createFinding, type Finding } from '../findings.ts'
import { listAffected } from './affected.ts'
import { checkNotices } from './notices.ts'
import type { ComposedProposal } from './proposal.ts'
import { compareSchemas, type SchemaChange } from './schemaChanges.ts'
import { listHits, weighBreaking, weighDangerous } from './weigh.ts'

/** What clients meet: each change of the API schema, weighed by who uses what it touches. */
export async function checkChanges(proposal: ComposedProposal): Promise<readonly Finding[]> {
  const changes = await compareSchemas(proposal.before, proposal.after)
  return [...changes.map((change) => weighChange(change, proposal)), ...checkNotices(changes, proposal)]
}

function weighChange(change: SchemaChange, proposal: ComposedProposal): Finding {
  const { rule, severity, coordinate, detail, message } = change
  const told = { rule, class: severity, coordinate, detail, place: proposal.locate(coordinate) } as const
  const affected = listAffected(change, proposal.before)
  if (severity === 'safe') {
    const hits = DEPRECATIONS.has(rule) ? listHits(affected, proposal) : []
    return createFinding({ ...told, level: 'note', message, hits })
  }
  const weigh = severity === 'breaking' ? weighBreaking : weighDangerous
  const { level, hits, reason } = weigh(affected, proposal)
  return createFinding({ ...told, level, hits, message: `${message} ${reason}` })
}

/** Nobody is broken yet: the hits are those to be told. */
const DEPRECATIONS = new Set(['field-deprecation-added', 'enum-value-deprecation-reason-added'])
