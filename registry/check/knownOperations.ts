import { validate } from 'graphql'
import { createFinding, type Finding } from '../findings.ts'
import type { ComposedProposal } from './proposal.ts'

/** Each known operation that is valid today must be valid tomorrow. */
export function checkKnownOperations({ sent, after }: ComposedProposal): readonly Finding[] {
  return sent.flatMap(({ name, place, document }) => {
    const [error] = validate(after, document)
    if (!error) return []
    return [
      createFinding({
        rule: 'operation-becomes-invalid',
        class: 'breaking',
        level: 'error',
        coordinate: `${name} in ${place.file}`,
        place,
        message: error.message,
        hits: [{ kind: 'operation', name, place }],
      }),
    ]
  })
}
