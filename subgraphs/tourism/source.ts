import type { FeedSurroundings } from '../_kit/feed.ts'
import type { SubgraphSource } from '../_kit/subgraph.ts'
import { createView } from '../_kit/view.ts'
import { buildArrivalsView, inOrder, type ArrivalsView } from './arrivals.ts'
import { averageByClass, type ClassAverage } from './classAverage.ts'
import {
  attractionsFeed,
  buildAttractionView,
  type AttractionRecord,
  type AttractionView,
} from './source/attractions.ts'
import {
  buildComplaintView,
  complaintsFeed,
  type ComplaintRecord,
  type ComplaintView,
} from './source/complaints.ts'
import {
  buildEditionView,
  eventEditionsFeed,
  type EditionRecord,
  type EditionView,
} from './source/eventEditions.ts'
import { buildEventView, eventsFeed, type EventRecord, type EventView } from './source/events.ts'
import { buildGuideView, guidesFeed, type GuideRecord, type GuideView } from './source/guides.ts'
import { buildHotelView, hotelsFeed, type HotelRecord, type HotelView } from './source/hotels.ts'
import { buildSurveyView, hotelSurveyFeed, type SurveyRecord, type SurveyView } from './source/hotelSurvey.ts'
import { hotelOccupancy, newCompanies, visitorArrivals, type MonthValue } from './source/keyIndicators.ts'
import { createPart, type Part } from './source/part.ts'
import {
  buildSecurityPlanView,
  securityPlansFeed,
  type SecurityPlanRecord,
  type SecurityPlanView,
} from './source/securityPlans.ts'
import { buildHourView, visitorsByHourFeed, type HourRecord, type HourView } from './source/visitorsByHour.ts'

export interface TourismSource extends SubgraphSource {
  readonly clock: () => Date
  readonly hotels: Part<HotelRecord, HotelView>
  readonly attractions: Part<AttractionRecord, AttractionView>
  readonly events: Part<EventRecord, EventView>
  readonly eventEditions: Part<EditionRecord, EditionView>
  readonly arrivals: Part<MonthValue, ArrivalsView>
  readonly occupancy: Part<MonthValue, readonly MonthValue[]>
  readonly newCompanies: Part<MonthValue, readonly MonthValue[]>
  readonly survey: Part<SurveyRecord, SurveyView>
  readonly visitorsByHour: Part<HourRecord, HourView>
  readonly guides: Part<GuideRecord, GuideView>
  readonly complaints: Part<ComplaintRecord, ComplaintView>
  readonly securityPlans: Part<SecurityPlanRecord, SecurityPlanView>
  /** By class key; joins the survey with the register. */
  classAverages(): ReadonlyMap<string, readonly ClassAverage[]>
}

export function createTourismSource(surroundings: FeedSurroundings): TourismSource {
  const parts = createParts(surroundings)
  const { hotels, survey } = parts
  return {
    ...parts,
    clock: surroundings.clock,
    feeds: Object.values(parts).map(({ feed }) => feed),
    classAverages: createView([hotels.feed, survey.feed], () =>
      averageByClass(hotels.view().byId, survey.feed.read().records),
    ),
  }
}

function createParts(surroundings: FeedSurroundings) {
  return {
    hotels: createPart(hotelsFeed, surroundings, buildHotelView),
    attractions: createPart(attractionsFeed, surroundings, buildAttractionView),
    events: createPart(eventsFeed, surroundings, buildEventView),
    eventEditions: createPart(eventEditionsFeed, surroundings, buildEditionView),
    arrivals: createPart(visitorArrivals, surroundings, buildArrivalsView),
    occupancy: createPart(hotelOccupancy, surroundings, inOrder),
    newCompanies: createPart(newCompanies, surroundings, inOrder),
    survey: createPart(hotelSurveyFeed, surroundings, buildSurveyView),
    visitorsByHour: createPart(visitorsByHourFeed, surroundings, buildHourView),
    guides: createPart(guidesFeed, surroundings, buildGuideView),
    complaints: createPart(complaintsFeed, surroundings, buildComplaintView),
    securityPlans: createPart(securityPlansFeed, surroundings, buildSecurityPlanView),
  }
}
