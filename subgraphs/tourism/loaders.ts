import type DataLoader from 'dataloader'
import { createLoader, pick } from '../_kit/loader.ts'
import type { ClassAverage } from './classAverage.ts'
import type { AttractionRecord } from './source/attractions.ts'
import type { ComplaintRecord } from './source/complaints.ts'
import type { EditionRecord } from './source/eventEditions.ts'
import type { EventRecord } from './source/events.ts'
import type { GuideRecord } from './source/guides.ts'
import type { HotelRecord } from './source/hotels.ts'
import type { SurveyRecord } from './source/hotelSurvey.ts'
import type { SecurityPlanRecord } from './source/securityPlans.ts'
import type { HourRecord } from './source/visitorsByHour.ts'
import type { TourismSource } from './source.ts'

export interface TourismLoaders {
  readonly hotel: DataLoader<string, HotelRecord | null>
  readonly attraction: DataLoader<string, AttractionRecord | null>
  readonly event: DataLoader<string, EventRecord | null>
  /** By event. */
  readonly editions: DataLoader<string, readonly EditionRecord[] | null>
  readonly guide: DataLoader<string, GuideRecord | null>
  /** By hotel. */
  readonly survey: DataLoader<string, readonly SurveyRecord[] | null>
  /** By class key. */
  readonly classAverages: DataLoader<string, readonly ClassAverage[] | null>
  /** By establishment. */
  readonly complaints: DataLoader<string, readonly ComplaintRecord[] | null>
  /** By event. */
  readonly securityPlan: DataLoader<string, SecurityPlanRecord | null>
  /** By area. */
  readonly visitorsByHour: DataLoader<string, readonly HourRecord[] | null>
}

export function createLoaders(source: TourismSource): TourismLoaders {
  return {
    hotel: createLoader((ids) => pick(source.hotels.view().byId, ids)),
    attraction: createLoader((ids) => pick(source.attractions.view().byId, ids)),
    event: createLoader((ids) => pick(source.events.view().byId, ids)),
    editions: createLoader((events) => pick(source.eventEditions.view().byEvent, events)),
    guide: createLoader((ids) => pick(source.guides.view().byId, ids)),
    survey: createLoader((hotels) => pick(source.survey.view().byHotel, hotels)),
    classAverages: createLoader((keys) => pick(source.classAverages(), keys)),
    complaints: createLoader((ids) => pick(source.complaints.view().byEstablishment, ids)),
    securityPlan: createLoader((events) => pick(source.securityPlans.view().byEvent, events)),
    visitorsByHour: createLoader((areas) => pick(source.visitorsByHour.view().byArea, areas)),
  }
}
