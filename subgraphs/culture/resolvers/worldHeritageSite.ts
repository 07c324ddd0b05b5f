import { Arg, Ctx, Directive, FieldResolver, Query, Resolver } from 'type-graphql'
import { MAX_PAGE } from '../../_kit/connection.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText } from '../../_kit/text.ts'
import type { CultureContext } from '../context.ts'
import { Monument } from '../schema/monument.ts'
import { WorldHeritageSite } from '../schema/worldHeritageSite.ts'
import {
  BY_WORLD_HERITAGE_ID,
  MonumentKind,
  ofMonumentKinds,
  type MonumentRecord,
} from '../source/monuments.ts'

/** As inscribed by UNESCO; it has never changed. */
const HISTORIC_CENTRE = {
  unescoId: 1110,
  name: createText({
    zh: '澳門歷史城區',
    pt: 'Centro Histórico de Macau',
    en: 'Historic Centre of Macao',
  }),
  inscribedYear: 2005,
}

@Resolver(() => WorldHeritageSite)
export class WorldHeritageSiteResolver {
  @Query(() => WorldHeritageSite, { nullable: true, description: 'The world heritage site of Macao.' })
  @Directive('@semanticNonNull')
  worldHeritageSite(): typeof HISTORIC_CENTRE {
    return HISTORIC_CENTRE
  }

  @FieldResolver(() => [Monument], {
    description: 'The buildings and squares that make up the site, by their number; those without one last.',
  })
  @Directive('@listSize(assumedSize: 30)')
  async elements(
    @Arg('kind', () => MonumentKind, { nullable: true, description: 'Only buildings, or only squares.' })
    kind: MonumentKind | null | undefined,
    @Ctx() { tables }: CultureContext,
  ): Promise<readonly MonumentRecord[]> {
    const page = await tables.monuments.list(ofMonumentKinds(kind && [kind]), BY_WORLD_HERITAGE_ID, {
      first: MAX_PAGE,
    })
    return page.nodes
  }

  @FieldResolver()
  provenance(@Ctx() { tables }: CultureContext): ProvenanceValue {
    return provenanceOf(tables.monuments.feed, false)
  }
}
