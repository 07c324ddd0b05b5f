// Read by relay-compiler alone: what it writes to __generated__ is what is run.
import { graphql } from 'relay-runtime'

/** A list of the root, in both directions. */
export const documentsMuseumsQuery = graphql`
  query documentsMuseumsQuery($first: Int, $after: String, $last: Int, $before: String) {
    ...documentsMuseums_query @arguments(first: $first, after: $after, last: $last, before: $before)
  }
`
export const documentsMuseums_query = graphql`
  fragment documentsMuseums_query on Query
  @refetchable(queryName: "documentsMuseumsPaginationQuery")
  @argumentDefinitions(
    first: { type: "Int" }
    after: { type: "String" }
    last: { type: "Int" }
    before: { type: "String" }
  ) {
    museums(first: $first, after: $after, last: $last, before: $before, orderBy: FEE_LOWEST)
      @connection(key: "documents_museums") {
      edges {
        node {
          id
          ...documentsMuseum_museum
        }
      }
    }
  }
`

/** An entity, which is asked for again by its id in the whole graph. */
export const documentsMuseum_museum = graphql`
  fragment documentsMuseum_museum on Museum @refetchable(queryName: "documentsMuseumRefetchQuery") {
    id
    name {
      en
    }
    feeMop
  }
`

/** A list of an entity, whose pages are asked for by the id of the entity. */
export const documentsAreaQuery = graphql`
  query documentsAreaQuery($area: ID!, $count: Int!) {
    administrativeArea(id: $area) {
      ...documentsCarParks_area @arguments(count: $count)
    }
  }
`
export const documentsCarParks_area = graphql`
  fragment documentsCarParks_area on AdministrativeArea
  @refetchable(queryName: "documentsCarParksPaginationQuery")
  @argumentDefinitions(count: { type: "Int!" }, cursor: { type: "String" }) {
    carParks(first: $count, after: $cursor) @connection(key: "documents_carParks") {
      edges {
        node {
          id
          name {
            zh
          }
        }
      }
    }
  }
`

/** What comes later: the fields of another bureau, and all but the first of a list. */
export const documentsPageQuery = graphql`
  query documentsPageQuery {
    museum(id: "maritime") {
      globalId
      name {
        pt
      }
      ...documentsAround_museum @defer(label: "around")
    }
    lrtLines @stream(initialCount: 1, label: "lines") {
      globalId
      name {
        pt
      }
    }
  }
`
export const documentsAround_museum = graphql`
  fragment documentsAround_museum on Museum {
    place {
      nearbyStops(first: 1) {
        stop {
          globalId
          id
        }
      }
    }
  }
`

/** What changes. */
export const documentsCarParkSubscription = graphql`
  subscription documentsCarParkSubscription($ids: [ID!]) {
    carParkChanged(ids: $ids) {
      globalId
      freeSpaces {
        cars
      }
    }
  }
`
