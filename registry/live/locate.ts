import type { ASTNode } from 'graphql'
import { lineOf, type SubgraphDocument, type TypeInSubgraph } from '../../schema/compose/document.ts'
import type { Place } from '../findings.ts'

/** Where a coordinate is defined, or what it belongs to where it is not, in the first document that has it. */
export type Locate = (coordinate: string) => Place | null

export function createLocate(documents: readonly SubgraphDocument[]): Locate {
  return (coordinate) => {
    const [type = '', member, argument] = coordinate.split(/[.(:@]/)
    const types = documents.flatMap(({ types: known }) => known.get(type) ?? [])
    const members = types.flatMap((one) => findMember(one, member) ?? [])
    const named = members.flatMap((one) => findArgument(one, argument) ?? [])
    const node = named[0] ?? members[0] ?? types[0]?.node
    return node === undefined ? null : placeOf(node)
  }
}

export function placeOf(node: ASTNode): Place {
  return { file: node.loc?.source.name ?? 'unknown', line: lineOf(node) }
}

function findMember({ fields, inputFields, values }: TypeInSubgraph, name: string | undefined) {
  return [...fields, ...inputFields, ...values].find((member) => member.name.value === name)
}

function findArgument(member: ReturnType<typeof findMember>, name: string | undefined) {
  return member !== undefined && 'arguments' in member
    ? member.arguments?.find((argument) => argument.name.value === name)
    : undefined
}
