import { runSubgraph } from '../_kit/run.ts'
import type { SubgraphDefinition } from '../_kit/subgraph.ts'
import { createContext, type CultureContext } from './context.ts'
import { AdministrativeAreaResolver } from './resolvers/administrativeArea.ts'
import { ClassifiedPropertyResolver } from './resolvers/classifiedProperty.ts'
import { EmbargoedProgrammeResolver, EventResolver } from './resolvers/event.ts'
import { ExhibitionResolver } from './resolvers/exhibition.ts'
import { LibraryLoanResolver, LibraryResolver } from './resolvers/library.ts'
import { ArtefactLocationResolver, ConditionSurveyResolver, MonumentResolver } from './resolvers/monument.ts'
import { DailyVisitorsResolver, MuseumResolver } from './resolvers/museum.ts'
import { PlaceResolver } from './resolvers/place.ts'
import { references } from './resolvers/references.ts'
import { VenueResolver } from './resolvers/venue.ts'
import { WorldHeritageSiteResolver } from './resolvers/worldHeritageSite.ts'
import { Event } from './schema/event.ts'
import { Exhibition } from './schema/exhibition.ts'
import { AdministrativeArea, Place } from './schema/references.ts'
import { searchables } from './searchables.ts'
import { createCultureSource, type CultureSource } from './source.ts'

export const definition: SubgraphDefinition<CultureSource, CultureContext> = {
  name: 'culture',
  resolvers: [
    MuseumResolver,
    DailyVisitorsResolver,
    ExhibitionResolver,
    MonumentResolver,
    ConditionSurveyResolver,
    ArtefactLocationResolver,
    WorldHeritageSiteResolver,
    ClassifiedPropertyResolver,
    LibraryResolver,
    LibraryLoanResolver,
    VenueResolver,
    EventResolver,
    EmbargoedProgrammeResolver,
    PlaceResolver,
    AdministrativeAreaResolver,
  ],
  orphanedTypes: [Place, AdministrativeArea, Event, Exhibition],
  references,
  searchables,
  createSource: createCultureSource,
  createContext,
}

await runSubgraph(definition, import.meta.url)
