import { parse } from 'graphql'
import { listCoordinates } from '../../schema/access/graphRules.ts'
import { listOutside } from '../../schema/variant/hideOutside.ts'
import type { TagFilter } from '../../schema/variant/variants.ts'
import { createFinding, type Finding } from '../findings.ts'
import type { ComposedProposal } from './proposal.ts'
import { weighBreaking } from './weigh.ts'

/** The fields that enter a variant, and so are known to more people, and those that leave it, which breaks who asks there. */
export function checkVariants(proposal: ComposedProposal): readonly Finding[] {
  return [...proposal.live.variants].flatMap(([variant, filter]) => {
    const was = listFields(proposal.live.supergraphSdl, filter)
    const is = listFields(proposal.composed.supergraphSdl, filter)
    return [
      ...was.outside
        .filter((field) => is.inside.has(field))
        .map((field) => tellEntered(field, variant, proposal)),
      ...is.outside
        .filter((field) => was.inside.has(field))
        .map((field) => tellLeft(field, variant, proposal)),
    ]
  })
}

function listFields(supergraphSdl: string, filter: TagFilter) {
  const supergraph = parse(supergraphSdl)
  const outside = listOutside(supergraph, filter)
  const isOutside = (field: string) => outside.has(field) || outside.has(field.split('.')[0] ?? '')
  const fields = [...listCoordinates(supergraph)]
  return {
    outside: fields.filter(isOutside),
    inside: new Set(fields.filter((field) => !isOutside(field))),
  }
}

function tellEntered(coordinate: string, variant: string, { locate }: ComposedProposal): Finding {
  return createFinding({
    rule: 'variant-entered',
    class: 'protection',
    level: 'error',
    coordinate,
    detail: variant,
    place: locate(coordinate),
    message: `It was out of the variant "${variant}", and is in it now.`,
  })
}

function tellLeft(coordinate: string, variant: string, proposal: ComposedProposal): Finding {
  const { level, hits, reason } = weighBreaking(new Set([coordinate]), proposal)
  return createFinding({
    rule: 'variant-left',
    class: 'breaking',
    level,
    coordinate,
    detail: variant,
    place: proposal.locate(coordinate),
    hits,
    message: `It was in the variant "${variant}", and is out of it now. ${reason}`,
  })
}
