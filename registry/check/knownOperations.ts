import { validate } from 'graphql'
import { createFinding, type Finding } from '../findings.ts'
import type { ComposedProposal } from './proposal.ts'

/** Each known operation that is valid today must be valid tomorrow. */
export function checkKnownOperations(proposal: ComposedProposal): readonly Finding[] {
  return [...findBroken(proposal), ...findUnwatched(proposal)]
}

function findBroken({ sent, after }: ComposedProposal): readonly Finding[] {
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

/** A guide may also ask another graph, as an example; a file of operations is meant for this one. */
function findUnwatched({ operations, before }: ComposedProposal): readonly Finding[] {
  return operations.flatMap(({ name, place, document }) => {
    const [error] = place.file.endsWith('.md') ? [] : validate(before, document)
    if (!error) return []
    return [
      createFinding({
        rule: 'operation-not-watched',
        class: 'safe',
        level: 'note',
        coordinate: `${name} in ${place.file}`,
        place,
        message: `It is not valid today: ${error.message}`,
      }),
    ]
  })
}
